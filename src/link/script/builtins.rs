//! What the language and the page come with, as far as values pass through it.

use super::Follower;
use super::here::Here;
use super::objects::position_name;
use super::parts::Parts;
use super::react::React;
use super::sends::CallPlace;
use super::things::{Actuals, Bound, ObjectKind};
use super::value::{Atom, Value};
use crate::text::Span;

/// Something of the language or the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Native {
    /// `window`, `globalThis`, `self`.
    Window,
    /// `Object`.
    Object,
    /// `Array`.
    Array,
    /// `Promise`.
    Promise,
    /// `Map`, `Set`, `WeakMap`, `WeakSet`.
    Collection,
    /// `Object.keys`.
    Keys,
    /// `Object.values`.
    Values,
    /// `Object.entries`.
    Entries,
    /// `Object.fromEntries`.
    FromEntries,
    /// `Object.assign`.
    Assign,
    /// What returns its first argument: `Object.freeze`, `Object.seal`.
    Same,
    /// `Array.from`.
    ArrayFrom,
    /// `Array.of`.
    ArrayOf,
    /// A promise that is settled already: what waits for it runs in the same task.
    Settled,
    /// `Promise.resolve`.
    Resolve,
    /// `setTimeout`.
    Timeout,
    /// `setInterval`.
    Interval,
    /// `requestAnimationFrame`.
    AnimationFrame,
    /// `queueMicrotask`.
    Microtask,
    /// Something of React.
    React(React),
    /// A function that keeps none of its arguments and returns a primitive, or an object of such.
    Pure,
    /// The same, returning anything.
    Opaque,
}

/// The milliseconds until the next frame is drawn.
const FRAME_MS: u32 = 16;

impl Native {
    fn global(name: &str) -> Option<Native> {
        Some(match name {
            "window" | "globalThis" | "self" => Native::Window,
            "Object" | "Reflect" => Native::Object,
            "Array" => Native::Array,
            "Promise" => Native::Promise,
            "Map" | "WeakMap" | "Set" | "WeakSet" => Native::Collection,
            "setTimeout" => Native::Timeout,
            "setInterval" => Native::Interval,
            "requestAnimationFrame" => Native::AnimationFrame,
            "queueMicrotask" => Native::Microtask,
            "console"
            | "Math"
            | "String"
            | "Number"
            | "Boolean"
            | "BigInt"
            | "Symbol"
            | "Date"
            | "parseInt"
            | "parseFloat"
            | "isNaN"
            | "isFinite"
            | "clearTimeout"
            | "clearInterval"
            | "cancelAnimationFrame"
            | "alert"
            | "encodeURIComponent"
            | "decodeURIComponent"
            | "btoa"
            | "atob" => Native::Pure,
            "structuredClone" => Native::Same,
            "JSON" | "Error" | "TypeError" | "Intl" => Native::Opaque,
            _ => return None,
        })
    }

    pub(super) fn member(self, name: &str) -> Atom {
        Atom::Native(match (self, name) {
            (Native::Object, "keys" | "getOwnPropertyNames" | "ownKeys") => Native::Keys,
            (Native::Object, "values") => Native::Values,
            (Native::Object, "entries") => Native::Entries,
            (Native::Object, "fromEntries") => Native::FromEntries,
            (Native::Object, "assign") => Native::Assign,
            (Native::Object, "freeze" | "seal" | "preventExtensions") => Native::Same,
            (Native::Array, "from") => Native::ArrayFrom,
            (Native::Array, "of") => Native::ArrayOf,
            (Native::Array, "isArray") => Native::Pure,
            (Native::Object, "prototype") => Native::Pure,
            (Native::Object, "is" | "isFrozen" | "isSealed" | "hasOwn" | "has") => Native::Pure,
            (Native::Promise, "resolve") => Native::Resolve,
            (Native::React(React::Module), name) => match React::named(name) {
                Some(react) => Native::React(react),
                None => return Atom::Unknown,
            },
            (Native::Pure, _) => Native::Pure,
            (Native::Opaque, _) => Native::Opaque,
            _ => return Atom::Unknown,
        })
    }
}

impl Follower<'_> {
    /// What a name means that no module declares.
    pub(super) fn global(&mut self, name: &str) -> Value {
        match (Native::global(name), name) {
            (Some(native), _) => Value::One(Atom::Native(native)),
            (None, "document") => Value::One(Atom::Dom),
            (None, "NaN" | "Infinity") => Value::PRIMITIVE,
            (None, _) => self.expando(name, Atom::Unknown),
        }
    }

    /// Whether a method of this name is the language's own on such a value.
    pub(super) fn is_builtin_method(&self, atom: Atom, name: &str) -> bool {
        match atom {
            Atom::Function(_) | Atom::Bound(_) | Atom::Setter(_) | Atom::Class(_) => {
                matches!(name, "call" | "apply" | "bind")
            }
            Atom::Str(_) | Atom::Primitive | Atom::Number(_) | Atom::Bool(_) => true,
            Atom::Later | Atom::Native(Native::Settled) => true,
            Atom::Object(id) => {
                let object = self.heap.object(id);
                let own = || object.fields.iter().any(|field| &*field.name == name);
                match object.kind {
                    ObjectKind::Array => !own(),
                    ObjectKind::Collection => true,
                    _ => name == "hasOwnProperty",
                }
            }
            _ => false,
        }
    }

    /// Calls a method of the language; none where it gives nothing.
    pub(super) fn call_method(
        &mut self,
        on: Atom,
        name: &str,
        args: &Actuals,
        spans: &[Span],
        place: CallPlace,
        here: &Here,
    ) -> Option<Value> {
        if !self.is_builtin_method(on, name) {
            return None;
        }
        Some(match on {
            Atom::Object(id) if self.heap.object(id).kind == ObjectKind::Array => {
                self.array_method(id, name, args, spans, place, here)
            }
            Atom::Object(id) if self.heap.object(id).kind == ObjectKind::Collection => {
                self.collection_method(id, name, args, place, here)
            }
            Atom::Native(Native::Settled) => {
                self.call_back(&args.at(0), &Actuals::unknown(), here);
                Value::One(Atom::Native(Native::Settled))
            }
            Atom::Later => {
                self.escape_all(args, spans, place.callee, here);
                Value::One(Atom::Later)
            }
            Atom::Function(_) | Atom::Bound(_) | Atom::Setter(_) | Atom::Class(_) => {
                self.function_method(on, name, args, place, here)
            }
            _ => {
                self.escape_all(args, spans, place.callee, here);
                Value::computed(args.values().filter(|value| !value.is_nothing()).chain([&Value::One(on)]))
            }
        })
    }

    fn function_method(&mut self, on: Atom, name: &str, args: &Actuals, place: CallPlace, here: &Here) -> Value {
        let this = args.at(0);
        let others = Actuals { list: args.list.iter().skip(1).cloned().collect(), rest: args.rest.clone() };
        let inner = CallPlace { first: None, ..place };
        match name {
            "bind" => Value::One(self.heap.new_bound(Bound {
                target: on,
                this: Some(this),
                first: others.list,
                needs: Parts::NONE,
            })),
            "call" => self.invoke(on, &this, &others, Some(inner), here),
            _ => {
                let given = match self.positions_of(&args.at(1)) {
                    Some(list) => Actuals::of(list),
                    None => Actuals { list: Vec::new(), rest: self.elements_of(&args.at(1), here) },
                };
                self.invoke(on, &this, &given, Some(inner), here)
            }
        }
    }

    /// Calls the functions in a value; what they return.
    pub(super) fn call_back(&mut self, callback: &Value, args: &Actuals, here: &Here) -> Value {
        let mut returned = Value::Nothing;
        for atom in callback.atoms() {
            if !matches!(atom, Atom::Nullish) {
                returned.join(&self.invoke(*atom, &Value::NULLISH, args, None, here));
            }
        }
        returned
    }

    pub(super) fn call_native(
        &mut self,
        native: Native,
        args: &Actuals,
        spans: &[Span],
        place: CallPlace,
        here: &Here,
    ) -> Value {
        let first = args.at(0);
        match native {
            Native::Timeout | Native::Interval => {
                let delay = match args.at(1) {
                    Value::One(Atom::Number(ms)) => Some(ms),
                    Value::One(Atom::Nullish) => Some(0),
                    _ => None,
                };
                let delay = delay.filter(|_| native == Native::Timeout);
                let given = Actuals { list: args.list.iter().skip(2).cloned().collect(), rest: args.rest.clone() };
                self.set_timer(&first, &given, delay, here);
                Value::PRIMITIVE
            }
            Native::AnimationFrame => {
                self.set_timer(&first, &Actuals::of([Value::PRIMITIVE]), Some(FRAME_MS), here);
                Value::PRIMITIVE
            }
            Native::Microtask => {
                self.call_back(&first, &Actuals::default(), here);
                Value::NULLISH
            }
            Native::Keys => {
                let keys = self.keys_of(&first, here);
                let list = keys.atoms().iter().map(|atom| Value::One(*atom));
                let elements = match keys.depends() {
                    super::value::Depends::Constant => Actuals::of(list),
                    _ => Actuals { list: vec![], rest: keys.clone() },
                };
                self.list_or_derived(&first, elements, place, here)
            }
            Native::Values => {
                self.open_data(&first, "is gone over", here);
                let values = self.index(&first, &Value::PRIMITIVE, here).without(|atom| atom == Atom::Nullish);
                self.list_or_derived(&first, Actuals { list: vec![], rest: values }, place, here)
            }
            Native::Entries => self.entries(&first, place, here),
            Native::FromEntries => {
                let pairs = self.elements_of(&first, here);
                let keys = self.element_at(&pairs, 0, here);
                let values = self.element_at(&pairs, 1, here);
                let object = self.new_object(ObjectKind::Plain, place.call, here);
                self.set_literal(object, &keys, &values, false);
                Value::One(Atom::Object(object))
            }
            Native::Assign => self.assign_all(&first, args, spans, place, here),
            Native::Same | Native::Object => first,
            Native::ArrayFrom => {
                let elements = self.elements_of(&first, here);
                let mapper = args.at(1);
                let elements = match mapper {
                    Value::One(Atom::Nullish) => elements,
                    mapper => self.call_back(&mapper, &Actuals::of([elements, Value::PRIMITIVE]), here),
                };
                self.list_or_derived(&first, Actuals { list: vec![], rest: elements }, place, here)
            }
            Native::ArrayOf => Value::One(self.array_of(args.clone(), place.call, 1, here)),
            Native::Resolve => match first {
                Value::One(Atom::Nullish) => Value::One(Atom::Native(Native::Settled)),
                other => other.or(&Value::One(Atom::Later)),
            },
            Native::Pure => Value::computed(args.values().filter(|value| !value.is_nothing())),
            Native::Opaque if args.values().any(|arg| self.heap.reach(arg).data) => {
                args.values().for_each(|arg| self.open_held_data(arg, "is taken", here));
                Value::One(Atom::Derived(Parts::ANY))
            }
            Native::Opaque => match Value::computed(args.values().filter(|value| !value.is_nothing())) {
                derived @ Value::One(Atom::Derived(_)) => derived,
                _ => Value::UNKNOWN,
            },
            Native::React(React::Module) => {
                self.escape_all(args, spans, place.callee, here);
                Value::UNKNOWN
            }
            Native::React(react) => self.call_react(react, args, place, here),
            Native::Window | Native::Array | Native::Promise | Native::Collection | Native::Settled => {
                self.escape_all(args, spans, place.callee, here);
                Value::UNKNOWN
            }
        }
    }

    fn set_timer(&mut self, callback: &Value, args: &Actuals, ms: Option<u32>, here: &Here) {
        for atom in callback.atoms() {
            match atom {
                Atom::Nullish => {}
                _ => self.after_timer(*atom, args, ms, here),
            }
        }
    }

    /// An array of what was found in `of`; derived from the mount's data where that is.
    fn list_or_derived(&mut self, of: &Value, elements: Actuals, place: CallPlace, here: &Here) -> Value {
        let part = if let Value::One(atom) = of { atom.some_part() } else { None };
        Value::One(part.unwrap_or_else(|| self.array_of(elements, place.call, 1, here)))
    }

    /// `Object.entries`: one pair a property, so that each name stays with its value.
    fn entries(&mut self, of: &Value, place: CallPlace, here: &Here) -> Value {
        self.open_data(of, "is gone over", here);
        let mut pairs = Actuals::default();
        for atom in of.atoms() {
            let Atom::Object(id) = *atom else {
                let whole = Value::One(*atom);
                let pair = [self.keys_of(&whole, here), self.index(&whole, &Value::PRIMITIVE, here)];
                pairs.rest.join(&Value::One(self.array_of(Actuals::of(pair), place.call, 3, here)));
                continue;
            };
            let object = self.heap.look(id);
            let open = object.open || !object.elements.is_nothing();
            let fields = object.fields.clone();
            for (index, field) in fields.into_iter().enumerate() {
                let key = self.heap.name_of(&field);
                let value = self.member(&Value::One(*atom), &field.name, here);
                let pair = Actuals::of([Value::One(key), value]);
                pairs.list.push(Value::One(self.array_of(pair, place.call, 4 + index as u32, here)));
            }
            if open {
                let value = self.index(&Value::One(*atom), &Value::PRIMITIVE, here);
                let pair = Actuals::of([Value::PRIMITIVE, value]);
                pairs.rest.join(&Value::One(self.array_of(pair, place.call, 3, here)));
            }
        }
        self.list_or_derived(of, pairs, place, here)
    }

    fn assign_all(&mut self, to: &Value, args: &Actuals, spans: &[Span], place: CallPlace, here: &Here) -> Value {
        for atom in to.atoms() {
            match *atom {
                Atom::Object(id) => args.list.iter().skip(1).for_each(|from| self.copy_fields(id, from, &[])),
                Atom::Class(_) | Atom::Function(_) | Atom::Nullish => {}
                other => {
                    if matches!(other, Atom::Data | Atom::PresentData) {
                        self.fields.overwrite(None);
                    }
                    self.escape_all(args, spans, place.callee, here);
                }
            }
        }
        to.clone()
    }

    /// `new` of something of the language.
    pub(super) fn construct_native(
        &mut self,
        native: Native,
        args: &Actuals,
        spans: &[Span],
        callee: Span,
        span: Span,
        here: &Here,
    ) -> Value {
        match native {
            Native::Collection => {
                let id = self.new_object(ObjectKind::Collection, span, here);
                let elements = self.elements_of(&args.at(0), here);
                let is_pair = |atom: &Atom| matches!(atom, Atom::Object(_));
                match !elements.is_nothing() && elements.atoms().iter().all(is_pair) {
                    true => {
                        let keys = self.element_at(&elements, 0, here);
                        let values = self.member(&elements, &position_name(1), here);
                        self.heap.add_key(id, &keys);
                        self.heap.add_element(id, &values);
                    }
                    false => self.heap.add_element(id, &elements),
                }
                Value::One(Atom::Object(id))
            }
            Native::Promise => {
                let returned = self.call_back(&args.at(0), &Actuals::unknown(), here);
                self.escape_returned(&returned, here);
                Value::One(Atom::Later).or(&Value::UNKNOWN)
            }
            Native::Array => Value::One(self.array_of(args.clone(), span, 1, here)),
            Native::Pure | Native::Opaque => Value::UNKNOWN,
            _ => {
                self.escape_all(args, spans, callee, here);
                Value::UNKNOWN
            }
        }
    }
}
