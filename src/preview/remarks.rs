//! What a rule would say of something that was seen to happen.
//!
//! The rules read; these watch. So they may claim what no reading could: a key that was put together while running
//! still arrives under its name.

use serde::Serialize;
use serde_json::Value;

use super::timeline::{Send, Timeline};

/// A rule's word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The rule, as `crosswire explain` knows it.
    pub rule: &'static str,
    /// What it says.
    pub text: String,
}

/// Of a send, before it is added to the timeline.
pub fn of_send(send: &Send, timeline: &Timeline) -> Vec<Remark> {
    let Send { of, key, .. } = send;
    let mut remarks = Vec::new();
    let mut say = |rule, text: String| remarks.push(Remark { rule, text });
    // Of an element that was not mounted by the worker nothing is known, its callbacks least of all.
    let registered = of.name.is_empty() || of.registered.contains(key);
    let other = timeline.sends(&of.element, key).any(|earlier| earlier.send != send.send);
    if other {
        say("state-trigger-clash", format!("`{key}` is sent as a state and as a trigger: the state hides the trigger"));
    }
    if send.send == "trigger" {
        if !registered {
            let text = format!("no `on_{key}_change`: the result has `{key}` in the run of this send and in no other");
            say("missing-callback", text);
        }
        if is_empty(&send.value) {
            let text = format!("the script cannot tell this value of `{key}` from a run without the trigger");
            say("unsendable-value", text);
        }
        return remarks;
    }
    if !registered {
        let text = format!("no `on_{key}_change`: before the first send the result has no `{key}`");
        say("missing-callback", text);
    }
    remarks
}

/// What `if result.key:` passes over.
fn is_empty(value: &Value) -> bool {
    matches!(value, Value::Null | Value::Bool(false))
}
