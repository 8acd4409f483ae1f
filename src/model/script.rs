//! The renderer: what a component's script sends and needs.

use crate::model::{Known, Needs};
use crate::text::{FileId, Site, Word};

/// What a component's script does, over all the modules it is made of.
#[derive(Clone, Debug)]
pub struct Script {
    /// Where it comes from.
    pub kind: ScriptKind,
    /// The file it is in: the script's own, or the host file of an inline one. None where there is none.
    pub file: Option<FileId>,
    /// The renderer.
    pub renderer: Renderer,
    /// The keys it sends, one entry a place.
    pub sends: Known<Send>,
    /// Sends that reach Streamlit in two messages less than 20 ms apart.
    pub splits: Vec<SplitSends>,
    /// The fields of `data` that it reads, one entry a place; open where `data` goes as a whole to what cannot be
    /// followed, or a field is read by a computed name.
    pub data_reads: Known<DataRead>,
    /// The files of its modules, its own among them.
    pub modules: Vec<FileId>,
    /// The TypeScript files that its modules import beside those: nothing of them is run, so what they declare are
    /// types.
    pub typings: Vec<FileId>,
    /// Where it does not parse, with what is wrong in words.
    pub syntax_errors: Vec<(Site, String)>,
}

/// Where a script comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptKind {
    /// There is none, or it is not known.
    None,
    /// A string in the host script.
    Inline,
    /// One file of the workspace.
    File,
    /// The sources of a front end, followed by their imports.
    Sources,
    /// A built bundle.
    Bundle,
}

/// The default export of a script.
#[derive(Clone, Debug, PartialEq)]
pub enum Renderer {
    /// A function.
    Function(Site),
    /// There is no default export, or it is no function; the site is the export, where there is one.
    Missing(Option<Site>),
    /// It could not be followed.
    Unknown,
}

/// One place that sends a key.
#[derive(Clone, Debug, PartialEq)]
pub struct Send {
    /// The key and where it is written, without quotes.
    pub key: Word,
    /// State or trigger.
    pub kind: SendKind,
    /// The call that sends.
    pub call: Site,
    /// What decides whether it can happen, beside what people do on the page.
    pub needs: Needs,
    /// Whether it runs whenever the renderer runs: in its body, unconditionally, not in a handler.
    pub on_render: bool,
    /// What is sent.
    pub value: SentValue,
}

impl Send {
    /// Whether it can happen whatever a mount passes.
    pub fn is_certain(&self) -> bool {
        self.needs == Needs::Nothing
    }
}

/// The two kinds of send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SendKind {
    /// `setStateValue`.
    State,
    /// `setTriggerValue`.
    Trigger,
}

/// The shape of a sent value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentValue {
    /// A plain object; Python sees a dict.
    Object,
    /// An array.
    Array,
    /// A string, number, boolean or null.
    Primitive,
    /// Not known.
    Unknown,
}

/// One place that reads a field of `data`.
#[derive(Clone, Debug, PartialEq)]
pub struct DataRead {
    /// The field and where it is written, without quotes.
    pub field: Word,
    /// The whole expression, `data.field`; the name alone where it is taken apart by a pattern.
    pub site: Site,
    /// Whether a missing field does no harm here: it stands behind a test or a `?.`, or has a fall-back.
    pub guarded: bool,
    /// Whether `data` itself may be `null` here: `data?.field`, or a read behind a test of `data`.
    pub null_guarded: bool,
}

/// Two sends that leave in separate tasks less than 20 ms apart.
#[derive(Clone, Debug, PartialEq)]
pub struct SplitSends {
    /// The call of the first, always a trigger.
    pub first: Site,
    /// Its key.
    pub first_key: String,
    /// The call of the second.
    pub second: Site,
    /// Its key.
    pub second_key: String,
    /// The second's kind.
    pub second_kind: SendKind,
    /// The milliseconds between them.
    pub gap_ms: u32,
}
