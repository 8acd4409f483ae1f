//! From an asset to the script that was written: the sources of the front end that the asset is built of, the asset
//! itself where it is written by hand, else the bundle.
//!
//! `settings` reads what the front end's tools are told, `imports` finds the file that an import names.

mod imports;
mod settings;

use std::path::{Path, PathBuf};

pub use self::imports::{Aliases, imported};
use self::settings::{Entry, Settings};
use super::{Sources, script};
use crate::model::{AssetDir, Opened, Renderer, Script, ScriptKind};
use crate::text::{Embedded, FileId, Word};

/// The endings that a front end's first source can have.
const SOURCE_ENDINGS: [&str; 6] = ["tsx", "ts", "jsx", "js", "mts", "mjs"];
/// The names that it goes by where nothing says otherwise.
const SOURCE_STEMS: [&str; 3] = ["index", "main", "renderer"];
/// Lines of more bytes than this on average are a bundle's.
const LONGEST_LINES: usize = 300;

/// The script that a `js=` path or glob stands for; what opens its sets, where there is none.
pub fn script(pattern: &Word, files: &[FileId], dir: &AssetDir, sources: &dyn Sources) -> Result<Script, Opened> {
    let AssetDir::Declared { manifest, folder, .. } = dir else { return Err(without_file(pattern, files, dir)) };
    let top = sources.path(manifest.file).parent().map(Path::to_path_buf).unwrap_or_default();
    if let Some((entry, aliases)) = entry(pattern, folder, &top, sources)
        && !files.contains(&entry)
        && let Ok(text) = sources.text(entry)
    {
        let text = Embedded::whole_file(entry, text).into();
        let script = script::follow_with(&text, Some(entry), ScriptKind::Sources, aliases, sources);
        if !matches!(script.renderer, Renderer::Missing(_)) {
            return Ok(script);
        }
    }
    match files {
        [file] => asset(*file, pattern, sources),
        _ => Err(without_file(pattern, files, dir)),
    }
}

/// The one file of the asset dir that is meant.
fn asset(file: FileId, pattern: &Word, sources: &dyn Sources) -> Result<Script, Opened> {
    let path = sources.path(file);
    let text = sources.text(file).map_err(|why| {
        let why = format!("`{}` cannot be read: {why}", path.display());
        Opened { site: pattern.site, why }
    })?;
    let kind = if is_built(&path, &text) { ScriptKind::Bundle } else { ScriptKind::File };
    Ok(script::follow(&Embedded::whole_file(file, text).into(), Some(file), kind, sources))
}

/// What bundlers write for each other to read, and nobody by hand.
const MARKS: [&str; 3] = ["__esModule", "@__PURE__", "//# sourceMappingURL="];

/// Whether a build made a script: its name ends in a hash, its lines are longer than anyone's, or it is marked so.
fn is_built(path: &Path, text: &str) -> bool {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let hash = stem.rsplit(['-', '.']).next().filter(|hash| hash.len() < stem.len()).unwrap_or_default();
    let is_hash = hash.len() >= 8
        && hash.chars().all(|char| char.is_ascii_alphanumeric() || char == '_')
        && hash.chars().any(|char| char.is_ascii_digit() || char.is_ascii_uppercase());
    let lines = 1 + text.bytes().filter(|byte| *byte == b'\n').count();
    is_hash
        || text.len() > 10 * LONGEST_LINES && text.len() / lines > LONGEST_LINES
        || text.len() >= script::LARGE && MARKS.iter().any(|mark| text.contains(mark))
}

/// The first source of the front end that the asset dir is built of, and how its imports are to be read.
fn entry(pattern: &Word, dir: &Path, top: &Path, sources: &dyn Sources) -> Option<(FileId, Aliases)> {
    let home = dir
        .ancestors()
        .take_while(|folder| folder.starts_with(top))
        .find(|folder| sources.file(&folder.join("package.json")).is_some())?;
    if home.components().any(|part| part.as_os_str() == "node_modules") {
        return None;
    }
    let settings = Settings::of(home, sources);
    let entry = match &settings.entry {
        Some(entry) => configured(entry, &pattern.text, sources)?,
        None => {
            let named = settings.package_entries.iter().find_map(|path| source(path, home, sources));
            named.or_else(|| by_convention(home, sources))?
        }
    };
    Some((entry, settings.aliases))
}

/// The entry that the build's settings name; of several, the one whose output the pattern fits.
fn configured(entry: &Entry, pattern: &str, sources: &dyn Sources) -> Option<FileId> {
    match entry {
        Entry::One(path) => at(path, sources),
        Entry::Named(entries) => {
            let output = output_name(pattern);
            let fits = |name: &str| name == output || name.rsplit('/').next() == Some(output);
            match entries.as_slice() {
                [(_, only)] => at(only, sources),
                several => several.iter().find(|(name, _)| fits(name)).and_then(|(_, path)| at(path, sources)),
            }
        }
    }
}

/// The name of a build's output without its folder, hash and ending: `chart` of `assets/chart-*.js`.
fn output_name(pattern: &str) -> &str {
    let name = pattern.rsplit('/').next().unwrap_or(pattern);
    let fixed = name.split(['*', '?', '[']).next().unwrap_or(name);
    let stem = fixed.strip_suffix(".js").or(fixed.strip_suffix(".mjs")).unwrap_or(fixed);
    stem.trim_end_matches(['-', '.', '_'])
}

/// A path that package.json names, where it is a source and nothing that the build makes.
fn source(path: &Path, home: &Path, sources: &dyn Sources) -> Option<FileId> {
    let is_source = path.starts_with(home.join("src"));
    is_source.then(|| at(path, sources)).flatten()
}

fn by_convention(home: &Path, sources: &dyn Sources) -> Option<FileId> {
    let names = SOURCE_STEMS.iter().flat_map(|stem| SOURCE_ENDINGS.iter().map(move |end| format!("{stem}.{end}")));
    names.into_iter().find_map(|name| sources.file(&home.join("src").join(name)))
}

/// The script at a path, whose ending may be left out.
fn at(path: &Path, sources: &dyn Sources) -> Option<FileId> {
    let with_ending = |ending: &&str| PathBuf::from(format!("{}.{ending}", path.display()));
    let candidates = std::iter::once(path.to_path_buf()).chain(SOURCE_ENDINGS.iter().map(with_ending));
    candidates
        .filter(|candidate| imports::is_followed(candidate))
        .chain(SOURCE_ENDINGS.iter().map(|ending| path.join(format!("index.{ending}"))))
        .find_map(|candidate| sources.file(&candidate))
}

/// Why a path or glob leads to no script.
fn without_file(pattern: &Word, files: &[FileId], dir: &AssetDir) -> Opened {
    let why = match dir {
        AssetDir::Unknown(opened) => return opened.clone(),
        AssetDir::NotToml { why, .. } => format!("the manifest cannot be read: {why}"),
        AssetDir::Undeclared(_) => format!("no manifest says where `{}` is", pattern.text),
        AssetDir::Declared { .. } if files.is_empty() => format!("no file of the asset dir is `{}`", pattern.text),
        AssetDir::Declared { .. } => format!("{} files of the asset dir are `{}`", files.len(), pattern.text),
    };
    Opened { site: pattern.site, why }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::is_built;

    #[test]
    fn a_build_is_known_by_its_name_its_lines_or_its_marks() {
        let by_hand = "const step = () => {}\n";
        let long = by_hand.repeat(4000);
        let cases = [
            ("index.js", by_hand.to_owned(), false),
            ("index-B3twChma.js", by_hand.to_owned(), true),
            ("color-picker.js", by_hand.to_owned(), false),
            ("index.js", "let a=1;".repeat(1000), true),
            ("index.js", long.clone(), false),
            ("index.js", format!("{long}var a = /* @__PURE__ */ f()\n"), true),
            ("index.js", format!("{by_hand}//# sourceMappingURL=index.js.map\n"), false),
        ];
        for (name, text, built) in cases {
            assert_eq!(is_built(Path::new(name), &text), built, "{name} of {} bytes", text.len());
        }
    }
}
