//! Symbols: components with their keys, renderers with theirs, mounts.

use rustc_hash::FxHashSet;

use super::hover;
use crate::model::{Contract, Renderer, SendKind};
use crate::text::{FileId, Site};
use crate::workspace::Analysis;

/// A symbol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// What stands beside it.
    pub detail: String,
    /// What it is.
    pub kind: SymbolKind,
    /// All of it.
    pub whole: Site,
    /// Its name, inside of that.
    pub site: Site,
    /// What is in it.
    pub children: Vec<Symbol>,
}

/// The kinds of symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// A component.
    Component,
    /// A mount.
    Mount,
    /// A default export that draws.
    Renderer,
    /// A state key.
    State,
    /// A trigger key.
    Trigger,
}

/// The symbols of a file.
pub fn in_file(analysis: &Analysis, file: FileId) -> Vec<Symbol> {
    let mut symbols = Vec::new();
    let mut seen = FxHashSet::default();
    for contract in &analysis.contracts {
        let component = &contract.component;
        if component.site.file == file && seen.insert(component.site) {
            symbols.push(of_component(contract));
        } else if contract.script.file == Some(file)
            && let Renderer::Function(whole) = contract.script.renderer
            && seen.insert(whole)
        {
            symbols.push(renderer(contract, whole));
        }
        for mount in contract.mounts.iter().filter(|mount| mount.site.file == file) {
            if seen.insert(mount.site) {
                symbols.push(self::mount(contract, mount));
            }
        }
    }
    symbols.sort_by_key(|symbol| symbol.whole);
    symbols
}

/// The components, keys and mounts of the workspace whose names hold what is asked for, its letters in order.
pub fn everywhere(analysis: &Analysis, asked: &str) -> Vec<Symbol> {
    const MOST: usize = 200;
    let mut symbols = Vec::new();
    for contract in &analysis.contracts {
        symbols.push(Symbol { children: Vec::new(), ..of_component(contract) });
        symbols.extend(keys(contract, |_| true));
        symbols.extend(contract.mounts.iter().map(|mount| self::mount(contract, mount)));
    }
    symbols.retain(|symbol| holds(&symbol.name, asked));
    let mut seen = FxHashSet::default();
    symbols.retain(|symbol| seen.insert((symbol.site, symbol.name.clone())));
    symbols.truncate(MOST);
    symbols
}

fn holds(name: &str, asked: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    asked.chars().flat_map(char::to_lowercase).all(|wanted| letters.any(|letter| letter == wanted))
}

fn of_component(contract: &Contract) -> Symbol {
    let component = &contract.component;
    let whole = component.site;
    let name = component.name.as_ref();
    let inside = |site: Site| site.file == whole.file && whole.span.contains(site.span);
    Symbol {
        name: name.map_or_else(|| "component".to_owned(), |name| name.text.clone()),
        detail: "component".to_owned(),
        kind: SymbolKind::Component,
        whole,
        site: name.map(|name| name.site).filter(|site| inside(*site)).unwrap_or(component.callee),
        children: keys(contract, inside),
    }
}

fn renderer(contract: &Contract, whole: Site) -> Symbol {
    let inside = |site: Site| site.file == whole.file && whole.span.contains(site.span);
    Symbol {
        name: "renderer".to_owned(),
        detail: hover::name_of(contract).replace('`', ""),
        kind: SymbolKind::Renderer,
        whole,
        site: whole,
        children: keys(contract, inside),
    }
}

/// The keys whose first send stands where `wanted` says.
fn keys(contract: &Contract, wanted: impl Fn(Site) -> bool) -> Vec<Symbol> {
    let mut seen = FxHashSet::default();
    let sends = contract.script.sends.iter().filter(|send| wanted(send.key.site) && !send.key.text.is_empty());
    let first = sends.filter(|send| seen.insert((send.key.text.as_str(), send.kind)));
    let symbol = |send: &crate::model::Send| {
        let kind = if send.kind == SendKind::State { SymbolKind::State } else { SymbolKind::Trigger };
        let detail = format!("{} of {}", hover::kind_in_words(contract, &send.key.text), hover::name_of(contract));
        Symbol {
            name: send.key.text.clone(),
            detail: detail.replace('`', ""),
            kind,
            whole: send.key.site,
            site: send.key.site,
            children: Vec::new(),
        }
    };
    first.map(symbol).collect()
}

fn mount(contract: &Contract, mount: &crate::model::Mount) -> Symbol {
    let name = contract.component.name.as_ref().map_or("component", |name| name.text.as_str());
    let name = match mount.key.literal() {
        Some(key) => format!("{name} \"{}\"", key.text),
        None => name.to_owned(),
    };
    Symbol {
        name,
        detail: "mount".to_owned(),
        kind: SymbolKind::Mount,
        whole: mount.site,
        site: mount.callee,
        children: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn letters_in_order_are_enough() {
        for (name, asked, expected) in
            [("danger_button", "dbtn", true), ("danger", "", true), ("Danger", "dan", true), ("danger", "nad", false)]
        {
            assert_eq!(holds(name, asked), expected, "{asked} in {name}");
        }
    }
}
