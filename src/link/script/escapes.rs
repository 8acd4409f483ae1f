//! The border to code that is not there: what is handed over it may be called, kept or sent by anyone.

use super::Follower;
use super::here::Here;
use super::sends::setter_name;
use super::things::{Actuals, ObjectKind};
use super::value::{Atom, ObjectId, Value};
use crate::text::{Site, Span};

/// How a value leaves.
#[derive(Clone, Copy)]
pub(super) enum Exit {
    /// As an argument of what is called here.
    HandedTo(Span),
    /// Into the property that is assigned here.
    StoredIn(Span),
    /// To the page, which may call functions and does not touch anything else: as what a handler returns, or into
    /// a property of an element, where the script finds it again.
    Kept,
    /// Out of a generator.
    Yielded,
}

impl Follower<'_> {
    /// A value gets out of reach at `span`. Functions are entered as handlers; a bare setter opens the set.
    pub(super) fn escape(&mut self, value: &Value, span: Span, exit: Exit, here: &Here) {
        for atom in value.atoms() {
            match *atom {
                Atom::Setter(kind) => self.open_escape(setter_name(kind), span, exit, here),
                Atom::Args => {
                    self.open_escape("the renderer's argument", span, exit, here);
                    self.escape_data(span, exit, here);
                }
                Atom::Data | Atom::PresentData => self.escape_data(span, exit, here),
                Atom::Function(_) => self.handle(*atom, Value::UNKNOWN, Actuals::unknown(), here.reason()),
                Atom::Bound(_) => self.handle(*atom, Value::Nothing, Actuals::unknown(), here.reason()),
                Atom::Class(id) => {
                    let instance = self.instance_for_strangers(id);
                    self.escape_object(instance, span, exit, here);
                }
                Atom::Object(id) => self.escape_object(id, span, exit, here),
                _ => {}
            }
        }
    }

    pub(super) fn escape_all(&mut self, args: &Actuals, spans: &[Span], to: Span, here: &Here) {
        for (index, value) in args.values().enumerate() {
            let span = spans.get(index).or(spans.last()).copied().unwrap_or(to);
            self.escape(value, span, Exit::HandedTo(to), here);
        }
    }

    /// What the renderer or a handler returns: the page may call its functions, and calls nothing else.
    pub(super) fn escape_returned(&mut self, value: &Value, here: &Here) {
        self.escape(value, Span::at(0), Exit::Kept, here);
    }

    fn escape_object(&mut self, id: ObjectId, span: Span, exit: Exit, here: &Here) {
        if !matches!(exit, Exit::Kept) {
            self.heap.open(id);
            self.heap.object_mut(id).escaped = true;
        }
        if !self.found.escaped.insert((id, here.needs)) {
            return;
        }
        if self.heap.object(id).from_data {
            self.escape_data(span, exit, here);
        }
        let object = self.heap.look(id);
        let held: Vec<Value> = object.fields.iter().map(|field| field.value.clone()).collect();
        let others = [object.elements.clone(), object.keys.clone()];
        let kind = object.kind;
        for value in held.iter().chain(&others) {
            self.escape_with_this(value, id, span, exit, here);
        }
        if let ObjectKind::Instance(class) = kind {
            for method in self.methods(class) {
                self.handle(method, Value::One(Atom::Object(id)), Actuals::unknown(), here.reason());
            }
        }
    }

    /// A property of an object that escapes: its functions are called as methods.
    fn escape_with_this(&mut self, value: &Value, this: ObjectId, span: Span, exit: Exit, here: &Here) {
        for atom in value.atoms() {
            match atom {
                Atom::Function(_) => {
                    self.handle(*atom, Value::One(Atom::Object(this)), Actuals::unknown(), here.reason());
                }
                other => self.escape(&Value::One(*other), span, exit, here),
            }
        }
    }

    fn open_escape(&mut self, what: &str, span: Span, exit: Exit, here: &Here) {
        if self.spreading {
            return;
        }
        let what = if what.contains(' ') { what.to_owned() } else { format!("`{what}`") };
        if let Some((site, why)) = self.how_it_left(&what, span, exit, here) {
            self.found.open(site, why);
        }
    }

    fn escape_data(&mut self, span: Span, exit: Exit, here: &Here) {
        if self.spreading {
            return;
        }
        if let Some((site, why)) = self.how_it_left("`data`", span, exit, here) {
            self.found.data.open(site, why);
        }
    }

    fn how_it_left(&self, what: &str, span: Span, exit: Exit, here: &Here) -> Option<(Option<Site>, String)> {
        let module = self.module_of(here);
        Some(match exit {
            Exit::HandedTo(to) => {
                let to = self.source(module, to);
                (self.site(module, span), format!("{what} is handed to `{to}`, which cannot be followed"))
            }
            Exit::StoredIn(place) => {
                let place = self.source(module, place);
                (self.site(module, span), format!("{what} is stored in `{place}`, where it cannot be followed"))
            }
            Exit::Kept => return None,
            Exit::Yielded => {
                let head = self.function_head(here);
                (self.site(module, head), format!("{what} is yielded to code that is not followed"))
            }
        })
    }
}
