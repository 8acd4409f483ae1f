//! Paths as people read them.

use std::path::{Component, Path};

/// `path` from the folder `base`, with `/`. What shares nothing with it stays absolute.
pub fn shown(path: &Path, base: &Path) -> String {
    for (ups, above) in base.ancestors().enumerate() {
        if let Ok(rest) = path.strip_prefix(above) {
            let is_root = above.parent().is_none();
            if is_root && ups > 0 {
                break;
            }
            let down = rest.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
            let parts: Vec<String> = std::iter::repeat_n("..".to_owned(), ups).chain(down).collect();
            return if parts.is_empty() { ".".to_owned() } else { parts.join("/") };
        }
    }
    let separators = |part: Component<'_>| part.as_os_str().to_string_lossy().into_owned();
    let parts: Vec<String> = path.components().filter(|part| *part != Component::RootDir).map(separators).collect();
    let root = if path.has_root() && cfg!(unix) { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_the_working_folder() {
        let cases = [
            ("/w/app/x.py", "/w/app", "x.py"),
            ("/w/app/x.py", "/w/app/sub/deep", "../../x.py"),
            ("/w/app", "/w/app", "."),
            ("/other/x.py", "/w/app", "/other/x.py"),
            ("/w/x.py", "/", "w/x.py"),
        ];
        for (path, base, expected) in cases {
            assert_eq!(shown(Path::new(path), Path::new(base)), expected);
        }
    }
}
