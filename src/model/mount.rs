//! The mount, and everything the host script does with its result, its callbacks and its session state.

use crate::model::{Circumstances, Known, Literal, Opened, Special};
use crate::text::{FileId, Site, Word};

/// One call of a registered component.
#[derive(Clone, Debug, PartialEq)]
pub struct Mount {
    /// The whole call.
    pub site: Site,
    /// The called expression: where a squiggle for the mount as a whole stands.
    pub callee: Site,
    /// The calls of wrapper functions that led here, outermost first.
    pub via: Vec<Site>,
    /// When it ran, in the order of its host script; comparable within one `run`.
    pub order: u32,
    /// The host script whose run reached it.
    pub run: FileId,
    /// Whether a run may skip it.
    pub conditional: bool,
    /// The `key=` argument.
    pub key: KeyArg,
    /// The `on_<key>_change=` arguments.
    pub callbacks: Known<Callback>,
    /// The `default=` argument.
    pub default: DefaultArg,
    /// The `data=` argument.
    pub data: DataArg,
    /// Every keyword argument as it is named, those above included; open where a `**` could not be followed.
    pub arguments: Known<Argument>,
    /// Arguments without a name, which a mount does not take.
    pub positional: Vec<Site>,
    /// The values in its `data` that are certainly there and are no plain JSON.
    pub specials: Vec<Special>,
    /// What the run around it makes of it.
    pub circumstances: Circumstances,
    /// Where another keyword argument can be written.
    pub insertion: Insertion,
    /// Reads of keys of its result, those inside callbacks left out.
    pub reads: Known<Read>,
    /// Assignments to its result, those inside callbacks left out.
    pub result_writes: Vec<ResultWrite>,
    /// Reads and writes of `st.session_state[key]`, where `key` is this mount's literal key; those inside
    /// its callbacks left out.
    pub state: Vec<StateAccess>,
}

/// A keyword argument of a mount.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name and where that is written.
    pub name: Word,
    /// The value's expression.
    pub value: Site,
    /// What the value is.
    pub kind: ValueKind,
    /// The value, where it is known for what it is.
    pub literal: Option<Literal>,
    /// Whether it is given whenever the mount runs.
    pub certain: bool,
}

/// What a Python value is, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// `None`.
    None,
    /// Something that can be called.
    Callable,
    /// A dict.
    Dict,
    /// A list or tuple.
    List,
    /// A string.
    Str,
    /// Another value that cannot be called, in words: "the number 5".
    Other(String),
    /// Not known, or one of several.
    Unknown,
}

/// The `key=` argument of a mount.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyArg {
    /// Not given, or `None`.
    Absent,
    /// A string or number that is known.
    Literal(Word),
    /// Given, but not known.
    Unknown(Opened),
}

impl KeyArg {
    /// The key's text, where it is known.
    pub fn literal(&self) -> Option<&Word> {
        match self {
            KeyArg::Literal(word) => Some(word),
            KeyArg::Absent | KeyArg::Unknown(_) => None,
        }
    }
}

/// An `on_<key>_change=` argument.
#[derive(Clone, Debug, PartialEq)]
pub struct Callback {
    /// The key; its site is the `<key>` part of the name where it is written.
    pub key: Word,
    /// The whole name, `on_<key>_change`, where it is written.
    pub name: Site,
    /// The whole argument or dict item (`on_k_change=f`, `"on_k_change": f`), for an edit that removes it;
    /// none where it is not written in one piece.
    pub argument: Option<Site>,
    /// The value's expression.
    pub value: Site,
    /// What the value is.
    pub kind: CallbackValue,
    /// Whether it is given whenever the mount runs.
    pub certain: bool,
    /// What its function does when it runs.
    pub body: CallbackBody,
    /// Where the key is written, too: in another branch, or in an assignment that this one took the place of.
    pub also: Vec<Word>,
}

/// What is given as a callback.
#[derive(Clone, Debug, PartialEq)]
pub enum CallbackValue {
    /// Something that can be called.
    Callable(Callable),
    /// `None`, always.
    None,
    /// A value that can never be called, in words: "the string 'x'".
    NotCallable(String),
    /// The result of calling, on the spot, a function that takes no arguments and returns nothing.
    CalledOnTheSpot {
        /// The function's name.
        function: String,
        /// The parentheses, which a fix removes.
        parens: Site,
    },
    /// Not known, or one of several (`on_x or (lambda: None)` is `Callable`; `on_x` that may be `None` is this).
    Unknown,
}

/// A function that is given as a callback.
#[derive(Clone, Debug, PartialEq)]
pub struct Callable {
    /// Its name, "lambda" for a lambda.
    pub name: String,
    /// Its definition, where it is in the workspace.
    pub definition: Option<Site>,
    /// The parameters that a call without arguments leaves without a value; none where the signature is not
    /// known. `self` of a bound method, `partial`'s arguments, defaults, `*args` and `**kwargs` are counted off.
    pub required: Option<Vec<String>>,
    /// Whether it is `async def`.
    pub is_async: bool,
}

/// What a callback does when it runs, as far as it could be followed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CallbackBody {
    /// Reads of the same mount's result.
    pub reads: Vec<Read>,
    /// Assignments to the same mount's result.
    pub result_writes: Vec<ResultWrite>,
    /// Reads and writes of the same mount's session state.
    pub state: Vec<StateAccess>,
    /// Calls of `st.rerun()`.
    pub reruns: Vec<Site>,
}

/// The `default=` argument of a mount.
#[derive(Clone, Debug, PartialEq)]
pub enum DefaultArg {
    /// Not given, or `None`.
    Absent,
    /// A dict.
    Dict {
        /// Its keys.
        keys: Known<Field>,
        /// The argument's value.
        site: Site,
    },
    /// Something that is no dict, in words: "a list".
    NotADict {
        /// What it is.
        what: String,
        /// The argument's value.
        site: Site,
    },
    /// Not known.
    Unknown(Opened),
}

/// The `data=` argument of a mount.
#[derive(Clone, Debug, PartialEq)]
pub enum DataArg {
    /// Not given, or `None`.
    Absent,
    /// A dict.
    Dict {
        /// Its fields.
        fields: Known<Field>,
        /// The argument's value.
        site: Site,
    },
    /// A value that is no dict: text, bytes, a list, a data frame.
    Other {
        /// What it is.
        kind: ValueKind,
        /// The argument's value.
        site: Site,
    },
    /// Not known.
    Unknown(Opened),
}

/// A key of a dict that is passed to a mount.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key and where it is written.
    pub key: Word,
    /// The whole item (`"k": v`), for an edit that removes it; none where it is not written in one piece.
    pub item: Option<Site>,
    /// The value's expression.
    pub value: Site,
    /// What the value is.
    pub kind: ValueKind,
    /// The value, where it is known for what it is.
    pub literal: Option<Literal>,
    /// Whether it is there whenever the mount runs.
    pub certain: bool,
    /// Where the key is written, too: in another branch, or in an assignment that this one took the place of.
    pub also: Vec<Word>,
}

/// Where another keyword argument can be written into a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Insertion {
    /// The empty site for the new text.
    pub at: Site,
    /// What goes before the new argument: nothing, `, `, or a line break with its indentation.
    pub before: String,
    /// What goes after it: nothing, or `,` where the arguments stand one a line.
    pub after: String,
}

/// When something in a host script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// As part of the script's body.
    Body,
    /// In a callback.
    Callback,
}

/// A read of a key of a mount's result.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The key and where it is written.
    pub key: Word,
    /// The whole expression, `result.k`.
    pub site: Site,
    /// The object that is read, `result`.
    pub object: Site,
    /// How it is read.
    pub how: ReadHow,
    /// Whether a missing key does no harm here: it stands behind a test of the key's presence, or in a `try`.
    pub guarded: bool,
}

/// The ways to read a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadHow {
    /// `result.k`.
    Attribute,
    /// `result["k"]`.
    Item,
    /// `result.get("k")`, `getattr(result, "k", default)`, `"k" in result`.
    Soft,
}

/// An assignment to a mount's result.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultWrite {
    /// The key.
    pub key: Word,
    /// The assigned expression, `result.k`.
    pub site: Site,
}

/// A use of a mount's entry in the session state.
#[derive(Clone, Debug, PartialEq)]
pub struct StateAccess {
    /// The component's key (`k` in `st.session_state["c"].k`); none for the entry as a whole.
    pub key: Option<Word>,
    /// The whole expression.
    pub site: Site,
    /// What is done.
    pub how: StateHow,
    /// When it ran, as [`Mount::order`].
    pub order: u32,
    /// The host script whose run reached it.
    pub run: FileId,
    /// Whether a run may skip it.
    pub conditional: bool,
    /// Whether it stands behind a test that the entry exists, or in a `try`.
    pub guarded: bool,
    /// Whether it runs with the body that mounts, or in some callback before the body.
    pub phase: Phase,
}

/// What is done with session state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateHow {
    /// It is read.
    Read,
    /// It is assigned.
    Write,
    /// It is deleted.
    Delete,
}
