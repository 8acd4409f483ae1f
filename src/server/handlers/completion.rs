//! `textDocument/completion`.

use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemLabelDetails, CompletionParams, CompletionTextEdit,
    Documentation, InsertTextFormat, TextEdit,
};

use crate::ide::completion::{Item, ItemKind, completion};
use crate::server::state::Snapshot;

/// What can be written at a position.
pub fn at(snapshot: &Snapshot, params: &CompletionParams) -> Option<Vec<CompletionItem>> {
    let (file, offset) = snapshot.place(&params.text_document_position)?;
    let items = completion(&snapshot.analysis, file, offset);
    let takes = |item: &Item| snapshot.abilities.snippets || !item.is_snippet;
    Some(items.into_iter().filter(takes).map(|item| shown(item, snapshot)).collect())
}

fn shown(item: Item, snapshot: &Snapshot) -> CompletionItem {
    let range = snapshot.range(item.site);
    let documentation = match item.kind {
        // Editors paint a colour that stands alone.
        ItemKind::Colour => item.detail.split(" · ").next().map(|colour| Documentation::String(colour.to_owned())),
        _ => None,
    };
    CompletionItem {
        sort_text: Some(format!("{}{}", item.rank, item.label)),
        filter_text: Some(filter(&item)),
        label_details: Some(CompletionItemLabelDetails { detail: None, description: Some("crosswire".to_owned()) }),
        kind: Some(kind(item.kind)),
        detail: Some(item.detail),
        documentation,
        insert_text_format: item.is_snippet.then_some(InsertTextFormat::SNIPPET),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: item.text })),
        label: item.label,
        ..CompletionItem::default()
    }
}

/// What the client compares with the text that is replaced.
fn filter(item: &Item) -> String {
    match item.is_snippet {
        true => item.label.clone(),
        false => item.text.clone(),
    }
}

fn kind(kind: ItemKind) -> CompletionItemKind {
    match kind {
        ItemKind::State => CompletionItemKind::FIELD,
        ItemKind::Trigger => CompletionItemKind::EVENT,
        ItemKind::Field => CompletionItemKind::PROPERTY,
        ItemKind::Argument => CompletionItemKind::VARIABLE,
        ItemKind::Function => CompletionItemKind::FUNCTION,
        ItemKind::Selector => CompletionItemKind::VALUE,
        ItemKind::Variable => CompletionItemKind::CONSTANT,
        ItemKind::Colour => CompletionItemKind::COLOR,
        ItemKind::Snippet => CompletionItemKind::SNIPPET,
        ItemKind::Mount => CompletionItemKind::REFERENCE,
    }
}
