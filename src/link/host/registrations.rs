//! `st.components.v2.component(…)`: the registration and where its texts come from.

use std::sync::Arc;

use super::Run;
use super::builtins::whole;
use super::calls::CallSite;
use super::expressions::unknown_of;
use super::twins::Registered;
use super::value::{Given, How, Value};
use crate::model::{AssetDir, Component, Opened, Source, Varying};
use crate::text::{Embedded, Site, Word};

impl Run<'_> {
    pub(super) fn register(&mut self, given: &[Given], from: CallSite<'_>) -> Value {
        let name = self.argument(given, "name", true);
        let component = Component {
            name: name.as_ref().and_then(|name| self.word(&name.value, name.site)),
            site: from.site,
            callee: from.callee,
            html: self.source(given, "html"),
            css: self.source(given, "css"),
            js: self.source(given, "js"),
            positional: self.surplus(given),
            varies: Varying::default(),
            cached: self.calls.iter().rev().find_map(|call| call.cached.clone()),
            rivals: Vec::new(),
            isolate_styles: match self.argument(given, "isolate_styles", false) {
                None => Some(true),
                Some(Given { value: Value::Bool(isolate), .. }) => Some(isolate),
                Some(_) => None,
            },
        };
        // Registering the same again, as a lazy registration does, is one component.
        let known = self.components.iter().position(|known| {
            known.site == component.site
                && known.name.as_ref().map(|name| &name.text) == component.name.as_ref().map(|name| &name.text)
                && known.js == component.js
                && known.html == component.html
        });
        let index = known.unwrap_or_else(|| {
            self.components.push(component);
            self.component_roots.push(self.root);
            self.registered.push(Registered::default());
            self.components.len() - 1
        });
        self.tick();
        let place = self.place();
        let texts = [("name", true), ("html", false), ("css", false)];
        let texts = texts.map(|(name, or_first)| self.argument(given, name, or_first));
        let texts = texts.map(|text| text.map(|text| self.causes(&text.value, text.site)).unwrap_or_default());
        let registered = &mut self.registered[index];
        registered.places.push(place);
        for (known, causes) in registered.texts.iter_mut().zip(texts) {
            known.extend(causes);
        }
        self.reached_by_root(index as u32);
        Value::Component(index as u32)
    }

    /// A component that several uncalled functions come to, as one that a module keeps, is none's alone.
    pub(super) fn reached_by_root(&mut self, component: u32) {
        let known = &mut self.component_roots[component as usize];
        if *known != self.root {
            *known = None;
        }
    }

    /// Arguments without a name beyond the component's.
    fn surplus(&self, given: &[Given]) -> Vec<Site> {
        let named = given.iter().any(|one| matches!(&one.how, How::Keyword(name, _) if name == "name"));
        let positional = given.iter().filter(|one| one.how == How::Positional);
        positional.skip(usize::from(!named)).map(|one| one.site).collect()
    }

    /// An argument by its keyword, through `**` too; the first positional one where that is asked for.
    fn argument(&mut self, given: &[Given], name: &str, or_first: bool) -> Option<Given> {
        for one in given {
            match &one.how {
                How::Positional if or_first => return Some(one.clone()),
                How::Keyword(keyword, _) if keyword == name => return Some(one.clone()),
                How::DoubleStar => match self.as_dict(&one.value, one.site) {
                    Ok(data) => {
                        if let Some(entry) = data.entries.iter().find(|entry| entry.key.text() == Some(name)) {
                            let value = if entry.certain {
                                entry.value.clone()
                            } else {
                                super::value::one_of(vec![entry.value.clone(), Value::None])
                            };
                            return Some(Given { value, site: entry.value_site, ..one.clone() });
                        }
                        if let Some(unknown) = data.open.first() {
                            return Some(Given { value: Value::Unknown(*unknown), ..one.clone() });
                        }
                    }
                    Err(unknown) => return Some(Given { value: Value::Unknown(unknown), ..one.clone() }),
                },
                _ => {}
            }
        }
        None
    }

    fn source(&mut self, given: &[Given], name: &str) -> Source {
        let Some(argument) = self.argument(given, name, false) else { return Source::Absent };
        let site = argument.site;
        match &argument.value {
            Value::None | Value::Returned(_) => Source::Absent,
            Value::Text(text) => self.text_source(text, name, site),
            Value::Path(path, true) => {
                let pattern = Word { text: path.to_string_lossy().into_owned(), site };
                asset(pattern)
            }
            Value::Path(_, false) => Source::WrongType { what: "a `Path`".to_owned(), site },
            Value::Bytes => Source::WrongType { what: "bytes".to_owned(), site },
            Value::Int(_) | Value::Number => Source::WrongType { what: "a number".to_owned(), site },
            Value::List(..) => Source::WrongType { what: "a list".to_owned(), site },
            Value::Dict(_) => Source::WrongType { what: "a dict".to_owned(), site },
            Value::Bool(_) => Source::WrongType { what: "a bool".to_owned(), site },
            other => {
                let unknown = unknown_of(other, site);
                match self.unreadable.get(&unknown.site) {
                    Some((path, why)) => {
                        Source::Unreadable { path: path.clone(), site: unknown.site, why: why.clone() }
                    }
                    None => Source::Unknown(self.opened(unknown)),
                }
            }
        }
    }

    fn text_source(&self, text: &Arc<Embedded>, name: &str, site: Site) -> Source {
        if name != "html" && text.literal().is_some_and(is_path) {
            let pattern = Word { text: text.text().trim().to_owned(), site: text.to_host(whole(text)).unwrap_or(site) };
            return asset(pattern);
        }
        let file = text
            .host_file()
            .filter(|file| self.sources.path(*file).extension().is_none_or(|extension| extension != "py"));
        Source::Text { text: Arc::clone(text), file, site }
    }
}

/// A path or glob. What it names is looked up where contracts are made.
fn asset(pattern: Word) -> Source {
    let why = "it was not looked up".to_owned();
    let dir = AssetDir::Unknown(Opened { site: pattern.site, why });
    Source::Asset { pattern, files: Vec::new(), dir }
}

/// Whether Streamlit takes a `js=` or `css=` text as a path: one line that looks like one (FACTS 19b).
fn is_path(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && !text.contains(['\n', '\r'])
        && (text.contains(['/', '\\', '*', '?', '[', ']'])
            || [".js", ".mjs", ".cjs", ".css"].iter().any(|ending| text.ends_with(ending)))
}
