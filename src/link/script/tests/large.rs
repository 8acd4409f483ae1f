//! Scripts that are too long to be followed to their end.

use std::fmt::Write as _;

use super::{follow_script, lines};
use crate::model::ScriptKind;

/// It is read by the names that it keeps, and what came out half-way is forgotten.
#[test]
fn a_script_without_an_end_is_read_as_a_bundle() {
    let mut long = String::from("export default ({ setStateValue }) => {\n");
    for step in 0..3000 {
        let next = step + 1;
        let _ = writeln!(long, "const f{step} = (f, g) => {{ f{next}(() => f(g), g); f{next}(g, f); return f; }};");
    }
    long.push_str(
        "const f3000 = (f) => f; f0((key) => setStateValue(key, 1), setStateValue); setStateValue('known', 1); };",
    );
    let (long, short) = (follow_script(&long), follow_script("export default ({ setStateValue: s }) => s('known', 1)"));
    assert_eq!((long.kind, short.kind), (ScriptKind::Bundle, ScriptKind::File));
    assert_eq!(lines(&long)[0], "state known?");
    assert_eq!(lines(&short), ["state known!"]);
}
