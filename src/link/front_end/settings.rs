//! What a front end's tools are told: package.json, vite.config, tsconfig.json. All of them are read as the scripts
//! that they are, for what is written out; nothing of them is run.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::super::Sources;
use super::imports::Aliases;
use crate::syntax::script::hir::{
    BindingId, Call, Expr, ExprKind, PatternKind, Prop, PropKey, ScriptFacts, Stmt, StmtKind,
};
use crate::syntax::script::{self, Dialect};
use crate::vfs::plain;

/// The names of the build's settings.
const BUILD_FILES: [&str; 6] =
    ["vite.config.ts", "vite.config.js", "vite.config.mts", "vite.config.mjs", "vite.config.cts", "vite.config.cjs"];
/// The names of the compiler's settings; the second is where a template of vite keeps those of the app.
const COMPILER_FILES: [&str; 3] = ["tsconfig.json", "tsconfig.app.json", "jsconfig.json"];

/// The sources that a build begins with.
pub(super) enum Entry {
    /// A single one.
    One(PathBuf),
    /// One for each output, by its name.
    Named(Vec<(String, PathBuf)>),
}

/// What the tools of the front end in a folder are told.
pub(super) struct Settings {
    /// What the build is told to begin with.
    pub(super) entry: Option<Entry>,
    /// What package.json names: `source`, `main`, `module`.
    pub(super) package_entries: Vec<PathBuf>,
    /// How names of modules are read.
    pub(super) aliases: Aliases,
}

impl Settings {
    pub(super) fn of(home: &Path, sources: &dyn Sources) -> Self {
        let mut settings = Self { entry: None, package_entries: Vec::new(), aliases: Aliases::default() };
        if let Some(build) = BUILD_FILES.iter().find_map(|name| read(&home.join(name), sources)) {
            let written = Written::new(&build, home);
            settings.entry = written.entry();
            settings.aliases.prefixes = written.aliases();
        }
        if let Some(package) = read_json(&home.join("package.json"), sources) {
            let written = Written::new(&package, home);
            let whole = whole(&package);
            let named = ["source", "main", "module"].iter().filter_map(|name| written.path(property(whole?, name)?));
            settings.package_entries = named.collect();
        }
        for name in COMPILER_FILES {
            let Some(compiler) = read_json(&home.join(name), sources) else { continue };
            Written::new(&compiler, home).compiler_aliases(&mut settings.aliases);
        }
        settings
    }
}

fn read(path: &Path, sources: &dyn Sources) -> Option<ScriptFacts> {
    let text = sources.text(sources.file(path)?).ok()?;
    Some(script::read(&text, &[], Dialect::of(path)))
}

/// JSON, with or without comments and last commas, is an expression of JavaScript.
fn read_json(path: &Path, sources: &dyn Sources) -> Option<ScriptFacts> {
    let text = sources.text(sources.file(path)?).ok()?;
    Some(script::read(&format!("({text}\n)"), &[], Dialect::JavaScript))
}

fn whole(facts: &ScriptFacts) -> Option<&Expr> {
    match facts.body.first() {
        Some(Stmt { kind: StmtKind::Expr(expr), .. }) => Some(expr),
        _ => None,
    }
}

/// A script of settings, and the folder that its paths start from.
struct Written<'f> {
    facts: &'f ScriptFacts,
    folder: &'f Path,
    constants: FxHashMap<BindingId, &'f Expr>,
}

impl<'f> Written<'f> {
    fn new(facts: &'f ScriptFacts, folder: &'f Path) -> Self {
        let mut constants = FxHashMap::default();
        let bodies = std::iter::once(&facts.body).chain(facts.functions.iter().map(|function| &function.body));
        for stmt in bodies.flatten() {
            let StmtKind::Declare { list, .. } = &stmt.kind else { continue };
            for declarator in list {
                if let (PatternKind::Name(name), Some(value)) = (&declarator.target.kind, &declarator.value) {
                    constants.extend(name.binding.map(|binding| (binding, value)));
                }
            }
        }
        Self { facts, folder, constants }
    }

    /// The value of the first property of this name, wherever in the script it stands.
    fn anywhere(&self, name: &str, fits: impl Fn(&Expr) -> bool) -> Option<&'f Expr> {
        let mut found = None;
        self.facts.expressions(&mut |expr| {
            if found.is_none() {
                found = property(expr, name).map(|value| self.meant(value)).filter(|value| fits(value));
            }
        });
        found
    }

    /// An expression, or what the constant is that it names.
    fn meant(&self, expr: &'f Expr) -> &'f Expr {
        match &expr.kind {
            ExprKind::Name(name) => name.binding.and_then(|id| self.constants.get(&id)).copied().unwrap_or(expr),
            _ => expr,
        }
    }

    fn entry(&self) -> Option<Entry> {
        let library = self.anywhere("lib", |lib| property(lib, "entry").is_some());
        let input = || self.anywhere("rollupOptions", |options| property(options, "input").is_some());
        let entry = match library {
            Some(library) => property(library, "entry"),
            None => property(input()?, "input"),
        };
        let entry = self.meant(entry?);
        match &entry.kind {
            ExprKind::Object(props) => {
                let named = props.iter().filter_map(|prop| match prop {
                    Prop::Value(PropKey::Name(name), value) => Some((name.name.to_string(), self.path(value)?)),
                    _ => None,
                });
                Some(Entry::Named(named.collect()))
            }
            ExprKind::Array(elements) => {
                let paths = elements.iter().flatten().filter_map(|element| self.path(&element.value));
                Some(Entry::Named(paths.map(|path| (stem(&path), path)).collect()))
            }
            _ => self.path(entry).map(Entry::One),
        }
    }

    /// `resolve.alias`, as an object or as a list.
    fn aliases(&self) -> Vec<(String, PathBuf)> {
        let Some(alias) = self.anywhere("alias", is_literal) else { return Vec::new() };
        match &alias.kind {
            ExprKind::Object(props) => {
                let named = props.iter().filter_map(|prop| match prop {
                    Prop::Value(PropKey::Name(name), value) => Some((name.name.to_string(), self.path(value)?)),
                    _ => None,
                });
                named.collect()
            }
            ExprKind::Array(elements) => {
                let listed = elements.iter().flatten().filter_map(|element| {
                    let name = text(property(&element.value, "find")?)?;
                    Some((name.to_string(), self.path(property(&element.value, "replacement")?)?))
                });
                listed.collect()
            }
            _ => Vec::new(),
        }
    }

    /// `compilerOptions.paths` and `baseUrl`.
    fn compiler_aliases(&self, aliases: &mut Aliases) {
        let Some(options) = whole(self.facts).and_then(|whole| property(whole, "compilerOptions")) else { return };
        let base = property(options, "baseUrl").and_then(|base| self.path(base));
        let from = base.clone().unwrap_or_else(|| self.folder.to_path_buf());
        if let Some(ExprKind::Object(props)) = property(options, "paths").map(|paths| &paths.kind) {
            for prop in props {
                let Prop::Value(PropKey::Name(name), Expr { kind: ExprKind::Array(targets), .. }) = prop else {
                    continue;
                };
                for target in targets.iter().flatten().filter_map(|target| text(&target.value)) {
                    let target = plain(Path::new(target.trim_end_matches('*')), &from);
                    aliases.prefixes.push((name.name.trim_end_matches('*').to_owned(), target));
                }
            }
        }
        aliases.base = aliases.base.take().or(base);
    }

    /// The path that an expression names: a text, or what the path functions of Node make of one.
    fn path(&self, expr: &'f Expr) -> Option<PathBuf> {
        self.relative(expr, 8).map(|path| plain(&path, self.folder))
    }

    fn relative(&self, expr: &'f Expr, depth: u32) -> Option<PathBuf> {
        let depth = depth.checked_sub(1)?;
        match &self.meant(expr).kind {
            ExprKind::Call(call) => self.of_call(call, depth),
            ExprKind::New(call) => self.relative(&call.args.first()?.value, depth),
            ExprKind::Member { object, property, .. } if &*property.name == "pathname" => self.relative(object, depth),
            ExprKind::Member { property, .. } => is_here(&property.name).then(PathBuf::new),
            ExprKind::Name(name) => is_here(&name.text).then(PathBuf::new),
            _ => text(self.meant(expr)).map(|text| PathBuf::from(&**text)),
        }
    }

    /// `path.resolve(__dirname, "src", "index.ts")`, `fileURLToPath(new URL("./src", import.meta.url))`.
    fn of_call(&self, call: &'f Call, depth: u32) -> Option<PathBuf> {
        let name = match &call.callee.kind {
            ExprKind::Name(name) => &name.text,
            ExprKind::Member { property, .. } => &property.name,
            _ => return None,
        };
        match &**name {
            "resolve" | "join" => {
                let mut path = PathBuf::new();
                for arg in &call.args {
                    path.push(self.relative(&arg.value, depth)?);
                }
                Some(path)
            }
            "fileURLToPath" | "normalizePath" => self.relative(&call.args.first()?.value, depth),
            "cwd" => Some(PathBuf::new()),
            _ => None,
        }
    }
}

/// Whether a name of Node stands for the folder of the script.
fn is_here(name: &str) -> bool {
    matches!(name, "__dirname" | "dirname")
}

fn is_literal(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Object(_) | ExprKind::Array(_))
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn property<'e>(object: &'e Expr, name: &str) -> Option<&'e Expr> {
    let ExprKind::Object(props) = &object.kind else { return None };
    props.iter().find_map(|prop| match prop {
        Prop::Value(PropKey::Name(key), value) if &*key.name == name => Some(value),
        _ => None,
    })
}

fn text(expr: &Expr) -> Option<&Arc<str>> {
    match &expr.kind {
        ExprKind::Str(literal) => Some(&literal.text),
        ExprKind::Template(template) if template.values.is_empty() => Some(&template.texts.first()?.text),
        _ => None,
    }
}
