//! What happens each time the renderer runs: what it looks up, what it leaves behind, what it returns.

use crate::model::Known;
use crate::text::{Site, Word};

/// One run of the renderer, and of the handlers that it leaves behind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rendering {
    /// Whether the script was written by hand. Of a bundle nothing below is known.
    pub by_hand: bool,
    /// Whether the renderer could be followed to its end. Else only strings, imports and JSX are known.
    pub followed: bool,
    /// Elements that it looks up.
    pub lookups: Vec<Lookup>,
    /// Members of the component's root that it uses.
    pub root_members: Vec<RootMember>,
    /// Whether it asks what kind of thing its root is.
    pub asks_root_kind: bool,
    /// Writes that replace everything in the root.
    pub root_writes: Vec<RootWrite>,
    /// What stays when the run is over.
    pub effects: Vec<Effect>,
    /// What the renderer returns that is no function, in words, and where.
    pub other_returns: Vec<(String, Site)>,
    /// Ways out of a later run that return nothing, where the first run returned a cleanup function.
    pub lost_cleanups: Vec<LostCleanup>,
    /// Variables of the module that hold what belongs to one instance.
    pub shared: Vec<SharedState>,
    /// Modules that it imports.
    pub imports: Vec<Word>,
    /// JSX in a script that no build step turns into calls.
    pub jsx: Option<Site>,
    /// What is sent and does not survive it.
    pub unsendable: Vec<Unsendable>,
    /// Sends in the renderer's body whose value is computed from `data` so that it differs from it.
    pub changing_sends: Vec<Site>,
    /// `var(--name)` without a fallback in the script's strings.
    pub variables: Vec<Word>,
    /// Custom properties that the script's strings name otherwise, so may set.
    pub named_properties: Vec<String>,
}

/// A search for an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    /// The whole call.
    pub call: Site,
    /// The method.
    pub method: String,
    /// The expression that is searched in.
    pub receiver: Site,
    /// Where it searches.
    pub within: Within,
    /// The selector, id, class or tag.
    pub selector: Word,
    /// The names that it asks for, where each is written out.
    pub names: Vec<(NameKind, Word)>,
    /// Whether the component's markup has such an element; none where that is not known.
    pub in_markup: Option<bool>,
    /// The part of the selector that no element of the markup has.
    pub wanted: Option<Wanted>,
    /// Whether the script may make such an element itself before.
    pub may_be_made: bool,
    /// The first use that throws where nothing was found.
    pub used: Option<Site>,
    /// The test that ends every run of the renderer where nothing was found: `if (!root) return`.
    pub given_up: Option<Site>,
    /// Whether another search stands in where this one finds nothing.
    pub has_alternative: bool,
    /// How the renderer calls its root here.
    pub root_name: Option<String>,
}

/// Where an element is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// In the component's root, or in an element of it.
    Root,
    /// In the page.
    Document,
}

/// A name that a selector asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// What kind of name.
    pub kind: NameKind,
    /// The name.
    pub name: Word,
}

/// The kinds of name that markup gives its elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// An id.
    Id,
    /// A class.
    Class,
    /// A tag.
    Tag,
    /// An attribute.
    Attribute,
}

/// A use of a member of the root.
#[derive(Clone, Debug, PartialEq)]
pub struct RootMember {
    /// The member.
    pub name: Word,
    /// The whole expression, `parentElement.style`.
    pub site: Site,
}

/// A write that replaces everything in the root.
#[derive(Clone, Debug, PartialEq)]
pub struct RootWrite {
    /// What is written, `parentElement.innerHTML`.
    pub site: Site,
    /// The text that is written, where it is known.
    pub text: Option<String>,
}

/// Something that a run leaves behind and that the next run adds to.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// What it does.
    pub kind: EffectKind,
    /// The called expression.
    pub site: Site,
    /// Whether every run does it.
    pub certain: bool,
    /// Whether the run takes back what an earlier one left.
    pub undone: bool,
}

/// The kinds of effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EffectKind {
    /// A listener for this event, where it is known, on something that outlives the run.
    Listener(Option<String>),
    /// An element that is added to one that outlives the run.
    Addition,
    /// An interval timer.
    Interval,
    /// A loop of animation frames.
    FrameLoop,
}

/// A way out of a later run that returns nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct LostCleanup {
    /// The `return`, or the test whose other side ends without one.
    pub site: Site,
    /// The cleanup function that the first run returned.
    pub cleanup: Site,
}

/// A variable of the module that holds what belongs to one instance.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedState {
    /// The variable.
    pub name: String,
    /// Its declaration.
    pub declared: Site,
    /// The assignment's target.
    pub write: Site,
    /// What is assigned, in words.
    pub holds: &'static str,
}

/// A sent value that does not survive being sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsendable {
    /// The value.
    pub site: Site,
    /// What it is, in words: "a Map".
    pub what: &'static str,
    /// What Python gets.
    pub arrives: Arrival,
}

/// What becomes of a value that JSON does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// An empty dict.
    Empty,
    /// A dict that says nothing of it.
    Hollow,
    /// Nothing.
    Dropped,
}

/// A component's html.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Markup {
    /// Its elements, outer ones first.
    pub elements: Known<Element>,
    /// `var(--name)` without a fallback in style attributes and `<style>`.
    pub variables: Vec<Word>,
    /// Custom properties that it sets.
    pub properties: Vec<Word>,
}

/// An element of a component's html.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its tag, in lower case.
    pub tag: Word,
    /// Its id.
    pub id: Option<Word>,
    /// Its classes.
    pub classes: Vec<Word>,
    /// Its attributes with their values, names in lower case.
    pub attributes: Vec<(Word, Option<Word>)>,
    /// The element around it, by its place among the elements.
    pub parent: Option<usize>,
}

/// A component's css.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Style {
    /// Whether a text is given.
    pub is_given: bool,
    /// Whether all of the text is known.
    pub is_known: bool,
    /// Ids and classes that its selectors name.
    pub names: Vec<(NameKind, Word)>,
    /// `var(--name)` without a fallback.
    pub variables: Vec<Word>,
    /// Custom properties that it sets.
    pub properties: Vec<Word>,
    /// `<style>` and `</style>` tags in it.
    pub tags: Vec<Site>,
}
