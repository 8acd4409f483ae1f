//! The registration.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::{AssetDir, Cached, Opened};
use crate::text::{Embedded, FileId, Site, Word};

/// What one call of `st.components.v2.component` defines.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    /// Its name, where it is known.
    pub name: Option<Word>,
    /// The whole call.
    pub site: Site,
    /// The called expression: where a squiggle for the registration as a whole stands.
    pub callee: Site,
    /// The `html=` argument.
    pub html: Source,
    /// The `css=` argument.
    pub css: Source,
    /// The `js=` argument.
    pub js: Source,
    /// The `isolate_styles=` argument; none where it is not known.
    pub isolate_styles: Option<bool>,
    /// Arguments without a name beyond the first, which the call does not take.
    pub positional: Vec<Site>,
    /// What makes its name, its html and its css differ from run to run; none where nothing is known to.
    pub varies: Varying,
    /// The cached function that it stands in.
    pub cached: Option<Cached>,
    /// Registrations of the same run that give the same name another definition.
    pub rivals: Vec<Site>,
}

/// What makes a registration's texts differ from run to run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Varying {
    /// For its name.
    pub name: Option<Site>,
    /// For its html.
    pub html: Option<Site>,
    /// For its css.
    pub css: Option<Site>,
}

/// Where an `html=`, `css=` or `js=` text comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The argument is not given, or `None`.
    Absent,
    /// A text written in the host script or read from a file of the workspace.
    Text {
        /// The text with its map.
        text: Arc<Embedded>,
        /// The file it was read from, where it was read whole.
        file: Option<FileId>,
        /// The argument's value.
        site: Site,
    },
    /// A text without a line break that Streamlit takes as a path or glob below a manifest's asset dir.
    Asset {
        /// The path or glob.
        pattern: Word,
        /// The files that it names, asset dir resolved; empty where none was found.
        files: Vec<FileId>,
        /// The folder in which they are looked up.
        dir: AssetDir,
    },
    /// A file that the script reads to get the text, and that crosswire cannot read.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The expression that reads it.
        site: Site,
        /// Why, as the end of a sentence.
        why: String,
    },
    /// A value that is no text: a `Path`, bytes, a number.
    WrongType {
        /// What it is, in words: "a `Path`".
        what: String,
        /// The argument's value.
        site: Site,
    },
    /// A value that could not be followed.
    Unknown(Opened),
}

impl Source {
    /// The name of a source file of a front end that is given where Streamlit takes it for the text itself, as
    /// its ending is none of a path's.
    pub fn mistaken_name(&self) -> Option<&str> {
        let Source::Text { text, file: None, .. } = self else { return None };
        let name = text.literal()?.trim();
        let (_, ending) = name.rsplit_once('.')?;
        let is_source =
            matches!(ending, "ts" | "tsx" | "jsx" | "mts" | "vue" | "svelte" | "scss" | "sass" | "less" | "styl");
        let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'));
        (is_source && is_name).then_some(name)
    }
}
