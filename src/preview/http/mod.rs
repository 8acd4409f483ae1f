//! The ways in: two ports, one for the app's page and one for the inspector's, each behind its guard.
//!
//! All addresses in the pages are relative, so that an editor's proxy may stand before them.

use std::sync::Arc;

use axum::Router;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;

pub mod assets;
pub mod files;
pub mod guard;
mod inspector;
pub mod special;

use super::hub::Hub;
use super::tab::FromPage;
use files::Pages;
use guard::Guard;

/// A file that was uploaded travels in one message.
const MESSAGE_LIMIT: usize = 512 << 20;

/// The app's port.
pub(super) fn app_routes(hub: Arc<Hub>, guard: Arc<Guard>) -> Router {
    let routes = Router::new()
        .route("/", get(|| async { Pages::App.answer("") }))
        .route("/ws", get(app_socket))
        .route("/assets/{folder}/{version}/{*path}", get(asset))
        .route("/bytes/{hash}", get(bytes))
        .route("/app/static/{*path}", get(static_file))
        .route("/{*path}", get(|Path((_, path)): Path<(String, String)>| async move { Pages::App.answer(&path) }))
        .with_state(hub);
    guarded(routes, guard)
}

/// The inspector's port.
pub(super) fn inspector_routes(hub: Arc<Hub>, guard: Arc<Guard>) -> Router {
    let routes = Router::new()
        .route("/", get(|| async { Pages::Inspector.answer("") }))
        .route("/ws", get(inspector_socket))
        .route("/{*path}", get(|Path((_, path)): Path<(String, String)>| async move { Pages::Inspector.answer(&path) }))
        .with_state(hub);
    guarded(routes, guard)
}

fn guarded(routes: Router, guard: Arc<Guard>) -> Router {
    let missing = || async { (StatusCode::NOT_FOUND, "crosswire: there is no such page\n") };
    Router::new().nest("/{token}/", routes).fallback(missing).layer(middleware::from_fn_with_state(guard, guard::stand))
}

#[derive(Deserialize)]
struct Joining {
    /// The session that the page had before its connection broke.
    session: Option<String>,
    /// The frame of the inspector in which the page is.
    frame: Option<String>,
}

async fn app_socket(
    State(hub): State<Arc<Hub>>,
    Query(joining): Query<Joining>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let upgrade = upgrade.max_message_size(MESSAGE_LIMIT).max_frame_size(MESSAGE_LIMIT);
    upgrade.on_upgrade(move |socket| serve_page(hub, joining, socket))
}

/// Carries messages between a page and its tab until one of them goes.
async fn serve_page(hub: Arc<Hub>, joining: Joining, mut socket: WebSocket) {
    let tab = match hub.tab(joining.session.as_deref()) {
        Ok(tab) => tab,
        Err(error) => {
            let lost = serde_json::json!({ "type": "lost", "reason": error.to_string(), "names": [] });
            // A page that has gone already hears nothing.
            let _ = socket.send(Message::text(lost.to_string())).await;
            return;
        }
    };
    let mut to_page = tab.joined(joining.frame);
    let mut ended = hub.ended.subscribe();
    loop {
        tokio::select! {
            message = to_page.recv() => {
                let Some(message) = message else { break };
                if socket.send(Message::text(message)).await.is_err() {
                    break;
                }
            }
            _ = ended.changed() => return,
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => match serde_json::from_str::<FromPage>(&text) {
                    Ok(message) => tab.hear(message),
                    Err(error) => eprintln!("crosswire: the page said what nobody understands: {error}"),
                },
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
        }
    }
    drop(to_page);
    tab.left();
}

async fn inspector_socket(State(hub): State<Arc<Hub>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.max_message_size(MESSAGE_LIMIT).on_upgrade(move |socket| inspector::serve(hub, socket))
}

async fn asset(
    State(hub): State<Arc<Hub>>,
    Path((_, folder, _, path)): Path<(String, usize, u64, String)>,
) -> Response {
    served(hub.assets.file(folder, &path))
}

async fn bytes(State(hub): State<Arc<Hub>>, Path((_, hash)): Path<(String, String)>) -> Response {
    served(hub.assets.bytes(&hash).map(|(bytes, mime)| (bytes.to_vec(), mime)))
}

/// The app's `static/` folder. As in Streamlit, only what a browser shows without running it keeps its type.
async fn static_file(State(hub): State<Arc<Hub>>, Path((_, path)): Path<(String, String)>) -> Response {
    let found = hub.config.static_files.as_deref().and_then(|folder| assets::below_folder(folder, &path));
    served(found.and_then(|path| {
        let shown = files::content_type(&path);
        let inert = ["image/", "font/", "audio/", "video/", "application/pdf", "application/json"];
        let inert = inert.iter().any(|kind| shown.starts_with(kind)) && !shown.starts_with("image/svg");
        let shown = if inert { shown } else { "text/plain; charset=utf-8".to_string() };
        Some((std::fs::read(path).ok()?, shown))
    }))
}

fn served(found: Option<(Vec<u8>, String)>) -> Response {
    let Some((bytes, kind)) = found else {
        return (StatusCode::NOT_FOUND, "crosswire: there is no such file\n").into_response();
    };
    let kind = HeaderValue::from_str(&kind).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}
