//! Patterns for files, as ignore files write them.

use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns for paths below one folder. They mean what they mean in a `.gitignore` of that folder.
#[derive(Clone, Debug)]
pub struct Patterns {
    patterns: Gitignore,
}

impl Default for Patterns {
    fn default() -> Self {
        Self { patterns: Gitignore::empty() }
    }
}

impl Patterns {
    /// Patterns for what is below `folder`; what is wrong with the first one that is none.
    pub fn new<'p>(folder: &Path, patterns: impl Iterator<Item = &'p str>) -> Result<Self, String> {
        let mut builder = GitignoreBuilder::new(folder);
        let refused = |pattern: &str, error: ignore::Error| format!("`{pattern}` is not a file pattern: {error}");
        for pattern in patterns {
            builder.add_line(None, pattern).map_err(|error| refused(pattern, error))?;
        }
        let patterns = builder.build().map_err(|error| format!("the file patterns do not fit together: {error}"))?;
        Ok(Self { patterns })
    }

    /// Whether the path, or a folder that it is in, is meant.
    pub fn matches(&self, path: &Path, is_folder: bool) -> bool {
        if self.patterns.is_empty() {
            return false;
        }
        let Ok(inside) = path.strip_prefix(self.patterns.path()) else { return false };
        !inside.as_os_str().is_empty() && self.patterns.matched_path_or_any_parents(inside, is_folder).is_ignore()
    }
}
