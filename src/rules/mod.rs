//! The rules: one file each, with its name, severities, page and check.
//!
//! A rule sees one [`Contract`] and nothing else of the workspace: no tree, no file system, no configuration.
//! [`check`] runs all of them, lets the one that names a fault's cause speak for it ([`precedence`]), and
//! merges what several instances of one mount say alike. [`suppress`] then takes out what a comment ignores.

mod edits;
mod evidence;
mod finding;
mod near;
mod outlook;
mod page;
mod placement;
pub mod precedence;
mod runner;
pub mod suppress;

mod ambiguous_asset;
mod analysis_limit;
mod async_callback;
mod bad_source_type;
mod bare_import;
mod callback_parameters;
mod changing_markup;
mod default_data_drift;
mod default_masks_trigger;
mod default_without_callback;
mod dict_method_key;
mod double_underscore_key;
mod duplicate_component_name;
mod duplicate_mount;
mod forgotten_state_write;
mod html_path;
mod ignored_argument;
mod ignored_return;
mod invalid_callback_name;
mod invalid_size;
mod invalid_suppression;
mod late_state_write;
mod lost_cleanup;
mod manifest_mismatch;
mod missing_asset;
mod missing_callback;
mod missing_data;
mod missing_element;
mod missing_renderer;
mod misspelled_key;
mod mount_in_cached_function;
mod nan_data;
mod nested_dataframe;
mod not_a_callback;
mod not_a_script;
mod outside_root;
mod overwritten_root;
mod path_without_manifest;
mod positional_argument;
mod registration_per_mount;
mod repeated_effect;
mod rerun_in_callback;
mod result_write;
mod script_syntax;
mod self_refiring_callback;
mod send_on_render;
mod shared_module_state;
mod split_triggers;
mod stale_data;
mod stale_result;
mod state_trigger_clash;
mod style_tag_in_css;
mod trigger_callback_write;
mod trigger_in_form;
mod unkeyed_data;
mod unknown_data_field;
mod unknown_result_key;
mod unknown_theme_variable;
mod unread_data;
mod unreadable_source;
mod unsendable_value;
mod unsent_key;
mod unserialisable_data;
mod unstable_key;
mod unused_suppression;
mod value_key_unwrap;
mod wrong_root_kind;

use std::sync::Arc;

use crate::diagnostic::Severity;
use crate::model::Contract;
use crate::text::{FileId, Site, Span};

pub use finding::{Finding, Subject};
pub use near::nearest;
pub use page::{index_markdown, page_markdown, page_url};
pub use runner::{check, check_together, weigh_shared};
pub use unreadable_source::in_file as unreadable_file;

/// A rule.
pub struct Rule {
    /// Its kebab-case name, the diagnostics' code.
    pub name: &'static str,
    /// The severities that it may have, worst first.
    pub severities: &'static [Severity],
    /// One sentence.
    pub summary: &'static str,
    /// Its page.
    pub page: Page,
    /// Looks at one contract.
    pub check: fn(&Contract, &Context<'_>, &mut Vec<Finding>),
}

/// A rule's page.
pub struct Page {
    /// What it finds.
    pub what: &'static str,
    /// Why that is a fault: what happens at run time.
    pub why: &'static str,
    /// A failing example: a whole host script.
    pub failing: &'static str,
    /// The same, mended.
    pub mended: &'static str,
    /// The facts that prove it, as "FACTS 2 (q02, q02b)".
    pub facts: &'static [&'static str],
}

/// What rules may ask beside the contract.
pub struct Context<'a> {
    /// The path of a file, as messages name it: relative to the working folder, with `/`.
    pub path: &'a dyn Fn(FileId) -> String,
    /// The line (from 1) of a site.
    pub line: &'a dyn Fn(Site) -> u32,
    /// The text of a file that a site names; fixes look there for commas, messages for expressions.
    pub source: &'a dyn Fn(FileId) -> Arc<str>,
    /// Whether a file is the workspace's, and not an installed package's: only there can a person mend something.
    pub is_own: &'a dyn Fn(FileId) -> bool,
}

impl Context<'_> {
    /// What to sort places by: path, then place.
    pub fn order(&self, site: Site) -> (String, Span) {
        ((self.path)(site.file), site.span)
    }

    /// A place as messages name it: `app.py:12`.
    pub fn place(&self, site: Site) -> String {
        format!("{}:{}", (self.path)(site.file), (self.line)(site))
    }

    /// What is written at a site, as a message quotes it: on one line, its middle left out where it is long.
    pub fn written(&self, site: Site) -> String {
        const LONGEST: usize = 60;
        let source = (self.source)(site.file);
        let text = source.get(site.span.range()).unwrap_or_default();
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(LONGEST) {
            Some((cut, _)) => format!("{}…", &line[..cut]),
            None => line,
        }
    }
}

static ALL: &[&Rule] = &[
    &missing_callback::RULE,
    &misspelled_key::RULE,
    &unsent_key::RULE,
    &default_without_callback::RULE,
    &default_masks_trigger::RULE,
    &state_trigger_clash::RULE,
    &invalid_callback_name::RULE,
    &ignored_argument::RULE,
    &not_a_callback::RULE,
    &callback_parameters::RULE,
    &async_callback::RULE,
    &rerun_in_callback::RULE,
    &unknown_result_key::RULE,
    &stale_result::RULE,
    &result_write::RULE,
    &late_state_write::RULE,
    &forgotten_state_write::RULE,
    &trigger_callback_write::RULE,
    &self_refiring_callback::RULE,
    &value_key_unwrap::RULE,
    &dict_method_key::RULE,
    &split_triggers::RULE,
    &unknown_data_field::RULE,
    &missing_data::RULE,
    &unread_data::RULE,
    &default_data_drift::RULE,
    &unserialisable_data::RULE,
    &nan_data::RULE,
    &nested_dataframe::RULE,
    &stale_data::RULE,
    &duplicate_mount::RULE,
    &unstable_key::RULE,
    &unkeyed_data::RULE,
    &double_underscore_key::RULE,
    &changing_markup::RULE,
    &duplicate_component_name::RULE,
    &registration_per_mount::RULE,
    &mount_in_cached_function::RULE,
    &trigger_in_form::RULE,
    &invalid_size::RULE,
    &positional_argument::RULE,
    &bad_source_type::RULE,
    &path_without_manifest::RULE,
    &not_a_script::RULE,
    &html_path::RULE,
    &missing_asset::RULE,
    &ambiguous_asset::RULE,
    &manifest_mismatch::RULE,
    &unsendable_value::RULE,
    &script_syntax::RULE,
    &missing_renderer::RULE,
    &missing_element::RULE,
    &outside_root::RULE,
    &overwritten_root::RULE,
    &repeated_effect::RULE,
    &lost_cleanup::RULE,
    &shared_module_state::RULE,
    &wrong_root_kind::RULE,
    &bare_import::RULE,
    &style_tag_in_css::RULE,
    &send_on_render::RULE,
    &unknown_theme_variable::RULE,
    &ignored_return::RULE,
    &unused_suppression::RULE,
    &invalid_suppression::RULE,
    &unreadable_source::RULE,
    &analysis_limit::RULE,
];

/// Every rule, in the order of the documentation.
pub fn all() -> &'static [&'static Rule] {
    ALL
}

/// The rule of this name.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}
