//! Which file a script's import names.

use std::path::{Path, PathBuf};

use crate::vfs;

const EXTENSIONS: [&str; 5] = ["js", "mjs", "ts", "tsx", "jsx"];

/// Whether a path looks like a script.
pub fn is_script(path: &Path) -> bool {
    path.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known))
}

/// The file that an import of `specifier` in the script at `from` names. Only relative specifiers name a file
/// of the workspace.
pub fn resolve(from: &Path, specifier: &str, exists: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    if !specifier.starts_with("./") && !specifier.starts_with("../") {
        return None;
    }
    let specifier = specifier.split(['?', '#']).next().unwrap_or(specifier);
    let path = vfs::plain(Path::new(specifier), from.parent()?);
    let name = path.file_name()?.to_string_lossy().into_owned();
    let with_extension = EXTENSIONS.iter().map(|extension| path.with_file_name(format!("{name}.{extension}")));
    // TypeScript sources import `./x.js` and mean `./x.ts`.
    let typed = name
        .strip_suffix(".js")
        .map(|stem| ["ts", "tsx"].map(|extension| path.with_file_name(format!("{stem}.{extension}"))));
    let index = EXTENSIONS.iter().map(|extension| path.join(format!("index.{extension}")));
    let candidates =
        std::iter::once(path.clone()).chain(with_extension).chain(typed.into_iter().flatten()).chain(index);
    candidates.into_iter().find(|candidate| exists(candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_specifiers_find_their_files() {
        let files = ["/w/a.js", "/w/lib/index.ts", "/w/c.tsx", "/w/d.x.mjs"];
        let exists = |path: &Path| files.iter().any(|file| Path::new(file) == path);
        let cases = [
            ("./a.js", Some("/w/a.js")),
            ("./a", Some("/w/a.js")),
            ("./a.js?v=1", Some("/w/a.js")),
            ("./lib", Some("/w/lib/index.ts")),
            ("./c.js", Some("/w/c.tsx")),
            ("./d.x", Some("/w/d.x.mjs")),
            ("../w/a.js", Some("/w/a.js")),
            ("./gone.js", None),
            ("react", None),
            ("/a.js", None),
        ];
        for (specifier, expected) in cases {
            let found = resolve(Path::new("/w/main.js"), specifier, &exists);
            assert_eq!(found.as_deref(), expected.map(Path::new), "{specifier}");
        }
    }
}
