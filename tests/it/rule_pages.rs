//! The rules' pages in `docs` are the ones in the code, and their examples are true.

use std::path::{Path, PathBuf};

use crosswire::rules::{all, index_markdown, page_markdown};

use crate::workspaces::{File, analyze};

/// `CROSSWIRE_BLESS=1` writes the pages; without it, they must be as the code has them.
#[test]
fn docs_are_generated_from_the_rules() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let mut pages: Vec<(PathBuf, String)> = vec![(docs.join("rules.md"), index_markdown())];
    pages.extend(all().iter().map(|rule| (docs.join("rules").join(format!("{}.md", rule.name)), page_markdown(rule))));
    if std::env::var_os("CROSSWIRE_BLESS").is_some() {
        std::fs::create_dir_all(docs.join("rules")).expect("the folder can be made");
        for (path, text) in &pages {
            std::fs::write(path, text).expect("the page can be written");
        }
    }
    for (path, text) in &pages {
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(&written, text, "{} is stale: run the tests with CROSSWIRE_BLESS=1", path.display());
    }
    for entry in std::fs::read_dir(docs.join("rules")).expect("the folder of the pages") {
        let path = entry.expect("an entry of the folder").path();
        assert!(pages.iter().any(|(page, _)| *page == path), "{} is the page of no rule", path.display());
    }
}

#[test]
fn a_page_fails_by_its_rule_alone_and_is_mended() {
    for rule in all().iter().filter(|rule| !rule.page.failing.is_empty()) {
        let found = |text: &str| {
            let file = File { path: "app.py".to_string(), text: text.trim_start().to_string() };
            let found = analyze(&[file]);
            found.into_iter().map(|found| format!("{}: {}", found.squiggle.rule, found.message)).collect::<Vec<_>>()
        };
        let failing = found(rule.page.failing);
        let own = format!("{}: ", rule.name);
        assert!(
            !failing.is_empty() && failing.iter().all(|line| line.starts_with(&own)),
            "{}: {failing:#?}",
            rule.name
        );
        assert_eq!(found(rule.page.mended), Vec::<String>::new(), "{} mended", rule.name);
    }
}
