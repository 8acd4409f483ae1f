//! The rules' pages as Markdown, for `docs/rules` and `crosswire explain`.

use crate::diagnostic::Severity;
use crate::rules::precedence::{Precedence, TABLE};
use crate::rules::{Rule, all};

/// The address of a rule's page; none while the project has no public home.
pub fn page_url(rule: &str) -> Option<String> {
    match env!("CARGO_PKG_REPOSITORY") {
        "" => None,
        home => Some(format!("{home}/blob/main/docs/rules/{rule}.md")),
    }
}

/// A rule's page.
pub fn page_markdown(rule: &Rule) -> String {
    let page = &rule.page;
    let mut text = format!("# {}\n\n{} · {}\n", rule.name, severities(rule), rule.summary);
    text += &section("What it finds", page.what);
    text += &section("Why", page.why);
    text += &example("A fault", page.failing);
    text += &example("Mended", page.mended);
    if let [_, ..] = page.facts {
        let facts: Vec<String> = page.facts.iter().map(|fact| format!("- {fact}")).collect();
        text += &section("Shown on Streamlit 1.67 by", &facts.join("\n"));
    }
    let speaks_for = TABLE.iter().filter(|row| row.winner == rule.name);
    let yields_to = TABLE.iter().filter(|row| row.losers.contains(&rule.name));
    let lines: Vec<String> = speaks_for
        .map(|row| format!("It speaks for {} on the same key of the same mount: {}.", links(row.losers), row.reason))
        .chain(yields_to.map(|row| format!("It leaves the word to {}: {}.", links(&[row.winner]), row.reason)))
        .collect();
    if !lines.is_empty() {
        text += &section("Beside other rules", &lines.join("\n\n"));
    }
    text
}

/// The page of all rules: their table, and which one speaks where several fit.
pub fn index_markdown() -> String {
    let mut text = String::from(
        "# The rules\n\n\
         An *error* raises, or the value can never arrive, or every use does the wrong thing. A *warning* works until it \
         doesn't. A *hint* is worth knowing.\n\n\
         No rule speaks of what is absent unless all members of the set are known; `crosswire inspect` shows which are. \
         What is given under a condition is neither present nor absent, and no rule accuses it.\n\n\
         | rule | severity | what it finds |\n|---|---|---|\n",
    );
    for rule in all() {
        text += &format!("| [`{0}`](rules/{0}.md) | {1} | {2} |\n", rule.name, severities(rule), cell(rule.summary));
    }
    text += "\n## One fault, one diagnostic\n\n\
             Where several rules fit one key of one mount, the one that names the cause speaks and the others are silent. \
             The rows are gone through from the top; what has lost does not speak for others any more.\n\n\
             | speaks | for | because |\n|---|---|---|\n";
    for Precedence { winner, losers, reason } in TABLE {
        let losers: Vec<String> = losers.iter().map(|name| format!("`{name}`")).collect();
        text += &format!("| `{winner}` | {} | {} |\n", losers.join(", "), cell(reason));
    }
    text += "\n## Suppressions\n\n\
             `# crosswire: ignore[rule, other]` in Python and `// crosswire: ignore[rule]`, `/* crosswire: ignore[rule] */`, \
             `<!-- crosswire: ignore[rule] -->` in scripts, styles and markup, also inside a string of the host script. It \
             counts for its own line, the one on which the squiggle starts. Alone on its line and before any code, it counts \
             for the whole file, or for the whole script in a string. On a line of its own anywhere else it suppresses \
             nothing. One that suppresses nothing is reported as [`unused-suppression`](rules/unused-suppression.md).\n";
    text
}

fn severities(rule: &Rule) -> String {
    let names: Vec<&str> = rule.severities.iter().map(|severity: &Severity| severity.as_str()).collect();
    names.join(" or ")
}

fn section(title: &str, body: &str) -> String {
    format!("\n## {title}\n\n{}\n", body.trim())
}

fn example(title: &str, code: &str) -> String {
    match code.trim() {
        "" => String::new(),
        code => section(title, &format!("```python\n{code}\n```")),
    }
}

fn links(names: &[&str]) -> String {
    let links: Vec<String> = names.iter().map(|name| format!("[`{name}`]({name}.md)")).collect();
    links.join(", ")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
