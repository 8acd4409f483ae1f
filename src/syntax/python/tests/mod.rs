//! Reading as tables: a text, and what is kept of it.

mod printed;

use printed::printed;

use super::read;

#[test]
fn scratch() {
    let path = std::env::var("PY").unwrap();
    for part in std::fs::read_to_string(path).unwrap().split("\n----\n") {
        let facts = read(part);
        println!("=== {part}\n>>> {}\n   {:?}", printed(&facts), facts.errors);
    }
}
