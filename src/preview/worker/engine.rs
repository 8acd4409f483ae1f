//! The interpreter: how it is set up, and the Python code that it is given.

use std::sync::mpsc::{Receiver, Sender};

use rustpython::vm::builtins::{PyBaseExceptionRef, PyModule};
use rustpython::vm::signal::user_signal_channel;
use rustpython::vm::{AsObject, Interpreter, PyRef, PyResult, Settings, VirtualMachine};
use rustpython::{InterpreterBuilder, InterpreterBuilderExt};

use super::super::protocol::{Start, ToWorker, VERSION};
use super::wire::{self, Inbox, Input, Output};
use super::{WorkerError, host, sandbox};

/// As in CPython; the interpreter's own limit is lower in builds with debug assertions.
const RECURSION_LIMIT: i32 = 1000;

/// Runs `_crosswire.main.serve()` until the session is gone.
pub fn serve(
    mut input: Input,
    output: Output,
    memory: u64,
    started: &Sender<Start>,
    may_begin: &Receiver<()>,
) -> Result<(), WorkerError> {
    let (signals, heard) = user_signal_channel();
    let interpreter = interpreter(|vm| vm.set_user_signal_channel(heard));
    interpreter.enter(|vm| {
        let failed = |error| WorkerError::Engine(told(&error, vm));
        let running = host::Running::default();
        let (feed, inbox) = Inbox::new();
        let main = prepare(vm, host::module(vm, inbox, output, running.clone()).map_err(failed)?).map_err(failed)?;
        let first = wire::read_line(&mut input).ok_or(WorkerError::NoStart)?;
        let start = start_of(&first)?;
        let _ = started.send(start.clone());
        // Comes back once the other thread is shut in and has dropped its end.
        let _ = may_begin.recv();
        // Streamlit is run from the folder of the project.
        std::env::set_current_dir(&start.root).map_err(WorkerError::Root)?;
        sandbox::shut_in(&sandbox::readable(&start), memory)?;
        feed.begin(input, first, host::interrupter(signals, running)).map_err(WorkerError::Wire)?;
        vm.call_method(&main, "serve", ()).map(drop).map_err(failed)
    })
}

fn start_of(line: &str) -> Result<Start, WorkerError> {
    match serde_json::from_str(line) {
        Ok(ToWorker::Start(start)) if start.version == VERSION => Ok(start),
        _ => Err(WorkerError::NoStart),
    }
}

fn interpreter(init: impl FnOnce(&mut VirtualMachine) + 'static) -> Interpreter {
    let mut settings = Settings::default();
    settings.isolated = true;
    settings.ignore_environment = true;
    settings.user_site_directory = false;
    settings.import_site = false;
    settings.safe_path = true;
    settings.write_bytecode = false;
    settings.install_signal_handlers = false;
    settings.utf8_mode = 1;
    settings.stdio_encoding = Some("utf-8".to_string());
    settings.stdio_errors = Some("backslashreplace".to_string());
    settings.argv = vec![String::new()];
    let builder = InterpreterBuilder::new().settings(settings).init_stdlib();
    let builder = if folder_on_disk().is_none() { builder.add_frozen_modules(EMBEDDED) } else { builder };
    builder.init_hook(init).build()
}

/// Python modules of the preview, compiled when the program is. `build.rs` sees to it that this is done again when
/// one of them changes.
const EMBEDDED: &rustpython::vm::frozen::FrozenLib =
    rustpython::vm::py_freeze!(dir = "../python", crate_name = "rustpython::vm");

/// Has the compiler come back here when a Python file changes.
const _: &str = env!("CROSSWIRE_PYTHON_HASH");

/// Where to read the Python modules from instead: a change then needs no build. Not in release builds.
pub fn folder_on_disk() -> Option<String> {
    if cfg!(debug_assertions) { std::env::var("CROSSWIRE_PYTHON_DIR").ok() } else { None }
}

/// All that can be done before anyone says which script to run: answers with the module that serves.
fn prepare(vm: &VirtualMachine, host: PyRef<PyModule>) -> PyResult {
    let sys = vm.import("sys", 0)?;
    vm.call_method(&sys, "setrecursionlimit", (RECURSION_LIMIT,))?;
    if let Some(folder) = folder_on_disk() {
        let path = sys.get_attr("path", vm)?;
        vm.call_method(&path, "insert", (0, folder))?;
    }
    host::make_sleep_interruptible(vm)?;
    let modules = sys.get_attr("modules", vm)?;
    modules.set_item(host::NAME, host.into(), vm)?;
    vm.import("_crosswire.main", 0)?;
    modules.get_item("_crosswire.main", vm)
}

fn told(error: &PyBaseExceptionRef, vm: &VirtualMachine) -> String {
    let mut text = String::new();
    match vm.write_exception(&mut text, error) {
        Ok(()) => text,
        Err(_) => error.class().name().to_string(),
    }
}
