//! `_crosswire_host`: all that Python may ask of the process.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rustpython::vm::builtins::{PyBaseExceptionRef, PyModule, PyTypeRef, PyUtf8StrRef};
use rustpython::vm::function::{ArgIntoFloat, OptionalArg};
use rustpython::vm::signal::UserSignalSender;
use rustpython::vm::{PyRef, PyResult, VirtualMachine};
use serde::Deserialize;

use super::wire::{Inbox, Output, Received};

/// The name of the module.
pub const NAME: &str = "_crosswire_host";

/// How long a sleeping script may stay deaf.
const SLICE: Duration = Duration::from_millis(20);

/// No run has this number.
const NO_RUN: u64 = u64::MAX;

/// The run that goes on, as the messages tell.
#[derive(Clone, Debug)]
pub struct Running(Arc<AtomicU64>);

impl Default for Running {
    fn default() -> Self {
        Self(Arc::new(AtomicU64::new(NO_RUN)))
    }
}

#[derive(Deserialize)]
struct Head {
    #[serde(rename = "type")]
    kind: String,
    run: Option<u64>,
}

impl Running {
    fn note(&self, text: &str) -> serde_json::Result<()> {
        let head: Head = serde_json::from_str(text)?;
        match head.kind.as_str() {
            "run-started" => self.0.store(head.run.unwrap_or(NO_RUN), Ordering::Release),
            "run-finished" => self.0.store(NO_RUN, Ordering::Release),
            _ => {}
        }
        Ok(())
    }

    fn is(&self, run: u64) -> bool {
        self.0.load(Ordering::Acquire) == run
    }
}

/// Makes the module. It is not among the native modules that an import finds: `sys.modules` has it, complete.
pub fn module(vm: &VirtualMachine, inbox: Inbox, output: Output, running: Running) -> PyResult<PyRef<PyModule>> {
    let inbox = Arc::new(inbox);
    let waiting = inbox.clone();
    let emit = vm.new_function("emit", move |text: PyUtf8StrRef, vm: &VirtualMachine| -> PyResult<()> {
        emit(&output, &running, text.as_str(), vm)
    });
    let receive = vm.new_function(
        "receive",
        move |timeout: OptionalArg<Option<u64>>, vm: &VirtualMachine| -> PyResult<Option<String>> {
            let timeout = timeout.into_option().flatten().map(Duration::from_millis);
            match vm.allow_threads(|| inbox.receive(timeout)) {
                Received::Message(text) => Ok(Some(text)),
                Received::Nothing => Ok(None),
                Received::Gone => Err(vm.new_eof_error("the session is gone")),
            }
        },
    );
    let pending = vm.new_function("pending", move || waiting.pending());
    let base = vm.ctx.exceptions.base_exception_type.to_owned();
    let interrupted = vm.ctx.new_exception_type(NAME, "Interrupted", Some(vec![base]));
    let module = vm.new_module(NAME, vm.ctx.new_dict(), None);
    let dict = module.dict();
    dict.set_item("emit", emit.into(), vm)?;
    dict.set_item("receive", receive.into(), vm)?;
    dict.set_item("pending", pending.into(), vm)?;
    dict.set_item("Interrupted", interrupted.into(), vm)?;
    Ok(module)
}

fn emit(output: &Output, running: &Running, text: &str, vm: &VirtualMachine) -> PyResult<()> {
    if text.contains('\n') {
        return Err(vm.new_value_error("a message is one line"));
    }
    running.note(text).map_err(|error| vm.new_value_error(format!("no message: {error}")))?;
    vm.allow_threads(|| output.send_text(text)).map_err(|_| vm.new_eof_error("the session is gone"))
}

/// Lets a sleeping script hear an interruption: the interpreter's own sleep would not.
pub fn make_sleep_interruptible(vm: &VirtualMachine) -> PyResult<()> {
    let sleep = vm.new_function("sleep", |seconds: ArgIntoFloat, vm: &VirtualMachine| -> PyResult<()> {
        let duration = Duration::try_from_secs_f64(seconds.into_float())
            .map_err(|_| vm.new_value_error("sleep length must be non-negative"))?;
        let begun = Instant::now();
        while let Some(left) = duration.checked_sub(begun.elapsed()).filter(|left| !left.is_zero()) {
            vm.allow_threads(|| std::thread::sleep(left.min(SLICE)));
            vm.check_signals()?;
        }
        Ok(())
    });
    vm.import("time", 0)?.set_attr("sleep", sleep, vm)
}

/// What the session's wish to interrupt a run does: the exception comes up between two instructions of it.
pub fn interrupter(signals: UserSignalSender, running: Running) -> impl Fn(u64, String) + Send + 'static {
    move |run, reason| {
        let running = running.clone();
        let raise = move |vm: &VirtualMachine| {
            if running.is(run) { Err(interrupted(&reason, vm)?) } else { Ok(()) }
        };
        // An interpreter that is gone runs nothing that could be interrupted.
        let _ = signals.send(Box::new(raise));
    }
}

fn interrupted(reason: &str, vm: &VirtualMachine) -> PyResult<PyBaseExceptionRef> {
    let class: PyTypeRef = vm.import(NAME, 0)?.get_attr("Interrupted", vm)?.try_into_value(vm)?;
    Ok(vm.new_exception_msg(class, reason.to_string().into()))
}
