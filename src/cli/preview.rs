//! `crosswire preview`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Status, complain, with_output};
use crate::preview::{self, Preview, Theme, watch};

/// Run an app and its components in the browser, without Python and without Streamlit
///
/// The app runs in an interpreter that crosswire brings along, shut off from the network and from writing files. Its
/// page shows what Streamlit's would; around it the inspector tells what each run did and why. Save a file, and the
/// page follows: a style sheet is swapped in place, a renderer is mounted anew, a script runs again, and session
/// state stays.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  crosswire preview app.py                 open the browser
  crosswire preview app.py --no-open       only print the addresses
  crosswire preview app.py --port 8600     at a port that stays the same

The addresses hold a secret and work on this machine only. Ctrl-C ends the preview.

Exit status:
  0  ended by Ctrl-C
  2  could not run: no such script, a port that is taken")]
pub struct Options {
    /// The host script
    #[arg(value_name = "APP")]
    app: PathBuf,
    /// The port of the page; 0 takes one that is free
    #[arg(long, default_value_t = 0, value_name = "N")]
    port: u16,
    /// Don't open the browser
    #[arg(long)]
    no_open: bool,
    /// Begin in this theme, whatever the app's configuration and the browser say
    #[arg(long, value_enum)]
    theme: Option<Theme>,
}

/// Runs until it is interrupted.
pub fn run(options: &Options) -> ExitCode {
    let script = match options.app.canonicalize() {
        Ok(script) if script.is_file() => script,
        Ok(_) => return refused(&format!("{} is a folder; name the app's script", options.app.display())),
        Err(_) => return refused(&format!("{}: there is no such file", options.app.display())),
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return refused(&format!("cannot start: {error}")),
    };
    with_output(|out| runtime.block_on(serve(options, &script, out)))
}

fn refused(why: &str) -> ExitCode {
    complain(why);
    Status::CouldNotRun.into()
}

async fn serve(options: &Options, script: &Path, out: &mut dyn Write) -> io::Result<Status> {
    let working_folder = std::env::current_dir().and_then(|folder| folder.canonicalize()).unwrap_or_default();
    let root = preview::root_of(script, &working_folder);
    let asked = preview::Options {
        script: script.to_path_buf(),
        root: root.clone(),
        python_path: Vec::new(),
        port: options.port,
        theme: options.theme,
    };
    let preview = match Preview::start(asked).await {
        Ok(preview) => std::sync::Arc::new(preview),
        Err(error) => {
            complain(&error.to_string());
            return Ok(Status::CouldNotRun);
        }
    };
    let told = preview.clone();
    let runtime = tokio::runtime::Handle::current();
    let watching = watch::watch(&root, move |changes| {
        let _runtime = runtime.enter();
        told.files(changes);
    });
    if let Err(error) = &watching {
        complain(&format!("cannot watch for changes, so edits show after a reload: {error}"));
    }
    writeln!(out, "app with inspector  {}", preview.inspector_url())?;
    writeln!(out, "app alone           {}", preview.app_url())?;
    out.flush()?;
    if !options.no_open && open::that_detached(preview.inspector_url()).is_err() {
        complain("no browser can be opened here; open the address yourself");
    }
    match tokio::signal::ctrl_c().await {
        Ok(()) => Ok(Status::Clean),
        Err(error) => Err(error),
    }
}
