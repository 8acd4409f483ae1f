//! Where the work is done: deeply nested texts need more stack than threads have, and many things are done at once.

use std::cell::Cell;
use std::sync::LazyLock;

use rayon::ThreadPool;
use rayon::prelude::*;

const STACK_BYTES: usize = 32 << 20;

static POOL: LazyLock<Option<ThreadPool>> =
    LazyLock::new(|| rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).build().ok());

thread_local! {
    static IS_DEEP: Cell<bool> = const { Cell::new(false) };
}

/// Starts a thread on which a workspace is brought up to date without a change of threads: an edit makes one file
/// stale, and waking another thread for it takes longer than to parse it.
pub fn spawn_deep(work: impl FnOnce() + Send + 'static) -> std::io::Result<()> {
    let deep = || {
        IS_DEEP.set(true);
        work();
    };
    std::thread::Builder::new().stack_size(STACK_BYTES).spawn(deep).map(drop)
}

/// Runs `work` where the stack is deep.
pub(super) fn deeply<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    if IS_DEEP.get() { work() } else { in_pool(work) }
}

/// Does something with each, at once where they are several. To be called where the stack is deep.
pub(super) fn each<T: Send, U: Send>(all: Vec<T>, work: impl Fn(T) -> U + Sync + Send) -> Vec<U> {
    match all.len() {
        0 | 1 => all.into_iter().map(work).collect(),
        _ => in_pool(|| all.into_par_iter().map(work).collect()),
    }
}

fn in_pool<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match &*POOL {
        Some(pool) => pool.install(work),
        None => work(),
    }
}
