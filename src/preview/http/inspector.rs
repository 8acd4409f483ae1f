//! The inspector's socket: tells it of all tabs and what happens in them, and does what it asks for.

use std::sync::Arc;

use axum::extract::ws::{Message, WebSocket};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;

use crate::preview::Event;
use crate::preview::hub::Hub;
use crate::preview::protocol::Place;
use crate::preview::tab::Wish;

/// From the inspector.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum FromInspector {
    OfTab {
        tab: String,
        #[serde(flatten)]
        wish: Wish,
    },
    Open {
        open: Place,
    },
}

/// Serves one inspector until it goes.
pub async fn serve(hub: Arc<Hub>, mut socket: WebSocket) {
    // Listening begins before the past is told, so that nothing falls between; what comes twice has the same number.
    let mut news = hub.inspectors.subscribe();
    if tell_past(&hub, &mut socket).await.is_err() {
        return;
    }
    let mut ended = hub.ended.subscribe();
    loop {
        tokio::select! {
            _ = ended.changed() => break,
            message = news.recv() => {
                let sent = match message {
                    Ok(message) => socket.send(Message::text(&*message)).await,
                    Err(RecvError::Lagged(_)) => tell_past(&hub, &mut socket).await,
                    Err(RecvError::Closed) => break,
                };
                if sent.is_err() {
                    break;
                }
            }
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => hear(&hub, &text),
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
        }
    }
}

async fn tell_past(hub: &Hub, socket: &mut WebSocket) -> Result<(), axum::Error> {
    let hello = json!({
        "type": "hello",
        "app": hub.app_address(),
        "script": hub.options.script,
        "root": hub.options.root,
        "theme": hub.theme().map(crate::preview::Theme::name),
    });
    socket.send(Message::text(hello.to_string())).await?;
    let tabs = hub.tabs().clone();
    for tab in tabs {
        socket.send(Message::text(tab.described().to_string())).await?;
        for entry in tab.entries() {
            socket.send(Message::text(entry.to_string())).await?;
        }
    }
    Ok(())
}

fn hear(hub: &Hub, text: &str) {
    match serde_json::from_str(text) {
        Ok(FromInspector::OfTab { tab, wish }) => {
            let tab = hub.tabs().iter().find(|known| known.name() == tab).cloned();
            if let Some(tab) = tab {
                tab.obey(wish);
            }
        }
        Ok(FromInspector::Open { open }) => hub.tell(Event::Open(open)),
        Err(error) => eprintln!("crosswire: the inspector said what nobody understands: {error}"),
    }
}
