//! `import` and `from … import`.

use tree_sitter::Node;

use super::hir::{Ident, ImportFrom, ImportedModule, StmtKind};
use super::kinds::{Kind, kind};
use super::reader::Reader;

impl<'t> Reader<'t> {
    /// `import a.b, c as d`.
    pub(super) fn import(&mut self, node: Node<'t>) -> StmtKind {
        self.scope().imports();
        let mut modules = Vec::new();
        for child in self.named_children(node) {
            let (path, alias) = self.imported(child);
            let Some(bound) = alias.as_ref().or(path.first()) else { continue };
            self.scope().bind(bound);
            modules.push(ImportedModule { path, alias });
        }
        StmtKind::Import(modules)
    }

    /// `from a.b import c as d, e`, `from . import f`, `from a import *`.
    pub(super) fn import_from(&mut self, node: Node<'t>) -> StmtKind {
        self.scope().imports();
        let mut import = ImportFrom { level: 0, path: Vec::new(), names: Vec::new(), star: None };
        let mut after_import = false;
        for child in self.children(node) {
            match kind(child) {
                Kind::ImportToken => after_import = true,
                Kind::FutureToken => import.path.push(self.ident(child)),
                Kind::RelativeImport => (import.level, import.path) = self.relative(child),
                Kind::WildcardImport => import.star = Some(self.span(child)),
                Kind::DottedName if !after_import => import.path = self.dotted(child),
                Kind::DottedName | Kind::AliasedImport => {
                    let (path, alias) = self.imported(child);
                    let Some(name) = path.into_iter().next() else { continue };
                    self.scope().bind(alias.as_ref().unwrap_or(&name));
                    import.names.push((name, alias));
                }
                _ => {}
            }
        }
        StmtKind::ImportFrom(import)
    }

    /// The dots and the path of a relative import.
    fn relative(&mut self, node: Node<'t>) -> (u32, Vec<Ident>) {
        let (mut level, mut path) = (0, Vec::new());
        for child in self.named_children(node) {
            match kind(child) {
                Kind::ImportPrefix => level = self.node_text(child).matches('.').count() as u32,
                _ => path = self.dotted(child),
            }
        }
        (level, path)
    }

    /// A dotted path and its `as` name.
    fn imported(&mut self, node: Node<'t>) -> (Vec<Ident>, Option<Ident>) {
        if kind(node) == Kind::DottedName {
            return (self.dotted(node), None);
        }
        let sides = self.named_children(node);
        let path = sides.first().map(|path| self.dotted(*path)).unwrap_or_default();
        let alias = sides.get(1).map(|alias| self.ident(*alias)).filter(|alias| !alias.span.is_empty());
        (path, alias)
    }
}
