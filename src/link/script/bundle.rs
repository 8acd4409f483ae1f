//! Reads a large built bundle by the names that minifiers keep.
//!
//! A bundle holds its libraries, and following all of them for the sake of two setters is out of proportion.
//! Minifiers rename variables, but not properties: whatever is taken from a property `setStateValue` is the
//! setter here, and a method is one of the functions that are put into properties of its name. Each use of it must be one that is understood, else the set of sends is open. Which send depends
//! on what a mount passes cannot be told, so that none of them is certain ([`Needs::Unfollowed`]).

mod methods;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use self::methods::Methods;
use super::sends::setter_name;
use crate::model::{Known, Needs, Opened, Renderer, Script, ScriptKind, Send, SendKind, SentValue};
use crate::syntax::script::ScriptFacts;
use crate::syntax::script::hir::{
    BindingId, Call, Declarator, Expr, ExprKind, FuncId, Pattern, PatternKind, Prop, PropKey,
};
use crate::syntax::script::visit::Seer;
use crate::text::{Embedded, FileId, Site, Span, Word};

/// From how many bytes on a bundle is read in this way.
pub const LARGE: usize = 64 << 10;

/// How many functions deep a setter is handed on.
const ROUNDS: usize = 4;

/// Reads the bundle `text`.
pub(super) fn read(text: &Arc<Embedded>, file: Option<FileId>, facts: &ScriptFacts) -> Script {
    let mut names = Names::default();
    names.functions_of(facts);
    facts.visit(&mut names);
    names.methods = Methods::of(facts, &names.functions);
    for _ in 0..ROUNDS {
        let known = names.setters.len();
        facts.visit(&mut names);
        facts.functions.iter().for_each(|function| function.params.iter().for_each(|param| names.take(param)));
        if names.setters.len() == known {
            break;
        }
    }
    let mut reader = Reader { names: &names, facts, text, sends: Known::default(), understood: FxHashSet::default() };
    facts.visit(&mut reader);
    let mut uses = Uses { names: &names, all: Vec::new() };
    facts.visit(&mut uses);
    let Reader { mut sends, understood, .. } = reader;
    for span in uses.all.into_iter().filter(|span| !understood.contains(span)) {
        open(&mut sends, text, span, "a setter goes from here to where the bundle is not followed");
    }
    let whole = Span::at(0);
    let mut data_reads = Known::default();
    if let Some(site) = text.cover(whole) {
        let why = "what a bundle reads of `data` is not told apart".to_owned();
        data_reads.opened_by(Opened { site, why });
    }
    let renderer = match facts.exports.iter().find(|export| &*export.name == "default") {
        Some(export) => text.cover(export.span).map_or(Renderer::Unknown, Renderer::Function),
        None => Renderer::Unknown,
    };
    sends.members.sort_by_key(|send| (send.call, send.key.site, send.kind));
    Script {
        kind: ScriptKind::Bundle,
        file: file.or_else(|| text.host_file()),
        renderer,
        sends,
        splits: Vec::new(),
        data_reads,
        modules: file.or_else(|| text.host_file()).into_iter().collect(),
        typings: Vec::new(),
        syntax_errors: Vec::new(),
    }
}

fn open<T>(set: &mut Known<T>, text: &Embedded, span: Span, why: &str) {
    if let Some(site) = text.cover(span) {
        set.opened_by(Opened { site, why: why.to_owned() });
    }
}

fn setter_of(property: &str) -> Option<SendKind> {
    [SendKind::State, SendKind::Trigger].into_iter().find(|kind| setter_name(*kind) == property)
}

/// The variables that hold setters, functions and texts.
#[derive(Default)]
struct Names<'f> {
    setters: FxHashMap<BindingId, SendKind>,
    functions: FxHashMap<BindingId, FuncId>,
    params: FxHashMap<FuncId, &'f [Pattern]>,
    methods: Methods<'f>,
    texts: FxHashMap<BindingId, &'f Expr>,
}

impl<'f> Names<'f> {
    fn functions_of(&mut self, facts: &'f ScriptFacts) {
        for (index, function) in facts.functions.iter().enumerate() {
            let id = FuncId(index as u32);
            self.params.insert(id, &function.params);
            if let Some(binding) = function.name.as_ref().and_then(|name| name.binding) {
                self.functions.insert(binding, id);
            }
        }
    }

    /// The setter that an expression is.
    fn setter(&self, expr: &Expr) -> Option<SendKind> {
        match &expr.kind {
            ExprKind::Name(name) => self.setters.get(&name.binding?).copied(),
            ExprKind::Member { property, .. } => setter_of(&property.name),
            ExprKind::Sequence(parts) => self.setter(parts.last()?),
            _ => None,
        }
    }

    /// The parameters that an argument goes to; none where nobody knows them.
    fn handed_to(&self, callee: &Expr, position: usize) -> Option<Vec<&'f Pattern>> {
        let functions: Vec<FuncId> = match &callee.kind {
            ExprKind::Name(name) => vec![*self.functions.get(&name.binding?)?],
            ExprKind::Member { property, .. } => self.methods.named(&property.name).to_vec(),
            _ => Vec::new(),
        };
        let param = |id: &FuncId| self.params.get(id)?.get(position);
        if functions.is_empty() { None } else { functions.iter().map(param).collect() }
    }

    /// Remembers what a pattern takes from properties named like the setters.
    fn take(&mut self, pattern: &'f Pattern) {
        if let PatternKind::Object { props, .. } = &pattern.kind {
            for (key, target) in props {
                if let PropKey::Name(key) = key
                    && let Some(kind) = setter_of(&key.name)
                {
                    self.bind(target, kind);
                }
            }
        }
    }

    fn bind(&mut self, target: &Pattern, kind: SendKind) {
        let setters = &mut self.setters;
        target.names(&mut |name| {
            if let Some(binding) = name.binding {
                setters.insert(binding, kind);
            }
        });
    }
}

impl<'f> Seer<'f> for Names<'f> {
    fn expr(&mut self, expr: &'f Expr) {
        match &expr.kind {
            ExprKind::Assign { target, value, .. } => {
                if let (Some(kind), PatternKind::Name(_)) = (self.setter(value), &target.kind) {
                    self.bind(target, kind);
                }
            }
            ExprKind::Call(call) => {
                for (position, arg) in call.args.iter().enumerate() {
                    let Some(kind) = self.setter(&arg.value) else { continue };
                    for param in self.handed_to(&call.callee, position).unwrap_or_default() {
                        self.bind(param, kind);
                    }
                }
            }
            _ => {}
        }
    }

    fn pattern(&mut self, pattern: &'f Pattern) {
        self.take(pattern);
    }

    fn declarator(&mut self, declarator: &'f Declarator) {
        let Some(value) = &declarator.value else { return };
        if let Some(kind) = self.setter(value) {
            self.bind(&declarator.target, kind);
        }
        let PatternKind::Name(name) = &declarator.target.kind else { return };
        let Some(binding) = name.binding else { return };
        match &value.kind {
            ExprKind::Function(id) => {
                self.functions.insert(binding, *id);
            }
            ExprKind::Str(_) | ExprKind::Template(_) => {
                self.texts.insert(binding, value);
            }
            _ => {}
        }
    }
}

/// Finds the sends, and the uses of setters that are understood.
struct Reader<'r, 'f> {
    names: &'r Names<'f>,
    facts: &'r ScriptFacts,
    text: &'r Embedded,
    sends: Known<Send>,
    understood: FxHashSet<Span>,
}

impl Reader<'_, '_> {
    fn call(&mut self, call: &Call, span: Span) {
        if let Some(kind) = self.names.setter(&call.callee) {
            self.understand(&call.callee);
            self.send(call, kind, span);
            return;
        }
        for (position, arg) in call.args.iter().enumerate().filter(|(_, arg)| !arg.spread) {
            if self.names.setter(&arg.value).is_some() && self.names.handed_to(&call.callee, position).is_some() {
                self.understand(&arg.value);
            }
        }
    }

    fn understand(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Sequence(parts) => parts.iter().for_each(|part| self.understand(part)),
            _ => {
                self.understood.insert(expr.span);
            }
        }
    }

    fn send(&mut self, call: &Call, kind: SendKind, span: Span) {
        let Some(first) = call.args.first().filter(|first| !first.spread) else {
            open(&mut self.sends, self.text, span, "the key of this send is not a literal that can be followed");
            return;
        };
        let mut keys = Vec::new();
        if !self.keys(&first.value, &mut keys) {
            let why = "the key of this send is not a literal that can be followed";
            open(&mut self.sends, self.text, first.value.span, why);
        }
        let Some(place) = self.text.cover(span) else { return };
        for key in keys {
            let send =
                Send { key, kind, call: place, needs: Needs::Unfollowed, on_render: false, value: SentValue::Unknown };
            if !self.sends.members.contains(&send) {
                self.sends.members.push(send);
            }
        }
    }

    /// Collects what a key can be; says whether that is all.
    fn keys(&self, key: &Expr, found: &mut Vec<Word>) -> bool {
        match &key.kind {
            ExprKind::Str(literal) if literal.known => self.word(&literal.text, literal.content, found),
            ExprKind::Template(template) if template.values.is_empty() => {
                let text: String = template.texts.iter().map(|text| &*text.text).collect();
                template.texts.iter().all(|text| text.known) && self.word(&text, template.content, found)
            }
            ExprKind::Conditional { then, orelse, .. } => self.keys(then, found) & self.keys(orelse, found),
            ExprKind::Name(name) => {
                let Some(binding) = name.binding else { return false };
                let reassigned = self.facts.bindings.get(binding.0 as usize).is_none_or(|known| known.reassigned);
                let text = self.names.texts.get(&binding).filter(|_| !reassigned);
                text.is_some_and(|text| self.keys(text, found))
            }
            _ => false,
        }
    }

    fn word(&self, text: &str, span: Span, found: &mut Vec<Word>) -> bool {
        let site: Option<Site> = self.text.to_host(span);
        found.extend(site.map(|site| Word { text: text.to_owned(), site }));
        site.is_some()
    }
}

impl<'f> Seer<'f> for Reader<'_, 'f> {
    fn expr(&mut self, expr: &'f Expr) {
        match &expr.kind {
            ExprKind::Call(call) => self.call(call, expr.span),
            // A setter under its own name is found again where it is taken out.
            ExprKind::Object(props) => {
                for prop in props {
                    if let Prop::Value(PropKey::Name(key), value) = prop
                        && setter_of(&key.name).is_some()
                        && setter_of(&key.name) == self.names.setter(value)
                    {
                        self.understand(value);
                    }
                }
            }
            // The list of what a hook depends on, a test, an operand of `&&`.
            ExprKind::Array(elements) => elements.iter().flatten().for_each(|arg| self.understand(&arg.value)),
            ExprKind::Binary { operands, .. } => operands.iter().for_each(|operand| self.understand(operand)),
            ExprKind::Not(inner) | ExprKind::TypeOf(inner) | ExprKind::Unary(inner) => self.understand(inner),
            ExprKind::Conditional { test, .. } => self.understand(test),
            ExprKind::Assign { target, value, .. } if matches!(target.kind, PatternKind::Name(_)) => {
                self.understand(value);
            }
            _ => {}
        }
    }

    fn declarator(&mut self, declarator: &'f Declarator) {
        declarator.value.iter().for_each(|value| self.understand(value));
    }
}

/// Every use of a setter.
struct Uses<'r, 'f> {
    names: &'r Names<'f>,
    all: Vec<Span>,
}

impl<'f> Seer<'f> for Uses<'_, 'f> {
    fn expr(&mut self, expr: &'f Expr) {
        if matches!(expr.kind, ExprKind::Name(_) | ExprKind::Member { .. }) && self.names.setter(expr).is_some() {
            self.all.push(expr.span);
        }
    }
}
