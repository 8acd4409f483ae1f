//! `crosswire inspect`: what was understood, so that a person sees why a rule spoke or was silent.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use super::output::printable;
use super::{Place, Status, progress, with_output};

mod understood;

use understood::{Component, Mount, Understood};

/// Show what crosswire understood: components, the keys they send, their mounts, and what stayed open
///
/// A set that is open has members that crosswire could not know; no rule says then that something is missing
/// from it. What opened it is listed with its place.
#[derive(clap::Args)]
pub struct Options {
    /// Files and folders to look at [default: the working folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// A tree for each component
    Text,
    /// One object: components, opened, summary
    Json,
}

/// Shows it.
pub fn run(options: &Options) -> ExitCode {
    let place = Place::new(&options.paths);
    let mut workspace = match place.workspace() {
        Ok(workspace) => workspace,
        Err(status) => return place.settle(status).into(),
    };
    let analysis = progress::shown("reading components", || {
        workspace.scan();
        workspace.analyze()
    });
    let understood = Understood::of(&analysis, &place.folder);
    with_output(|out| {
        match options.format {
            Format::Json => {
                serde_json::to_writer_pretty(&mut *out, &understood)?;
                writeln!(out)?;
            }
            Format::Text => write_text(&understood, out)?,
        }
        out.flush()?;
        Ok(place.settle(Status::Clean))
    })
}

fn write_text(understood: &Understood, out: &mut dyn Write) -> io::Result<()> {
    for component in &understood.components {
        write_component(component, out)?;
    }
    if !understood.opened.is_empty() {
        writeln!(out, "What stayed open:")?;
        for opened in &understood.opened {
            writeln!(out, "  {}:{}  {}: {}", opened.path, opened.line, printable(&opened.set), printable(&opened.why))?;
        }
        writeln!(out)?;
    }
    let summary = &understood.summary;
    let (components, mounts) =
        (super::output::counted(summary.components, "component"), super::output::counted(summary.mounts, "mount"));
    writeln!(out, "{components}, {mounts}; {} of {} sets closed", summary.closed, summary.sets)
}

fn write_component(component: &Component, out: &mut dyn Write) -> io::Result<()> {
    let name = component.name.as_deref().unwrap_or("(name not known)");
    writeln!(out, "{}  {}:{}", printable(name), component.path, component.line)?;
    match (&component.script.kind, &component.script.path) {
        (Some(kind), Some(path)) => writeln!(out, "  script   {kind}, {path}")?,
        (Some(kind), None) => writeln!(out, "  script   {kind}")?,
        _ => writeln!(out, "  script   none")?,
    }
    let width = component.sends.iter().map(|send| printable(&send.key).chars().count()).max().unwrap_or_default();
    for (number, send) in component.sends.iter().enumerate() {
        let heading = if number == 0 { "sends" } else { "" };
        let certain = if send.certain { "" } else { "  (perhaps)" };
        writeln!(
            out,
            "  {heading:8} {:width$}  {:7}  {}:{}{certain}",
            printable(&send.key),
            send.kind,
            send.path,
            send.line
        )?;
    }
    match (component.sends.is_empty(), component.sends_open) {
        (true, false) => writeln!(out, "  sends    nothing")?,
        (true, true) => writeln!(out, "  sends    … (open)")?,
        (false, true) => writeln!(out, "           … (open: there may be more)")?,
        (false, false) => {}
    }
    for mount in &component.mounts {
        write_mount(mount, out)?;
    }
    writeln!(out)
}

fn write_mount(mount: &Mount, out: &mut dyn Write) -> io::Result<()> {
    let key = mount.key.as_ref().map(|key| format!("  key {}", printable(key))).unwrap_or_default();
    writeln!(out, "  mount    {}:{}{key}", mount.path, mount.line)?;
    let data = mount.data.as_deref().unwrap_or_default();
    let sets = [
        ("callbacks", mount.callbacks.as_slice(), mount.callbacks_open),
        ("defaults", &mount.defaults, mount.defaults_open),
        ("data", data, mount.data_open),
        ("reads", &mount.reads, false),
    ];
    for (what, members, open) in sets {
        if members.is_empty() && !open {
            continue;
        }
        let mut shown: Vec<String> = members.iter().map(|member| printable(member)).collect();
        if open {
            shown.push("… (open)".to_owned());
        }
        writeln!(out, "    {what:9} {}", shown.join(", "))?;
    }
    Ok(())
}
