//! Components as people write them.

use super::{follow_files, follow_script, lines};
use crate::model::{Script, SentValue};

macro_rules! component {
    ($($name:literal),*) => {
        vec![$(($name, include_str!(concat!("components/", $name)).to_owned())),*]
    };
}

fn value(script: &Script, key: &str) -> SentValue {
    script.sends.iter().find(|send| send.key.text == key).unwrap().value
}

#[test]
fn a_radial_menu() {
    assert_eq!(lines(&follow_files(component!["radial_menu.js"])), ["state selection"]);
}

#[test]
fn a_stopwatch_in_a_class() {
    let script = follow_files(component!["stopwatch.js"]);
    assert_eq!(lines(&script), ["state elapsed", "state laps", "state running", "trigger lap"]);
    assert_eq!(value(&script, "laps"), SentValue::Array);
    assert_eq!(value(&script, "lap"), SentValue::Object);
}

#[test]
fn a_form() {
    let script = follow_files(component!["contact_form.js"]);
    assert_eq!(
        lines(&script),
        [
            "state draft",
            "state error",
            "state ready!",
            "state sent",
            "state touched_email",
            "state touched_message",
            "state touched_name",
            "trigger clear?",
            "trigger submit",
        ]
    );
    assert_eq!(value(&script, "error"), SentValue::Primitive);
    let splits: Vec<_> = script.splits.iter().map(|split| (&*split.first_key, &*split.second_key)).collect();
    assert_eq!(splits, [("submit", "sent")]);
}

#[test]
fn a_list_over_a_store() {
    let script = follow_files(component!["drag_list.js"]);
    assert_eq!(lines(&script), ["state order", "trigger moved", "trigger removed?"]);
}

#[test]
fn an_emitter_over_several_modules() {
    let script = follow_files(component!["emitter_app.js", "emitter.js", "events.js"]);
    assert_eq!(lines(&script), ["trigger row", "trigger save", "trigger share", "trigger toolbar_closed"]);
}

#[test]
fn half_of_a_script_is_followed_as_far_as_it_goes() {
    for file in component!["contact_form.js", "drag_list.js", "stopwatch.js"] {
        for (end, _) in file.1.char_indices().step_by(7) {
            let script = follow_files(vec![(file.0, file.1[..end].to_owned())]);
            assert!(script.syntax_errors.is_empty() || !script.sends.is_closed(), "{}", &file.1[..end]);
        }
    }
}

#[test]
fn calls_without_end_are_followed_to_an_end() {
    let script = follow_script(
        "export default (c) => {\n\
         function f(k, n) { g({ k, n }, c.setStateValue); }\n\
         function g(o, s) { s(o.k, 1); f(o.k + 'x', o.n); h([o, s]); }\n\
         function h([o, s]) { g({ ...o, o }, (k) => s(k)); }\n\
         f('a', 1);\n};",
    );
    assert!(script.sends.iter().any(|send| send.key.text == "a"));
    assert!(!script.sends.is_closed());
}
