//! Rename: a key, a field, an id or a class, in all languages at once, or not at all.

use std::collections::BTreeSet;
use std::sync::Arc;

use thiserror::Error;

use super::ground::{self, Tongue};
use super::occurrences::{self, Occurrence, Role, Subject};
use super::trees;
use super::typing::Typing;
use crate::diagnostic::Edit;
use crate::model::{Contract, DataArg, DefaultArg, Opened};
use crate::text::{Embedded, FileId, Site, Span};
use crate::workspace::Analysis;

/// Why something is not renamed, as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// There is nothing to rename here.
    #[error("no key, data field, id or class of a component stands here")]
    Nothing,
    /// Places that were not seen may use the name.
    #[error("`{name}` may be used where crosswire cannot see it: {path}:{line} {why}")]
    Open {
        /// The name.
        name: String,
        /// The file of what opened the set.
        path: String,
        /// Its line.
        line: u32,
        /// What is there.
        why: String,
    },
    /// One of the places is computed from parts.
    #[error("`{name}` is not written in one piece at {path}:{line}")]
    InPieces {
        /// The name.
        name: String,
        /// The file.
        path: String,
        /// The line.
        line: u32,
    },
    /// The new name is taken.
    #[error("the component already has a {what} `{name}`")]
    Clash {
        /// The new name.
        name: String,
        /// What has it.
        what: &'static str,
    },
    /// The new name cannot stand where the old one does.
    #[error("`{name}` cannot be written {place}")]
    Unwritable {
        /// The new name.
        name: String,
        /// Where.
        place: &'static str,
    },
    /// Files outside the workspace would have to change.
    #[error("`{name}` is used in {path}, which is not of this workspace")]
    Foreign {
        /// The name.
        name: String,
        /// The file.
        path: String,
    },
}

/// What would be renamed: the name, and where it stands under the cursor.
pub fn prepare(analysis: &Analysis, file: FileId, offset: u32) -> Result<(Site, String), Refusal> {
    let plan = Plan::at(analysis, file, offset)?;
    plan.is_possible()?;
    Ok((plan.origin, plan.name))
}

/// The edits that give the name at `offset` to all its places.
pub fn rename(analysis: &Analysis, file: FileId, offset: u32, new: &str) -> Result<Vec<Edit>, Refusal> {
    let plan = Plan::at(analysis, file, offset)?;
    plan.is_possible()?;
    plan.takes(new)?;
    Ok(plan.edits(new))
}

struct Plan<'a> {
    analysis: &'a Analysis,
    name: String,
    origin: Site,
    places: Vec<Occurrence>,
}

impl<'a> Plan<'a> {
    fn at(analysis: &'a Analysis, file: FileId, offset: u32) -> Result<Self, Refusal> {
        let mut seeds = occurrences::at(analysis, file, offset);
        seeds.retain(|seed| name_of(&seed.subject).is_some());
        let first = seeds.first().ok_or(Refusal::Nothing)?;
        let name = name_of(&first.subject).ok_or(Refusal::Nothing)?.to_owned();
        let origin = first.site;
        let places = occurrences::same(analysis, &seeds);
        Ok(Self { analysis, name, origin, places })
    }

    /// Whether every place of the name is known and can be written anew.
    fn is_possible(&self) -> Result<(), Refusal> {
        let named: BTreeSet<(usize, &Subject)> =
            self.places.iter().map(|place| (place.contract, &place.subject)).collect();
        for (contract, subject) in named {
            let contract = &*self.analysis.contracts[contract];
            let unseen = || self.unseen_in_script(contract, subject);
            if let Some(opened) = what_opens(contract, subject).cloned().or_else(unseen) {
                let (path, line) = self.shown(opened.site);
                return Err(Refusal::Open { name: self.name.clone(), path, line, why: opened.why });
            }
        }
        for place in &self.places {
            let path = self.analysis.path(place.site.file);
            if path.components().any(|part| part.as_os_str() == "site-packages") {
                return Err(Refusal::Foreign { name: self.name.clone(), path: path.display().to_string() });
            }
            if self.is_attribute(place) {
                let (path, line) = self.shown(place.site);
                let why = "names an attribute of an object, whose other uses are not followed".to_owned();
                return Err(Refusal::Open { name: self.name.clone(), path, line, why });
            }
            let is_computed =
                matches!(place.role, Role::Send(_)) && !matches!(self.spelling(place.site), Spelling::Quoted);
            if is_computed || self.written(place.site) != self.name {
                let (path, line) = self.shown(place.site);
                return Err(Refusal::InPieces { name: self.name.clone(), path, line });
            }
        }
        Ok(())
    }

    /// Whether all places can have the new name, and nothing else has it yet.
    fn takes(&self, new: &str) -> Result<(), Refusal> {
        if new == self.name {
            return Ok(());
        }
        let all = occurrences::all(self.analysis);
        for place in &self.places {
            let clash = all.iter().find(|other| {
                other.contract == place.contract
                    && std::mem::discriminant(&other.subject) == std::mem::discriminant(&place.subject)
                    && name_of(&other.subject) == Some(new)
            });
            if let Some(clash) = clash {
                return Err(Refusal::Clash { name: new.to_owned(), what: what(&clash.subject) });
            }
            if let Some(place) = self.obstacle(place, new) {
                return Err(Refusal::Unwritable { name: new.to_owned(), place });
            }
        }
        Ok(())
    }

    /// What keeps a place from having the new name, in words.
    fn obstacle(&self, place: &Occurrence, new: &str) -> Option<&'static str> {
        if matches!(place.subject, Subject::Id(_) | Subject::Class(_)) {
            let fits = !new.is_empty() && new.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
            let starts = new.starts_with(|c: char| c.is_ascii_digit());
            return (!fits || starts).then_some("in a selector");
        }
        if matches!(place.subject, Subject::Key(_)) && matches!(new, "" | "_") {
            return Some("as a key, which Streamlit refuses");
        }
        match self.spelling(place.site) {
            Spelling::Quoted => {
                let is_plain = !new.is_empty() && !new.contains(['"', '\'', '`', '\\', '\n', '\r', '$', '{', '}']);
                (!is_plain).then_some("in a string without escapes")
            }
            Spelling::Argument => (!is_identifier(new, false)).then_some("as a part of an argument's name"),
            Spelling::PythonName => {
                (!is_identifier(new, false) || PYTHON_KEYWORDS.contains(&new)).then_some("as a Python name")
            }
            Spelling::Property { shorthand } => {
                let reserved = shorthand && SCRIPT_KEYWORDS.contains(&new);
                (!is_identifier(new, true) || reserved).then_some("as a property in JavaScript")
            }
        }
    }

    fn edits(&self, new: &str) -> Vec<Edit> {
        let mut sites: BTreeSet<Site> = BTreeSet::new();
        let mut edits = Vec::new();
        for place in &self.places {
            if sites.insert(place.site) {
                edits.push(self.edit(place, new));
            }
        }
        edits
    }

    /// A field that is taken out of `data` by its own name keeps the variable: `{ label }` becomes `{ text: label }`,
    /// and the other way round.
    fn edit(&self, place: &Occurrence, new: &str) -> Edit {
        let site = place.site;
        if place.role == Role::DataRead
            && place.whole == site
            && let Spelling::Property { shorthand } = self.spelling(site)
        {
            if shorthand {
                return Edit { site, text: format!("{new}: {}", self.name) };
            }
            let text = self.analysis.text(site.file);
            if let Some(target) =
                pattern_target(&text, site.span).filter(|target| text.get(target.range()) == Some(new))
            {
                return Edit { site: site.span.cover(target).in_file(site.file), text: new.to_owned() };
            }
        }
        Edit { site, text: new.to_owned() }
    }

    /// An id or a class in a string of the script that is no search which was followed: whether it means the element
    /// cannot be told.
    fn unseen_in_script(&self, contract: &Contract, subject: &Subject) -> Option<Opened> {
        if !matches!(subject, Subject::Id(_) | Subject::Class(_)) {
            return None;
        }
        let entry = ground::texts(&contract.component).find(|(tongue, _)| *tongue == Tongue::Script);
        let entry = entry.map(|(_, text)| text.clone());
        let whole = |file: &FileId| Arc::new(Embedded::whole_file(*file, self.analysis.text(*file)));
        let is_script = |file: &&FileId| Tongue::of(self.analysis.path(**file)) == Some(Tongue::Script);
        let modules = contract.script.modules.iter().filter(is_script).map(whole);
        entry.into_iter().chain(modules).find_map(|text| {
            let sites = trees::in_strings(text.text(), &self.name).into_iter().filter_map(|span| text.to_host(span));
            let mut unseen = sites.filter(|site| self.places.iter().all(|place| place.site != *site));
            unseen.next().map(|site| Opened { site, why: "has it in a string that may mean the element".to_owned() })
        })
    }

    /// Whether a key of a dict is an attribute of an object that was made one (`vars(self)`, `asdict(record)`): it is
    /// neither quoted nor an argument of a function. Classes are told by their capital.
    fn is_attribute(&self, place: &Occurrence) -> bool {
        if !matches!(place.role, Role::DataPass | Role::Default)
            || !matches!(self.spelling(place.site), Spelling::PythonName)
        {
            return false;
        }
        let text = self.analysis.text(place.site.file);
        let typing = Typing::read(&text, place.site.span.start as usize, Tongue::Python);
        let after = text.get(place.site.span.end as usize..).unwrap_or_default().trim_start();
        let is_argument = after.starts_with('=') && !after.starts_with("==");
        let Some(bracket) = typing.innermost().filter(|bracket| bracket.kind == b'(' && is_argument) else {
            return true;
        };
        let callee = typing.chain_before(bracket.at);
        callee.rsplit('.').next().is_some_and(|name| name.starts_with(char::is_uppercase))
    }

    fn written(&self, site: Site) -> String {
        self.analysis.text(site.file).get(site.span.range()).unwrap_or_default().to_owned()
    }

    fn shown(&self, site: Site) -> (String, u32) {
        let path = self.analysis.path(site.file);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        (name, self.analysis.position(site).0)
    }

    fn spelling(&self, site: Site) -> Spelling {
        let text = self.analysis.text(site.file);
        let (before, after) = (text.get(..site.span.start as usize), text.get(site.span.end as usize..));
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        if before.ends_with("on_") && after.starts_with("_change") {
            return match before.strip_suffix("on_").is_some_and(|before| before.ends_with(['"', '\''])) {
                true => Spelling::Quoted,
                false => Spelling::Argument,
            };
        }
        if before.ends_with(['"', '\'', '`']) && after.starts_with(['"', '\'', '`']) {
            return Spelling::Quoted;
        }
        let in_script =
            ground::at(self.analysis, site.file, site.span.start).is_some_and(|ground| ground.tongue == Tongue::Script);
        match in_script {
            true => Spelling::Property { shorthand: is_shorthand(before, after) },
            false => Spelling::PythonName,
        }
    }
}

/// How a name is written.
enum Spelling {
    /// In quotes.
    Quoted,
    /// As a part of `on_<key>_change`.
    Argument,
    /// As an attribute or an argument in Python.
    PythonName,
    /// As a property in JavaScript; `shorthand` where it names a variable too.
    Property { shorthand: bool },
}

fn name_of(subject: &Subject) -> Option<&str> {
    match subject {
        Subject::Key(name) | Subject::Field(name) | Subject::Id(name) | Subject::Class(name) => Some(name),
        Subject::Variable(_) | Subject::Component | Subject::Source(_) | Subject::Mount(_) => None,
    }
}

fn what(subject: &Subject) -> &'static str {
    match subject {
        Subject::Key(_) => "key",
        Subject::Field(_) => "data field",
        Subject::Id(_) => "id",
        _ => "class",
    }
}

/// What could hold a place of the name that was not seen.
fn what_opens<'c>(contract: &'c Contract, subject: &Subject) -> Option<&'c Opened> {
    let mounts = &contract.mounts;
    let escaped = contract.escapes.first();
    match subject {
        Subject::Key(_) => {
            let defaults = mounts.iter().find_map(|mount| match &mount.default {
                DefaultArg::Dict { keys, .. } => keys.open.first(),
                DefaultArg::Unknown(opened) => Some(opened),
                _ => None,
            });
            let callbacks = mounts.iter().find_map(|mount| mount.callbacks.open.first());
            let reads = mounts.iter().find_map(|mount| mount.reads.open.first());
            contract.script.sends.open.first().or(callbacks).or(defaults).or(reads).or(escaped)
        }
        Subject::Field(_) => {
            let passed = mounts.iter().find_map(|mount| match &mount.data {
                DataArg::Dict { fields, .. } => fields.open.first(),
                DataArg::Unknown(opened) => Some(opened),
                _ => None,
            });
            contract.script.data_reads.open.first().or(passed).or(escaped)
        }
        _ => contract.markup.elements.open.first(),
    }
}

fn is_identifier(name: &str, dollar: bool) -> bool {
    let is_start = |c: char| c.is_alphabetic() || c == '_' || (dollar && c == '$');
    name.chars().next().is_some_and(is_start) && name.chars().all(|c| is_start(c) || c.is_numeric())
}

/// Whether a name that stands alone in a pattern or an object names a variable, too.
fn is_shorthand(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let after = after.trim_start();
    let in_braces = before.ends_with(['{', ',']) && !before.ends_with("...");
    in_braces && (after.starts_with([',', '}']) || (after.starts_with('=') && !after.starts_with("==")))
}

/// The variable in `name: variable`, where it is one.
fn pattern_target(text: &str, name: Span) -> Option<Span> {
    let after = text.get(name.end as usize..)?;
    let rest = after.trim_start().strip_prefix(':')?.trim_start();
    let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$')).unwrap_or(rest.len());
    let start = text.len() - rest.len();
    (len > 0).then(|| Span::new(start as u32, (start + len) as u32))
}

const PYTHON_KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

const SCRIPT_KEYWORDS: [&str; 38] = [
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "let",
    "new",
    "null",
    "return",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_alone_in_braces_is_a_variable_too() {
        for (before, after, expected) in [
            ("const { ", " } = data", true),
            ("const { a, ", ", b } = data", true),
            ("const { ", " = 3 } = data", true),
            ("const { ", ": text } = data", false),
            ("data.", " === 3", false),
            ("f(a, data.", ")", false),
        ] {
            assert_eq!(is_shorthand(before, after), expected, "{before}|{after}");
        }
        let text = "{ label : text = 3 }";
        assert_eq!(pattern_target(text, Span::new(2, 7)).map(|span| &text[span.range()]), Some("text"));
    }

    #[test]
    fn identifiers_are_told_from_other_names() {
        for (name, expected) in [("a", true), ("_x1", true), ("ключ", true), ("1a", false), ("a-b", false), ("", false)]
        {
            assert_eq!(is_identifier(name, false), expected, "{name}");
        }
        assert!(is_identifier("$el", true) && !is_identifier("$el", false));
    }
}
