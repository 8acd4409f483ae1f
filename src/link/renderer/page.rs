//! Elements: what a script reads, writes and calls on them.

use super::calls::{AT_ONCE, CallPlace};
use super::effects::LeftKind;
use super::value::{Mark, ModuleId, Value};
use super::{Phase, Walk};
use crate::model::{RootMember, RootWrite, SendKind};
use crate::text::{Span, Word};

/// Members that hold a text or number that the page itself changes.
const OF_PAGE: [&str; 12] = [
    "value",
    "checked",
    "textContent",
    "innerText",
    "innerHTML",
    "id",
    "className",
    "offsetWidth",
    "offsetHeight",
    "clientWidth",
    "clientHeight",
    "childElementCount",
];
/// Members that hold other elements.
const ELEMENTS: [&str; 14] = [
    "firstChild",
    "lastChild",
    "firstElementChild",
    "lastElementChild",
    "parentNode",
    "nextSibling",
    "previousSibling",
    "nextElementSibling",
    "previousElementSibling",
    "host",
    "activeElement",
    "shadowRoot",
    "target",
    "currentTarget",
];

impl Walk<'_> {
    /// What a member of a value is; `whole` is the expression, where it is read whatever the value is.
    pub(super) fn member(
        &mut self,
        module: ModuleId,
        of: &Value,
        name: &str,
        property: Span,
        whole: Option<Span>,
    ) -> Value {
        if *of == Value::Root {
            self.note_root_member(module, name, property, whole);
        }
        match of {
            Value::Args => match name {
                "parentElement" => Value::Root,
                "data" => Value::Data,
                "setStateValue" => Value::Setter(SendKind::State),
                "setTriggerValue" => Value::Setter(SendKind::Trigger),
                _ => Value::Derived,
            },
            Value::Data | Value::Derived => Value::Derived,
            Value::Stepped => Value::Stepped,
            Value::Window => match name {
                "document" => Value::Document,
                "window" | "parent" | "top" | "self" => Value::Window,
                "localStorage" | "sessionStorage" | "location" | "navigator" | "history" => Value::Global(name.into()),
                _ if name.starts_with("inner") => Value::Primitive,
                _ if ["setTimeout", "setInterval", "requestAnimationFrame", "clearInterval", "clearTimeout"]
                    .contains(&name) =>
                {
                    Value::Global(name.into())
                }
                _ => Value::Kept(Mark::Property(name.into())),
            },
            Value::Document if ["body", "head", "documentElement"].contains(&name) => Value::Document,
            Value::Dataset => Value::Kept(Mark::Property(format!("dataset.{name}").into())),
            Value::Event if ["target", "currentTarget"].contains(&name) => Value::Element,
            Value::Event if name == "dataTransfer" => Value::Element,
            Value::Controller(_) if name == "signal" => of.clone(),
            Value::Fresh(_) => match name {
                _ if OF_PAGE.contains(&name) => Value::Primitive,
                "dataset" | "style" | "classList" => Value::Unknown,
                "content" => of.clone(),
                "files" => Value::Files,
                _ if ELEMENTS.contains(&name) => Value::Element,
                _ => Value::Unknown,
            },
            _ if of.is_element() => match name {
                "files" => Value::Files,
                "dataset" => Value::Dataset,
                "classList" => Value::ClassList,
                "style" => Value::Unknown,
                "children" | "childNodes" | "elements" | "options" | "length" => Value::Unknown,
                "ownerDocument" => Value::Document,
                _ if OF_PAGE.contains(&name) => Value::Primitive,
                _ if ELEMENTS.contains(&name) => Value::Element,
                _ => Value::Kept(Mark::Property(name.into())),
            },
            Value::Object(id) => self.own_member(*id, name).unwrap_or(Value::Unknown),
            Value::Text(..) | Value::Primitive | Value::Number => Value::Primitive,
            Value::Kept(mark) => Value::Kept(mark.clone()),
            Value::Global(_) if name.chars().all(|c| c.is_ascii_uppercase() || c == '_') => Value::Primitive,
            _ => Value::Unknown,
        }
    }

    pub(super) fn index(&mut self, module: ModuleId, of: &Value, index: &Value) -> Value {
        match (of, index) {
            (Value::Array(elements), Value::Number) => {
                elements.iter().cloned().reduce(Value::or).unwrap_or(Value::Unknown)
            }
            (Value::Object(_) | Value::Args, Value::Text(name, _, span)) => {
                self.member(module, of, &name.clone(), *span, None)
            }
            (Value::FoundAll(search), _) => Value::Each(*search),
            (Value::Files, _) => Value::File,
            (Value::Data | Value::Derived, _) => Value::Derived,
            (Value::Kept(mark), _) => Value::Kept(mark.clone()),
            (
                Value::Found(_) | Value::Root | Value::Each(_) | Value::Window | Value::Dataset,
                Value::Text(name, ..),
            ) => Value::Kept(Mark::Property(name.clone())),
            _ => Value::Unknown,
        }
    }

    fn note_root_member(&mut self, module: ModuleId, name: &str, property: Span, whole: Option<Span>) {
        let (Some(whole), Some(site)) = (whole, self.site(module, property)) else { return };
        let Some(whole) = self.site(module, whole) else { return };
        let same = self.found.root_members.iter().any(|known| known.site == whole);
        if self.trying == 0 && !same && self.phase != Phase::Cleanup {
            self.found.root_members.push(RootMember { name: Word { text: name.to_owned(), site }, site: whole });
        }
    }

    /// Assigns to a member.
    pub(super) fn write_member(
        &mut self,
        module: ModuleId,
        of: &Value,
        name: &str,
        value: Value,
        place: Span,
        object: Span,
    ) {
        if name.starts_with("on") && matches!(value, Value::Function(_)) && (of.is_element() || *of == Value::Window) {
            return self.call_later(&value, vec![Value::Event]);
        }
        match of {
            Value::Object(id) => {
                if self.phase != Phase::Module
                    && let Some((module, binding)) = self.objects[*id].variable
                {
                    self.note_shared(module, binding, &value, place);
                    self.write_mark(Mark::Variable(module, binding));
                }
                self.objects[*id].fields.insert(name.into(), value);
            }
            Value::Dataset => {
                self.made = true;
                self.write_mark(Mark::Property(format!("dataset.{name}").into()));
            }
            Value::Window => self.write_mark(Mark::Property(name.into())),
            Value::Fresh(_) | Value::Element => {
                if ["innerHTML", "outerHTML"].contains(&name) {
                    self.made |= *of == Value::Element;
                    self.note_made_text(&value);
                }
                self.note_given_name(name, &value);
            }
            _ if of.is_element() => {
                match name {
                    "innerHTML" | "outerHTML" | "textContent" | "innerText" => {
                        self.clear(module, of, place, &value);
                        if name.ends_with("HTML") {
                            self.made = true;
                            self.note_made_text(&value);
                        }
                    }
                    _ => {
                        self.made |= ["id", "className"].contains(&name);
                        self.note_given_name(name, &value);
                    }
                }
                if *of == Value::Root {
                    self.note_root_member(module, name, Span::new(object.end, place.end), Some(place));
                }
                self.write_mark(Mark::Property(name.into()));
            }
            _ => {}
        }
    }

    /// Text of markup that cannot be seen here may name anything.
    fn note_made_text(&mut self, value: &Value) {
        self.made_unseen |= !matches!(value, Value::Text(..) | Value::Primitive | Value::Number);
    }

    /// An id or class that is computed may be any.
    fn note_given_name(&mut self, name: &str, value: &Value) {
        if ["id", "className", "name"].contains(&name) && !matches!(value, Value::Text(..) | Value::Primitive) {
            self.made_unseen = true;
        }
    }

    fn clear(&mut self, module: ModuleId, of: &Value, place: Span, value: &Value) {
        if *of == Value::Root
            && self.phase != Phase::Cleanup
            && let Some(site) = self.site(module, place)
        {
            let text = if let Value::Text(text, ..) = value { Some(text.to_string()) } else { None };
            if !self.found.root_writes.iter().any(|known| known.site == site) {
                self.found.root_writes.push(RootWrite { site, text });
            }
        }
        if self.phase == Phase::Body {
            self.cleared.push(of.clone());
        }
    }

    /// A method, called on any value.
    pub(super) fn method(&mut self, of: &Value, name: &str, property: Span, args: &[Value], place: CallPlace) -> Value {
        if *of == Value::Root {
            self.note_root_member(place.module, name, property, place.whole);
        }
        if matches!(of, Value::FoundAll(_)) && AT_ONCE.contains(&name) {
            return self.at_once(of, name, args);
        }
        if *of == Value::ClassList {
            self.made |= name != "remove" && name != "contains";
            if ["add", "replace", "toggle"].contains(&name) {
                args.iter().take(2).for_each(|arg| {
                    if !matches!(arg, Value::Text(..) | Value::Primitive | Value::Derived) {
                        self.made_unseen = true;
                    }
                });
            }
            return Value::Kept(Mark::Property("class".into()));
        }
        if !of.is_element() && *of != Value::Window {
            let global = match (of, name) {
                (Value::Window, _) => None,
                (Value::Function(_) | Value::Object(_) | Value::Store(..), _) => None,
                (_, "addEventListener") => {
                    args.iter().for_each(|arg| self.call_later(arg, vec![Value::Event]));
                    Some(Value::Undefined)
                }
                (_, "remove" | "removeChild" | "replaceWith" | "replaceChildren") => {
                    self.removed = true;
                    Some(Value::Unknown)
                }
                (_, "appendChild" | "append" | "prepend" | "insertBefore") => {
                    self.made = true;
                    Some(args.first().cloned().unwrap_or(Value::Unknown))
                }
                _ => None,
            };
            return global.unwrap_or_else(|| self.other_method(of, name, args, place));
        }
        if let Some(found) = self.look_up(of, name, args, place) {
            return found;
        }
        self.element_method(of, name, args, place)
    }

    fn element_method(&mut self, of: &Value, name: &str, args: &[Value], place: CallPlace) -> Value {
        let first = args.first().cloned().unwrap_or(Value::Undefined);
        match name {
            "createElement" | "createElementNS" | "createTextNode" | "createDocumentFragment" | "importNode" => {
                return self.new_element();
            }
            "cloneNode" => return self.new_element(),
            "addEventListener" => self.listen(of, args, place),
            "removeEventListener" => self.unlisten(args),
            "appendChild" | "append" | "prepend" | "insertBefore" | "insertAdjacentElement" | "before" | "after" => {
                self.add(of, args, place);
                return first;
            }
            "insertAdjacentHTML" => {
                self.made = true;
                self.note_made_text(args.get(1).unwrap_or(&Value::Unknown));
                if self.outlives_run(of) && !self.is_cleared(of) {
                    self.leave_behind(place.module, LeftKind::Addition(None), place.callee);
                }
            }
            "replaceChildren" => {
                self.clear(place.module, of, place.callee, &Value::Unknown);
                self.made |= !args.is_empty();
            }
            "remove" | "removeChild" | "replaceWith" | "replaceChild" => {
                self.removed |= matches!(self.phase, Phase::Body);
                self.made |= name.starts_with("replace");
                for value in args.iter().chain([of]) {
                    if let (Value::Fresh(id), true) = (value, self.phase != Phase::Cleanup) {
                        self.removed_fresh.insert(*id);
                    }
                }
            }
            "setAttribute" | "toggleAttribute" => {
                self.made |= !matches!(of, Value::Fresh(_));
                let known =
                    matches!((&first, args.get(1)), (Value::Text(..), Some(Value::Text(..) | Value::Primitive)));
                let gives_name = !matches!(&first, Value::Text(name, ..) if !["id", "class"].contains(&&**name));
                self.made_unseen |= gives_name && !known;
                if let Value::Text(name, ..) = &first {
                    self.write_mark(Mark::Property(name.clone()));
                }
            }
            "getAttribute" | "hasAttribute" => {
                let Value::Text(name, ..) = first else { return Value::Unknown };
                return Value::Kept(Mark::Property(name));
            }
            "closest" | "matches" | "getRootNode" | "elementFromPoint" => return Value::Element,
            _ => {
                for arg in args {
                    match arg {
                        Value::Function(_) => self.call_later(arg, vec![Value::Unknown; 2]),
                        _ if arg.is_element() => {}
                        other => self.hand_over(other),
                    }
                }
            }
        }
        Value::Unknown
    }

    pub(super) fn new_element(&mut self) -> Value {
        if self.phase == Phase::Module {
            return Value::Element;
        }
        self.fresh += 1;
        Value::Fresh(self.fresh)
    }
}
