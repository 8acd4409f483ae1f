//! How a session ends when the client does not end it: its pipe closes, or its process dies.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, ReadBuf};
use tokio::sync::Notify;

/// How long answers that are under way may take once the client's pipe has closed.
const GRACE: Duration = Duration::from_millis(300);

/// How often the client's process is looked for.
const LOOK: Duration = Duration::from_millis(500);

/// A reader that says when its end was reached.
pub struct Watched<R> {
    inner: R,
    ended: Arc<Notify>,
}

impl<R> Watched<R> {
    /// Watches `inner`.
    pub fn new(inner: R, ended: Arc<Notify>) -> Self {
        Self { inner, ended }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Watched<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.inner).poll_read(context, buffer);
        let is_end = match &polled {
            Poll::Ready(Ok(())) => buffer.filled().len() == before,
            Poll::Ready(Err(_)) => true,
            Poll::Pending => false,
        };
        if is_end {
            self.ended.notify_one();
        }
        polled
    }
}

/// Returns a little after the end of the client's pipe.
pub async fn pipe_closed(ended: &Notify) {
    ended.notified().await;
    tokio::time::sleep(GRACE).await;
}

/// Returns when the process is gone. A process that cannot be seen from the start (the client runs in another
/// container, say) is never taken for gone.
pub async fn process_gone(id: u32) {
    if !is_alive(id) {
        std::future::pending::<()>().await;
    }
    while is_alive(id) {
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(unix)]
fn is_alive(id: u32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    let Some(process) = i32::try_from(id).ok().and_then(Pid::from_raw) else { return false };
    // Another user's process may not be signalled, but it is there.
    matches!(test_kill_process(process), Ok(()) | Err(Errno::PERM))
}

/// Elsewhere the pipe's end must do.
#[cfg(not(unix))]
fn is_alive(_: u32) -> bool {
    false
}
