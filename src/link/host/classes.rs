//! Classes, instances and attributes.

use std::rc::Rc;

use super::calls::CallSite;
use super::value::{
    ClassValue, DictData, Entry, Given, How, InstanceData, Made, MadeKind, ObjId, Unknown, Value, Why, one_of,
};
use super::variation::Cause;
use super::{Run, Scope};
use crate::syntax::python::hir::{ArgKind, ClassId, Expr, ExprKind, Ident, StmtKind};
use crate::text::Site;

impl Run<'_> {
    pub(super) fn define_class(&mut self, id: ClassId, at: Scope) {
        let Some(facts) = self.facts(at.file) else { return };
        let Some(class) = facts.classes.get(id.0 as usize) else { return };
        let mut bases = Vec::new();
        for base in &class.bases {
            let value = self.eval(&base.value, at);
            if base.kind == ArgKind::Positional {
                bases.push(value);
            }
        }
        let parent = self.store.frame(at.frame);
        let parent = if parent.is_class { parent.parent.unwrap_or(parent.module) } else { at.frame };
        let frame = self.store.new_frame(Some(parent), true);
        self.block(&class.body, Scope { file: at.file, frame });
        let is_dataclass = class.decorators.iter().any(|decorator| self.is_dataclass(decorator, at));
        let value = Rc::new(ClassValue { file: at.file, facts: facts.clone(), id, frame, bases, is_dataclass });
        for attribute in self.store.frame(frame).vars.values() {
            if let Value::Function(closure) = attribute
                && !closure.wrap.is_static
            {
                self.methods.insert(closure.definition(), Rc::clone(&value));
            }
        }
        self.bind(&class.name.name, Value::Class(value), at);
    }

    fn is_dataclass(&mut self, decorator: &Expr, at: Scope) -> bool {
        let named = match &*decorator.kind {
            ExprKind::Call(call) => &call.func,
            _ => decorator,
        };
        matches!(self.eval_quietly(named, at), Value::External(name) if &*name == "dataclasses.dataclass")
    }

    pub(super) fn instantiate(&mut self, class: &Rc<ClassValue>, given: &[Given], from: CallSite<'_>) -> Value {
        let id = self.store.new_instance(InstanceData { class: Rc::clone(class), attributes: Vec::new() });
        let instance = Value::Instance(id);
        match self.class_attribute(class, "__init__") {
            Some(init) => {
                let init = bind_method(init, &instance);
                self.call(&init, given, from);
            }
            None if class.is_dataclass => self.fill_dataclass(id, class, given),
            None => {}
        }
        instance
    }

    /// A dataclass takes its annotated names in order.
    fn fill_dataclass(&mut self, id: ObjId, class: &ClassValue, given: &[Given]) {
        let mut positional = given.iter().filter(|given| given.how == How::Positional);
        for (name, _) in dataclass_fields(class) {
            let named = given.iter().find(|given| matches!(&given.how, How::Keyword(known, _) if *known == name));
            let value = match positional.next().or(named) {
                Some(given) => Some(given.value.clone()),
                None => self.class_attribute(class, &name),
            };
            if let Some(value) = value {
                self.store.set_attribute(id, &name, value);
            }
        }
    }

    /// An instance of which nothing is known but its class.
    pub(super) fn some_instance(&mut self, class: &Rc<ClassValue>) -> Value {
        let id = self.store.new_instance(InstanceData { class: Rc::clone(class), attributes: Vec::new() });
        for (name, site) in dataclass_fields(class) {
            self.store.set_attribute(id, &name, Value::unknown(site, Why::Parameter));
        }
        let instance = Value::Instance(id);
        if let Some(init) = self.class_attribute(class, "__init__") {
            let init = bind_method(init, &instance);
            self.enter_without_arguments(&init);
            self.forget_beginnings(id, class);
        }
        instance
    }

    /// What an instance begins with empty or switched off, its methods fill and switch on: when one of them runs of
    /// which nobody knows when, nothing of that is known.
    fn forget_beginnings(&mut self, id: ObjId, class: &ClassValue) {
        let Some(data) = self.store.instance(id) else { return };
        let definition = class.facts.classes.get(class.id.0 as usize);
        let site = definition.map_or_else(Default::default, |class| class.name.span).in_file(class.file);
        let unknown = Unknown { site, why: Why::RunTimeValue, truthy: false };
        for (name, value) in data.attributes.clone() {
            match value {
                Value::Dict(dict) if self.truth(&value) == Some(false) => {
                    self.store.change_dict(dict, |data| data.open.push(unknown));
                }
                Value::List(list, _) if self.truth(&value) == Some(false) => {
                    self.store.change_list(list, |data| data.open = Some(unknown));
                }
                Value::Bool(false) | Value::Int(0) => self.store.set_attribute(id, &name, Value::Unknown(unknown)),
                _ => {}
            }
        }
    }

    /// `instance.__dict__`, `vars(instance)`, `dataclasses.asdict(instance)`.
    pub(super) fn attributes_as_dict(&mut self, id: ObjId) -> Value {
        let Some(data) = self.store.instance(id) else { return Value::None };
        let places = dataclass_fields(&data.class);
        let dict = self.store.new_dict(DictData::default());
        for (name, value) in &data.attributes {
            let class = data.class.facts.classes.get(data.class.id.0 as usize);
            let defined = class.map_or_else(Default::default, |class| class.name.span).in_file(data.class.file);
            let key_site = places.iter().find(|(known, _)| known == name).map_or(defined, |(_, site)| *site);
            let key = Value::Text(super::arguments::name_text(name, key_site));
            let entry = Entry {
                key,
                key_site,
                value: value.clone(),
                value_site: key_site,
                item: None,
                certain: true,
                also: Vec::new(),
            };
            self.set_entry(dict, entry);
        }
        Value::Dict(dict)
    }

    /// `object.attr` as a value.
    pub(super) fn attribute(
        &mut self,
        object: &Value,
        attr: &Ident,
        site: Site,
        object_site: Site,
        at: Scope,
    ) -> Value {
        let name = attr.name.as_str();
        match object {
            Value::OneOf(all) => {
                let values = all.to_vec();
                let live = values.iter().filter(|value| !value.is_none());
                one_of(live.map(|value| self.attribute(value, attr, site, object_site, at)).collect())
            }
            Value::Unknown(unknown) => Value::Unknown(*unknown),
            Value::Module(file) => {
                self.module_name(*file, name, site).unwrap_or_else(|| Value::unknown(site, Why::Attribute))
            }
            Value::External(module) => external_attribute(module, name),
            Value::Result(mount) => {
                self.read_attribute(*mount, attr, site, object_site, at);
                self.vary(site, Cause::Result(*mount));
                Value::unknown(site, Why::RunTimeValue)
            }
            Value::SessionState if super::events::is_dict_method(name) => {
                Value::Builtin(Rc::new((Value::SessionState, name.to_owned())))
            }
            Value::SessionState => self.session_entry(name),
            Value::StateEntry(entry) => {
                let word = crate::text::Word { text: attr.name.clone(), site: at.site(attr.span) };
                self.read_state(entry, Some(word), site);
                self.vary(site, Cause::Session(Rc::clone(entry)));
                Value::unknown(site, Why::RunTimeValue)
            }
            Value::Instance(id) if name == "__dict__" => self.attributes_as_dict(*id),
            Value::Instance(id) => {
                self.instance_attribute(*id, name).unwrap_or_else(|| Value::unknown(site, Why::Attribute))
            }
            Value::Class(class) => match self.class_attribute(class, name) {
                Some(Value::Function(closure)) if closure.wrap.is_class_method => {
                    Value::Method(Rc::new((object.clone(), closure)))
                }
                Some(value) => member_of(class, value, site),
                None => Value::unknown(site, Why::Attribute),
            },
            Value::Path(path, _) => match name {
                "parent" => Value::Path(path.parent().map_or_else(|| path.to_path_buf(), Into::into).into(), false),
                _ => Value::Builtin(Rc::new((object.clone(), name.to_owned()))),
            },
            Value::Made(made) => match (&made.inner, name) {
                (Some(inner), "value" | "_value_") => inner.clone(),
                _ => {
                    self.vary_by_member(site, made, name, None);
                    Value::unknown(site, Why::Attribute)
                }
            },
            // A member of an enumeration stands for its value.
            Value::Text(_) | Value::Int(_) if name == "value" => object.clone(),
            Value::Text(_) | Value::Dict(_) | Value::List(..) | Value::OpenFile(_) | Value::Component(_) => {
                Value::Builtin(Rc::new((object.clone(), name.to_owned())))
            }
            _ => Value::unknown(site, Why::Attribute),
        }
    }

    pub(super) fn instance_attribute(&mut self, id: ObjId, name: &str) -> Option<Value> {
        let data = self.store.instance(id)?;
        if let Some((_, value)) = data.attributes.iter().find(|(known, _)| known == name) {
            return Some(value.clone());
        }
        let found = self.class_attribute(&data.class, name)?;
        let instance = Value::Instance(id);
        match &found {
            Value::Function(closure) if closure.wrap.is_property => {
                Some(self.call_with(&Value::Function(Rc::clone(closure)), &[instance], closure.definition()))
            }
            _ => Some(bind_method(found, &instance)),
        }
    }

    /// An attribute of a class or of the classes it extends.
    pub(super) fn class_attribute(&mut self, class: &ClassValue, name: &str) -> Option<Value> {
        if let Some(value) = self.store.get(class.frame, name) {
            return Some(value.clone());
        }
        class.bases.iter().find_map(|base| match base {
            Value::Class(base) => self.class_attribute(base, name),
            _ => None,
        })
    }

    pub(super) fn set_attribute(&mut self, object: &Value, attr: &Ident, value: Value, site: Site, at: Scope) {
        for object in object.alternatives().to_vec() {
            let word = crate::text::Word { text: attr.name.clone(), site: at.site(attr.span) };
            match object {
                Value::Instance(id) => self.store.set_attribute(id, &attr.name, value.clone()),
                Value::Class(class) => self.store.set(class.frame, &attr.name, value.clone()),
                Value::Module(file) => {
                    if let Some(frame) = self.module(file) {
                        self.store.set(frame, &attr.name, value.clone());
                    }
                }
                Value::Result(mount) => self.write_result(mount, word, site),
                Value::SessionState => self.write_session(word, value.clone(), site),
                Value::StateEntry(entry) => self.write_state(&entry, Some(word), site),
                _ => {}
            }
        }
    }

    pub(super) fn set_item(&mut self, object: &Value, index: &Expr, value: Value, site: Site, at: Scope) {
        let key = self.eval(index, at);
        let key_site = at.site(index.span);
        for object in object.alternatives().to_vec() {
            let word = self.word(&key, key_site);
            match object {
                Value::Dict(id) => {
                    let entry = super::value::Entry {
                        key: key.clone(),
                        key_site,
                        value: value.clone(),
                        value_site: site,
                        item: None,
                        certain: true,
                        also: Vec::new(),
                    };
                    self.set_entry(id, entry);
                }
                Value::List(id, _) => {
                    let unknown = super::value::Unknown { site, why: Why::Item, truthy: false };
                    self.store.change_list(id, |data| data.open = Some(unknown));
                }
                Value::Result(mount) => {
                    if let Some(word) = word {
                        self.write_result(mount, word, site);
                    }
                }
                Value::SessionState => {
                    if let Some(word) = word {
                        self.write_session(word, value.clone(), site);
                    }
                }
                Value::StateEntry(entry) => self.write_state(&entry, word, site),
                _ => {}
            }
        }
    }
}

/// An attribute of a class that is an enumeration and nothing else is an object of its own.
fn member_of(class: &ClassValue, value: Value, site: Site) -> Value {
    let is_enumeration = class.bases.len() == 1
        && matches!(&class.bases[0], Value::External(base) if matches!(&**base, "enum.Enum" | "enum.Flag"));
    match value {
        value @ (Value::Text(_) | Value::Int(_) | Value::Number | Value::Bool(_)) if is_enumeration => {
            let words = "a member of an `Enum`";
            Value::Made(Rc::new(Made { kind: MadeKind::Object, words, site, inner: Some(value) }))
        }
        value => value,
    }
}

/// A class's function as an attribute of its instance.
fn bind_method(value: Value, instance: &Value) -> Value {
    match value {
        Value::Function(closure) if closure.wrap.is_static => Value::Function(closure),
        Value::Function(closure) => Value::Method(Rc::new((instance.clone(), closure))),
        other => other,
    }
}

/// The fields of a dataclass, those of the classes it extends first; none for another class.
fn dataclass_fields(class: &ClassValue) -> Vec<(String, Site)> {
    let mut fields = Vec::new();
    for base in &class.bases {
        if let Value::Class(base) = base {
            fields.extend(dataclass_fields(base));
        }
    }
    let body = class.facts.classes.get(class.id.0 as usize).map(|class| class.body.as_slice());
    for statement in body.filter(|_| class.is_dataclass).unwrap_or_default() {
        if let StmtKind::AnnAssign { target, .. } = &statement.kind
            && let ExprKind::Name(name) = &*target.kind
        {
            fields.retain(|(known, _)| known != name);
            fields.push((name.clone(), target.span.in_file(class.file)));
        }
    }
    fields
}

fn external_attribute(module: &str, name: &str) -> Value {
    match (module, name) {
        ("streamlit", "session_state") => Value::SessionState,
        ("typing", "TYPE_CHECKING") => Value::Bool(false),
        _ => Value::External(format!("{module}.{name}").into()),
    }
}
