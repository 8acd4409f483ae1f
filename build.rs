//! Makes a changed Python file of the preview rebuild the crate: the macro that embeds them is not asked again by itself.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::{env, fs, io};

const PYTHON: &str = "src/preview/python";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={PYTHON}");
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let mut state = DefaultHasher::new();
    hash_folder(&Path::new(&root).join(PYTHON), &mut state)?;
    println!("cargo::rustc-env=CROSSWIRE_PYTHON_HASH={:x}", state.finish());
    Ok(())
}

fn hash_folder(folder: &Path, state: &mut DefaultHasher) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            hash_folder(&path, state)?;
        } else if path.extension().is_some_and(|extension| extension == "py") {
            path.hash(state);
            fs::read(&path)?.hash(state);
        }
    }
    Ok(())
}
