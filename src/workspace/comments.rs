//! The comments that speak to crosswire, as suppressions want them.

use crate::rules::suppress::Comment;
use crate::syntax::python::PythonFacts;
use crate::syntax::python::hir::{ExprKind, Stmt, StmtKind};
use crate::syntax::script::ScriptFacts;
use crate::text::{Embedded, FileId, Span};

/// Comments without it are of no interest.
const MARK: &str = "crosswire:";

/// The comments of a Python file.
pub fn of_python(file: FileId, text: &str, facts: &PythonFacts) -> Vec<Comment> {
    let code = facts.body.iter().find(|statement| !is_docstring(statement));
    let code = code.map_or(text.len() as u32, |statement| statement.span.start);
    let whole = Span::new(0, text.len() as u32).in_file(file);
    let mut comments = Vec::new();
    for comment in &facts.comments {
        let Some(written) = text.get(comment.span.range()).filter(|written| written.contains(MARK)) else { continue };
        comments.push(Comment {
            site: comment.span.in_file(file),
            text: written.to_owned(),
            own_line: comment.own_line,
            top_of: (comment.span.end <= code).then_some(whole),
        });
    }
    comments
}

fn is_docstring(statement: &Stmt) -> bool {
    matches!(&statement.kind, StmtKind::Expr(expression) if matches!(*expression.kind, ExprKind::Str(_)))
}

/// The comments of a script, in a file of its own or in a string.
pub fn of_script(text: &Embedded, facts: &ScriptFacts) -> Vec<Comment> {
    let inner = text.text();
    let code = facts.body.first().map_or(inner.len() as u32, |statement| statement.span.start);
    let whole = text.cover(Span::new(0, inner.len() as u32));
    let mut comments = Vec::new();
    for comment in &facts.comments {
        let Some(written) = inner.get(comment.span.range()).filter(|written| written.contains(MARK)) else { continue };
        let Some(site) = text.cover(comment.span) else { continue };
        comments.push(Comment {
            site,
            text: written.to_owned(),
            own_line: comment.own_line,
            top_of: whole.filter(|_| comment.span.end <= code),
        });
    }
    comments
}
