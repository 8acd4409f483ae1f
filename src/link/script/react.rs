//! React, as far as setters pass through it: elements call their components, hooks hand functions on, contexts and
//! state keep values. Preact's hooks are the same.
//!
//! React is known by its names where it is imported or unknown, and by its shape where a bundle brings it along: an
//! object with `useState` and `useEffect` is React, one with `$$typeof` and `props` is an element.

use std::sync::Arc;

use super::Follower;
use super::builtins::Native;
use super::escapes::Exit;
use super::here::Here;
use super::parts::Parts;
use super::sends::CallPlace;
use super::things::{Actuals, Bound, ObjectKind};
use super::value::{Atom, ClassValueId, ObjectId, Value};
use crate::text::Span;

/// Something of React.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum React {
    /// The module itself.
    Module,
    /// `createElement`, `jsx` and their like.
    Element,
    /// `memo`, `forwardRef`, `useCallback` and their like: what hands its first argument on.
    Same,
    /// `useMemo`: calls its argument.
    Memo,
    /// `useEffect` and its like: calls its argument later.
    Effect,
    /// `useRef`, `createRef`.
    Ref,
    /// `useState`.
    State,
    /// What sets a state; its first argument is bound to the state.
    SetState,
    /// `useReducer`.
    Reducer,
    /// What sends a reducer an action; bound to the state and the reducer.
    Dispatch,
    /// `createContext`.
    CreateContext,
    /// `useContext`, `use`.
    UseContext,
    /// A context's provider, bound to the context.
    Provider,
    /// `Component`, `PureComponent`.
    Component,
    /// `Fragment`, `StrictMode`, `Suspense`: shows what is in it.
    Frame,
}

/// The packages that are React.
const PACKAGES: [&str; 8] = [
    "react",
    "preact",
    "preact/hooks",
    "preact/compat",
    "react/jsx-runtime",
    "react/jsx-dev-runtime",
    "preact/jsx-runtime",
    "@emotion/react/jsx-runtime",
];

/// Components that wrap each other.
const DEEPEST_WRAPPER: u32 = 4;

/// Where a context and a state keep their value, named as React does it.
const CURRENT: &str = "_currentValue";

/// Methods of a class component that React calls.
const LIFECYCLE: [&str; 6] = [
    "render",
    "componentDidMount",
    "componentDidUpdate",
    "componentWillUnmount",
    "shouldComponentUpdate",
    "componentDidCatch",
];

impl React {
    /// What a name of React means.
    pub(super) fn named(name: &str) -> Option<React> {
        Some(match name {
            "createElement" | "jsx" | "jsxs" | "jsxDEV" | "cloneElement" => React::Element,
            "memo" | "forwardRef" | "useCallback" | "useDeferredValue" | "useEffectEvent" => React::Same,
            "useMemo" => React::Memo,
            "useEffect" | "useLayoutEffect" | "useInsertionEffect" | "startTransition" | "flushSync" => React::Effect,
            "useRef" | "createRef" => React::Ref,
            "useState" => React::State,
            "useReducer" => React::Reducer,
            "createContext" => React::CreateContext,
            "useContext" => React::UseContext,
            "Component" | "PureComponent" => React::Component,
            "Fragment" | "StrictMode" | "Suspense" | "Profiler" => React::Frame,
            _ => return None,
        })
    }

    /// What is imported of a package; none where it is no part of React.
    pub(super) fn imported(source: &str, name: Option<&str>) -> Option<React> {
        match name {
            _ if !PACKAGES.contains(&source) => None,
            None | Some("default") => Some(React::Module),
            Some("use") => Some(React::UseContext),
            Some(name) => React::named(name),
        }
    }
}

impl Follower<'_> {
    /// Whether an object is React, brought along by a bundle.
    pub(super) fn is_react(&self, id: ObjectId) -> bool {
        let has = |name: &str| self.heap.object(id).fields.iter().any(|field| &*field.name == name);
        has("useState") && has("useEffect") && has("useRef")
    }

    pub(super) fn call_react(&mut self, react: React, args: &Actuals, place: CallPlace, here: &Here) -> Value {
        let first = args.at(0);
        match react {
            React::Element => {
                let props = args.at(1);
                let children = Actuals { list: args.list.iter().skip(2).cloned().collect(), rest: Value::Nothing };
                self.add_children(&props, &children, place, here);
                self.mount_component(&first, &props, place.call, here);
                Value::UNKNOWN
            }
            React::Same => first,
            React::Memo => self.call_back(&first, &Actuals::default(), here),
            React::Effect => {
                self.queue(&first, &Actuals::default(), here);
                Value::NULLISH
            }
            React::Ref => {
                let cell = self.cell(ObjectKind::Plain, place.call, here);
                // React puts the element there that it is given to.
                let value = if first == Value::NULLISH { first.or(&Value::One(Atom::Dom)) } else { first };
                self.heap.set_field(cell, &"current".into(), &value, None, false);
                Value::One(Atom::Object(cell))
            }
            React::State => {
                let cell = self.cell(ObjectKind::Plain, place.call, here);
                let value = self.called(&first, &Actuals::default(), here);
                self.keep(cell, &value);
                self.state_and(cell, React::SetState, Vec::new(), place, here)
            }
            React::SetState => {
                for cell in objects(&first) {
                    let now = self.current(cell, here);
                    let value = self.called(&args.at(1), &Actuals::of([now]), here);
                    self.keep(cell, &value);
                }
                Value::NULLISH
            }
            React::Reducer => {
                let cell = self.cell(ObjectKind::Plain, place.call, here);
                let init = match args.at(2) {
                    Value::One(Atom::Nullish) => args.at(1),
                    init => self.call_back(&init, &Actuals::of([args.at(1)]), here),
                };
                self.keep(cell, &init);
                self.state_and(cell, React::Dispatch, vec![first], place, here)
            }
            React::Dispatch => {
                for cell in objects(&first) {
                    let now = self.current(cell, here);
                    let value = self.call_back(&args.at(1), &Actuals::of([now, args.at(2)]), here);
                    self.keep(cell, &value);
                }
                Value::NULLISH
            }
            React::CreateContext => self.create_context(&first, place, here),
            React::UseContext => {
                objects(&first).fold(Value::Nothing, |value, context| value.or(&self.current(context, here)))
            }
            React::Provider => {
                let value = self.member(&args.at(1), "value", here);
                objects(&first).for_each(|context| self.keep(context, &value));
                Value::UNKNOWN
            }
            React::Module | React::Component | React::Frame => Value::UNKNOWN,
        }
    }

    /// A component is called with its properties.
    pub(super) fn mount_component(&mut self, component: &Value, props: &Value, span: Span, here: &Here) {
        self.mount_within(component, props, span, here, DEEPEST_WRAPPER);
    }

    fn mount_within(&mut self, component: &Value, props: &Value, span: Span, here: &Here, depth: u32) {
        for atom in component.atoms() {
            match *atom {
                Atom::Function(_) | Atom::Bound(_) => {
                    let args = Actuals { list: vec![props.clone()], rest: Value::UNKNOWN };
                    self.handle(*atom, Value::UNKNOWN, args, here.reason());
                }
                Atom::Class(class) => self.mount_class(class, props, span, here),
                Atom::Object(id) if depth > 0 => self.mount_object(id, props, span, here, depth - 1),
                // An element of HTML calls what it is given, and keeps the rest.
                Atom::Str(_) => self.escape(props, span, Exit::HandedTo(span), here),
                Atom::Native(Native::React(React::Frame)) | Atom::Nullish => {}
                _ => self.escape(props, span, Exit::HandedTo(span), here),
            }
        }
    }

    /// What `memo`, `forwardRef` and a context's provider are in a bundle.
    fn mount_object(&mut self, id: ObjectId, props: &Value, span: Span, here: &Here, depth: u32) {
        let whole = Value::One(Atom::Object(id));
        let has = |this: &Self, name: &str| this.heap.object(id).fields.iter().any(|field| &*field.name == name);
        if has(self, "_context") {
            let context = self.member(&whole, "_context", here);
            let value = self.member(props, "value", here);
            objects(&context).for_each(|context| self.keep(context, &value));
        } else if has(self, CURRENT) {
            let value = self.member(props, "value", here);
            self.keep(id, &value);
        } else if let Some(inner) = ["type", "render"].into_iter().find(|name| has(self, name)) {
            let inner = self.member(&whole, inner, here).without(|atom| atom == Atom::Object(id));
            self.mount_within(&inner, props, span, here, depth);
        } else {
            self.escape(props, span, Exit::HandedTo(span), here);
        }
    }

    fn mount_class(&mut self, class: ClassValueId, props: &Value, span: Span, here: &Here) {
        let object = self.new_object(ObjectKind::Instance(class), span, here);
        let this = Value::One(Atom::Object(object));
        self.heap.set_field(object, &"props".into(), props, None, false);
        let args = Actuals { list: vec![props.clone()], rest: Value::UNKNOWN };
        self.construct_as(class, &this, &args, here);
        for name in LIFECYCLE {
            if let Some((method, false)) = self.class_member(class, name) {
                for atom in method.atoms().iter().filter(|atom| matches!(atom, Atom::Function(_))) {
                    self.handle(*atom, this.clone(), Actuals::unknown(), here.reason());
                }
            }
        }
    }

    /// An element that a bundle makes by hand.
    pub(super) fn element_literal(&mut self, id: ObjectId, span: Span, here: &Here) -> Option<Value> {
        let has = |name: &str| self.heap.object(id).fields.iter().any(|field| &*field.name == name);
        if !(has("$$typeof") && has("type") && has("props")) {
            return None;
        }
        let whole = Value::One(Atom::Object(id));
        let component = self.member(&whole, "type", here);
        let props = self.member(&whole, "props", here);
        self.mount_component(&component, &props, span, here);
        Some(Value::UNKNOWN)
    }

    fn create_context(&mut self, default: &Value, place: CallPlace, here: &Here) -> Value {
        let context = self.cell(ObjectKind::Plain, place.call, here);
        let whole = Value::One(Atom::Object(context));
        self.keep(context, default);
        let provider = Bound {
            target: Atom::Native(Native::React(React::Provider)),
            this: None,
            first: vec![whole.clone()],
            needs: Parts::NONE,
        };
        let provider = Value::One(self.heap.new_bound(provider));
        self.heap.set_field(context, &"Provider".into(), &provider, None, false);
        whole
    }

    /// `[state, set]`.
    fn state_and(&mut self, cell: ObjectId, set: React, more: Vec<Value>, place: CallPlace, here: &Here) -> Value {
        let mut first = vec![Value::One(Atom::Object(cell))];
        first.extend(more);
        let bound = Bound { target: Atom::Native(Native::React(set)), this: None, first, needs: Parts::NONE };
        let set = Value::One(self.heap.new_bound(bound));
        let state = self.current(cell, here);
        Value::One(self.array_of(Actuals::of([state, set]), place.call, 5, here))
    }

    /// An object that a hook keeps, whose value may change.
    fn cell(&mut self, kind: ObjectKind, span: Span, here: &Here) -> ObjectId {
        let module = self.module_of(here);
        let cell = self.heap.make((module, here.frame, span.start, 9), kind);
        self.heap.object_mut(cell).changed = true;
        cell
    }

    fn keep(&mut self, cell: ObjectId, value: &Value) {
        self.heap.set_field(cell, &CURRENT.into(), value, None, false);
    }

    fn current(&mut self, cell: ObjectId, here: &Here) -> Value {
        self.member(&Value::One(Atom::Object(cell)), CURRENT, here).or(&Value::PRIMITIVE)
    }

    /// A value, or what it returns where it is a function.
    fn called(&mut self, value: &Value, args: &Actuals, here: &Here) -> Value {
        let is_function = |atom: Atom| matches!(atom, Atom::Function(_) | Atom::Bound(_));
        let functions = value.without(|atom| !is_function(atom));
        let plain = value.without(is_function);
        match functions.is_nothing() {
            true => plain,
            false => plain.or(&self.call_back(&functions, args, here)),
        }
    }

    fn queue(&mut self, callback: &Value, args: &Actuals, here: &Here) {
        for atom in callback.atoms() {
            if matches!(atom, Atom::Function(_) | Atom::Bound(_)) {
                self.handle(*atom, Value::NULLISH, args.clone(), here.reason());
            }
        }
    }

    fn add_children(&mut self, props: &Value, children: &Actuals, place: CallPlace, here: &Here) {
        if children.list.is_empty() {
            return;
        }
        let name: Arc<str> = "children".into();
        let children = Value::One(self.array_of(children.clone(), place.call, 6, here));
        objects(props).for_each(|props| self.heap.set_field(props, &name, &children, None, false));
    }
}

fn objects(value: &Value) -> impl Iterator<Item = ObjectId> {
    let ids: Vec<ObjectId> =
        value.atoms().iter().filter_map(|atom| if let Atom::Object(id) = atom { Some(*id) } else { None }).collect();
    ids.into_iter()
}
