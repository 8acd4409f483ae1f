//! Findings for clients that ask for them, settings, and positions in both units.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::lsp_client::{LspClient, full_capabilities, uri};

const APP: &str =
    "import streamlit as st\nfrom knob import knob\n\nresult = knob(key='é😀', label=1)\nif result.turned:\n    pass\n";
const KNOB: &str = "import streamlit as st\n\nknob = st.components.v2.component('knob', js='''\nexport default ({ setTriggerValue }) => { setTriggerValue('turned', 1) }\n''')\n";

fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let root = folder.path().canonicalize().unwrap();
    std::fs::write(root.join("app.py"), APP).unwrap();
    std::fs::write(root.join("knob.py"), KNOB).unwrap();
    (folder, root)
}

fn pulling() -> Value {
    let mut capabilities = full_capabilities();
    capabilities["textDocument"]["diagnostic"] = json!({ "dynamicRegistration": false });
    capabilities["workspace"]["diagnostics"] = json!({ "refreshSupport": true });
    capabilities
}

fn pull(client: &mut LspClient, path: &Path, previous: Option<&str>) -> Value {
    let mut params = json!({ "textDocument": { "uri": uri(path) } });
    if let Some(previous) = previous {
        params["previousResultId"] = json!(previous);
    }
    client.request("textDocument/diagnostic", params).expect("diagnostics are answered")
}

fn codes(report: &Value) -> Vec<&str> {
    let items = report["items"].as_array().expect("a full report");
    items.iter().map(|item| item["code"].as_str().expect("a code")).collect()
}

#[test]
fn a_client_that_asks_is_answered_and_never_told() {
    let (_folder, root) = folder();
    let (app, knob) = (root.join("app.py"), root.join("knob.py"));
    let mut client = LspClient::start_with(&[&root], pulling(), Value::Null);
    assert_eq!(client.capabilities["diagnosticProvider"]["workspaceDiagnostics"], true);
    client.open(&app);
    let report = pull(&mut client, &app, None);
    assert_eq!((report["kind"].as_str(), codes(&report)), (Some("full"), vec!["ignored-argument"]));
    let id = report["resultId"].as_str().expect("an id").to_owned();
    assert_eq!(pull(&mut client, &app, Some(&id))["kind"], "unchanged");

    let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
    let items = all["items"].as_array().unwrap();
    assert_eq!(items.iter().map(|item| item["uri"].as_str().unwrap()).collect::<Vec<_>>(), [uri(&app), uri(&knob)]);
    let known = json!([{ "uri": uri(&app), "value": id }, { "uri": uri(&knob), "value": "old" }]);
    let again = client.request("workspace/diagnostic", json!({ "previousResultIds": known })).unwrap();
    let kinds: Vec<&str> =
        again["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["unchanged", "full"], "{again}");

    // Another file's edit changes this one's findings, so the client is to ask again.
    client.open(&knob);
    client.until("a refresh or nothing", |_| true);
    let refreshed = client.refreshed;
    client.edit(&knob, &[(KNOB.find("turned").unwrap()..KNOB.find("turned").unwrap() + 6, "moved")]);
    client.until("the refresh", |client| client.refreshed > refreshed);
    assert_eq!(pull(&mut client, &app, Some(&id))["kind"], "full");
    assert!(client.history.is_empty(), "{:?}", client.history);
}

#[test]
fn settings_count_at_once() {
    let (_folder, root) = folder();
    let app = root.join("app.py");
    let mut capabilities = full_capabilities();
    capabilities["workspace"]["configuration"] = json!(true);
    let mut client = LspClient::spawn();
    client.settings = json!({ "codeLens": false });
    client.introduce(&[&root], capabilities, Value::Null);
    client.open(&app);
    let lenses = |client: &mut LspClient| {
        let params = json!({ "textDocument": { "uri": uri(&app) } });
        client.request("textDocument/codeLens", params).unwrap().as_array().map_or(0, Vec::len)
    };
    client.until("the question for the settings", |client| client.asked_settings > 0);
    client.settle();
    assert_eq!(lenses(&mut client), 0);
    client.settings = json!({});
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    client.until("the question for the settings", |client| client.asked_settings > 1);
    client.settle();
    assert_eq!(lenses(&mut client), 1);

    // A client without settings to be asked for sends them.
    let mut plain = LspClient::start(&[&root]);
    plain.notify("workspace/didChangeConfiguration", json!({ "settings": { "crosswire": { "codeLens": false } } }));
    assert_eq!(lenses(&mut plain), 0);
}

#[test]
fn places_are_counted_in_the_units_of_the_client() {
    for encoding in ["utf-8", "utf-16"] {
        let (_folder, root) = folder();
        let app = root.join("app.py");
        let mut capabilities = full_capabilities();
        capabilities["general"]["positionEncodings"] = json!([encoding]);
        let mut client = LspClient::start_with(&[&root], capabilities, Value::Null);
        client.open(&app);
        let at = APP.find("label").unwrap();
        let params = json!({ "textDocument": { "uri": uri(&app) }, "position": client.position(APP, at) });
        let answer = client.request("textDocument/completion", params).unwrap();
        let range = &answer[0]["textEdit"]["range"];
        let replaced = client.offset(APP, &range["start"])..client.offset(APP, &range["end"]);
        assert_eq!(&APP[replaced], "label", "{encoding}");
    }
}

#[test]
fn several_folders_are_one_workspace_each_with_its_own() {
    let ((_one, one), (_two, two)) = (folder(), folder());
    let mut client = LspClient::start_with(&[&one, &two], pulling(), Value::Null);
    let found = |client: &mut LspClient| {
        let all = client.request("workspace/diagnostic", json!({ "previousResultIds": [] })).unwrap();
        all["items"].as_array().unwrap().len()
    };
    assert_eq!(found(&mut client), 4);
    let symbols = client.request("workspace/symbol", json!({ "query": "turned" })).unwrap();
    assert_eq!(symbols.as_array().unwrap().len(), 2);
    let removed = json!([{ "uri": uri(&two), "name": "two" }]);
    client.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": removed } }));
    assert_eq!(found(&mut client), 2);
}
