//! The pages' own files: inside the program, or read from the disk while somebody works on them.
//!
//! May not know what the files do.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "src/preview/page"]
struct Page;

#[derive(RustEmbed)]
#[folder = "src/preview/inspector"]
struct Inspector;

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    /// The app's.
    App,
    /// The inspector's.
    Inspector,
}

impl Pages {
    /// A file, `index.html` for the empty path.
    pub fn answer(self, path: &str) -> Response {
        let path = if path.is_empty() { "index.html" } else { path };
        match self.read(path) {
            Some(bytes) => ([(header::CONTENT_TYPE, content_type(Path::new(path)))], bytes).into_response(),
            // The address of one of an app's pages, which a person may have kept.
            None if self == Pages::App && !path.contains(['.', '/']) => self.answer("index.html"),
            None => (StatusCode::NOT_FOUND, "crosswire: there is no such file\n").into_response(),
        }
    }

    fn read(self, path: &str) -> Option<Cow<'static, [u8]>> {
        if let Some(folder) = self.on_disk() {
            let plain = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
            return if plain { std::fs::read(folder.join(path)).ok().map(Cow::Owned) } else { None };
        }
        match (self, path) {
            (Pages::App, "index.html") => Some(Cow::Borrowed(APP_INDEX.as_bytes())),
            (Pages::Inspector, "index.html") => Some(Cow::Borrowed(INSPECTOR_INDEX.as_bytes())),
            (Pages::App, path) => Page::get(path).map(|file| file.data),
            (Pages::Inspector, path) => Inspector::get(path).map(|file| file.data),
        }
    }

    /// `CROSSWIRE_PAGE_DIR` spares those who work on the page a build for each change.
    fn on_disk(self) -> Option<PathBuf> {
        let page = cfg!(debug_assertions).then(|| std::env::var_os("CROSSWIRE_PAGE_DIR")).flatten()?;
        match self {
            Pages::App => Some(PathBuf::from(page)),
            Pages::Inspector => Some(Path::new(&page).parent()?.join("inspector")),
        }
    }
}

static APP_INDEX: LazyLock<String> = LazyLock::new(index::<Page>);
static INSPECTOR_INDEX: LazyLock<String> = LazyLock::new(index::<Inspector>);

/// The page, with all of its modules and style sheets named at its head: the browser fetches them at once, rather
/// than each after the one that imports it has come.
fn index<Files: RustEmbed>() -> String {
    let page =
        Files::get("index.html").map(|file| String::from_utf8_lossy(&file.data).into_owned()).unwrap_or_default();
    let mut links = String::new();
    for path in Files::iter() {
        // Writing into a text cannot fail.
        let _ = match Path::new(&*path).extension().and_then(|ending| ending.to_str()) {
            Some("js") => writeln!(links, "    <link rel=\"modulepreload\" href=\"{path}\" />"),
            Some("css") => writeln!(links, "    <link rel=\"preload\" as=\"style\" href=\"{path}\" />"),
            _ => Ok(()),
        };
    }
    page.replacen("    <link rel=\"stylesheet\"", &format!("{links}    <link rel=\"stylesheet\""), 1)
}

/// The content type of a file by its name.
pub fn content_type(path: &Path) -> String {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    match guess.type_() == mime_guess::mime::TEXT || guess.subtype() == "json" || guess.subtype() == "javascript" {
        true => format!("{guess}; charset=utf-8"),
        false => guess.to_string(),
    }
}
