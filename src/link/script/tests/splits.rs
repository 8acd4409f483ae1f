//! Sends that race each other.

use super::{follow_body, word};

#[test]
fn sends_in_separate_tasks_close_to_each_other_are_told() {
    for (handler, expected) in [
        ("setTriggerValue('a', 1); setTimeout(() => setStateValue('b', 2), 5);", "a -> state b after 5"),
        ("setTriggerValue('a', 1); setTimeout(() => setTriggerValue('b', 2));", "a -> trigger b after 0"),
        ("setTriggerValue('a', 1); requestAnimationFrame(() => setStateValue('b', 2));", "a -> state b after 16"),
        (
            "setTimeout(() => setTriggerValue('a', 1), 10); setTimeout(() => setTriggerValue('b', 2), 25);",
            "a -> trigger b after 15",
        ),
        (
            "const later = (f) => setTimeout(f, 0); setTriggerValue('a', 1); later(() => setStateValue('b', 2));",
            "a -> state b after 0",
        ),
        ("const fire = (k) => setTriggerValue(k, 1); fire('a'); setTimeout(fire, 3, 'b');", "a -> trigger b after 3"),
        (
            "const D = 7; setTriggerValue('a', 1); if (x) { setTimeout(() => setStateValue('b', 2), D); }",
            "a -> state b after 7",
        ),
        (
            "queueMicrotask(() => setTriggerValue('a', 1)); setTimeout(() => setStateValue('b', 2), 1);",
            "a -> state b after 1",
        ),
        // Not races.
        ("setTriggerValue('a', 1); setStateValue('b', 2);", ""),
        ("setStateValue('a', 1); setTimeout(() => setStateValue('b', 2), 5);", ""),
        ("setStateValue('a', 1); setTimeout(() => setTriggerValue('b', 2), 5);", ""),
        ("setTriggerValue('a', 1); setTimeout(() => setStateValue('b', 2), 20);", ""),
        ("setTriggerValue('a', 1); setTimeout(() => setStateValue('b', 2), delay);", ""),
        ("setTriggerValue('a', 1); queueMicrotask(() => setStateValue('b', 2));", ""),
        ("setTriggerValue('a', 1); Promise.resolve().then(() => setStateValue('b', 2));", ""),
        ("setTriggerValue('a', 1); await null; setStateValue('b', 2);", ""),
        ("setTriggerValue('a', 1); await fetch('/x'); setStateValue('b', 2);", ""),
        ("if (e.x) setTriggerValue('a', 1); else setTimeout(() => setStateValue('b', 2), 5);", ""),
        ("if (e.x) { setTriggerValue('a', 1); return; } setTimeout(() => setStateValue('b', 2), 5);", ""),
        ("setTriggerValue('a', 1); setInterval(() => setStateValue('b', 2), 5);", ""),
        ("setTriggerValue('a', 1); parentElement.onclick = () => setStateValue('b', 2);", ""),
    ] {
        let script = follow_body(&format!("parentElement.onclick = async (e) => {{ {handler} }};"));
        let found: Vec<_> = script
            .splits
            .iter()
            .map(|split| {
                format!(
                    "{} -> {} {} after {}",
                    split.first_key,
                    word(split.second_kind),
                    split.second_key,
                    split.gap_ms
                )
            })
            .collect();
        assert_eq!(found.join(", "), expected, "\n{handler}");
    }
}
