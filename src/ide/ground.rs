//! What kind of text a place lies in, and the components that the text belongs to.

use std::path::Path;
use std::sync::Arc;

use crate::model::{Component, Contract, Source};
use crate::text::{Embedded, FileId, Site, Span};
use crate::workspace::Analysis;

/// A language of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    /// Host scripts.
    Python,
    /// Renderers, in JavaScript or TypeScript.
    Script,
    /// `html=`.
    Markup,
    /// `css=`.
    Style,
}

impl Tongue {
    /// The language of a file, by its name.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "py" | "pyw" => Some(Self::Python),
            "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx" => Some(Self::Script),
            "html" | "htm" => Some(Self::Markup),
            "css" => Some(Self::Style),
            _ => None,
        }
    }
}

/// A text that a place lies in: a file, or what stands in its strings.
#[derive(Clone, Debug)]
pub struct Ground<'a> {
    /// Its language.
    pub tongue: Tongue,
    /// The text.
    pub text: Arc<Embedded>,
    /// The place in it.
    pub offset: u32,
    /// The components that it is a part of; for Python, all.
    pub contracts: Vec<&'a Contract>,
}

impl Ground<'_> {
    /// The place in the file that bytes of the text are written at.
    pub fn host(&self, start: usize, end: usize) -> Option<Site> {
        self.text.to_host(Span::new(start as u32, end.max(start) as u32))
    }
}

/// A component's texts that are given as such, with their languages.
pub fn texts(component: &Component) -> impl Iterator<Item = (Tongue, &Arc<Embedded>)> {
    let sources = [(Tongue::Script, &component.js), (Tongue::Markup, &component.html), (Tongue::Style, &component.css)];
    sources.into_iter().filter_map(|(tongue, source)| match source {
        Source::Text { text, .. } => Some((tongue, text)),
        _ => None,
    })
}

/// The text that a place lies in.
pub fn at(analysis: &Analysis, file: FileId, offset: u32) -> Option<Ground<'_>> {
    embedded(analysis, file, offset).or_else(|| whole(analysis, file, offset))
}

/// The text in a string of a Python file, where the place lies in one.
fn embedded(analysis: &Analysis, file: FileId, offset: u32) -> Option<Ground<'_>> {
    if Tongue::of(analysis.path(file)) != Some(Tongue::Python) {
        return None;
    }
    let mut found: Option<Ground<'_>> = None;
    for contract in &analysis.contracts {
        for (tongue, text) in texts(&contract.component) {
            let Some(inner) = text.to_inner(file, offset) else { continue };
            match &mut found {
                None => {
                    let contracts = vec![&**contract];
                    found = Some(Ground { tongue, text: text.clone(), offset: inner, contracts });
                }
                Some(found) if found.tongue == tongue => found.contracts.push(contract),
                Some(_) => {}
            }
        }
    }
    found
}

fn whole(analysis: &Analysis, file: FileId, offset: u32) -> Option<Ground<'_>> {
    let tongue = Tongue::of(analysis.path(file))?;
    let text = Arc::new(Embedded::whole_file(file, analysis.text(file)));
    let contracts = analysis.contracts.iter().map(|contract| &**contract);
    let contracts = contracts.filter(|contract| tongue == Tongue::Python || uses(contract, tongue, file)).collect();
    Some(Ground { tongue, text, offset, contracts })
}

/// Whether a file is a part of a component.
pub fn uses(contract: &Contract, tongue: Tongue, file: FileId) -> bool {
    let component = &contract.component;
    let source = match tongue {
        Tongue::Python => return false,
        Tongue::Script if contract.script.modules.contains(&file) => return true,
        Tongue::Script => &component.js,
        Tongue::Markup => &component.html,
        Tongue::Style => &component.css,
    };
    match source {
        Source::Text { text, file: read, .. } => *read == Some(file) || text.host_file() == Some(file),
        Source::Asset { files, .. } => files.contains(&file),
        _ => false,
    }
}
