//! Why a worker died, in words for the person whose script it ran.

use std::process::ExitStatus;

use super::Limits;

/// From how it ended and what it wrote last.
pub fn reason(status: Option<ExitStatus>, last_words: &str, limits: &Limits) -> String {
    if last_words.contains("memory allocation of") || last_words.contains("capacity overflow") {
        return format!("The script needed more than {} MB of memory.", limits.memory);
    }
    if last_words.contains("overflowed its stack") {
        return "The script's calls went deeper than the interpreter's stack.".to_string();
    }
    if let Some(complaint) = complaint(last_words) {
        return format!("The preview's worker failed: {complaint}.");
    }
    match status.map(|status| (status.code(), signal(status))) {
        Some((Some(code), _)) => format!("The script ended its own process (exit status {code})."),
        Some((None, Some(signal))) => format!("The interpreter crashed (signal {signal})."),
        _ => "The interpreter crashed.".to_string(),
    }
}

/// What the worker itself said: of several lines (a traceback) the first and the last.
fn complaint(last_words: &str) -> Option<String> {
    let lines: Vec<&str> = last_words.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let (at, first) =
        lines.iter().enumerate().rev().find_map(|(at, line)| Some((at, line.strip_prefix("crosswire: ")?)))?;
    let last = lines.last().filter(|_| at + 1 < lines.len()).map(|last| format!(" {}", last.trim_start()));
    Some(format!("{first}{}", last.unwrap_or_default()).trim_end_matches('.').to_string())
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> Option<i32> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    #[test]
    fn says_what_the_script_did() {
        let cases = [
            (6, "memory allocation of 4000000000 bytes failed\n", "more than 64 MB"),
            (6, "thread 'interpreter' has overflowed its stack\nfatal runtime error", "deeper than"),
            (3 << 8, "", "exit status 3"),
            (11, "", "signal 11"),
            (
                2 << 8,
                "crosswire: the engine failed:\nTraceback:\n  File\nImportError: no\n",
                "failed: the engine failed: ImportError: no.",
            ),
        ];
        let limits = Limits { memory: 64, ..Limits::default() };
        for (status, words, expected) in cases {
            let reason = reason(Some(ExitStatus::from_raw(status)), words, &limits);
            assert!(reason.contains(expected), "{reason:?} for {words:?}");
        }
    }
}
