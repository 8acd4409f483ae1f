//! `default-without-callback`: `default` names a key that the mount does not register.

use crate::diagnostic::{Fix, Severity};
use crate::model::{Callback, CallbackValue, Contract, DefaultArg, Field, Mount};
use crate::rules::evidence::{Registration, certain_callbacks, certain_defaults, mounts, quoted, registration};
use crate::rules::near::{did_you_mean, nearest};
use crate::rules::{Context, Finding, Page, Rule, edits};
use crate::text::Site;

pub(super) static RULE: Rule = Rule {
    name: "default-without-callback",
    severities: &[Severity::Error],
    summary: "`default` names a key for which the mount passes no `on_<key>_change`, or is no dict at all.",
    page: Page {
        what: "A key of `default` has no `on_<key>_change` at the same mount, or one that is `None` or cannot be \
               called, which Streamlit counts as none. Also a `default` that is not a dict.",
        why: "Streamlit raises BidiComponentInvalidDefaultKeyError when the mount runs, and the app stops there.",
        failing: r#"
import streamlit as st

slider = st.components.v2.component(
    "slider",
    html="<input type='range'>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("level", input.value);
    }
    """,
)

result = slider(key="slider", default={"level": 50})
"#,
        mended: r#"
import streamlit as st

slider = st.components.v2.component(
    "slider",
    html="<input type='range'>",
    js="""
    export default function ({ parentElement, setStateValue }) {
      const input = parentElement.querySelector("input");
      input.onchange = () => setStateValue("level", input.value);
    }
    """,
)

result = slider(key="slider", default={"level": 50}, on_level_change=lambda: None)
"#,
        facts: &["FACTS 4 (q04)"],
    },
    check,
};

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        if let DefaultArg::NotADict { what, site } = &mount.default {
            out.extend(not_a_dict(ctx, mount, what, *site));
        }
        for field in certain_defaults(mount) {
            let useless = match registration(mount, &field.key.text) {
                Registration::Absent => None,
                Registration::Useless(callback) => Some(callback),
                Registration::Given | Registration::Maybe => continue,
            };
            out.push(unregistered(contract, ctx, mount, field, useless).about([field.key.text.as_str()], [at]));
        }
    }
}

/// An empty list or text has no items that could be refused.
fn not_a_dict(ctx: &Context<'_>, mount: &Mount, what: &str, site: Site) -> Option<Finding> {
    if matches!(ctx.written(site).as_str(), "[]" | "()" | "\"\"" | "''") {
        return None;
    }
    let message = format!(
        "the mount at {} raises: its `default` is {what}, and Streamlit takes only a dict",
        ctx.place(mount.callee)
    );
    Some(Finding::new(&RULE, Severity::Error, site, message).mounted(mount))
}

fn unregistered(
    contract: &Contract,
    ctx: &Context<'_>,
    mount: &Mount,
    field: &Field,
    useless: Option<&Callback>,
) -> Finding {
    let key = &field.key.text;
    let near = match useless {
        Some(_) => None,
        None => nearest(key, certain_callbacks(mount).map(|callback| callback.key.text.as_str())),
    };
    let why = match useless {
        Some(callback) => format!("`on_{key}_change` is {}", what(callback)),
        None => format!("no `on_{key}_change` is passed"),
    };
    let message = format!(
        "the mount at {} raises BidiComponentInvalidDefaultKeyError: `default` names {} and {why}{}",
        ctx.place(mount.callee),
        quoted(key),
        did_you_mean(near),
    );
    let mut finding = Finding::new(&RULE, Severity::Error, field.key.site, message)
        .fix(near.and_then(|near| {
            edits::fix(format!("Rename to {}", quoted(near)), edits::replaced([field.key.site], near), false)
        }))
        .fix(if near.is_none() { registering(contract, mount, key, useless) } else { None })
        .mounted(mount);
    if let Some(callback) = useless {
        finding = finding.related(callback.value, format!("`on_{key}_change` is {}", what(callback)));
    }
    finding
}

fn registering(contract: &Contract, mount: &Mount, key: &str, useless: Option<&Callback>) -> Option<Fix> {
    match useless {
        None => edits::add_callback(contract, &[mount], key),
        Some(callback) => match &callback.kind {
            CallbackValue::None => edits::fix(
                "Pass a callback that does nothing",
                edits::replaced([callback.value], "lambda: None"),
                false,
            ),
            CallbackValue::CalledOnTheSpot { parens, .. } => {
                edits::fix("Pass the function itself", edits::replaced([*parens], ""), false)
            }
            CallbackValue::NotCallable(_) | CallbackValue::Callable(_) | CallbackValue::Unknown => None,
        },
    }
}

fn what(callback: &Callback) -> String {
    match &callback.kind {
        CallbackValue::CalledOnTheSpot { function, .. } => format!("the None that `{function}()` returns"),
        CallbackValue::NotCallable(what) => what.clone(),
        CallbackValue::None | CallbackValue::Callable(_) | CallbackValue::Unknown => "None".to_string(),
    }
}
