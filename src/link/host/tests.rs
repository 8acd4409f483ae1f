//! What the follower makes of small host scripts, one readable summary each.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::follow;
use crate::link::{Front, HostTrace, Sources};
use crate::model::{CallbackValue, Component, DataArg, DefaultArg, KeyArg, Source};
use crate::syntax::python::{self, PythonFacts};
use crate::syntax::script::{Dialect, ScriptFacts};
use crate::text::{Embedded, FileId, LineIndex, Site};

/// Files in memory, below `/w`.
struct Files {
    files: Vec<(PathBuf, Arc<str>)>,
    facts: RefCell<BTreeMap<FileId, Arc<PythonFacts>>>,
}

impl Files {
    fn new(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| (Path::new("/w").join(path), Arc::from(*text))).collect();
        Self { files, facts: RefCell::default() }
    }

    fn place(&self, site: Site) -> String {
        let (path, text) = &self.files[site.file.0 as usize];
        let line = LineIndex::new(text).line(site.span.start) + 1;
        format!("{}:{line} `{}`", path.strip_prefix("/w").unwrap().display(), &text[site.span.range()])
    }
}

impl Sources for Files {
    fn python(&self, file: FileId) -> Option<Arc<PythonFacts>> {
        let text = Arc::clone(&self.files[file.0 as usize].1);
        Some(Arc::clone(self.facts.borrow_mut().entry(file).or_insert_with(|| Arc::new(python::read(&text)))))
    }
    fn script(&self, _: &Arc<Embedded>, _: Dialect) -> Arc<ScriptFacts> {
        Arc::default()
    }
    fn file(&self, path: &Path) -> Option<FileId> {
        self.files.iter().position(|(known, _)| known == path).map(|index| FileId(index as u32))
    }
    fn text(&self, file: FileId) -> Result<Arc<str>, String> {
        Ok(Arc::clone(&self.files[file.0 as usize].1))
    }
    fn path(&self, file: FileId) -> PathBuf {
        self.files[file.0 as usize].0.clone()
    }
    fn module(&self, from: FileId, level: u32, path: &[&str]) -> Option<FileId> {
        let mut folder = match level {
            0 => PathBuf::from("/w"),
            _ => self.path(from).ancestors().nth(level as usize)?.to_path_buf(),
        };
        folder.extend(path);
        self.file(&folder.with_extension("py")).or_else(|| self.file(&folder.join("__init__.py")))
    }
    fn folder(&self, _: &Path) -> Option<Vec<(String, bool)>> {
        None
    }
    fn is_ignored(&self, _: &Path) -> bool {
        false
    }
    fn projects(&self) -> Vec<PathBuf> {
        Vec::new()
    }
    fn script_module(&self, _: FileId, _: &str) -> Option<FileId> {
        None
    }
    fn front(&self, _: &Component, follow: &dyn Fn(&dyn Sources) -> Front) -> Front {
        follow(self)
    }
}

/// The mounts of a trace, one line each.
fn summary(trace: &HostTrace, files: &Files) -> String {
    let mut lines = Vec::new();
    for traced in &trace.mounts {
        let mount = &traced.mount;
        let (component, _) = &trace.components[traced.component];
        let name = component.name.as_ref().map_or("?", |name| &name.text);
        let mut line = format!("{name} at {}", files.place(mount.callee));
        for via in &mount.via {
            line += &format!(" via {}", files.place(*via));
        }
        match &mount.key {
            KeyArg::Literal(key) => line += &format!(" key={}", key.text),
            KeyArg::Unknown(_) => line += " key=?",
            KeyArg::Absent => {}
        }
        for callback in &mount.callbacks.members {
            let kind = match &callback.kind {
                CallbackValue::Callable(callable) => match &callable.required {
                    Some(required) if required.is_empty() => callable.name.clone(),
                    Some(required) => format!("{}({})", callable.name, required.join(",")),
                    None => format!("{}(…)", callable.name),
                },
                other => format!("{other:?}"),
            };
            let maybe = if callback.certain { "" } else { "?" };
            line += &format!(" on {}{maybe}={kind}", callback.key.text);
            for read in &callback.body.reads {
                line += &format!(" reading {}", files.place(read.site));
            }
        }
        if let Some(opened) = mount.callbacks.open.first() {
            line += &format!(" callbacks open: {}", opened.why);
        }
        let fields = |fields: &crate::model::Known<crate::model::Field>| {
            let mut names: Vec<String> = fields
                .iter()
                .map(|field| format!("{}{}", field.key.text, if field.certain { "" } else { "?" }))
                .collect();
            if !fields.is_closed() {
                names.push("…".to_owned());
            }
            names.join(",")
        };
        match &mount.default {
            DefaultArg::Dict { keys, .. } => line += &format!(" default {{{}}}", fields(keys)),
            DefaultArg::Absent => {}
            other => line += &format!(" default {other:?}"),
        }
        match &mount.data {
            DataArg::Dict { fields: data, .. } => line += &format!(" data {{{}}}", fields(data)),
            DataArg::Absent => {}
            other => line += &format!(" data {other:?}"),
        }
        for read in mount.reads.iter() {
            let guard = if read.guarded { " guarded" } else { "" };
            line += &format!(" read {}{guard}", files.place(read.site));
        }
        for access in &mount.state {
            line += &format!(" {:?} {}", access.how, files.place(access.site));
        }
        lines.push(line);
    }
    lines.join("\n")
}

const HEAD: &str = "import streamlit as st\ncomp = st.components.v2.component('c', js='''\n1\n''')\n";

fn mounts(body: &str) -> String {
    let text = format!("{HEAD}{body}");
    let files = Files::new(&[("app.py", &text)]);
    summary(&follow(FileId(0), &files), &files)
}

#[test]
fn callbacks_defaults_and_data_are_followed() {
    let cases = [
        ("comp(on_a_change=lambda: None)", "c at app.py:5 `comp` on a=lambda"),
        ("comp(**{'on_a-b_change': print})", "c at app.py:5 `comp` on a-b=builtins.print(…)"),
        (
            "kw = {'key': 'k'}\nif x:\n    kw['on_a_change'] = lambda: 1\ncomp(**kw)",
            "c at app.py:8 `comp` key=k on a?=lambda",
        ),
        (
            "comp(**{f'on_{k}_change': (lambda: None) for k in ('a', 'b')})",
            "c at app.py:5 `comp` on a=lambda on b=lambda",
        ),
        ("comp(**({'on_a_change': print} if x else {}))", "c at app.py:5 `comp` on a?=builtins.print(…)"),
        ("def f(a, b=1): pass\ncomp(on_a_change=f)", "c at app.py:6 `comp` on a=f(a)"),
        (
            "from functools import partial\ndef f(a, b): pass\ncomp(on_a_change=partial(f, 1, b=2))",
            "c at app.py:7 `comp` on a=f",
        ),
        ("comp(default={'a': 1}, data={'x': 2, **more})", "c at app.py:5 `comp` default {a} data {x,…}"),
        (
            "def w(on_x=None, **kw):\n    return comp(on_x_change=on_x or (lambda: None), **kw)\nr = w(key='k')\nr.x",
            "c at app.py:6 `comp` via app.py:7 `w(key='k')` key=k on x=lambda read app.py:8 `r.x`",
        ),
        (
            "def w(on_x=None):\n    if on_x is None:\n        on_x = lambda: None\n    return comp(on_x_change=on_x)",
            "c at app.py:8 `comp` on x=lambda(…)",
        ),
        ("def w(on_x):\n    comp(on_x_change=on_x)", "c at app.py:6 `comp` on x=Unknown"),
    ];
    for (body, expected) in cases {
        assert_eq!(mounts(body), expected, "{body}");
    }
}

/// Every body mounts `comp` once, with callbacks of `a` and `b`, however it gets there.
#[test]
fn wrappers_of_every_kind_are_followed() {
    let bodies = [
        "def m(c, **cbs):\n    h = {}\n    for n, f in cbs.items():\n        h.setdefault(f'on_{n}_change', f)\n    c(**h)\nm(comp, a=print, b=print)",
        "kw = dict(on_a_change=print)\nkw |= {'on_b_change': print}\ncomp(**kw)",
        "comp(**dict((f'on_{k}_change', print) for k in 'ab'))",
        "comp(**{'on_' + k + '_change': f for k, f in [('a', print), ('b', print)]})",
        "for c in {'x': comp}.values():\n    c(**{f'on_{k}_change': print for k in ['a', 'b']})",
        "{'x': comp}[st.selectbox('x', ['x'])](on_a_change=print, on_b_change=print)",
        "def d(fn):\n    def inner(**kw):\n        kw.setdefault('on_b_change', print)\n        return fn(**kw)\n    return inner\nd(comp)(on_a_change=print)",
        "class B:\n    keys = ('a', 'b')\n    def cbs(self):\n        return {f'on_{k}_change': print for k in self.keys}\nclass W(B):\n    def __call__(self):\n        return comp(**self.cbs())\nW()()",
        "from functools import partial\npartial(comp, on_a_change=print)(on_b_change=print)",
        "def both(x):\n    if x:\n        return 1, {'on_a_change': print, 'on_b_change': print}\n    return None, {'on_a_change': print, 'on_b_change': print}\n_, cbs = both(st.button('x'))\ncomp(**cbs)",
        "import functools\ndef d(fn):\n    @functools.wraps(fn)\n    def inner(*args, **kw):\n        with session():\n            return fn(*args, **kw)\n    return inner\nclass W:\n    @d\n    def cbs(self, b):\n        return {'on_a_change': print, f'on_{b}_change': print}\ncomp(**W().cbs('b'))",
        "def d(fn):\n    return lambda *args: fn(*args)\n@d\ndef f(x):\n    comp(**x)\n@d\ndef g(x):\n    f({**x, 'on_b_change': print})\n@d\ndef h(x):\n    g(x)\nh({'on_a_change': print})",
        "try:\n    c = comp\nexcept Exception:\n    c = None\nif c:\n    c(on_a_change=print, on_b_change=print)",
        "def later():\n    return other(on_a_change=print, on_b_change=print)\nother = comp\nlater()",
        "from dataclasses import dataclass\n@dataclass\nclass D:\n    on_a_change: object\n    on_b_change: object = print\ncomp(**vars(D(print)))",
    ];
    for body in bodies {
        let found = mounts(body);
        let expected = " on a=builtins.print(…) on b=builtins.print(…)";
        assert!(found.ends_with(expected) && found.lines().count() == 1, "{body}\n{found}");
    }
}

#[test]
fn reads_know_their_guards() {
    let cases = [
        ("r = comp()\nr.a", "read app.py:6 `r.a`"),
        ("r = comp()\nif 'a' in r:\n    r.a", "read app.py:6 `'a'` read app.py:7 `r.a` guarded"),
        ("r = comp()\nif hasattr(r, 'a') and r.a: pass", "read app.py:6 `'a'` read app.py:6 `r.a` guarded"),
        ("r = comp()\ngetattr(r, 'a', None)", "read app.py:6 `getattr(r, 'a', None)`"),
        ("r = comp()\ntry:\n    r['a']\nexcept KeyError:\n    pass", "read app.py:7 `r['a']` guarded"),
        ("r = comp()\nif 'a' not in r:\n    st.stop()\nr.a", "read app.py:6 `'a'` read app.py:8 `r.a` guarded"),
        (
            "class P:\n    def __init__(self):\n        self.r = comp()\nP().r.a",
            "via app.py:8 `P()` read app.py:8 `P().r.a`",
        ),
    ];
    for (body, expected) in cases {
        let found = mounts(body);
        assert!(found.ends_with(&format!("`comp` {expected}")), "{body}\n{found}");
    }
}

#[test]
fn callbacks_see_the_result_of_the_run_before() {
    let body = "def f():\n    if r.a: st.write(r.b)\nr = comp(key='k', on_a_change=f)";
    assert_eq!(mounts(body), "c at app.py:7 `comp` key=k on a=f reading app.py:6 `r.a` reading app.py:6 `r.b`");
}

#[test]
fn values_cross_modules() {
    let files = Files::new(&[
        ("app.py", "from pack import menu as m, KEY\nr = m('x', on_pick=lambda: None)\nr[KEY]\n"),
        ("pack/__init__.py", "from .widget import menu\nfrom .names import *\n"),
        ("pack/names.py", "KEY = 'pick'\n"),
        (
            "pack/widget.py",
            "from pathlib import Path\nimport streamlit as st\nHERE = Path(__file__).parent\ndef load():\n    with open(HERE / 'menu.js') as f:\n        js = f.read()\n    return '<i></i>', js\nHTML, JS = load()\n_menu = None\ndef _get():\n    global _menu\n    if _menu is None:\n        _menu = st.components.v2.component('menu', html=HTML, js=JS)\n    return _menu\ndef menu(label, on_pick=None):\n    return _get()(key=label, on_pick_change=on_pick)\n",
        ),
        ("pack/menu.js", "export default () => {}\n"),
    ]);
    let trace = follow(FileId(0), &files);
    assert_eq!(
        summary(&trace, &files),
        "menu at pack/widget.py:16 `_get()` via app.py:2 `m('x', on_pick=lambda: None)` key=x on pick=lambda \
         read app.py:3 `r[KEY]`"
    );
    assert!(matches!(trace.components[0].0.js, Source::Text { file: Some(FileId(4)), .. }));
}

/// A function that nothing called is left out only where no component can be in it.
#[test]
fn uncalled_functions_are_followed_where_a_component_may_be_in_them() {
    for body in [
        "def f():\n    comp()\n",
        "def f():\n    from app import comp as inner\n    inner()\n",
        "def f():\n    def g():\n        return comp\n    g()()\n",
        "def f():\n    return [make() for make in [comp]]\n",
        "def f():\n    (lambda: comp())()\n",
        "class C:\n    made = comp\n    def f(self):\n        self.made()\n",
        "class C:\n    def f(self):\n        class comp:\n            pass\n        comp_of(self)\ndef comp_of(it):\n    comp()\n",
        "def use(it):\n    it()\n@use\ndef f():\n    pass\nuse(comp)\n",
        "def f():\n    match 1:\n        case comp.x:\n            comp()\n",
    ] {
        assert_ne!(mounts(body), "", "{body}");
    }
    assert_eq!(mounts("def f(comp):\n    comp()\n"), "", "an argument that nobody gave");
}

#[test]
fn a_callback_that_mounts_with_itself_comes_to_an_end() {
    assert_ne!(mounts("def f():\n    comp(key='c', on_pick_change=f)\nf()\n"), "");
}

#[test]
fn names_of_a_star_import_are_names_of_the_module() {
    let files = [("app.py", "from made import *\ndef f():\n    comp()\n"), ("made.py", HEAD)];
    let files = Files::new(&files);
    assert_ne!(summary(&follow(FileId(0), &files), &files), "");
}
