//! `dict-method-key`: a key has the name of a method that every dict has.

use crate::diagnostic::{Edit, Fix, Severity};
use crate::model::{Contract, Mount, Read, ReadHow};
use crate::rules::evidence::{certain_callbacks, mounts, quoted, sent_key, sent_keys};
use crate::rules::{Context, Finding, Page, Rule, edits};
use crate::text::Span;

pub(super) static RULE: Rule = Rule {
    name: "dict-method-key",
    severities: &[Severity::Error, Severity::Warning],
    summary: "A key is called like a method of a dict, so that `result.<key>` is the method.",
    page: Page {
        what: "A sent or registered key is called `items`, `keys`, `values`, `get`, `update`, `pop`, `copy`, `clear` or \
               `setdefault`. It is an error at each `result.<key>` that is not called (and at `getattr(result, \"<key>\", \
               …)`), and a warning at the send where there is no such read. It is silent where the script is seen to \
               read the key by item or `.get` only.",
        why: "The result is a dict, and a dict's own attributes go before its keys: `result.items` is the bound method, \
              which is always true and never the value. `result[\"items\"]` works.",
        failing: r#"
import streamlit as st

cart = st.components.v2.component(
    "cart",
    html="<button>Add</button>",
    js="""
    let items = [];
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("button").onclick = () => {
        items = [...items, "apple"];
        setStateValue("items", items);
      };
    }
    """,
)

result = cart(key="cart", on_items_change=lambda: None)
st.write(result.items)
"#,
        mended: r#"
import streamlit as st

cart = st.components.v2.component(
    "cart",
    html="<button>Add</button>",
    js="""
    let items = [];
    export default function ({ parentElement, setStateValue }) {
      parentElement.querySelector("button").onclick = () => {
        items = [...items, "apple"];
        setStateValue("items", items);
      };
    }
    """,
)

result = cart(key="cart", on_items_change=lambda: None)
st.write(result["items"])
"#,
        facts: &["FACTS 7d (q07b)"],
    },
    check,
};

const METHODS: [&str; 9] = ["items", "keys", "values", "get", "update", "pop", "copy", "clear", "setdefault"];

fn check(contract: &Contract, ctx: &Context<'_>, out: &mut Vec<Finding>) {
    for (at, mount) in mounts(contract) {
        for read in mount.reads.iter().filter(|read| is_key(contract, mount, &read.key.text) && gives_method(ctx, read))
        {
            out.push(at_read(contract, ctx, mount, read).about([read.key.text.as_str()], [at]));
        }
    }
    for sent in sent_keys(contract).into_iter().filter(|sent| METHODS.contains(&sent.key)) {
        let Some(send) = sent.certain() else { continue };
        if contract.mounts.iter().any(|mount| reads_decide(ctx, mount, sent.key)) {
            continue;
        }
        let message = format!(
            "`result.{key}` will be the dict's own method and not what {} sends: every result has a method `{key}`, only `result[\"{key}\"]` reads the key",
            ctx.place(send.key.site),
            key = sent.key,
        );
        let finding = Finding::new(&RULE, Severity::Warning, send.key.site, message).about([sent.key], []);
        out.push(mounts(contract).fold(finding, |finding, (_, mount)| finding.mounted(mount)));
    }
}

/// Whether a method's name is a key here too.
fn is_key(contract: &Contract, mount: &Mount, name: &str) -> bool {
    let sent = || sent_key(contract, name).is_some_and(|sent| sent.certain().is_some());
    METHODS.contains(&name) && (sent() || certain_callbacks(mount).any(|callback| callback.key.text == name))
}

/// Whether the script is seen to read the key: by attribute, which is reported there, or in a way that works.
fn reads_decide(ctx: &Context<'_>, mount: &Mount, key: &str) -> bool {
    mount.reads.iter().any(|read| read.key.text == key && !is_called(ctx, read))
}

fn gives_method(ctx: &Context<'_>, read: &Read) -> bool {
    match read.how {
        ReadHow::Attribute => !is_called(ctx, read),
        ReadHow::Soft => ctx.written(read.site).starts_with("getattr"),
        ReadHow::Item => false,
    }
}

/// `result.items()` asks for the method.
fn is_called(ctx: &Context<'_>, read: &Read) -> bool {
    let source = (ctx.source)(read.site.file);
    let rest = source.get(read.site.span.end as usize..).unwrap_or_default();
    read.how == ReadHow::Attribute && rest.trim_start().starts_with('(')
}

fn at_read(contract: &Contract, ctx: &Context<'_>, mount: &Mount, read: &Read) -> Finding {
    let key = &read.key.text;
    let source = sent_key(contract, key).and_then(|sent| sent.certain());
    let value = match source {
        Some(send) => format!("what {} sends", ctx.place(send.key.site)),
        None => format!("the key that {} registers", ctx.place(mount.callee)),
    };
    let message =
        format!("`{}` is the dict's own method `{key}`, always true and never {value}", ctx.written(read.site));
    let finding = Finding::new(&RULE, Severity::Error, read.site, message).fix(by_item(ctx, read)).mounted(mount);
    source
        .into_iter()
        .fold(finding, |finding, send| finding.related(send.key.site, format!("{} is sent here", quoted(key))))
}

fn by_item(ctx: &Context<'_>, read: &Read) -> Option<Fix> {
    let (object, whole) = (read.object.span, read.site.span);
    if object.end > whole.end || read.site.file != read.object.file {
        return None;
    }
    let attribute = Span::new(object.end, whole.end);
    let source = (ctx.source)(read.site.file);
    let is_plain = source.get(attribute.range()).is_some_and(|text| text == format!(".{}", read.key.text));
    let item = format!("[{}]", edits::string_literal(&read.key.text));
    let edit = is_plain.then(|| Edit { site: attribute.in_file(read.site.file), text: item.clone() });
    edits::fix(format!("Read `{}{item}`", ctx.written(read.object)), edit, true)
}
