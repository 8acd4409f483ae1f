//! Expressions.

use std::rc::Rc;
use std::sync::Arc;

use super::value::{DictData, Given, How, ListData, ListKind, Unknown, Value, Why, one_of};
use super::variation::Cause;
use super::{Run, Scope};
use crate::syntax::python::hir::{BinOp, Call, CompareOp, Expr, ExprKind, Ident, StrLit};
use crate::text::{Embedded, Site, Span, Word};

impl Run<'_> {
    /// What an expression is.
    pub(super) fn eval(&mut self, expr: &Expr, at: Scope) -> Value {
        let site = at.site(expr.span);
        if self.fuel == 0 {
            return Value::unknown(site, Why::TooDeep);
        }
        self.fuel -= 1;
        match &*expr.kind {
            ExprKind::Name(name) => self.name(name, site, at),
            ExprKind::Str(literal) => self.string(literal, at),
            ExprKind::Int(value) => Value::Int(*value),
            ExprKind::Number => Value::Number,
            ExprKind::Bool(value) => Value::Bool(*value),
            ExprKind::None => Value::None,
            ExprKind::Ellipsis => Value::unknown(site, Why::Operation),
            ExprKind::Attribute { value, attr } => {
                let object = self.eval(value, at);
                self.attribute(&object, attr, site, at.site(value.span), at)
            }
            ExprKind::Subscript { value, index } => self.subscript(value, index, site, at),
            ExprKind::Slice(parts) => self.eval_all(parts, site, at),
            ExprKind::Call(call) => self.call_expression(call, expr.span, at),
            ExprKind::List(items) => self.list_display(items, ListKind::List, at),
            ExprKind::Tuple(items) => self.list_display(items, ListKind::Tuple, at),
            ExprKind::Set(items) => self.list_display(items, ListKind::Set, at),
            ExprKind::Dict(items) => self.dict_display(items, at),
            ExprKind::Lambda(id) => self.closure(*id, at),
            ExprKind::IfExp { test, body, orelse } => self.if_expression(test, body, orelse, at),
            ExprKind::BoolOp { is_or, left, right } => self.bool_operation(*is_or, left, right, at),
            ExprKind::Not(inner) => match self.test(inner, at) {
                Some(truth) => Value::Bool(!truth),
                None => Value::unknown(site, Why::Operation),
            },
            ExprKind::Unary(inner) => match self.eval(inner, at) {
                Value::Int(value) => Value::Int(value.wrapping_neg()),
                Value::Number => Value::Number,
                value @ Value::Made(_) => value,
                Value::External(name) if super::made::not_finite(&name).is_some() => Value::External(name),
                other => {
                    self.vary_with(site, &[&other]);
                    Value::unknown(site, Why::Operation)
                }
            },
            ExprKind::Binary { op, left, right } => {
                let left = self.eval(left, at);
                let right = self.eval(right, at);
                self.vary_with(site, &[&left, &right]);
                self.binary(*op, &left, &right, site)
            }
            ExprKind::Compare { left, rest } => self.comparison(left, rest, site, at),
            ExprKind::Comprehension { kind, element, key, generators } => {
                self.comprehension(*kind, element, key.as_ref(), generators, site, at)
            }
            ExprKind::Walrus { target, value } => {
                let value = self.eval(value, at);
                self.bind(&target.name, value.clone(), at);
                value
            }
            ExprKind::Starred(inner) | ExprKind::Await(inner) => self.eval(inner, at),
            ExprKind::Yield(inner) => {
                if let Some(inner) = inner {
                    self.eval(inner, at);
                }
                Value::unknown(site, Why::RunTimeValue)
            }
            ExprKind::Error(parts) => {
                self.eval_all(parts, site, at);
                Value::unknown(site, Why::Syntax)
            }
        }
    }

    /// What an expression is, without recording anything a second time.
    pub(super) fn eval_quietly(&mut self, expr: &Expr, at: Scope) -> Value {
        self.quiet += 1;
        let value = match &*expr.kind {
            // A call may do things; looking twice must not do them twice.
            ExprKind::Call(_) => Value::unknown(at.site(expr.span), Why::CallResult),
            _ => self.eval(expr, at),
        };
        self.quiet -= 1;
        value
    }

    fn eval_all(&mut self, parts: &[Expr], site: Site, at: Scope) -> Value {
        for part in parts {
            self.eval(part, at);
        }
        Value::unknown(site, Why::Item)
    }

    /// A string literal; the values that go into an f-string's holes keep their own places.
    fn string(&mut self, literal: &StrLit, at: Scope) -> Value {
        if literal.bytes {
            return Value::Bytes;
        }
        let mut parts = Vec::with_capacity(literal.holes.len());
        for hole in &literal.holes {
            let value = self.eval(&hole.value, at);
            let site = at.site(hole.span);
            self.vary_with(site, &[&value]);
            parts.push(match value {
                Value::Text(text) if hole.plain => (*text).clone(),
                Value::Int(number) if hole.plain => Embedded::computed(&number.to_string(), Some(site)),
                _ => Embedded::hole(Some(site)),
            });
        }
        let mut parts = parts.into_iter();
        Value::Text(Arc::new(literal.embed(at.file, |_| parts.next())))
    }

    fn subscript(&mut self, object: &Expr, index: &Expr, site: Site, at: Scope) -> Value {
        let object_value = self.eval(object, at);
        let key = self.eval(index, at);
        let (object_site, index_site) = (at.site(object.span), at.site(index.span));
        if object_value.alternatives().len() > 1 {
            let values = object_value.alternatives().to_vec();
            let values = values.iter().map(|value| self.item(value, &key, site, object_site, index_site)).collect();
            return one_of(values);
        }
        self.item(&object_value, &key, site, object_site, index_site)
    }

    fn item(&mut self, object: &Value, key: &Value, site: Site, object_site: Site, index_site: Site) -> Value {
        match object {
            Value::Dict(id) => self.dict_item(*id, key).unwrap_or_else(|| self.some_element(object, site)),
            Value::List(id, _) => {
                let data = self.store.list(*id);
                let Value::Int(index) = key else { return self.some_element(object, site) };
                let index = if *index < 0 { *index + data.items.len() as i64 } else { *index };
                let item = usize::try_from(index).ok().and_then(|index| data.items.get(index));
                match item {
                    Some(item) if data.open.is_none() => item.value.clone(),
                    _ => Value::unknown(site, Why::Item),
                }
            }
            Value::Result(mount) => {
                match self.word(key, index_site) {
                    Some(word) => self.read_item(*mount, word, site, object_site),
                    None => self.open_reads(*mount, index_site),
                }
                self.vary(site, Cause::Result(*mount));
                Value::unknown(site, Why::RunTimeValue)
            }
            Value::SessionState => match self.word(key, index_site) {
                Some(word) => self.session_entry(&word.text),
                None => Value::unknown(site, Why::RunTimeValue),
            },
            Value::StateEntry(entry) => {
                let word = self.word(key, index_site);
                self.read_state(entry, word, site);
                self.vary(site, Cause::Session(Rc::clone(entry)));
                Value::unknown(site, Why::RunTimeValue)
            }
            // Generic types, `os.environ["X"]`, `st.secrets["x"]` and unknown objects alike.
            Value::Unknown(unknown) => Value::Unknown(*unknown),
            Value::Class(_) => object.clone(),
            _ => Value::unknown(site, Why::Item),
        }
    }

    /// One of the members of a dict or list; nobody knows which.
    fn some_element(&self, container: &Value, site: Site) -> Value {
        let mut members: Vec<Value> = match container {
            Value::Dict(id) => {
                let data = self.store.dict(*id);
                let open = data.open.first().map(|unknown| Value::Unknown(*unknown));
                data.entries.iter().map(|entry| entry.value.clone()).chain(open).collect()
            }
            Value::List(id, _) => {
                let data = self.store.list(*id);
                let open = data.open.map(Value::Unknown);
                data.items.iter().map(|item| item.value.clone()).chain(open).collect()
            }
            _ => Vec::new(),
        };
        if members.is_empty() {
            members.push(Value::unknown(site, Why::Item));
        }
        one_of(members)
    }

    /// The value at a known key; none where the key or the dict is not known well enough.
    pub(super) fn dict_item(&self, id: super::value::ObjId, key: &Value) -> Option<Value> {
        let data = self.store.dict(id);
        let wanted = key.alternatives();
        let mut found = Vec::new();
        for key in wanted {
            let entry = data.entries.iter().find(|entry| same_key(&entry.key, key))?;
            if !entry.certain || !data.open.is_empty() {
                return None;
            }
            found.push(entry.value.clone());
        }
        Some(one_of(found))
    }

    /// A key as a word with its place: a text that is known, or a number.
    pub(super) fn word(&self, key: &Value, expression: Site) -> Option<Word> {
        match key {
            Value::Text(text) => {
                let literal = text.literal()?;
                let whole = Span::new(0, literal.len() as u32);
                Some(Word { text: literal.to_owned(), site: text.to_host(whole).unwrap_or(expression) })
            }
            Value::Int(number) => Some(Word { text: number.to_string(), site: expression }),
            _ => None,
        }
    }

    fn if_expression(&mut self, test: &Expr, body: &Expr, orelse: &Expr, at: Scope) -> Value {
        match self.test(test, at) {
            Some(true) => self.eval(body, at),
            Some(false) => self.eval(orelse, at),
            None => {
                let body = self.eval_in_arm(body, test, true, at);
                let orelse = self.eval_in_arm(orelse, test, false, at);
                one_of(vec![body, orelse])
            }
        }
    }

    fn bool_operation(&mut self, is_or: bool, left: &Expr, right: &Expr, at: Scope) -> Value {
        let left_value = self.eval(left, at);
        match self.truth(&left_value) {
            Some(truth) if truth == is_or => left_value,
            Some(_) => self.eval(right, at),
            None => {
                let right = self.eval_in_arm(right, left, !is_or, at);
                one_of(vec![left_value.when(is_or), right])
            }
        }
    }

    /// What an expression is where a test came out as `truth`.
    fn eval_in_arm(&mut self, expr: &Expr, test: &Expr, truth: bool, at: Scope) -> Value {
        self.store.enter_branch();
        let guards = self.guards.len();
        self.branches += 1;
        self.arms.push((self.branches, u32::from(truth)));
        self.assume(test, truth, at);
        let value = self.eval(expr, at);
        self.arms.pop();
        self.guards.truncate(guards);
        let delta = self.store.leave_branch();
        self.store.join_exit(&delta, Some(at.frame));
        self.diverged = false;
        value
    }

    /// A binary operation on values that are known.
    pub(super) fn binary(&mut self, op: BinOp, left: &Value, right: &Value, site: Site) -> Value {
        match (op, left, right) {
            (BinOp::Add, Value::Text(a), Value::Text(b)) => Value::Text(Arc::new(Embedded::concat(&[a, b]))),
            (BinOp::Add, Value::Text(known), other) => {
                Value::Text(Arc::new(Embedded::concat(&[known, &hole_for(other, site)])))
            }
            (BinOp::Add, other, Value::Text(known)) => {
                Value::Text(Arc::new(Embedded::concat(&[&hole_for(other, site), known])))
            }
            (BinOp::Add, Value::List(a, kind), Value::List(b, _)) => {
                let (a, b) = (self.store.list(*a), self.store.list(*b));
                let items = a.items.iter().chain(&b.items).cloned().collect();
                Value::List(self.store.new_list(ListData { items, open: a.open.or(b.open) }), *kind)
            }
            (BinOp::Add, Value::Int(a), Value::Int(b)) => Value::Int(a.wrapping_add(*b)),
            (BinOp::Div, Value::Path(path, false), part) => match part.text() {
                Some(part) => Value::Path(path.join(part).into(), false),
                None => Value::unknown(site, Why::Operation),
            },
            (BinOp::BitOr, Value::Dict(_), _) => {
                let id = self.store.new_dict(DictData::default());
                self.update_dict(id, left, site);
                self.update_dict(id, right, site);
                Value::Dict(id)
            }
            // `%` fills a template: what comes out holds text that is not known.
            (BinOp::Mod, Value::Text(_), _) => Value::Text(Arc::new(Embedded::hole(Some(site)))),
            (_, Value::Int(_) | Value::Number, Value::Int(_) | Value::Number) => Value::Number,
            (_, Value::OneOf(all), right) => {
                let all = all.to_vec();
                one_of(all.iter().map(|left| self.binary(op, left, right, site)).collect())
            }
            (_, left, Value::OneOf(all)) => {
                let all = all.to_vec();
                one_of(all.iter().map(|right| self.binary(op, left, right, site)).collect())
            }
            _ => Value::unknown(site, Why::Operation),
        }
    }

    fn comparison(&mut self, left: &Expr, rest: &[(CompareOp, Expr)], site: Site, at: Scope) -> Value {
        let mut values = vec![self.eval(left, at)];
        for (_, operand) in rest {
            values.push(self.eval(operand, at));
        }
        let [(op, operand)] = rest else { return Value::unknown(site, Why::Operation) };
        let (a, b) = (&values[0], &values[1]);
        if matches!(op, CompareOp::In | CompareOp::NotIn) {
            self.membership(a, b, at.site(left.span), at.site(operand.span));
        }
        match compare(*op, a, b).or_else(|| self.contains(*op, a, b)) {
            Some(truth) => Value::Bool(truth),
            None => {
                self.vary_with(site, &[a, b]);
                Value::unknown(site, Why::Operation)
            }
        }
    }

    fn contains(&self, op: CompareOp, key: &Value, container: &Value) -> Option<bool> {
        let wanted = match op {
            CompareOp::In => true,
            CompareOp::NotIn => false,
            _ => return None,
        };
        let present = match container {
            Value::Dict(id) => {
                let data = self.store.dict(*id);
                match data.entries.iter().find(|entry| same_key(&entry.key, key)) {
                    Some(entry) => entry.certain.then_some(true),
                    None => (is_plain_key(key) && data.open.is_empty()).then_some(false),
                }
            }
            Value::List(id, _) => {
                let data = self.store.list(*id);
                let known =
                    is_plain_key(key) && data.open.is_none() && data.items.iter().all(|item| is_plain_key(&item.value));
                known.then(|| data.items.iter().any(|item| same_key(&item.value, key)))
            }
            _ => None,
        }?;
        Some(present == wanted)
    }

    /// `"k" in result` reads the key softly.
    fn membership(&mut self, key: &Value, container: &Value, key_site: Site, object: Site) {
        for container in container.alternatives().to_vec() {
            if let Value::Result(mount) = container
                && let Some(word) = self.word(key, key_site)
            {
                self.read_softly(mount, word, key_site, object);
            }
        }
    }

    /// The arguments of a call, followed.
    pub(super) fn given(&mut self, call: &Call, at: Scope) -> Vec<Given> {
        let mut given = Vec::with_capacity(call.args.len());
        for arg in &call.args {
            let how = match &arg.kind {
                crate::syntax::python::hir::ArgKind::Positional => How::Positional,
                crate::syntax::python::hir::ArgKind::Keyword(Ident { name, span }) => {
                    How::Keyword(name.clone(), at.site(*span))
                }
                crate::syntax::python::hir::ArgKind::Star => How::Star,
                crate::syntax::python::hir::ArgKind::DoubleStar => How::DoubleStar,
            };
            let value = self.eval(&arg.value, at);
            given.push(Given { how, value, site: at.site(arg.value.span), whole: at.site(arg.span) });
        }
        given
    }
}

/// What kept a value from being followed, or the place where it is used.
pub(super) fn unknown_of(value: &Value, site: Site) -> Unknown {
    match value {
        Value::Unknown(unknown) => *unknown,
        Value::OneOf(all) => match all.iter().find(|value| matches!(value, Value::Unknown(_))) {
            Some(Value::Unknown(unknown)) => *unknown,
            _ => Unknown { site, why: Why::Operation, truthy: false },
        },
        _ => Unknown { site, why: Why::Operation, truthy: false },
    }
}

/// Whether a dict key is known for what it is.
pub(super) fn is_plain_key(key: &Value) -> bool {
    match key {
        Value::Text(text) => !text.has_holes(),
        Value::Int(_) | Value::Bool(_) | Value::None => true,
        _ => false,
    }
}

/// Whether two keys name the same entry: texts by what they say, wherever they are written.
pub(super) fn same_key(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => a.literal().is_some() && a.literal() == b.literal(),
        _ => a.same(b),
    }
}

fn hole_for(value: &Value, site: Site) -> Embedded {
    match value {
        Value::Unknown(unknown) => Embedded::hole(Some(unknown.site)),
        _ => Embedded::hole(Some(site)),
    }
}

fn compare(op: CompareOp, a: &Value, b: &Value) -> Option<bool> {
    let equal = match (a, b) {
        (a, b) if a.is_none() && b.is_none() => Some(true),
        (Value::Bool(a), Value::Bool(b)) => Some(a == b),
        (Value::Int(a), Value::Int(b)) => Some(a == b),
        (Value::Text(a), Value::Text(b)) => Some(a.literal()? == b.literal()?),
        (Value::None | Value::Returned(_), other) | (other, Value::None | Value::Returned(_)) => match other {
            Value::Unknown(unknown) => unknown.truthy.then_some(false),
            Value::OneOf(_) | Value::Deferred(..) => None,
            _ => Some(false),
        },
        _ => None,
    };
    match op {
        CompareOp::Eq | CompareOp::Is => equal,
        CompareOp::NotEq | CompareOp::IsNot => equal.map(|equal| !equal),
        _ => None,
    }
}
