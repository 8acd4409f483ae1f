//! Reads a pyproject.toml as the manifest of a package's components. Knows TOML and nothing of scripts or folders.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text::Span;

/// What a pyproject.toml says of components.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ManifestFacts {
    /// The project's name.
    pub project: Option<Written>,
    /// Its `[[tool.streamlit.component.components]]` tables that have a name.
    pub entries: Vec<EntryFacts>,
    /// Files that its build puts elsewhere in the package (hatch's `force-include`): from, to.
    pub packaged: Vec<(String, String)>,
}

/// One component of a manifest.
#[derive(Clone, Debug, PartialEq)]
pub struct EntryFacts {
    /// Its name.
    pub name: Written,
    /// Its `asset_dir`.
    pub asset_dir: Option<Written>,
}

/// A string with its place, quotes left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// Its value.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// Where and why a text is no TOML.
#[derive(Clone, Debug, PartialEq)]
pub struct NotToml {
    /// The place.
    pub span: Span,
    /// What is wrong, as the end of a sentence.
    pub why: String,
}

/// Reads a manifest.
pub fn read(text: &str) -> Result<ManifestFacts, NotToml> {
    let document = DeTable::parse(text).map_err(|error| NotToml {
        span: error.span().map_or(Span::at(0), |range| Span::new(range.start as u32, range.end as u32)),
        why: error.message().to_owned(),
    })?;
    let document = document.get_ref();
    let components = at(document, &["tool", "streamlit", "component"]).and_then(|table| table.get("components"));
    let components = components.and_then(|value| value.get_ref().as_array());
    let tables = components.into_iter().flat_map(|array| array.iter()).filter_map(|entry| entry.get_ref().as_table());
    let entries = tables.filter_map(|table| {
        let name = written(table.get("name")?, text)?;
        Some(EntryFacts { name, asset_dir: table.get("asset_dir").and_then(|value| written(value, text)) })
    });
    let project = at(document, &["project"]).and_then(|table| written(table.get("name")?, text));
    Ok(ManifestFacts { project, entries: entries.collect(), packaged: packaged(document) })
}

fn packaged(document: &DeTable<'_>) -> Vec<(String, String)> {
    let places: [&[&str]; 2] = [
        &["tool", "hatch", "build", "targets", "wheel", "force-include"],
        &["tool", "hatch", "build", "force-include"],
    ];
    let tables = places.into_iter().filter_map(|path| at(document, path));
    let pairs = tables.flat_map(|table| table.iter());
    pairs.filter_map(|(from, to)| Some((from.get_ref().to_string(), to.get_ref().as_str()?.to_owned()))).collect()
}

fn at<'t, 'i>(table: &'t DeTable<'i>, path: &[&str]) -> Option<&'t DeTable<'i>> {
    path.iter().try_fold(table, |table, name| table.get(*name)?.get_ref().as_table())
}

fn written(value: &Spanned<DeValue<'_>>, source: &str) -> Option<Written> {
    let text = value.get_ref().as_str()?.to_owned();
    let Range { start, end } = value.span();
    let quotes =
        |quotes: &str| source.get(start..end).is_some_and(|written| written == format!("{quotes}{text}{quotes}"));
    let inset = ["\"", "'", "\"\"\"", "'''"].into_iter().find(|marks| quotes(marks)).map_or(0, str::len);
    Some(Written { text, span: Span::new((start + inset) as u32, (end - inset) as u32) })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn components_are_read_with_their_places() {
        let text = r#"
[project]
name = "my-pkg"

[[tool.streamlit.component.components]]
name = "menu"
asset_dir = 'frontend/build'

[[tool.streamlit.component.components]]
asset_dir = "nameless"

[tool.hatch.build.targets.wheel.force-include]
"frontend/build" = "my_pkg/frontend"
"#;
        let facts = read(text).unwrap();
        let place = |written: &Written| text[written.span.range()].to_owned();
        assert_eq!(facts.project.as_ref().map(place).as_deref(), Some("my-pkg"));
        let [entry] = facts.entries.as_slice() else { panic!("{facts:?}") };
        assert_eq!(place(&entry.name), "menu");
        assert_eq!(entry.asset_dir.as_ref().map(place).as_deref(), Some("frontend/build"));
        assert_eq!(facts.packaged, [("frontend/build".to_owned(), "my_pkg/frontend".to_owned())]);
    }

    #[test]
    fn what_is_no_manifest_has_no_components() {
        for text in ["", "[tool.streamlit]\ncomponent = 5", "[tool.streamlit.component]\ncomponents = [1, \"a\"]"] {
            assert_eq!(read(text), Ok(ManifestFacts::default()), "{text}");
        }
    }

    #[test]
    fn what_is_no_toml_says_where() {
        let wrong = read("[project\nname = 1").unwrap_err();
        assert!(wrong.span.start <= 9 && !wrong.why.is_empty(), "{wrong:?}");
    }
}
