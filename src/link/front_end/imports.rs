//! The file that a script's import names.

use std::path::{Path, PathBuf};

use super::super::Sources;
use super::at;
use crate::discover::scripts::is_script;
use crate::text::FileId;
use crate::vfs::plain;

/// How a front end's tools read names of modules that are no paths.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    /// What a name begins with (`@/`), or is, and the folders or files that this stands for.
    pub(super) prefixes: Vec<(String, PathBuf)>,
    /// The folder in which names are looked up that nothing else explains.
    pub(super) base: Option<PathBuf>,
}

/// Where Streamlit serves the `static` folder of an app.
const SERVED: &str = "/app/static/";

/// The file that an import of `specifier` names, as imported by the script file `from`. What a package manager
/// installed is nobody's source here.
pub fn imported(from: FileId, specifier: &str, aliases: &Aliases, sources: &dyn Sources) -> Option<FileId> {
    let (name, query) = specifier.split_once('?').unwrap_or((specifier, ""));
    if ["raw", "url", "worker", "sharedworker", "inline"].iter().any(|kind| query.starts_with(kind)) {
        return None;
    }
    if name.starts_with('.') {
        let file = sources.script_module(from, name)?;
        return is_followed(&sources.path(file)).then_some(file);
    }
    if let Some(served) = name.strip_prefix(SERVED) {
        let path = sources.path(from);
        return path
            .ancestors()
            .skip(1)
            .find_map(|folder| at(&plain(&folder.join("static"), Path::new("")).join(served), sources));
    }
    let aliased = aliases.prefixes.iter().filter_map(|(prefix, target)| {
        let rest = name.strip_prefix(prefix.as_str())?;
        let whole = rest.is_empty() || prefix.ends_with('/') || rest.starts_with('/');
        whole.then(|| plain(Path::new(rest.trim_start_matches('/')), target))
    });
    let based = aliases.base.iter().map(|base| plain(Path::new(name), base));
    aliased.chain(based).filter(|path| is_followed_folder(path)).find_map(|path| at(&path, sources))
}

/// Whether a file is a script that is read.
pub(super) fn is_followed(path: &Path) -> bool {
    is_script(path) && is_followed_folder(path)
}

fn is_followed_folder(path: &Path) -> bool {
    path.components().all(|part| part.as_os_str() != "node_modules")
}
