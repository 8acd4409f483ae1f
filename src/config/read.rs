//! Reads a configuration file, each complaint with its line.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Config, ConfigError, Patterns, Selection, rule_named, unknown};
use crate::diagnostic::Severity;
use crate::discover::environment::{self, Environment};
use crate::text::LineIndex;
use crate::vfs;

const KEYS: [&str; 6] = ["select", "ignore", "severity", "exclude", "per-file-ignores", "environment"];

/// Where in a file the configuration is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// The whole file.
    Own,
    /// `[tool.crosswire]`.
    Pyproject,
}

/// Reads a file; none where it is a pyproject.toml without a configuration.
pub fn file(path: &Path, home: Home) -> Result<Option<Config>, ConfigError> {
    let wrong = |line: Option<u32>, message: String| ConfigError { file: path.to_path_buf(), line, message };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(None, format!("cannot be read: {error}")))?;
    let folder = path.parent().unwrap_or(path);
    let config = Reader { folder }.document(&text, home);
    let config = config.map_err(|Complaint { span, message }| {
        let line = span.map(|span| LineIndex::new(&text).line(span.start as u32) + 1);
        wrong(line, message)
    })?;
    Ok(config.map(|config| Config { file: Some(path.to_path_buf()), ..config }))
}

struct Complaint {
    span: Option<Range<usize>>,
    message: String,
}

type Read<T> = Result<T, Complaint>;

fn complain<T>(span: Range<usize>, message: String) -> Read<T> {
    Err(Complaint { span: Some(span), message })
}

struct Reader<'p> {
    folder: &'p Path,
}

impl Reader<'_> {
    fn document(&self, text: &str, home: Home) -> Read<Option<Config>> {
        let whole = match DeTable::parse(text) {
            Ok(whole) => whole,
            // Somebody else's broken file is not for us to judge, as long as it has nothing for us.
            Err(_) if home == Home::Pyproject && !text.contains("tool.crosswire") => return Ok(None),
            Err(error) => return Err(Complaint { span: error.span(), message: error.message().to_owned() }),
        };
        let table = match home {
            Home::Own => Some(whole.get_ref()),
            Home::Pyproject => {
                let tool = whole.get_ref().get("tool").and_then(|tool| tool.get_ref().as_table());
                match tool.and_then(|tool| tool.get("crosswire")) {
                    Some(value) => Some(as_table(value)?),
                    None => None,
                }
            }
        };
        table.map(|table| self.config(table)).transpose()
    }

    fn config(&self, table: &DeTable<'_>) -> Read<Config> {
        let mut config = Config::default();
        for (key, value) in table.iter() {
            match &**key.get_ref() {
                "select" => config.select = Some(rules(value)?),
                "ignore" => config.ignore = rules(value)?,
                "severity" => severities(as_table(value)?, &mut config)?,
                "exclude" => config.exclude = self.patterns(value, strings(value)?.into_iter())?,
                "per-file-ignores" => config.per_file_ignores = self.per_file_ignores(as_table(value)?)?,
                "environment" => config.environment = self.environment(value)?,
                other => return complain(key.span(), unknown("key", other, KEYS.into_iter())),
            }
        }
        Ok(config)
    }

    fn per_file_ignores(&self, table: &DeTable<'_>) -> Read<Vec<(Patterns, Selection)>> {
        let entry = |(pattern, list): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let pattern: &std::borrow::Cow<'_, str> = pattern.get_ref();
            let files = self.patterns(list, std::iter::once((list.span(), &**pattern)))?;
            Ok((files, rules(list)?))
        };
        table.iter().map(entry).collect()
    }

    fn environment(&self, value: &Spanned<DeValue<'_>>) -> Read<environment::Setting> {
        match value.get_ref() {
            DeValue::Boolean(false) => Ok(environment::Setting::Off),
            DeValue::Boolean(true) => Ok(environment::Setting::Look),
            DeValue::String(path) => {
                let folder = vfs::plain(Path::new(&**path), self.folder);
                match Environment::at(&folder) {
                    Some(_) => Ok(environment::Setting::At(folder)),
                    None => complain(value.span(), format!("there is no Python environment at {}", folder.display())),
                }
            }
            _ => complain(value.span(), "this should be the path of a Python environment, or false".to_owned()),
        }
    }

    fn patterns<'v>(
        &self,
        value: &Spanned<DeValue<'_>>,
        patterns: impl Iterator<Item = (Range<usize>, &'v str)>,
    ) -> Read<Patterns> {
        Patterns::new(self.folder, patterns.map(|(_, pattern)| pattern))
            .or_else(|message| complain(value.span(), message))
    }
}

fn as_table<'v, 't>(value: &'v Spanned<DeValue<'t>>) -> Read<&'v DeTable<'t>> {
    match value.get_ref().as_table() {
        Some(table) => Ok(table),
        None => complain(value.span(), "this should be a table".to_owned()),
    }
}

fn strings<'v>(value: &'v Spanned<DeValue<'_>>) -> Read<Vec<(Range<usize>, &'v str)>> {
    let DeValue::Array(items) = value.get_ref() else {
        return complain(value.span(), "this should be a list of strings".to_owned());
    };
    let text = |item: &'v Spanned<DeValue<'_>>| match item.get_ref().as_str() {
        Some(text) => Ok((item.span(), text)),
        None => complain(item.span(), "this should be a string".to_owned()),
    };
    items.iter().map(text).collect()
}

fn rules(value: &Spanned<DeValue<'_>>) -> Read<Selection> {
    let mut selection = Selection::default();
    for (span, name) in strings(value)? {
        selection.add(name).or_else(|message| complain(span, message))?;
    }
    Ok(selection)
}

fn severities(table: &DeTable<'_>, config: &mut Config) -> Read<()> {
    const NAMES: [&str; 4] = ["error", "warning", "hint", "off"];
    for (rule, value) in table.iter() {
        let name = rule_named(rule.get_ref()).or_else(|message| complain(rule.span(), message))?;
        let severity = match value.get_ref().as_str() {
            Some("error") => Some(Severity::Error),
            Some("warning") => Some(Severity::Warning),
            Some("hint") => Some(Severity::Hint),
            Some("off") => None,
            Some(other) => return complain(value.span(), unknown("severity", other, NAMES.into_iter())),
            None => return complain(value.span(), "this should be \"error\", \"warning\", \"hint\" or \"off\"".into()),
        };
        config.severity.insert(name, severity);
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str, home: Home) -> Result<Option<Config>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        file(&path, home).map_err(|error| format!("{}: {}", error.line.unwrap_or_default(), error.message))
    }

    #[test]
    fn every_key_is_read() {
        let text = r#"
            select = ["missing-callback", "unsent-key"]
            ignore = ["unsent-key"]
            exclude = ["old/", "*_gen.py"]
            [severity]
            missing-callback = "hint"
            stale-result = "off"
            [per-file-ignores]
            "tests/**" = ["missing-callback"]
        "#;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("crosswire.toml");
        std::fs::write(&path, text).unwrap();
        let config = file(&path, Home::Own).unwrap().unwrap();
        let cases = [
            ("missing-callback", "app.py", true),
            ("missing-callback", "tests/deep/app.py", false),
            ("missing-callback", "old/app.py", false),
            ("missing-callback", "sub/x_gen.py", false),
            ("unsent-key", "app.py", false),
            ("stale-result", "app.py", false),
            ("misspelled-key", "app.py", false),
        ];
        for (rule, at, allowed) in cases {
            assert_eq!(config.allows(rule, &folder.path().join(at)), allowed, "{rule} in {at}");
        }
        assert_eq!(config.severity_of("missing-callback", Severity::Error), Severity::Hint);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let cases = [
            ("selct = []", "1: unknown key `selct`; did you mean `select`?"),
            ("\nselect = ['mising-callback']", "2: unknown rule `mising-callback`; did you mean `missing-callback`?"),
            ("ignore = 'all'", "1: this should be a list of strings"),
            ("[severity]\nmissing-callback = 'eror'", "2: unknown severity `eror`; did you mean `error`?"),
            ("zzz = 1", "1: unknown key `zzz`"),
        ];
        for (text, expected) in cases {
            assert_eq!(read("crosswire.toml", text, Home::Own).unwrap_err(), expected);
            let text = format!("[tool.crosswire]\n{}", text.replace("[severity]", "[tool.crosswire.severity]"));
            assert!(read("pyproject.toml", &text, Home::Pyproject).is_err(), "{text}");
        }
        assert!(read("crosswire.toml", "select = [", Home::Own).unwrap_err().starts_with("1: "));
        assert!(read("pyproject.toml", "[tool.other]\nselct = 1", Home::Pyproject).unwrap().is_none());
        assert!(read("pyproject.toml", "[tool.other", Home::Pyproject).unwrap().is_none());
    }
}
