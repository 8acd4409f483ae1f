//! What went wrong in a running app, at its place in the source: for an editor to show beside what reading found.
//!
//! A finding lives as long as what was seen: an exception until a run without it, a component's error until the
//! component is mounted anew.

use super::places::Inline;
use super::protocol::Place;
use super::tab::FromPage;
use super::timeline::{Raised, Timeline};
use crate::diagnostic::Severity;
use crate::model::{Contract, Source};
use crate::workspace::Analysis;

/// Something that went wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What kind of thing: `python-exception`, `script-error`, `unseen-key`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What happened, in a sentence.
    pub message: String,
    /// Where.
    pub place: Place,
}

/// The findings of one tab.
#[derive(Debug, Default)]
pub struct Findings {
    exceptions: Vec<Finding>,
    /// By the element of the component.
    components: Vec<(String, Finding)>,
}

impl Findings {
    /// All of them, each once.
    pub fn all(&self) -> Vec<Finding> {
        let mut all = self.exceptions.clone();
        for (_, finding) in &self.components {
            if !all.contains(finding) {
                all.push(finding.clone());
            }
        }
        all
    }

    /// A page was loaded: its components are all new.
    pub fn page_loaded(&mut self) {
        self.components.clear();
    }

    /// A run has ended.
    pub fn run_ended(&mut self, exceptions: &[Raised]) {
        self.exceptions = exceptions.iter().filter_map(of_exception).collect();
    }

    /// The page said something of a component. `place` is where its stack leads to.
    pub fn heard(
        &mut self,
        message: &FromPage,
        place: Option<Place>,
        script: Option<&Inline>,
        timeline: &Timeline,
        analysis: Option<&Analysis>,
    ) {
        match message {
            FromPage::Rendered { element, mount: true, .. } => self.components.retain(|(of, _)| of != element),
            FromPage::JsError { element, during, message, .. } => {
                let element = element.clone().unwrap_or_default();
                let place = place.or_else(|| timeline.mount(&element).place);
                let Some(place) = place else { return };
                let message = format!("{message} (in {})", during_in_words(during));
                self.add(element, Finding { code: "script-error", severity: Severity::Error, message, place });
            }
            FromPage::Sent { element, kind, key, .. } => {
                let mount = timeline.mount(element);
                let name = script.map_or(mount.name.as_str(), |script| &script.component);
                let (Some(place), Some(analysis)) = (place, analysis) else { return };
                if mount.registered.contains(key) || !is_unseen(name, key, analysis) {
                    return;
                }
                let message = format!(
                    "`{key}` was sent here as a {kind}: reading the script does not show it, and no mount passes `on_{key}_change`"
                );
                self.add(element.clone(), Finding { code: "unseen-key", severity: Severity::Warning, message, place });
            }
            _ => {}
        }
    }

    fn add(&mut self, element: String, finding: Finding) {
        if !self.components.iter().any(|(of, known)| *of == element && *known == finding) {
            self.components.push((element, finding));
        }
    }
}

fn of_exception(raised: &Raised) -> Option<Finding> {
    let Raised { during, name, message, frames } = raised;
    let place = frames.last()?.clone();
    let message = match during.as_str() {
        "script" | "compile" => format!("{name}: {message}"),
        during => format!("{name}: {message} (in a {during})"),
    };
    Some(Finding { code: "python-exception", severity: Severity::Error, message, place })
}

fn during_in_words(during: &str) -> &str {
    match during {
        "load" => "the script's own code",
        "render" => "the renderer",
        "event" => "an event handler",
        "promise" => "a promise",
        "cleanup" => "the cleanup",
        other => other,
    }
}

/// Whether the component was read, and none of its sends was seen to send the key.
fn is_unseen(name: &str, key: &str, analysis: &Analysis) -> bool {
    let is_it = |contract: &&Contract| contract.component.name.as_ref().is_some_and(|word| &*word.text == name);
    let was_read = |contract: &Contract| matches!(contract.component.js, Source::Text { .. } | Source::Asset { .. });
    let mut contracts = analysis.contracts.iter().map(|contract| &**contract).filter(is_it).peekable();
    contracts.peek().is_some()
        && contracts
            .all(|contract| was_read(contract) && contract.script.sends.iter().all(|send| &*send.key.text != key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32) -> Place {
        Place { path: "/app.py".into(), line, column: 1, end_column: 0, function: String::new() }
    }

    fn thrown(element: &str) -> FromPage {
        let (during, message, stack) = ("event".into(), "boom".into(), String::new());
        FromPage::JsError { element: Some(element.into()), during, message, stack }
    }

    #[test]
    fn an_exception_goes_with_the_next_run_that_has_none() {
        let mut findings = Findings::default();
        let raised = Raised {
            during: "callback".into(),
            name: "ValueError".into(),
            message: "no".into(),
            frames: vec![place(9), place(3)],
        };
        findings.run_ended(&[raised]);
        let [finding] = &findings.all()[..] else { panic!("one finding") };
        assert_eq!((finding.message.as_str(), finding.place.line), ("ValueError: no (in a callback)", 3));
        findings.run_ended(&[]);
        assert_eq!(findings.all(), []);
    }

    #[test]
    fn an_error_goes_when_its_component_is_mounted_anew() {
        let (mut findings, timeline) = (Findings::default(), Timeline::default());
        let mut hear = |message: &FromPage, place| findings.heard(message, place, None, &timeline, None);
        hear(&thrown("a"), Some(place(1)));
        hear(&thrown("a"), Some(place(1)));
        hear(&thrown("b"), Some(place(2)));
        hear(&FromPage::Rendered { element: "a".into(), mount: false, ms: 1.0 }, None);
        hear(&FromPage::Rendered { element: "b".into(), mount: true, ms: 1.0 }, None);
        let lines: Vec<u32> = findings.all().iter().map(|finding| finding.place.line).collect();
        assert_eq!(lines, [1], "once, and not the one that was mounted anew");
        findings.page_loaded();
        assert_eq!(findings.all(), []);
    }
}
