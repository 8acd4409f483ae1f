//! What `.streamlit/config.toml` says that the page and the server need.
//!
//! May not know what is done with it.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::Theme;

/// The file's part that counts here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AppConfig {
    /// `theme.base`, where it is a known one.
    pub base: Option<Theme>,
    /// `[theme]` with the tables below it, as it stands there.
    pub theme: Map<String, Value>,
    /// The folder `static/` where `server.enableStaticServing` opens it.
    pub static_files: Option<PathBuf>,
}

impl AppConfig {
    /// Reads the file of the folder that the app is run from, else that of the script's folder. One that is missing
    /// or broken says nothing.
    pub fn read(root: &Path, script: &Path) -> Self {
        let own = script.parent().unwrap_or(root);
        let table = [root, own].iter().find_map(|folder| {
            std::fs::read_to_string(folder.join(".streamlit/config.toml")).ok()?.parse::<toml::Table>().ok()
        });
        let table = table.and_then(|table| serde_json::to_value(table).ok()).unwrap_or_default();
        let theme = table.get("theme").and_then(Value::as_object).cloned().unwrap_or_default();
        let base = match theme.get("base").and_then(Value::as_str) {
            Some("light") => Some(Theme::Light),
            Some("dark") => Some(Theme::Dark),
            _ => None,
        };
        let opened = table.pointer("/server/enableStaticServing").and_then(Value::as_bool).unwrap_or(false);
        Self { base, theme, static_files: opened.then(|| own.join("static")) }
    }
}
