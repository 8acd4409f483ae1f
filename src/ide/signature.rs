//! Signature help: the arguments of a registration and of a mount.

use super::calls::{self, Call};
use super::ground::{self, Tongue};
use super::hover;
use super::typing::Typing;
use crate::model::SendKind;
use crate::text::FileId;
use crate::workspace::Analysis;

/// The arguments of a registration, with what they are.
pub const REGISTRATION: [(&str, &str); 5] = [
    ("name", "the component's name; `<project>.<component>` for one with a manifest"),
    ("html", "the markup, as text"),
    ("css", "a style sheet: text, or a path or glob below the asset dir"),
    ("js", "a module with a default export: text, or a path or glob below the asset dir"),
    ("isolate_styles", "whether it is drawn in a shadow root"),
];

/// The arguments of a mount, callbacks left out.
pub const MOUNT: [(&str, &str); 5] = [
    ("key", "the mount's key in the session state"),
    ("data", "what the renderer gets as `data`"),
    ("default", "values of state keys that were not sent yet"),
    ("width", "\"stretch\", \"content\" or pixels"),
    ("height", "\"content\", \"stretch\" or pixels"),
];

/// A signature with the argument that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The whole, `component(name, *, html=None, …)`.
    pub label: String,
    /// What it does.
    pub text: String,
    /// The arguments: their bytes in the label, and what they are.
    pub arguments: Vec<((u32, u32), String)>,
    /// The one that is being typed.
    pub active: Option<usize>,
}

/// The signature of the call around `offset`.
pub fn signature(analysis: &Analysis, file: FileId, offset: u32) -> Option<Signature> {
    let ground = ground::at(analysis, file, offset).filter(|ground| ground.tongue == Tongue::Python)?;
    let typing = Typing::read(ground.text.text(), ground.offset as usize, Tongue::Python);
    if typing.in_comment {
        return None;
    }
    let calls = typing.brackets.iter().rev().filter(|bracket| bracket.kind == b'(');
    let (bracket, call) =
        calls.into_iter().find_map(|bracket| Some((bracket, calls::call(&ground, &typing, bracket)?)))?;
    let given = typing.argument(bracket);
    Some(match call {
        Call::Registration => {
            let arguments = REGISTRATION.map(|(name, what)| {
                let written = match name {
                    "name" => "name".to_owned(),
                    "isolate_styles" => "isolate_styles=True".to_owned(),
                    _ => format!("{name}=None"),
                };
                (name.to_owned(), written, what.to_owned())
            });
            let first = (bracket.parts.len() == 1).then_some("name");
            let label = ("component", "name, *, ");
            build(label, &arguments, given.or(first), "Registers a component.".to_owned())
        }
        Call::Mount(contract, _) => {
            let mut arguments: Vec<(String, String, String)> = MOUNT
                .iter()
                .map(|(name, what)| {
                    let default = match *name {
                        "width" => "\"stretch\"",
                        "height" => "\"content\"",
                        _ => "None",
                    };
                    ((*name).to_owned(), format!("{name}={default}"), (*what).to_owned())
                })
                .collect();
            for kind in [SendKind::State, SendKind::Trigger] {
                for key in hover::sent(contract, kind) {
                    let what = format!("called when the {} `{key}` changes", hover::kind_in_words(contract, &key));
                    let name = format!("on_{key}_change");
                    if arguments.iter().all(|(known, ..)| *known != name) {
                        arguments.push((name.clone(), format!("{name}=None"), what));
                    }
                }
            }
            let name = contract.component.name.as_ref().map_or("component", |name| name.text.as_str());
            build((name, "*, "), &arguments, given, format!("Mounts {}.", hover::name_of(contract)))
        }
    })
}

/// Puts the label together; `name` is written first with what stands before the arguments that have names.
fn build(
    (name, before): (&str, &str),
    arguments: &[(String, String, String)],
    given: Option<&str>,
    text: String,
) -> Signature {
    let mut label = format!("{name}(");
    let mut places = Vec::new();
    let is_positional = before.starts_with("name");
    if !is_positional {
        label.push_str(before);
    }
    for (at, (_, written, what)) in arguments.iter().enumerate() {
        if at > 0 {
            label.push_str(if is_positional && at == 1 { ", *, " } else { ", " });
        }
        let start = label.len() as u32;
        label.push_str(written);
        places.push(((start, label.len() as u32), what.clone()));
    }
    label.push(')');
    let active = given.and_then(|given| arguments.iter().position(|(name, ..)| name == given));
    Signature { label, text, arguments: places, active }
}
