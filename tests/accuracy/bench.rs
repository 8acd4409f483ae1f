//! How much of what can be broken is found: `cargo bench --bench accuracy`.
//!
//! Takes working components, breaks one wire at a time and counts what crosswire says. See `mutation`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark on its own"
)]

mod mutation;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;

use mutation::Table;

/// How long the benchmark is silent at most, but for a break that takes longer.
const BETWEEN_SIGNS: Duration = Duration::from_secs(5);

/// Breaks the wires of working components one at a time, and counts what crosswire finds
#[derive(Parser)]
#[command(name = "accuracy")]
struct Options {
    /// A folder of components: each folder in it is a workspace of its own [default: the clean examples, and
    /// the packages that tests/accuracy/fetch fetched]
    #[arg(long, value_name = "DIR")]
    corpus: Vec<PathBuf>,
    /// Where new names come from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Fail where fewer of a hundred are found at the right place, or something is said that is not so
    #[arg(long, value_name = "PERCENT")]
    least: Option<f64>,
    /// What `cargo bench` passes to every benchmark
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let corpora = if options.corpus.is_empty() { default_corpora() } else { options.corpus.clone() };
    let mut all = Table::default();
    for workspace in corpora.iter().flat_map(|corpus| workspaces(corpus)) {
        let started = Instant::now();
        let name = workspace.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut told = started;
        let table = mutation::run(&workspace, options.seed, &mut |done, all| {
            if told.elapsed() >= BETWEEN_SIGNS {
                eprintln!("{name}: {done} of {all} after {:.0} s", started.elapsed().as_secs_f64());
                told = Instant::now();
            }
        });
        println!(
            "{name}: {} broken in {:.1} s, {:.1}% found",
            table.outcomes.len(),
            started.elapsed().as_secs_f64(),
            table.rate()
        );
        for miss in table.misses() {
            println!("  {miss}");
        }
        for (outcome, alarm) in table.alarms() {
            println!("  said beside {outcome}\n    {alarm}");
        }
        all.extend(table);
    }
    println!("\n{all}");
    match options.least {
        Some(least) if all.rate() < least || all.alarms().next().is_some() => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

fn default_corpora() -> Vec<PathBuf> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/clean");
    let cache = std::env::var_os("CROSSWIRE_CACHE").map(PathBuf::from);
    let cache = cache.or_else(|| Some(std::env::home_dir()?.join(".cache/crosswire")));
    let packages = cache.map(|cache| cache.join("packages")).filter(|packages| packages.is_dir());
    std::iter::once(examples).chain(packages).collect()
}

/// The folders in a corpus; the corpus itself where it holds Python files.
fn workspaces(corpus: &Path) -> Vec<PathBuf> {
    let corpus = std::path::absolute(corpus).unwrap();
    let entries = std::fs::read_dir(&corpus).unwrap_or_else(|error| panic!("{}: {error}", corpus.display()));
    let entries: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    if entries.iter().any(|path| crosswire::discover::is_python(path)) {
        return vec![corpus];
    }
    let mut folders: Vec<PathBuf> = entries.into_iter().filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}
