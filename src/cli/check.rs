//! `crosswire check`.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use super::output::{self, Report};
use super::{Place, Status, complain, mend, progress, watch, with_output};
use crate::config::{Config, Selection};
use crate::diagnostic::Severity;
use crate::workspace::{Analysis, Workspace};

/// Check the components of a workspace
///
/// Walks the paths as ripgrep does (ignored and hidden files are left out), reads every Python file that can
/// have to do with a component, and the scripts that registrations name.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  crosswire check                          everything below the working folder
  crosswire check app.py pages/            some of it
  crosswire check --fix                    mend what can be mended safely
  crosswire check --select missing-callback,unsent-key
  crosswire check --format sarif > crosswire.sarif

Exit status:
  0  no errors or warnings (hints don't count)
  1  errors or warnings; with --fix, those that remain; with --diff, also when there is a change to show
  2  could not run: a path that does not exist, a broken configuration, a file that could not be written

Environment:
  NO_COLOR         never colour the output
  CLICOLOR_FORCE   colour it even when it does not go to a terminal")]
pub struct Options {
    /// Files and folders to check [default: the working folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print the findings
    #[arg(long, value_enum, default_value = "text")]
    format: output::Format,
    /// Only these rules speak, whatever the configuration says (`all` for every rule)
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// These rules are silent, beside those that the configuration silences
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Mend what can be mended safely, and report what remains
    #[arg(long)]
    fix: bool,
    /// Show as a unified diff what --fix would do, and write nothing
    #[arg(long, conflicts_with_all = ["fix", "watch"])]
    diff: bool,
    /// Check again whenever a file changes
    #[arg(long, conflicts_with = "fix")]
    watch: bool,
}

/// Checks, and says by the exit status what was found.
pub fn run(options: &Options) -> ExitCode {
    let place = Place::new(&options.paths);
    let mut workspace = match options.workspace(&place) {
        Ok(workspace) => workspace,
        Err(status) => return place.settle(status).into(),
    };
    let started = Instant::now();
    let analysis = progress::shown("reading components", || {
        workspace.scan();
        workspace.analyze()
    });
    with_output(|out| {
        let status = if options.diff {
            mend::show(&mut workspace, &place.folder, out)?.max(status_of(&analysis))
        } else if options.fix {
            let mended = mend::write(&mut workspace, &place.folder);
            let analysis = workspace.analyze();
            options.report(&analysis, &place, started.elapsed(), Some(mended.count), out)?;
            mended.status.max(status_of(&analysis))
        } else {
            options.report(&analysis, &place, started.elapsed(), None, out)?;
            status_of(&analysis)
        };
        out.flush()?;
        let status = place.settle(status);
        if options.watch {
            return watch::run(options, &place, workspace, out);
        }
        Ok(status)
    })
}

impl Options {
    /// The workspace with the configuration and what the command line changes in it.
    pub(super) fn workspace(&self, place: &Place) -> Result<Workspace, Status> {
        let mut workspace = place.workspace()?;
        let (select, ignore) = (named(&self.select)?, named(&self.ignore)?);
        workspace.settings_mut().change(|config: &mut Config| {
            if !self.select.is_empty() {
                config.select = Some(select.clone());
            }
            config.ignore.all |= ignore.all;
            config.ignore.rules.extend(&ignore.rules);
        });
        Ok(workspace)
    }

    /// Prints the findings.
    pub(super) fn report(
        &self,
        analysis: &Analysis,
        place: &Place,
        took: Duration,
        mended: Option<usize>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let report = Report { analysis, folder: &place.folder, took, mended };
        output::write(&report, self.format, out)
    }
}

/// The rules of an option; an unknown one is complained of.
fn named(names: &[String]) -> Result<Selection, Status> {
    let mut selection = Selection::default();
    for name in names.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if let Err(unknown) = selection.add(name) {
            complain(&unknown);
            return Err(Status::CouldNotRun);
        }
    }
    Ok(selection)
}

fn status_of(analysis: &Analysis) -> Status {
    let counts = |severity: Severity| severity != Severity::Hint;
    match analysis.diagnostics.iter().any(|diagnostic| counts(diagnostic.severity)) {
        true => Status::Found,
        false => Status::Clean,
    }
}
