//! Texts: literals, templates, what is put together of several, what `typeof` gives.

use std::sync::Arc;

use super::Follower;
use super::here::Here;
use super::parts::Parts;
use super::value::{Atom, Text, Value};
use crate::syntax::script::hir::{StrLit, Template};
use crate::text::Span;

/// Texts that a concatenation with several possible parts may give.
const MOST_TEXTS: usize = 64;

impl Follower<'_> {
    pub(super) fn literal(&mut self, literal: &StrLit, here: &Here) -> Value {
        match literal.known {
            true => Value::One(self.text_at(&literal.text, literal.content, here)),
            false => Value::PRIMITIVE,
        }
    }

    pub(super) fn text_at(&mut self, text: &Arc<str>, span: Span, here: &Here) -> Atom {
        let module = self.module_of(here);
        self.heap.new_text(Text { text: text.clone(), module, span, needs: Parts::NONE })
    }

    pub(super) fn template(&mut self, template: &Template, here: &mut Here) -> Value {
        let values: Vec<Value> = template.values.iter().map(|value| self.eval(value, here)).collect();
        if let ([only], []) = (template.texts.as_slice(), values.as_slice()) {
            return self.literal(only, here);
        }
        if template.texts.iter().any(|text| !text.known) {
            return Value::PRIMITIVE;
        }
        let mut parts = vec![vec![template.texts[0].text.to_string()]];
        for (value, text) in values.iter().zip(&template.texts[1..]) {
            let Some(shown) = self.texts_of(value) else { return Value::computed(&values) };
            parts.push(shown);
            parts.push(vec![text.text.to_string()]);
        }
        self.concatenated(&parts, template.content, here).unwrap_or_else(|| Value::computed(&values))
    }

    /// The texts that a value is when it is put into another text, where all of them are known.
    pub(super) fn texts_of(&self, value: &Value) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        for atom in value.atoms() {
            texts.push(match atom {
                Atom::Str(id) => self.heap.text(*id).text.to_string(),
                Atom::Number(number) => number.to_string(),
                Atom::Bool(value) => value.to_string(),
                _ => return None,
            });
        }
        texts.dedup();
        (!texts.is_empty()).then_some(texts)
    }

    /// Every text that the parts can make together; none where that are too many.
    pub(super) fn concatenated(&mut self, parts: &[Vec<String>], span: Span, here: &Here) -> Option<Value> {
        let mut texts = vec![String::new()];
        for part in parts {
            texts = texts.iter().flat_map(|text| part.iter().map(move |more| format!("{text}{more}"))).collect();
            if texts.len() > MOST_TEXTS {
                return None;
            }
        }
        Some(texts.into_iter().map(|text| self.text_at(&text.into(), span, here)).collect())
    }

    /// What `typeof` gives, where that is known of every possibility.
    pub(super) fn type_of(&mut self, operand: &Value, span: Span, here: &Here) -> Value {
        let mut types = Vec::new();
        for atom in operand.atoms() {
            types.extend_from_slice(match atom {
                Atom::Function(_) | Atom::Bound(_) | Atom::Setter(_) | Atom::Class(_) => &["function"][..],
                Atom::Str(_) => &["string"],
                Atom::Number(_) => &["number"],
                Atom::Bool(_) => &["boolean"],
                Atom::Object(_) | Atom::Args => &["object"],
                // It may be `null`.
                Atom::Nullish => &["undefined", "object"],
                _ => return Value::computed([operand]),
            });
        }
        types.into_iter().map(|name| self.text_at(&name.into(), span, here)).collect()
    }
}
