//! Puts the traces of a workspace's host scripts and the scripts of their components together.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{HostTrace, Sources, TracedMount, assets, front_end, renderer, script};
use crate::model::{
    Component, Contract, Known, Markup, Mount, Opened, Renderer, Rendering, Script, ScriptKind, Source, Style,
};
use crate::text::{Embedded, Site};

/// What a component's own texts do: all of its contract that no mount takes part in.
#[derive(Clone, Debug)]
pub struct Front {
    script: Script,
    rendering: Rendering,
    markup: Markup,
    style: Style,
}

/// The contracts of all components that the traces reach, in the order of their registrations.
pub fn contracts(traces: &[&HostTrace], sources: &dyn Sources) -> Vec<Contract> {
    let called: FxHashSet<Site> = traces.iter().flat_map(|trace| trace.called.iter().copied()).collect();
    let mut places: FxHashMap<(Site, Option<String>), usize> = FxHashMap::default();
    let mut contracts: Vec<Contract> = Vec::new();
    for trace in traces {
        let of_trace: Vec<Option<usize>> = trace
            .components
            .iter()
            .map(|(component, root)| {
                if root.is_some_and(|root| called.contains(&root)) {
                    return None;
                }
                let identity = (component.site, component.name.as_ref().map(|name| name.text.clone()));
                Some(*places.entry(identity).or_insert_with(|| {
                    let mut component = component.clone();
                    assets::resolve(&mut component, sources);
                    let twin = contracts.iter().find(|known| same_asset(&known.component, &component));
                    let front = match twin.map(|twin| twin.script.clone()) {
                        Some(script) => front(&component, script, sources),
                        None => sources
                            .front(&component, &|sources| front(&component, script_of(&component, sources), sources)),
                    };
                    contracts.push(without_mounts(component, front));
                    contracts.len() - 1
                }))
            })
            .collect();
        for (component, opened) in &trace.escapes {
            if let Some(&Some(place)) = of_trace.get(*component) {
                let escapes = &mut contracts[place].escapes;
                if !escapes.contains(opened) {
                    escapes.push(opened.clone());
                }
            }
        }
        for TracedMount { component, root, mount } in &trace.mounts {
            // Where some call reaches the function, its mounts are known with their arguments.
            if root.is_some_and(|root| called.contains(&root)) {
                continue;
            }
            if let Some(&Some(place)) = of_trace.get(*component) {
                add_mount(&mut contracts[place].mounts, mount);
            }
        }
    }
    contracts.sort_by_key(|contract| contract.component.site);
    contracts
}

/// A module's own mounts are reached again by every script that imports it: those are one mount, used by both.
fn add_mount(mounts: &mut Vec<Mount>, mount: &Mount) {
    let same = mounts.iter_mut().find(|known| {
        known.run != mount.run && known.site == mount.site && known.via == mount.via && known.key == mount.key
    });
    let Some(known) = same else {
        mounts.push(mount.clone());
        return;
    };
    for read in &mount.reads.members {
        if !known.reads.members.contains(read) {
            known.reads.members.push(read.clone());
        }
    }
    for opened in &mount.reads.open {
        known.reads.opened_by(opened.clone());
    }
    for write in &mount.result_writes {
        if !known.result_writes.contains(write) {
            known.result_writes.push(write.clone());
        }
    }
    for (callback, more) in known.callbacks.members.iter_mut().zip(&mount.callbacks.members) {
        for read in &more.body.reads {
            if !callback.body.reads.contains(read) {
                callback.body.reads.push(read.clone());
            }
        }
    }
}

/// Whether two components have one script, which is followed once: one front end for many widgets is large.
fn same_asset(one: &Component, other: &Component) -> bool {
    match (&one.js, &other.js) {
        (Source::Asset { files, dir, .. }, Source::Asset { files: others, dir: other_dir, .. }) => {
            files.len() == 1 && files == others && dir == other_dir
        }
        _ => false,
    }
}

fn front(component: &Component, script: Script, sources: &dyn Sources) -> Front {
    let markup = renderer::markup(&component.html, |text| sources.markup(text));
    let style = renderer::style(&component.css, |text| sources.style(text));
    let rendering = renderer::follow(component, &script, &markup, &style, sources);
    Front { script, rendering, markup, style }
}

/// What a registration says, with what its texts do.
fn without_mounts(component: Component, front: Front) -> Contract {
    let Front { script, rendering, markup, style } = front;
    Contract { component, script, rendering, markup, style, mounts: Vec::new(), escapes: Vec::new() }
}

fn script_of(component: &Component, sources: &dyn Sources) -> Script {
    if let (Some(name), Source::Text { site, .. }) = (component.js.mistaken_name(), &component.js) {
        let why = format!("`{name}` is the name of a file that is not read");
        return no_script(Renderer::Unknown, Some(Opened { site: *site, why }));
    }
    match &component.js {
        Source::Text { text, file, .. } => {
            let kind = if file.is_some() { ScriptKind::File } else { ScriptKind::Inline };
            let mut script = script::follow(text, *file, kind, sources);
            if text.has_holes() {
                script.sends.opened_by(hole_in(text, component));
            }
            script
        }
        Source::Absent => no_script(Renderer::Missing(None), None),
        Source::Asset { pattern, files, dir } => front_end::script(pattern, files, dir, sources)
            .unwrap_or_else(|opened| no_script(Renderer::Unknown, Some(opened))),
        Source::Unreadable { path, site, why } => {
            let why = format!("`{}` cannot be read: {why}", path.display());
            no_script(Renderer::Unknown, Some(Opened { site: *site, why }))
        }
        Source::WrongType { what, site } => {
            let why = format!("the script is {what}, no text");
            no_script(Renderer::Unknown, Some(Opened { site: *site, why }))
        }
        Source::Unknown(opened) => no_script(Renderer::Unknown, Some(opened.clone())),
    }
}

fn hole_in(text: &Arc<Embedded>, component: &Component) -> Opened {
    let first = text.segments().iter().find_map(|segment| match segment.origin {
        crate::text::Origin::Hole(site) => site,
        _ => None,
    });
    let why = "a value that is not known goes into the script's text here".to_owned();
    Opened { site: first.unwrap_or(component.site), why }
}

fn no_script(renderer: Renderer, opened: Option<Opened>) -> Script {
    Script {
        kind: ScriptKind::None,
        file: None,
        renderer,
        sends: Known { members: Vec::new(), open: opened.iter().cloned().collect() },
        splits: Vec::new(),
        data_reads: Known { members: Vec::new(), open: opened.into_iter().collect() },
        modules: Vec::new(),
        typings: Vec::new(),
        syntax_errors: Vec::new(),
    }
}
