//! Methods of arrays, maps and sets.

use super::Follower;
use super::here::Here;
use super::sends::CallPlace;
use super::things::Actuals;
use super::value::{Atom, ObjectId, Value};
use crate::text::Span;

/// Callbacks are called once for each element of an array that has no more than these.
const MOST_TOLD_APART: usize = 32;

impl Follower<'_> {
    pub(super) fn array_method(
        &mut self,
        id: ObjectId,
        name: &str,
        args: &Actuals,
        spans: &[Span],
        place: CallPlace,
        here: &Here,
    ) -> Value {
        let this = Value::One(Atom::Object(id));
        let elements = self.elements_of(&this, here);
        let inside = here.repeated(self.has_known_elements(&this));
        let each = Actuals::of([elements.clone(), Value::PRIMITIVE, this.clone()]);
        if let ("forEach" | "map", Some(list)) = (name, self.positions_of(&this))
            && list.len() <= MOST_TOLD_APART
        {
            return self.call_each(&args.at(0), list, &this, place, here);
        }
        match name {
            "push" | "unshift" | "splice" | "fill" => {
                args.values().for_each(|value| self.heap.add_element(id, value));
                self.heap.object_mut(id).changed = true;
                Value::PRIMITIVE
            }
            "forEach" => {
                self.call_back(&args.at(0), &each, &inside);
                Value::NULLISH
            }
            "map" | "flatMap" => {
                let mapped = self.call_back(&args.at(0), &each, &inside);
                let mapped = if name == "flatMap" { self.elements_of(&mapped, here) } else { mapped };
                Value::One(self.array_of(Actuals { list: vec![], rest: mapped }, place.call, 1, here))
            }
            "filter" | "sort" | "toSorted" => {
                let each = if name == "filter" { each } else { Actuals { list: vec![], rest: elements } };
                self.call_back(&args.at(0), &each, &inside);
                this
            }
            "slice" | "reverse" | "toReversed" => this,
            "concat" => {
                let mut all = elements;
                for arg in args.values() {
                    all.join(&self.elements_of(arg, here));
                }
                Value::One(self.array_of(Actuals { list: vec![], rest: all }, place.call, 1, here))
            }
            "find" | "findLast" => {
                self.call_back(&args.at(0), &each, &inside);
                elements.or(&Value::NULLISH)
            }
            "some" | "every" | "findIndex" => {
                self.call_back(&args.at(0), &each, &inside);
                Value::PRIMITIVE
            }
            "at" | "pop" | "shift" => elements.or(&Value::NULLISH),
            "values" => this,
            "reduce" | "reduceRight" => {
                let first = args.at(1).or(&elements);
                let once = self.call_back(&args.at(0), &Actuals::of([first.clone(), elements.clone()]), &inside);
                let both = first.or(&once);
                self.call_back(&args.at(0), &Actuals::of([both.clone(), elements]), &inside).or(&both)
            }
            "entries" => {
                let pair = self.array_of(Actuals::of([Value::PRIMITIVE, elements]), place.call, 2, here);
                Value::One(self.array_of(Actuals { list: vec![], rest: Value::One(pair) }, place.call, 1, here))
            }
            "join" | "includes" | "indexOf" | "keys" | "lastIndexOf" | "toString" => Value::PRIMITIVE,
            _ => {
                self.escape_all(args, spans, place.callee, here);
                Value::UNKNOWN
            }
        }
    }

    /// `forEach` and `map` over elements that are known one by one.
    fn call_each(&mut self, callback: &Value, list: Vec<Value>, array: &Value, place: CallPlace, here: &Here) -> Value {
        let mut mapped = Actuals::default();
        for (position, element) in list.into_iter().enumerate() {
            let position = Value::One(Atom::Number(position as u32));
            let args = Actuals::of([element, position, array.clone()]);
            mapped.list.push(self.call_back(callback, &args, here));
        }
        Value::One(self.array_of(mapped, place.call, 1, here))
    }

    pub(super) fn collection_method(
        &mut self,
        id: ObjectId,
        name: &str,
        args: &Actuals,
        place: CallPlace,
        here: &Here,
    ) -> Value {
        let this = Value::One(Atom::Object(id));
        let object = self.heap.look(id);
        let (keys, mut elements) = (object.keys.clone(), object.elements.clone());
        if object.open {
            elements.join(&Value::UNKNOWN);
        }
        match name {
            "set" => {
                self.heap.add_key(id, &args.at(0));
                self.heap.add_element(id, &args.at(1));
                this
            }
            "add" => {
                self.heap.add_element(id, &args.at(0));
                this
            }
            "get" => elements.or(&Value::NULLISH),
            "forEach" => {
                let key = if keys.is_nothing() { elements.clone() } else { keys };
                self.call_back(&args.at(0), &Actuals::of([elements, key, this]), &here.repeated(false));
                Value::NULLISH
            }
            "values" => Value::One(self.array_of(Actuals { list: vec![], rest: elements }, place.call, 1, here)),
            "keys" => Value::One(self.array_of(Actuals { list: vec![], rest: keys }, place.call, 1, here)),
            "entries" => this,
            _ => Value::PRIMITIVE,
        }
    }
}
