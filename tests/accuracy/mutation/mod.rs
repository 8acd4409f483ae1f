//! Breaks the wires of a working component one at a time and looks what crosswire says.
//!
//! The wires are those of the contracts, which are what `inspect` lists. A break is an edit of an open buffer,
//! never of a file; it keeps every line where it is, so that places before and after can be compared.

mod breaks;
mod callbacks;
mod edits;
mod fields;
mod judge;
mod keys;
mod names;
mod table;

use std::path::Path;

use crosswire::diagnostic::Edit;
use crosswire::model::SendKind;
use crosswire::text::Site;
use crosswire::workspace::{Analysis, Workspace};

pub use table::Table;

use names::Names;
use table::Outcome;

/// One way to break one wire.
#[derive(Clone, Debug)]
pub struct Break {
    /// What kind of break it is: "rename a sent key".
    pub pattern: &'static str,
    /// The key, field, id or file.
    pub what: String,
    /// The end that is broken.
    pub at: Site,
    /// The edits.
    pub edits: Vec<Edit>,
    /// The rules of which one must speak.
    pub expected: Vec<&'static str>,
    /// The rules that may speak beside them, since they describe the same break.
    pub allowed: Vec<&'static str>,
    /// The ends of the wire. One that is expected must name one of these lines, by its place or a related one.
    pub ends: Vec<Site>,
    /// The key and the kind that a send must have once it is broken; an edit that does not get there is none.
    pub becomes: Option<(String, SendKind)>,
    /// What may keep crosswire from speaking, to be named with a miss.
    pub doubt: Option<&'static str>,
    /// Why crosswire is right to stay silent, where it is: what is left is a working component.
    pub harmless: Option<&'static str>,
}

/// Breaks every wire of the workspace at `folder`, and says what came of each. `watch` is told how many of how many
/// are done.
pub fn run(folder: &Path, seed: u64, watch: &mut dyn FnMut(usize, usize)) -> Table {
    let mut workspace = Workspace::new(vec![folder.to_path_buf()]).relative_to(folder.to_path_buf());
    workspace.scan();
    let sound = workspace.analyze();
    let (breaks, unwritten) = breaks::all(&sound, &mut Names::new(seed));
    let mut judged: Vec<Option<Outcome>> = breaks.iter().map(|_| None).collect();
    for (done, number) in by_file(&breaks, &sound).into_iter().enumerate() {
        watch(done, breaks.len());
        judged[number] = judge::judge(&breaks[number], &mut workspace, &sound, folder);
    }
    let mut table = Table { unwritten, ..Table::default() };
    for (one, outcome) in breaks.iter().zip(judged) {
        match outcome {
            Some(outcome) => table.add(outcome),
            None => *table.unwritten.entry(one.pattern).or_default() += 1,
        }
    }
    table
}

/// The numbers of the breaks, those of one file together: what the mended file makes stale is then what the next one
/// does, and is done again only once.
fn by_file(breaks: &[Break], sound: &Analysis) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..breaks.len()).collect();
    let files = |one: &Break| one.edits.iter().map(|edit| sound.path(edit.site.file).to_path_buf()).collect::<Vec<_>>();
    numbers.sort_by_cached_key(|number| files(&breaks[*number]));
    numbers
}
