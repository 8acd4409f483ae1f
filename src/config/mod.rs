//! What the person wants said: `crosswire.toml`, or `[tool.crosswire]` in a pyproject.toml, whichever is
//! nearest above a root. The command line and the server find and read it through here alone.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::diagnostic::Severity;
use crate::discover::environment;

mod patterns;
mod read;

pub use patterns::Patterns;

/// The rules that a list names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Whether it says `all`.
    pub all: bool,
    /// The rules that it names.
    pub rules: Vec<&'static str>,
}

impl Selection {
    /// Whether `rule` is among them.
    pub fn has(&self, rule: &str) -> bool {
        self.all || self.rules.contains(&rule)
    }

    /// Adds a rule by its name, or `all`; what was probably meant, where there is no such rule.
    pub fn add(&mut self, name: &str) -> Result<(), String> {
        if name == "all" {
            self.all = true;
            return Ok(());
        }
        self.rules.push(rule_named(name)?);
        Ok(())
    }
}

/// The configuration of one root.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The file that it was read from.
    pub file: Option<PathBuf>,
    /// The rules that speak; all of them where this is not given.
    pub select: Option<Selection>,
    /// The rules that are silent all the same.
    pub ignore: Selection,
    /// Severities other than the rules' own; none for `off`.
    pub severity: FxHashMap<&'static str, Option<Severity>>,
    /// Files that are neither looked at nor spoken of.
    pub exclude: Patterns,
    /// Rules that are silent in some files.
    pub per_file_ignores: Vec<(Patterns, Selection)>,
    /// Where installed packages are.
    pub environment: environment::Setting,
}

impl Config {
    /// The configuration that counts for `root`; the default where there is none.
    pub fn discover(root: &Path) -> Result<Self, ConfigError> {
        let start = if root.is_file() { root.parent().unwrap_or(root) } else { root };
        for folder in start.ancestors() {
            let own = folder.join("crosswire.toml");
            if own.is_file() {
                return read::file(&own, read::Home::Own).map(Option::unwrap_or_default);
            }
            let project = folder.join("pyproject.toml");
            if project.is_file()
                && let Some(config) = read::file(&project, read::Home::Pyproject)?
            {
                return Ok(config);
            }
        }
        Ok(Self::default())
    }

    /// Whether `rule` may speak of the file at `path`.
    pub fn allows(&self, rule: &str, path: &Path) -> bool {
        let selected = self.select.as_ref().is_none_or(|select| select.has(rule));
        let silenced = self.ignore.has(rule) || self.severity.get(rule) == Some(&None);
        let silenced_here = || {
            self.exclude.matches(path, false)
                || self.per_file_ignores.iter().any(|(files, rules)| rules.has(rule) && files.matches(path, false))
        };
        selected && !silenced && !silenced_here()
    }

    /// The severity of a finding of `rule` that by itself has `own`.
    pub fn severity_of(&self, rule: &str, own: Severity) -> Severity {
        self.severity.get(rule).copied().flatten().unwrap_or(own)
    }
}

/// The configurations of a workspace's roots.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    of_roots: Vec<(PathBuf, Config)>,
    default: Config,
}

impl Settings {
    /// Reads the configuration of each root. A root whose configuration is broken has the default.
    pub fn discover(roots: &[PathBuf]) -> (Self, Vec<ConfigError>) {
        let mut settings = Self::default();
        let mut errors: Vec<ConfigError> = Vec::new();
        for root in roots {
            match Config::discover(root) {
                Ok(config) => settings.of_roots.push((root.clone(), config)),
                Err(error) if errors.contains(&error) => {}
                Err(error) => errors.push(error),
            }
        }
        // A file outside every root that a root's file imports goes by the first root's configuration.
        settings.default = settings.of_roots.first().map(|(_, config)| config.clone()).unwrap_or_default();
        (settings, errors)
    }

    /// The configuration that counts for the file at `path`.
    pub fn of(&self, path: &Path) -> &Config {
        let holding = self.of_roots.iter().filter(|(root, _)| path.starts_with(root));
        holding.max_by_key(|(root, _)| root.as_os_str().len()).map_or(&self.default, |(_, config)| config)
    }

    /// Where installed packages are, by the first root's configuration.
    pub fn environment(&self) -> &environment::Setting {
        &self.default.environment
    }

    /// Changes every configuration, as the command line's options do.
    pub fn change(&mut self, change: impl Fn(&mut Config)) {
        self.of_roots.iter_mut().for_each(|(_, config)| change(config));
        change(&mut self.default);
    }

    /// Whether `path` is a file that configurations are read from.
    pub fn is_config_file(path: &Path) -> bool {
        path.file_name().is_some_and(|name| name == "crosswire.toml" || name == "pyproject.toml")
    }
}

/// What is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {message}", file.display(), line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct ConfigError {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: Option<u32>,
    /// What is wrong.
    pub message: String,
}

/// The rule of this name; what was probably meant, where there is none.
pub fn rule_named(name: &str) -> Result<&'static str, String> {
    let rules = crate::rules::all().iter().map(|rule| rule.name);
    match rules.clone().find(|rule| *rule == name) {
        Some(rule) => Ok(rule),
        None => Err(unknown("rule", name, rules)),
    }
}

/// "unknown rule `x`; did you mean `y`?"
pub fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str>) -> String {
    let near = known
        .map(|known| (strsim::normalized_damerau_levenshtein(name, known), known))
        .filter(|(nearness, _)| *nearness >= 0.5)
        .max_by(|(left, _), (right, _)| left.total_cmp(right));
    match near {
        Some((_, near)) => format!("unknown {what} `{name}`; did you mean `{near}`?"),
        None => format!("unknown {what} `{name}`"),
    }
}
