//! Code lenses: above a registration what its component sends and where it is mounted, above a mount its preview.

use rustc_hash::FxHashSet;

use super::hover;
use crate::model::{Contract, Mount, SendKind};
use crate::text::{FileId, Site};
use crate::workspace::Analysis;

/// A line of text above a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lens {
    /// The place.
    pub site: Site,
    /// What it says.
    pub title: String,
    /// What a click does.
    pub action: Action,
}

/// What a click on a lens does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    None,
    /// It shows places.
    Show(Vec<Site>),
    /// It opens the preview of an app.
    Preview {
        /// The host script.
        app: FileId,
        /// The mount.
        mount: Site,
        /// The component's name.
        component: Option<String>,
        /// The mount's key.
        key: Option<String>,
    },
}

/// The lenses of a file.
pub fn lenses(analysis: &Analysis, file: FileId) -> Vec<Lens> {
    let mut lenses = Vec::new();
    let mut seen = FxHashSet::default();
    for contract in &analysis.contracts {
        if contract.component.callee.file == file && seen.insert(contract.component.callee) {
            lenses.extend(of_component(analysis, contract));
        }
        for mount in contract.mounts.iter().filter(|mount| mount.callee.file == file) {
            if seen.insert(mount.callee) {
                lenses.push(preview(contract, mount, mount.callee));
            }
        }
    }
    lenses.sort_by_key(|lens| lens.site);
    lenses
}

fn of_component(analysis: &Analysis, contract: &Contract) -> Vec<Lens> {
    let site = contract.component.callee;
    let lens = |title: String, action| Lens { site, title, action };
    let mut lenses = Vec::new();
    let named = [("states", SendKind::State), ("triggers", SendKind::Trigger)].map(|(title, kind)| {
        let keys = hover::sent(contract, kind);
        (!keys.is_empty()).then(|| format!("{title}: {}", keys.join(", ")))
    });
    let sends: Vec<String> = named.into_iter().flatten().collect();
    let open = if contract.script.sends.is_closed() { "" } else { " and what is not known" };
    if !sends.is_empty() {
        lenses.push(lens(format!("{}{open}", sends.join(" · ")), Action::None));
    }
    let mut places: Vec<Site> = contract.mounts.iter().map(|mount| mount.callee).collect();
    let order = analysis.order();
    places.sort_by_key(|place| order.key(*place));
    places.dedup();
    let title = match places.len() {
        0 => "no mounts".to_owned(),
        1 => "1 mount".to_owned(),
        several => format!("{several} mounts"),
    };
    lenses.push(lens(title, if places.is_empty() { Action::None } else { Action::Show(places) }));
    lenses.extend(contract.mounts.first().map(|mount| preview(contract, mount, site)));
    lenses
}

fn preview(contract: &Contract, mount: &Mount, site: Site) -> Lens {
    let action = Action::Preview {
        app: mount.run,
        mount: mount.callee,
        component: contract.component.name.as_ref().map(|name| name.text.clone()),
        key: mount.key.literal().map(|key| key.text.clone()),
    };
    Lens { site, title: "open preview".to_owned(), action }
}
