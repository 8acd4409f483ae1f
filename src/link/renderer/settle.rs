//! What the walk amounts to, once it is over.

use rustc_hash::FxHashSet;

use super::value::{ModuleId, Value};
use super::{Exit, Walk};
use crate::model::{Effect, EffectKind, LostCleanup, NameKind, Rendering, SharedState};
use crate::syntax::script::hir::{ExprKind, StmtKind, StrLit};
use crate::text::{Span, Word};

/// What the strings of a script name, in markup or otherwise.
#[derive(Default)]
struct Written {
    words: FxHashSet<String>,
    /// Ends of texts that go on with a value.
    beginnings: Vec<String>,
    /// Beginnings of texts that go on from a value.
    ends: Vec<String>,
}

impl Walk<'_> {
    /// The facts.
    pub(super) fn settle(mut self) -> Rendering {
        self.read_strings();
        if self.fuel == 0 {
            let Rendering { by_hand, jsx, imports, variables, named_properties, .. } = self.found;
            return Rendering { by_hand, jsx, imports, variables, named_properties, ..Rendering::default() };
        }
        self.settle_effects();
        self.settle_shared();
        self.settle_exits();
        self.settle_lookups();
        self.found
    }

    fn settle_effects(&mut self) {
        for left in std::mem::take(&mut self.effects) {
            let undone = match &left.kind {
                EffectKind::Listener(_) => left.aborts && self.aborted,
                EffectKind::Addition => left.fresh.is_some_and(|fresh| self.removed_fresh.contains(&fresh)),
                EffectKind::Interval => self.intervals_cleared,
                EffectKind::FrameLoop => {
                    self.frames_cancelled || !left.frame.is_some_and(|function| self.frame_loops.contains(&function))
                }
            };
            let undone = undone || left.undone;
            self.found.effects.push(Effect { kind: left.kind, site: left.site, certain: left.certain, undone });
        }
    }

    fn settle_shared(&mut self) {
        for write in std::mem::take(&mut self.shared_writes) {
            let variable = (write.module, write.binding);
            let binding = self.facts(write.module).binding(write.binding).clone();
            let Some(declared) = self.site(write.module, binding.span) else { continue };
            let is_new = self.found.shared.iter().all(|known| known.declared != declared);
            if is_new && self.read_later.contains(&variable) {
                let name = binding.name.to_string();
                self.found.shared.push(SharedState { name, declared, write: write.site, holds: write.holds });
            }
        }
    }

    fn settle_exits(&mut self) {
        let exits = std::mem::take(&mut self.exits);
        for exit in &exits {
            let what = match exit.value {
                Value::Found(_) | Value::Each(_) | Value::Fresh(_) | Value::Root => "an element",
                Value::Number => "a number",
                Value::Text(..) => "a string",
                Value::Object(id) if self.objects[id].class.is_none() => "an object",
                Value::Array(_) => "an array",
                _ => continue,
            };
            self.found.other_returns.extend(exit.site.map(|site| (what.to_owned(), site)));
        }
        let Some(cleanup) = exits.iter().find(|exit| self.cleans_up(exit)).and_then(|exit| exit.site) else { return };
        for exit in exits.iter().filter(|exit| matches!(exit.value, Value::Undefined | Value::Null)) {
            let guard =
                exit.guards.iter().find(|guard| guard.marks.iter().any(|mark| self.ever_written.contains(mark)));
            if let (Some(_), Some(site)) = (guard, exit.site) {
                self.found.lost_cleanups.push(LostCleanup { site, cleanup });
            }
        }
    }

    /// Whether this way out returns a function that does something.
    fn cleans_up(&self, exit: &Exit) -> bool {
        let Value::Function(closure) = &exit.value else { return false };
        let facts = self.facts(closure.module);
        let body = &facts.function(closure.function).body;
        let nothing = |stmt: &crate::syntax::script::hir::Stmt| match &stmt.kind {
            StmtKind::Empty => true,
            StmtKind::Return(value) => value.as_ref().is_none_or(|value| matches!(value.kind, ExprKind::Nullish)),
            _ => false,
        };
        !body.iter().all(nothing)
    }

    fn settle_lookups(&mut self) {
        let written = self.written_names();
        let closed =
            !self.made_unseen && !self.markup.elements.members.iter().any(|element| element.tag.text == "script");
        for search in std::mem::take(&mut self.searches) {
            let names = search.names.iter();
            let may_be_made = match search.on_fresh_markup {
                true => false,
                false => !closed || names.clone().any(|(kind, name)| *kind == NameKind::Attribute || written.has(name)),
            };
            let mut lookup = search.lookup;
            lookup.may_be_made = may_be_made;
            lookup.used = lookup.used.filter(|_| !search.tested);
            self.found.lookups.push(lookup);
        }
    }

    /// The names in all strings but those that are searched with.
    fn written_names(&self) -> Written {
        let searched: FxHashSet<(ModuleId, Span)> = self.searches.iter().map(|search| search.text).collect();
        let mut written = Written::default();
        for (module, loaded) in self.modules.iter().enumerate() {
            loaded.facts.expressions(&mut |expr| match &expr.kind {
                ExprKind::Str(literal) if !searched.contains(&(module, literal.content)) => {
                    written.add(&literal.text, false, false);
                }
                ExprKind::Template(template) | ExprKind::Tagged { template, .. } => {
                    let last = template.texts.len() - 1;
                    for (index, text) in template.texts.iter().enumerate() {
                        if !searched.contains(&(module, text.content)) {
                            written.add(&text.text, index > 0, index < last);
                        }
                    }
                }
                ExprKind::Binary { operands, .. } => {
                    for operand in operands {
                        if let ExprKind::Str(literal) = &operand.kind {
                            written.add(&literal.text, true, true);
                        }
                    }
                }
                _ => {}
            });
        }
        written
    }

    /// What the strings say beside the searches: custom properties, JSX, imports.
    fn read_strings(&mut self) {
        let mut variables: Vec<(ModuleId, Span, String)> = Vec::new();
        let mut properties = Vec::new();
        let mut jsx: Option<(ModuleId, Span)> = None;
        for (module, loaded) in self.modules.iter().enumerate() {
            let text = loaded.text.text();
            let mut see = |literal: &StrLit| custom_properties(module, literal, text, &mut variables, &mut properties);
            loaded.facts.expressions(&mut |expr| match &expr.kind {
                ExprKind::Str(literal) => see(literal),
                ExprKind::Template(template) | ExprKind::Tagged { template, .. } => {
                    template.texts.iter().for_each(&mut see)
                }
                ExprKind::Jsx(_) => jsx = jsx.or(Some((module, Span::new(expr.span.start, expr.span.start + 1)))),
                _ => {}
            });
        }
        let place = |walk: &Self, (module, span, text): (ModuleId, Span, String)| {
            Some(Word { text, site: walk.site(module, span)? })
        };
        self.found.variables = variables.into_iter().filter_map(|variable| place(self, variable)).collect();
        self.found.named_properties = properties;
        self.found.jsx = jsx.and_then(|(module, span)| self.site(module, span));
        if let Some(entry) = self.modules.first() {
            let imports = entry
                .facts
                .imports
                .iter()
                .filter(|source| source.known)
                .map(|source| (0, source.content, source.text.to_string()));
            self.found.imports =
                imports.collect::<Vec<_>>().into_iter().filter_map(|import| place(self, import)).collect();
        }
    }
}

impl Written {
    fn add(&mut self, text: &str, from_value: bool, to_value: bool) {
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        self.words.extend(text.split(|c| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_owned));
        if to_value {
            self.beginnings
                .extend(text.rsplit(|c| !is_part(c)).next().filter(|part| !part.is_empty()).map(str::to_owned));
        }
        if from_value {
            self.ends.extend(text.split(|c| !is_part(c)).next().filter(|part| !part.is_empty()).map(str::to_owned));
        }
    }

    fn has(&self, name: &str) -> bool {
        self.words.contains(name)
            || self.beginnings.iter().any(|part| name.starts_with(part.as_str()))
            || self.ends.iter().any(|part| name.ends_with(part.as_str()))
    }
}

/// `var(--name)` without a fallback, and the custom properties that a string names otherwise.
fn custom_properties(
    module: ModuleId,
    literal: &StrLit,
    source: &str,
    variables: &mut Vec<(ModuleId, Span, String)>,
    properties: &mut Vec<String>,
) {
    let text = &*literal.text;
    let plain = source.get(literal.content.range()) == Some(text);
    for (at, _) in text.match_indices("--") {
        let len = text[at..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(text.len() - at);
        let name = &text[at..at + len];
        if !text[..at].trim_end().ends_with("var(") {
            properties.push(name.to_owned());
        } else if text[at + len..].trim_start().starts_with(')') {
            let start = literal.content.start + at as u32;
            let span = if plain { Span::new(start, start + len as u32) } else { literal.content };
            variables.push((module, span, name.to_owned()));
        }
    }
}
