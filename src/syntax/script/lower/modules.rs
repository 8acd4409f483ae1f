//! Imports and exports.

use tree_sitter::Node;

use super::super::hir::{
    Binding, Declarator, Export, Exported, Expr, ExprKind, Import, Name, Pattern, PatternKind, Stmt, StmtKind, StrLit,
    VarScope,
};
use super::super::kinds::{Field, Kind};
use super::{Lowering, span};
use crate::text::Span;

/// The name of a default export that is no declaration. No script can write it.
const DEFAULT: &str = "*default*";

impl<'t> Lowering<'t> {
    pub(super) fn import(&mut self, node: Node<'t>) {
        let children = self.children(node);
        let Some(source) = children.field(Field::Source).map(|source| self.string(source)) else { return };
        self.facts.imports.push(source.clone());
        let Some(clause) = children.of_kind(Kind::ImportClause) else { return };
        for (_, kind, part) in self.children(clause).0 {
            match kind {
                Kind::Identifier => self.imported(part, &source, Some("default")),
                Kind::NamespaceImport => {
                    if let Some(name) = self.children(part).first_named() {
                        self.imported(name, &source, None);
                    }
                }
                Kind::NamedImports => {
                    for specifier in self.children(part).named() {
                        self.import_specifier(specifier, &source);
                    }
                }
                _ => {}
            }
        }
    }

    fn import_specifier(&mut self, node: Node<'t>, source: &StrLit) {
        let children = self.children(node);
        let Some(name) = children.field(Field::Name) else { return };
        let local = children.field(Field::Alias).unwrap_or(name);
        let exported = self.export_name(name);
        self.imported(local, source, Some(&exported));
    }

    fn imported(&mut self, local: Node<'t>, source: &StrLit, exported: Option<&str>) {
        let import = Import { source: source.clone(), name: exported.map(|name| self.intern(name)) };
        let name = self.ident(local);
        let binding =
            Binding { name: name.name, span: name.span, owner: None, reassigned: false, import: Some(import) };
        self.facts.bindings.push(binding);
    }

    /// A name in an import or export list, which may be quoted.
    fn export_name(&mut self, node: Node<'t>) -> String {
        match self.kind(node) {
            Kind::String => self.string(node).text.to_string(),
            _ => self.source(node).to_owned(),
        }
    }

    pub(super) fn export(&mut self, node: Node<'t>, list: &mut Vec<Stmt>) {
        let children = self.children(node);
        if let Some(source) = children.field(Field::Source) {
            let source = self.string(source);
            self.facts.imports.push(source.clone());
            return self.reexport(node, &source);
        }
        if let Some(clause) = children.of_kind(Kind::ExportClause) {
            return self.export_clause(clause, None);
        }
        let default = children.has(Kind::Default);
        if let Some(declaration) = children.field(Field::Declaration) {
            let kind = self.statement_kind(declaration);
            self.export_declared(&kind, default.then(|| span(node)));
            list.push(Stmt { span: span(declaration), kind });
        } else if let Some(value) = children.field(Field::Value) {
            let value = self.expr(value);
            list.push(self.default_value(span(node), value));
        } else {
            list.extend(children.named().map(|part| Stmt { span: span(part), kind: StmtKind::Expr(self.expr(part)) }));
        }
    }

    /// `export default value` declares a name of its own, so that exports are always names.
    fn default_value(&mut self, whole: Span, value: Expr) -> Stmt {
        let name = Name { text: self.intern(DEFAULT), span: Span::at(whole.start), binding: None };
        self.export_local("default", &name, value.span);
        if let ExprKind::Function(id) = value.kind
            && self.facts.function(id).name.is_none()
        {
            self.facts.functions[id.0 as usize].label = Some("default".into());
        }
        let target = Pattern { span: name.span, kind: PatternKind::Name(name) };
        let list = vec![Declarator { target, value: Some(value) }];
        Stmt { span: whole, kind: StmtKind::Declare { scope: VarScope::Block, list } }
    }

    fn export_declared(&mut self, kind: &StmtKind, default: Option<Span>) {
        let mut names = Vec::new();
        match kind {
            StmtKind::Declare { list, .. } => {
                list.iter().for_each(|declarator| declarator.target.names(&mut |name| names.push(name.clone())));
            }
            StmtKind::Function(id) => names.extend(self.facts.function(*id).name.clone()),
            StmtKind::Class(id) => names.extend(self.facts.class(*id).name.clone()),
            _ => {}
        }
        for name in names {
            let exported = if default.is_some() { "default".to_owned() } else { name.text.to_string() };
            self.export_local(&exported, &name, name.span);
        }
    }

    fn export_local(&mut self, exported: &str, local: &Name, span: Span) {
        let name = self.intern(exported);
        self.facts.exports.push(Export { name, span, of: Exported::Local(local.clone()) });
    }

    fn reexport(&mut self, node: Node<'t>, source: &StrLit) {
        let children = self.children(node);
        if let Some(clause) = children.of_kind(Kind::ExportClause) {
            self.export_clause(clause, Some(source));
        } else if let Some(namespace) = children.of_kind(Kind::NamespaceExport) {
            let Some(name) = self.children(namespace).first_named() else { return };
            let exported = self.export_name(name);
            let of = Exported::From(Import { source: source.clone(), name: None });
            self.push_export(&exported, span(name), of);
        } else if children.has(Kind::Star) {
            self.facts.star_exports.push(source.clone());
        }
    }

    fn export_clause(&mut self, clause: Node<'t>, source: Option<&StrLit>) {
        for specifier in self.children(clause).named() {
            let children = self.children(specifier);
            let Some(name) = children.field(Field::Name) else { continue };
            let exported = self.export_name(children.field(Field::Alias).unwrap_or(name));
            match source {
                Some(source) => {
                    let imported = self.export_name(name);
                    let import = Import { source: source.clone(), name: Some(self.intern(&imported)) };
                    self.push_export(&exported, span(specifier), Exported::From(import));
                }
                None => {
                    let local = self.name(name);
                    self.export_local(&exported, &local, span(specifier));
                }
            }
        }
    }

    fn push_export(&mut self, exported: &str, span: Span, of: Exported) {
        let name = self.intern(exported);
        self.facts.exports.push(Export { name, span, of });
    }
}
