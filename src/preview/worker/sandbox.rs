//! What the system refuses to a worker, whatever its Python code tries. `docs/preview-safety.md` says what holds where.

use std::path::PathBuf;

use super::super::protocol::Start;
use super::{STACK, engine};

#[cfg(target_os = "linux")]
mod linux;

/// The system offers a protection and then refuses it.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The limits of the process.
    #[cfg(unix)]
    #[error("limits: {0}")]
    Limits(std::io::Error),
    /// Which files may be read.
    #[cfg(target_os = "linux")]
    #[error("Landlock: {0}")]
    Files(#[from] landlock::RulesetError),
    /// Which system calls may be made: the rules are wrong.
    #[cfg(target_os = "linux")]
    #[error("seccomp's rules: {0}")]
    Rules(#[from] seccompiler::BackendError),
    /// Which system calls may be made: the system will not have it.
    #[cfg(target_os = "linux")]
    #[error("seccomp: {0}")]
    Calls(#[from] seccompiler::Error),
}

/// Files and folders that a script may read: its own, and the time zones' (without them every clock would show UTC).
pub fn readable(start: &Start) -> Vec<PathBuf> {
    let system = ["/usr/share/zoneinfo", "/etc/localtime", "/dev/null", "/dev/urandom"].map(PathBuf::from);
    let own = [&start.root, &start.script].into_iter().chain(&start.python_path).cloned();
    own.chain(system).chain(engine::folder_on_disk().map(PathBuf::from)).collect()
}

/// Shuts in the calling thread, and those that it starts from now on: it reads what is readable and writes nothing.
pub fn shut_in_thread(readable: &[PathBuf]) -> Result<(), SandboxError> {
    #[cfg(target_os = "linux")]
    linux::restrict_files(readable)?;
    #[cfg(not(target_os = "linux"))]
    let _ = readable;
    Ok(())
}

/// Shuts in the calling thread as above, and the whole process: memory, system calls.
pub fn shut_in(readable: &[PathBuf], memory: u64) -> Result<(), SandboxError> {
    #[cfg(unix)]
    limit(memory).map_err(SandboxError::Limits)?;
    shut_in_thread(readable)?;
    #[cfg(target_os = "linux")]
    linux::refuse_calls()?;
    Ok(())
}

/// Memory, no core dumps, no growing files, few open ones.
#[cfg(unix)]
fn limit(memory: u64) -> std::io::Result<()> {
    use rlimit::Resource;

    // The interpreter's stack is asked for at once, though hardly any of it is ever used.
    let data = memory.saturating_add(STACK as u64);
    for (resource, most) in [(Resource::DATA, data), (Resource::CORE, 0), (Resource::FSIZE, 0), (Resource::NOFILE, 256)]
    {
        let (_, allowed) = resource.get()?;
        let most = most.min(allowed);
        resource.set(most, most)?;
    }
    Ok(())
}
