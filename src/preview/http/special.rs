//! Values in a node's properties that stand for something: markdown, formulas, files, bytes. The page gets html and addresses.
//!
//! May not know the elements that use them.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::assets::{Assets, Served};
use crate::preview::markdown;

/// Puts what special values stand for in their places, at any depth. What cannot be served becomes `$missing`.
pub fn resolve(value: &mut Value, assets: &Assets) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| resolve(item, assets)),
        Value::Object(object) => match resolved(object, assets) {
            Some(special) => *value = special,
            None => object.values_mut().for_each(|member| resolve(member, assets)),
        },
        _ => {}
    }
}

fn resolved(object: &Map<String, Value>, assets: &Assets) -> Option<Value> {
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    let flag = |name: &str| object.get(name).and_then(Value::as_bool).unwrap_or(false);
    if let Some(source) = text("$markdown") {
        let html = markdown::html(source, markdown::Style { inline: flag("inline"), html: flag("html") });
        return Some(json!({ "$html": html }));
    }
    if let Some(source) = text("$latex") {
        return Some(json!({ "$html": markdown::formula(source, true) }));
    }
    if let Some(path) = text("$file") {
        return Some(match assets.serve_file(Path::new(path), text("folder").map(Path::new)) {
            Ok(Served { url, hash }) => json!({ "$url": url, "hash": hash }),
            Err(unserved) => json!({ "$missing": unserved.to_string() }),
        });
    }
    if let Some(encoded) = text("$bytes") {
        let mime = text("mime").unwrap_or("application/octet-stream");
        return Some(match STANDARD.decode(encoded) {
            Ok(bytes) => json!({ "$url": assets.serve_bytes(bytes, mime).url }),
            Err(error) => json!({ "$missing": error.to_string() }),
        });
    }
    None
}
