//! Breaks of what the host script hands to the renderer: fields of `data`, elements of the html, assets.

use std::collections::BTreeSet;

use crosswire::diagnostic::Edit;
use crosswire::model::{Contract, DataArg, Field, Mount, Source};
use crosswire::text::{Site, Span};

use super::Break;
use super::breaks::Breaks;
use super::edits::{remove_item, rename};

fn fields(mount: &Mount) -> &[Field] {
    match &mount.data {
        DataArg::Dict { fields, .. } => &fields.members,
        _ => &[],
    }
}

/// Drops and renames the fields that the renderer reads, in every mount at once: what one mount passes and
/// another leaves out may be meant.
pub fn data(contract: &Contract, breaks: &mut Breaks<'_>) {
    let passed: BTreeSet<&str> = contract.mounts.iter().flat_map(fields).map(|field| field.key.text.as_str()).collect();
    for name in passed {
        let reads = contract.script.data_reads.iter().filter(|read| read.field.text == name);
        let mut ends: Vec<Site> = reads.map(|read| read.site).collect();
        if ends.is_empty() {
            continue;
        }
        let of_name = || contract.mounts.iter().flat_map(fields).filter(|field| field.key.text == name);
        let written: Vec<&Field> = once(of_name(), |field| field.key.site);
        ends.extend(contract.mounts.iter().map(|mount| mount.callee));
        ends.extend(written.iter().map(|field| field.key.site));
        let Some(at) = written.first().map(|field| field.key.site) else { continue };
        for pattern in ["drop a data field", "rename a data field"] {
            if !breaks.is_new(pattern, at, &ends, None) {
                continue;
            }
            let other = breaks.names.other();
            let edits: Option<Vec<Edit>> = match pattern {
                "drop a data field" => {
                    // Several dicts may take the key from one constant.
                    let items = once(of_name(), |field| field.item.unwrap_or(field.key.site));
                    let item = |field: &&Field| field.item.map(|item| remove_item(breaks.analysis, item));
                    items.iter().map(item).collect()
                }
                _ => written.iter().map(|field| rename(breaks.analysis, &field.key, &other)).collect(),
            };
            let one = Break {
                pattern,
                what: name.to_owned(),
                at,
                edits: Vec::new(),
                expected: vec!["unknown-data-field", "missing-data", "default-data-drift", "unread-data"],
                // Mounts that differed by the field alone are one and the same without it.
                allowed: vec!["forgotten-state-write", "duplicate-mount", "unkeyed-data"],
                ends: ends.clone(),
                becomes: None,
                doubt: (!contract.script.data_reads.is_closed()).then_some("the set of reads of data is open"),
                harmless: None,
            };
            breaks.add(one, edits);
        }
    }
}

/// The fields, each place once.
fn once<'f>(fields: impl Iterator<Item = &'f Field>, place: impl Fn(&Field) -> Site) -> Vec<&'f Field> {
    let mut seen = BTreeSet::new();
    fields.filter(|field| seen.insert(place(field))).collect()
}

/// Renames the ids in a component's html that its script asks for.
pub fn ids(contract: &Contract, breaks: &mut Breaks<'_>) {
    const PATTERN: &str = "rename an html id";
    let Source::Text { text: html, .. } = &contract.component.html else { return };
    let Source::Text { text: script, .. } = &contract.component.js else { return };
    let inner = html.text();
    for quote in ['"', '\''] {
        let start_of_id = format!(" id={quote}");
        for (at, _) in inner.match_indices(&start_of_id) {
            let start = at + start_of_id.len();
            let Some(length) = inner[start..].find(quote) else { continue };
            let id = &inner[start..start + length];
            let asked = asked_for(script.text(), id);
            let Some(site) = html.to_host(Span::new(start as u32, (start + length) as u32)) else { continue };
            if asked.is_empty() || id.is_empty() {
                continue;
            }
            let unused = asked.iter().all(|span| is_unused(script.text(), *span));
            let harmless = unused.then_some("nothing uses what is found");
            let mut ends = vec![site, contract.component.callee];
            ends.extend(asked.into_iter().filter_map(|span| script.cover(span)));
            if breaks.is_new(PATTERN, site, &ends, harmless) {
                let one = Break {
                    pattern: PATTERN,
                    what: id.to_owned(),
                    at: site,
                    edits: Vec::new(),
                    expected: vec!["missing-element"],
                    allowed: Vec::new(),
                    ends,
                    becomes: None,
                    doubt: None,
                    harmless,
                };
                let text = breaks.names.other();
                breaks.add(one, Some(vec![Edit { site, text }]));
            }
        }
    }
}

/// Where a script asks for the element of an id.
fn asked_for(script: &str, id: &str) -> Vec<Span> {
    let mut asked = Vec::new();
    for quote in ['"', '\'', '`'] {
        for question in [format!("({quote}#{id}{quote})"), format!("ById({quote}{id}{quote})")] {
            let found = script.match_indices(&question);
            asked.extend(found.map(|(at, _)| Span::new(at as u32, (at + question.len()) as u32)));
        }
    }
    asked
}

/// Whether what is found there goes into a variable that the script names nowhere else. Then the component works
/// without the element as it does with it.
fn is_unused(script: &str, asked: Span) -> bool {
    let line = &script[..asked.start as usize];
    let line = line[line.rfind('\n').map_or(0, |at| at + 1)..].trim_start();
    let Some((name, _)) = line.strip_prefix("const ").and_then(|rest| rest.split_once('=')) else { return false };
    let names = script.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$');
    names.filter(|word| *word == name.trim()).count() == 1 + asked_names(script, asked, name.trim())
}

/// How often a name stands in the question itself: `const wrap = root.querySelector("#wrap")`.
fn asked_names(script: &str, asked: Span, name: &str) -> usize {
    let question = &script[asked.range()];
    question.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').filter(|word| *word == name).count()
}

/// Renames the paths and globs of assets that are there.
pub fn assets(contract: &Contract, breaks: &mut Breaks<'_>) {
    const PATTERN: &str = "rename an asset";
    for source in [&contract.component.js, &contract.component.css] {
        let Source::Asset { pattern, files, .. } = source else { continue };
        let ends = [pattern.site, contract.component.callee];
        let harmless = files.is_empty().then_some("the asset is not built");
        if !breaks.is_new(PATTERN, pattern.site, &ends, harmless) {
            continue;
        }
        let name = format!("{}{}", breaks.names.other(), pattern.text.trim_start_matches(['.', '/']));
        let edit = rename(breaks.analysis, pattern, &name);
        let one = Break {
            pattern: PATTERN,
            what: format!("{} -> {name}", pattern.text),
            at: pattern.site,
            edits: Vec::new(),
            expected: vec!["missing-asset", "path-without-manifest", "not-a-script"],
            allowed: vec!["unsent-key", "missing-callback", "unread-data", "missing-renderer", "manifest-mismatch"],
            ends: ends.to_vec(),
            becomes: None,
            doubt: None,
            harmless,
        };
        breaks.add(one, edit.map(|edit| vec![edit]));
    }
}
