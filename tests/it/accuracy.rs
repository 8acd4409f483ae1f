//! Every wire of the clean examples is broken once, and every break is found where it is.

#[path = "../accuracy/mutation/mod.rs"]
#[allow(dead_code, reason = "the bench prints what this test only asks about")]
mod mutation;

use std::path::Path;

use mutation::Table;

#[test]
fn broken_examples_are_found() {
    let clean = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/clean");
    let mut all = Table::default();
    for entry in std::fs::read_dir(clean).unwrap() {
        all.extend(mutation::run(&entry.unwrap().path(), 1, &mut |_, _| {}));
    }
    let missed: Vec<String> = all.misses().map(ToString::to_string).collect();
    let alarms: Vec<String> = all.alarms().map(|(outcome, alarm)| format!("{outcome}\n{alarm}")).collect();
    assert!(all.rate() == 100.0 && alarms.is_empty(), "{missed:#?}\n{alarms:#?}\n{all}");
    assert!(all.outcomes.len() > 50, "{all}");
}
