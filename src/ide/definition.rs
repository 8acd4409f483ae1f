//! "Go to definition": from a name to the places on the other side of the wire.

use super::occurrences::{self, Occurrence, Occurrences, Role, Subject};
use crate::model::{CallbackValue, Contract, Source};
use crate::text::{FileId, Site, Span};
use crate::workspace::Analysis;

/// Where a name leads: the name that was asked for, the name there, and what stands around that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name under the cursor.
    pub origin: Site,
    /// The name at the target.
    pub name: Site,
    /// The expression around it.
    pub whole: Site,
}

/// Where the name at `offset` leads; several where several places give it its meaning.
pub fn definition(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Target> {
    let seeds = occurrences::at(analysis, file, offset);
    if seeds.is_empty() {
        return session_entry(analysis, file, offset);
    }
    let all = occurrences::all(analysis);
    let mut targets = Vec::new();
    for seed in &seeds {
        let contract = &analysis.contracts[seed.contract];
        match &seed.subject {
            Subject::Source(_) => targets.extend(files(contract, seed)),
            _ => targets.extend(across(&all, seed)),
        }
    }
    let mut unique = Vec::new();
    for target in targets {
        if !unique.contains(&target) {
            unique.push(target);
        }
    }
    unique
}

/// The places that give a name its meaning, as seen from one of its places: from the host script the renderer's
/// sends, from the renderer the mount's callbacks, and so on.
fn across(all: &Occurrences, seed: &Occurrence) -> Vec<Target> {
    let wanted: &[fn(Role) -> bool] = match seed.role {
        Role::Send(_) => {
            &[|role| role == Role::Callback, |role| role == Role::Default, |role| role == Role::ResultRead]
        }
        Role::Callback | Role::Default | Role::ResultRead | Role::ResultWrite | Role::StateRead | Role::StateWrite => {
            &[|role| matches!(role, Role::Send(_)), |role| role == Role::Callback]
        }
        Role::Declared => &[|role| role == Role::Callback, |role| role == Role::DataPass],
        Role::DataRead => &[|role| role == Role::DataPass],
        Role::DataPass => &[|role| role == Role::DataRead],
        Role::Search | Role::Selector => &[|role| role == Role::Element],
        Role::Element => &[|role| role == Role::Search, |role| role == Role::Selector],
        Role::VariableUse | Role::VariableSet => &[|role| role == Role::VariableSet],
        Role::Mount => &[|role| role == Role::Registration],
        Role::Registration => &[|role| role == Role::Mount],
        Role::FileName => &[],
    };
    let same: Vec<&Occurrence> = all.of_name(seed).collect();
    let lists = wanted.iter().map(|wanted| -> Vec<Target> {
        let there = same.iter().filter(|one| wanted(one.role) && one.site != seed.site);
        there.map(|one| Target { origin: seed.site, name: one.site, whole: one.whole }).collect()
    });
    lists.into_iter().find(|list| !list.is_empty()).unwrap_or_default()
}

/// The files that a `js=`, `css=` or `html=` names.
fn files(contract: &Contract, seed: &Occurrence) -> Vec<Target> {
    let component = &contract.component;
    let mut files = Vec::new();
    for source in [&component.js, &component.css, &component.html] {
        match source {
            Source::Asset { pattern, files: named, .. } if pattern.site == seed.site => {
                // Sources are nearer to what is meant than what is built of them.
                files.extend(contract.script.file.filter(|file| *source == component.js && !named.contains(file)));
                files.extend(named);
            }
            Source::Text { file: Some(file), site, .. } if *site == seed.site => files.push(*file),
            _ => {}
        }
    }
    let top = |file: FileId| Span::at(0).in_file(file);
    files.into_iter().map(|file| Target { origin: seed.site, name: top(file), whole: top(file) }).collect()
}

/// From `st.session_state["k"]` to the mount of that key, from a callback's name to its function.
fn session_entry(analysis: &Analysis, file: FileId, offset: u32) -> Vec<Target> {
    let touches = |site: Site| site.file == file && site.span.touches(offset);
    let mut targets = Vec::new();
    for mount in analysis.contracts.iter().flat_map(|contract| &contract.mounts) {
        let bodies = mount.callbacks.iter().flat_map(|callback| &callback.body.state);
        for access in mount.state.iter().chain(bodies).filter(|access| touches(access.site)) {
            let name = mount.key.literal().map_or(mount.callee, |key| key.site);
            targets.push(Target { origin: access.site, name, whole: mount.site });
        }
        for callback in mount.callbacks.iter().filter(|callback| touches(callback.value)) {
            let CallbackValue::Callable(function) = &callback.kind else { continue };
            let definition = function.definition.filter(|definition| *definition != callback.value);
            targets.extend(definition.map(|site| Target { origin: callback.value, name: site, whole: site }));
        }
    }
    targets
}
