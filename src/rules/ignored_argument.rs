//! `ignored-argument`: a mount argument that Streamlit drops without a word.

use crate::diagnostic::Severity;
use crate::model::{Argument, Contract, Mount, Send, ValueKind};
use crate::rules::evidence::{Registration, mounts, registration, sends_closed, sent_keys};
use crate::rules::invalid_callback_name::names_no_key;
use crate::rules::near::nearest;
use crate::rules::{Context, Finding, Page, Rule, edits};

pub(super) static RULE: Rule = Rule {
    name: "ignored-argument",
    severities: &[Severity::Warning],
    summary: "A mount passes an argument that Streamlit silently drops.",
    page: Page {
        what: "A mount argument is none of `key`, `data`, `default`, `width`, `height` and `on_<key>_change`: `on_click=`, \
               `on_k=`, `onKChange=`, `label=`, `args=`, or what belongs to the registration, such as `js=` and \
               `isolate_styles=`. An argument that is `None` is left alone.",
        why: "Streamlit takes any keyword argument and looks at none that it does not know. A callback under such a name \
              never runs and registers nothing, and no error says so.",
        failing: r#"
import streamlit as st

button = st.components.v2.component(
    "button",
    html="<button>Go</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("click", true);
    }
    """,
)

result = button(key="go", on_click=lambda: None)
"#,
        mended: r#"
import streamlit as st

button = st.components.v2.component(
    "button",
    html="<button>Go</button>",
    js="""
    export default function ({ parentElement, setTriggerValue }) {
      parentElement.querySelector("button").onclick = () => setTriggerValue("click", true);
    }
    """,
)

result = button(key="go", on_click_change=lambda: None)
"#,
        facts: &["FACTS 7b (q07, q21)"],
    },
    check,
};

const TAKEN: [&str; 5] = ["key", "data", "default", "width", "height"];
const OF_THE_REGISTRATION: [&str; 5] = ["name", "html", "css", "js", "isolate_styles"];

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        for argument in mount.arguments.iter().filter(|argument| is_dropped(argument)) {
            // Streamlit 1.51 and 1.52 took it at the mount: behind a test of the version it is right.
            if argument.name.text == "isolate_styles" && mount.conditional {
                continue;
            }
            out.push(finding(contract, ctx, at, mount, argument));
        }
    }
}

/// `component_name=` is not dropped: Python refuses it, since Streamlit passes it itself.
fn is_dropped(argument: &Argument) -> bool {
    let name = argument.name.text.as_str();
    let may_raise = names_no_key(name) && matches!(argument.kind, ValueKind::Callable | ValueKind::Unknown);
    let means_something = TAKEN.contains(&name) || is_callback_name(name) || name == "component_name" || may_raise;
    argument.certain && argument.kind != ValueKind::None && !means_something
}

fn is_callback_name(name: &str) -> bool {
    let key = name.strip_prefix("on_").and_then(|rest| rest.strip_suffix("_change"));
    key.is_some_and(|_| !names_no_key(name))
}

/// What the person may have meant.
enum Meant<'c> {
    /// An argument of the registration.
    Registration,
    /// The callback of a key, with a send of it where there is one.
    Callback(String, Option<&'c Send>),
    /// Another argument of a mount.
    Argument(&'static str),
    Nothing,
}

fn finding(contract: &Contract, ctx: &Context<'_>, at: usize, mount: &Mount, argument: &Argument) -> Finding {
    let name = &argument.name.text;
    let meant = meant(contract, mount, argument);
    let (hint, replacement) = match &meant {
        Meant::Registration => {
            (format!("; it belongs to the registration at {}", ctx.place(contract.component.callee)), None)
        }
        Meant::Callback(key, Some(send)) => (
            format!("; did you mean `on_{key}_change`, for what {} sends?", ctx.place(send.key.site)),
            Some(format!("on_{key}_change")),
        ),
        Meant::Callback(key, None) => (format!("; did you mean `on_{key}_change`?"), Some(format!("on_{key}_change"))),
        Meant::Argument(other) => (format!("; did you mean `{other}`?"), Some((*other).to_string())),
        Meant::Nothing if argument.kind == ValueKind::Callable => {
            ("; a component's callbacks are called `on_<key>_change`".to_string(), None)
        }
        Meant::Nothing => (String::new(), None),
    };
    let loss = if argument.kind == ValueKind::Callable { "and never calls it" } else { "and it changes nothing" };
    let message =
        format!("Streamlit drops `{name}` from the mount at {} without a word, {loss}{hint}", ctx.place(mount.callee));
    let send = match meant {
        Meant::Callback(_, send) => send,
        Meant::Registration | Meant::Argument(_) | Meant::Nothing => None,
    };
    let mut finding =
        Finding::new(&RULE, Severity::Warning, argument.name.site, message)
            .about(send.map(|send| send.key.text.as_str()), [at])
            .mounted(mount)
            .fix(replacement.and_then(|to| {
                edits::fix(format!("Rename to `{to}`"), edits::replaced([argument.name.site], &to), false)
            }));
    if let Some(send) = send {
        finding = finding.related(send.key.site, format!("\"{}\" is sent here", send.key.text));
    }
    finding.related(contract.component.callee, "the component is registered here")
}

fn meant<'c>(contract: &'c Contract, mount: &Mount, argument: &Argument) -> Meant<'c> {
    let name = argument.name.text.as_str();
    if OF_THE_REGISTRATION.contains(&name) {
        return Meant::Registration;
    }
    let given = |other: &str| mount.arguments.iter().any(|argument| argument.name.text == other);
    if let Some(other) = nearest(name, TAKEN).filter(|other| !given(other)) {
        return Meant::Argument(other);
    }
    // A label is no callback, whatever the keys are called.
    if !name.starts_with("on") && !matches!(argument.kind, ValueKind::Callable | ValueKind::Unknown) {
        return Meant::Nothing;
    }
    let stems = key_stems(name);
    if stems.is_empty() && argument.kind != ValueKind::Callable {
        return Meant::Nothing;
    }
    let sent = sent_keys(contract);
    let lacked: Vec<_> = sent
        .iter()
        .filter(|sent| matches!(registration(mount, sent.key), Registration::Absent) && edits::is_name_part(sent.key))
        .collect();
    let bare_key = lacked.iter().find(|sent| sent.key == name);
    let exact = || stems.iter().find_map(|stem| lacked.iter().find(|sent| sent.key == stem));
    let near = || {
        let key = stems.iter().find_map(|stem| nearest(stem, lacked.iter().map(|sent| sent.key)))?;
        lacked.iter().find(|sent| sent.key == key)
    };
    match (bare_key.or_else(exact).or_else(near), stems.first()) {
        (Some(sent), _) => Meant::Callback(sent.key.to_string(), sent.sends.first().copied()),
        (None, Some(stem)) if !sends_closed(contract) && argument.kind == ValueKind::Callable => {
            Meant::Callback(stem.clone(), None)
        }
        (None, _) => Meant::Nothing,
    }
}

/// The keys that a name made like a callback's may have been meant for, the likeliest first: `click` in
/// `on_click`, `rowClick` and `row_click` in `onRowClickChange`; none for any other name.
fn key_stems(name: &str) -> Vec<String> {
    let has_on = name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on"));
    let event = name.get(2..).filter(|rest| has_on && rest.starts_with(|c: char| c == '_' || c.is_uppercase()));
    let rest = event.unwrap_or(name);
    let change = ["_changed", "_change", "Changed", "Change"].iter().find_map(|end| rest.strip_suffix(end));
    let stem = change.unwrap_or(rest).trim_matches('_');
    if stem.is_empty() || (event.is_none() && change.is_none()) {
        return Vec::new();
    }
    let (mut camel, mut snake) = (String::new(), String::new());
    for character in stem.chars() {
        if character.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
        match camel.is_empty() {
            true => camel.extend(character.to_lowercase()),
            false => camel.push(character),
        }
    }
    if camel == snake { vec![snake] } else { vec![camel, snake] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_behind_names() {
        let cases: [(&str, &[&str]); 9] = [
            ("on_click", &["click"]),
            ("on_k_changed", &["k"]),
            ("On_k_change", &["k"]),
            ("onRowClickChange", &["rowClick", "row_click"]),
            ("k_change", &["k"]),
            ("on_Ключ", &["ключ"]),
            ("label", &[]),
            ("once", &[]),
            ("on_", &[]),
        ];
        for (name, stems) in cases {
            assert_eq!(key_stems(name), stems, "{name}");
        }
    }
}
