//! Contracts as plain data: what one component's two sides promise each other.
//!
//! `link` fills these structs, `rules` and `ide` read them. Every place in them is a [`Site`](crate::text::Site)
//! in a real file, also for what stands inside a script in a Python string.

mod circumstances;
mod component;
mod known;
mod manifest;
mod mount;
mod needs;
mod renderer;
mod script;
mod theme;

pub use circumstances::{Cached, Circumstances, Literal, Special, SpecialKind, StaleData, Twin};
pub use component::{Component, Source, Varying};
pub use known::{Known, Opened};
pub use manifest::{AssetDir, Built, Manifest, ManifestEntry};
pub use mount::{
    Argument, Callable, Callback, CallbackBody, CallbackValue, DataArg, DefaultArg, Field, Insertion, KeyArg, Mount,
    Phase, Read, ReadHow, ResultWrite, StateAccess, StateHow, ValueKind,
};
pub use needs::{Condition, Constant, Holds, Needs};
pub use renderer::{
    Arrival, Effect, EffectKind, Element, Lookup, LostCleanup, Markup, NameKind, Rendering, RootMember, RootWrite,
    SharedState, Style, Unsendable, Wanted, Within,
};
pub use script::{DataRead, Renderer, Script, ScriptKind, Send, SendKind, SentValue, SplitSends};
pub use theme::{STREAMLIT, THEME_VARIABLES, ThemeVariable};

/// One component with everything that mounts it.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The registration.
    pub component: Component,
    /// What its script does.
    pub script: Script,
    /// What happens each time its renderer runs.
    pub rendering: Rendering,
    /// Its html.
    pub markup: Markup,
    /// Its css.
    pub style: Style,
    /// Its mounts. One call may stand here several times: once for each way in which a wrapper reaches it.
    pub mounts: Vec<Mount>,
    /// Code that cannot be followed and got the component: it may mount it in ways that were not seen.
    pub escapes: Vec<Opened>,
}
