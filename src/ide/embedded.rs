//! The scripts, pages and style sheets that stand in a host script's strings.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::ground::{self, Tongue};
use crate::model::{Contract, Source};
use crate::text::{Embedded, FileId, Origin, Site, Span};
use crate::workspace::Analysis;

/// A text in a file's strings.
#[derive(Clone, Debug)]
pub struct Inner<'a> {
    /// A name for it, unique in the file.
    pub name: String,
    /// Its language.
    pub tongue: Tongue,
    /// The component that it is a part of.
    pub contract: &'a Contract,
    /// The text with its map.
    pub text: Arc<Embedded>,
    /// From its first to its last byte.
    pub site: Site,
}

/// A piece of a text, and where it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The bytes of the text.
    pub inner: Span,
    /// The bytes of the file.
    pub host: Span,
    /// Whether the two are the same characters.
    pub verbatim: bool,
}

/// The texts in a Python file, in the order of their components.
pub fn embedded(analysis: &Analysis, file: FileId) -> Vec<Inner<'_>> {
    if Tongue::of(analysis.path(file)) != Some(Tongue::Python) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let (mut names, mut seen) = (FxHashSet::default(), FxHashSet::default());
    for contract in &analysis.contracts {
        for (tongue, text) in ground::texts(&contract.component) {
            let whole = Span::new(0, text.text().len() as u32);
            let Some(site) = text.cover(whole).filter(|site| site.file == file && !site.span.is_empty()) else {
                continue;
            };
            if is_name_of_file(contract, tongue) || !seen.insert(site) {
                continue;
            }
            let component = contract.component.name.as_ref().map_or("component", |name| name.text.as_str());
            let name = unique(component, tongue, &mut names);
            found.push(Inner { name, tongue, contract, text: text.clone(), site });
        }
    }
    found
}

/// Whether the text only names a source, by mistake.
fn is_name_of_file(contract: &Contract, tongue: Tongue) -> bool {
    let component = &contract.component;
    let source: &Source = match tongue {
        Tongue::Script => &component.js,
        Tongue::Style => &component.css,
        Tongue::Markup | Tongue::Python => &component.html,
    };
    source.mistaken_name().is_some()
}

fn unique(component: &str, tongue: Tongue, names: &mut FxHashSet<String>) -> String {
    let stem: String =
        component.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '_' }).collect();
    let ending = ending(tongue);
    let numbered = (2..).map(|number| format!("{stem}-{number}.{ending}"));
    let mut candidates = std::iter::once(format!("{stem}.{ending}")).chain(numbered);
    let free = candidates.find(|name| !names.contains(name)).unwrap_or_default();
    names.insert(free.clone());
    free
}

/// The ending of files of a language.
pub fn ending(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Python => "py",
        Tongue::Script => "js",
        Tongue::Markup => "html",
        Tongue::Style => "css",
    }
}

/// The pieces of a text that are written in `file`.
pub fn pieces(text: &Embedded, file: FileId) -> Vec<Piece> {
    let piece = |segment: &crate::text::Segment| match segment.origin {
        Origin::Verbatim { file: of, start } if of == file => {
            let host = Span::new(start, start + segment.inner.len());
            Some(Piece { inner: segment.inner, host, verbatim: true })
        }
        Origin::Escape(site) if site.file == file => {
            Some(Piece { inner: segment.inner, host: site.span, verbatim: false })
        }
        _ => None,
    };
    text.segments().iter().filter_map(piece).collect()
}
