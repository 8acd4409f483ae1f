//! `crosswire preview`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::sync::watch;

use super::{Status, complain, with_output};
use crate::preview::{self, Preview, Theme, disk};
use crate::workspace::{Analysis, Workspace};

/// How long the sources stay unread after the start.
const FIRST_PICTURE: Duration = Duration::from_millis(300);

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
        port: options.port,
        theme: options.theme,
        ..preview::Options::new(script.to_path_buf(), root.clone())
    };
    let preview = match Preview::start(asked).await {
        Ok(preview) => Arc::new(preview),
        Err(error) => {
            complain(&error.to_string());
            return Ok(Status::CouldNotRun);
        }
    };
    let (reader, readings) = reading(root.clone());
    preview.read_by(readings);
    let (told, runtime) = (preview.clone(), tokio::runtime::Handle::current());
    let watching = disk::watch(&root, move |changes| {
        let _runtime = runtime.enter();
        // A reader that has ended reads no more; the preview goes on.
        let _ = reader.send(changes.iter().map(|change| change.path.clone()).collect());
        told.files(changes);
    });
    if let Err(error) = &watching {
        complain(&format!("cannot watch for changes, so edits show after a reload: {error}"));
    }
    // Whoever has read the addresses may end the preview at once.
    let end = told_to_end()?;
    writeln!(out, "app with inspector  {}", preview.inspector_url())?;
    writeln!(out, "app alone           {}", preview.app_url())?;
    out.flush()?;
    if !options.no_open && open::that_detached(preview.inspector_url()).is_err() {
        complain("no browser can be opened here; open the address yourself");
    }
    end.await.map(|()| Status::Clean)
}

/// Hears Ctrl-C, or what a system or a parent sends instead, from now on; what it answers with waits for that.
#[cfg(unix)]
fn told_to_end() -> io::Result<impl Future<Output = io::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupted, mut terminated) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        Ok(())
    })
}

/// Hears Ctrl-C.
#[cfg(not(unix))]
fn told_to_end() -> io::Result<impl Future<Output = io::Result<()>>> {
    Ok(tokio::signal::ctrl_c())
}

/// Reads the sources below `root` on a thread of its own, and again whenever files change, so that errors are found
/// in scripts inside Python strings.
fn reading(root: PathBuf) -> (mpsc::Sender<Vec<PathBuf>>, watch::Receiver<Arc<Analysis>>) {
    let (changes, changed) = mpsc::channel::<Vec<PathBuf>>();
    let (readings, reading) = watch::channel(Arc::default());
    std::thread::spawn(move || {
        // The app's first picture comes first; nobody asks for places before it.
        let early = changed.recv_timeout(FIRST_PICTURE).unwrap_or_default();
        let mut workspace = Workspace::new(vec![root]);
        workspace.scan();
        let mut next = Some(early);
        while let Some(paths) = next {
            paths.iter().for_each(|path| workspace.touched(path));
            readings.send_replace(workspace.analyze());
            next = changed.recv().ok();
        }
    });
    (changes, reading)
}
