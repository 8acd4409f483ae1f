//! Which call of the component API a cursor stands in, and which result or session-state entry an expression is.

use super::ground::Ground;
use super::typing::{Bracket, Typing};
use crate::model::{Contract, Mount};
use crate::text::{FileId, Site};

/// A call that the API knows.
#[derive(Clone, Copy, Debug)]
pub enum Call<'a> {
    /// `st.components.v2.component(…)`.
    Registration,
    /// A mount of this component; the mount as it is known, where it is whole enough.
    Mount(&'a Contract, Option<&'a Mount>),
}

/// The call that the bracket opens, in a Python file.
pub fn call<'a>(ground: &Ground<'a>, typing: &Typing<'_>, bracket: &Bracket) -> Option<Call<'a>> {
    let file = ground.text.host_file()?;
    let ends_here = |callee: Site| callee.file == file && callee.span.end as usize == bracket.at;
    for contract in &ground.contracts {
        if ends_here(contract.component.callee) {
            return Some(Call::Registration);
        }
        if let Some(mount) = contract.mounts.iter().find(|mount| ends_here(mount.callee)) {
            return Some(Call::Mount(contract, Some(mount)));
        }
        // A wrapper's call: what is written there goes to the mount.
        let via =
            |mount: &&Mount| mount.via.iter().any(|call| call.file == file && opens_at(ground, *call, bracket.at));
        if let Some(mount) = contract.mounts.iter().find(via) {
            return Some(Call::Mount(contract, Some(mount)));
        }
    }
    let callee = typing.chain_before(bracket.at);
    if callee.ends_with("components.v2.component") || callee.ends_with("v2.component") {
        return Some(Call::Registration);
    }
    let named = ground.contracts.iter().find(|contract| names(ground, contract, callee, file));
    named.map(|contract| Call::Mount(contract, None))
}

/// Whether a call's own bracket stands at `at`.
fn opens_at(ground: &Ground<'_>, call: Site, at: usize) -> bool {
    let text = ground.text.text().get(call.span.range()).unwrap_or_default();
    text.find('(').is_some_and(|open| call.span.start as usize + open == at)
}

/// Whether an expression is how this file names a component: as the variable that a registration is assigned to, or
/// as other mounts name it.
fn names(ground: &Ground<'_>, contract: &Contract, expression: &str, file: FileId) -> bool {
    let text = ground.text.text();
    let written = |site: Site| text.get(site.span.range());
    let mounts = contract.mounts.iter().filter(|mount| mount.callee.file == file);
    if expression.is_empty() {
        return false;
    }
    mounts.into_iter().any(|mount| written(mount.callee) == Some(expression))
        || (contract.component.site.file == file
            && assigned(text, contract.component.site.span.start as usize) == Some(expression))
}

/// The variable that the expression at `start` is assigned to.
pub fn assigned(text: &str, start: usize) -> Option<&str> {
    let before = text.get(..start)?;
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let target = line.trim_end().strip_suffix('=')?.trim();
    let name = target.split(':').next()?.trim();
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    is_name(name).then_some(name)
}

/// The mounts whose result an expression is: a variable that one is assigned to, or that is read as one elsewhere.
pub fn results<'a>(ground: &Ground<'a>, expression: &str) -> Vec<(&'a Contract, &'a Mount)> {
    let Some(file) = ground.text.host_file() else { return Vec::new() };
    let text = ground.text.text();
    let is_result = |mount: &Mount| {
        let outermost = mount.via.first().copied().unwrap_or(mount.site);
        let calls = mount.via.iter().chain([&mount.site, &outermost]);
        let mut here = calls.filter(|call| call.file == file);
        here.any(|call| assigned(text, call.span.start as usize) == Some(expression))
            || mount
                .reads
                .iter()
                .any(|read| read.object.file == file && text.get(read.object.span.range()) == Some(expression))
    };
    of_mounts(ground, is_result)
}

/// The mounts whose entry in the session state an expression is: `st.session_state["k"]`, `st.session_state.k`.
pub fn entries<'a>(ground: &Ground<'a>, expression: &str) -> Vec<(&'a Contract, &'a Mount)> {
    let Some((_, rest)) = expression.split_once("session_state") else { return Vec::new() };
    let key = match rest.strip_prefix('.') {
        Some(name) => name,
        None => {
            let inner = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or_default();
            inner.trim_matches(['"', '\''])
        }
    };
    of_mounts(ground, |mount| mount.key.literal().is_some_and(|word| word.text == key))
}

fn of_mounts<'a>(ground: &Ground<'a>, wanted: impl Fn(&Mount) -> bool) -> Vec<(&'a Contract, &'a Mount)> {
    let mounts =
        ground.contracts.iter().flat_map(|contract| contract.mounts.iter().map(move |mount| (*contract, mount)));
    mounts.filter(|(_, mount)| wanted(mount)).collect()
}

#[cfg(test)]
mod tests {
    use super::assigned;

    #[test]
    fn a_result_is_known_by_its_variable() {
        for (text, expected) in [
            ("x = ", Some("x")),
            ("a\n    one: Any = ", Some("one")),
            ("self.result = ", Some("self.result")),
            ("f(", None),
            ("x == ", None),
            ("a, b = ", None),
        ] {
            assert_eq!(assigned(text, text.len()), expected, "{text}");
        }
    }
}
