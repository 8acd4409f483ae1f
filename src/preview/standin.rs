//! A stand-in until the worker's session is merged: a process that speaks the protocol on its standard streams.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;
use tokio::sync::mpsc;

use super::protocol::{Start, ToWorker};
use super::session::Told;

/// A running worker.
#[derive(Debug)]
pub struct Session {
    to: mpsc::UnboundedSender<ToWorker>,
}

impl Session {
    /// Starts it.
    pub fn start(start: Start) -> std::io::Result<(Self, mpsc::Receiver<Told>)> {
        let mut command = match std::env::var("CROSSWIRE_WORKER") {
            Ok(line) => {
                let mut command = Command::new("sh");
                command.args(["-c", &line]);
                command
            }
            Err(_) => {
                let mut command = Command::new(std::env::current_exe()?);
                command.arg("worker");
                command
            }
        };
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn()?;
        let (mut stdin, stdout) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        let (to, mut messages) = mpsc::unbounded_channel::<ToWorker>();
        let (told, hears) = mpsc::channel(1024);
        let _ = to.send(ToWorker::Start(start));
        tokio::spawn(async move {
            while let Some(message) = messages.recv().await {
                let mut line = serde_json::to_vec(&message).unwrap_or_default();
                line.push(b'\n');
                if stdin.write_all(&line).await.is_err() || stdin.flush().await.is_err() {
                    break;
                }
            }
        });
        tokio::spawn(async move {
            let mut lines = BufReader::new(stdout).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                match serde_json::from_str(&line) {
                    Ok(message) => {
                        if told.send(Told::Said(message)).await.is_err() {
                            break;
                        }
                    }
                    Err(error) => eprintln!("crosswire: {error}: {line}"),
                }
            }
            let status = child.wait().await;
            let _ = told.send(Told::Lost { reason: format!("the worker ended: {status:?}"), names: Vec::new() }).await;
        });
        Ok((Self { to }, hears))
    }

    /// Tells the worker something.
    pub fn tell(&self, message: ToWorker) {
        let _ = self.to.send(message);
    }

    /// Lets a script go on that was paused because it reruns itself without end.
    pub fn resume(&self) {}
}
