//! Decides what a half-typed text lacks, from its tokens alone.
//!
//! A bracket that is never closed ends where its statement does by the look of it: before the next line that
//! is indented no further and begins like a statement. What a token wants behind it and does not get (an
//! operand, a comma, a colon) stands for itself; a `_` that is put in becomes an error without a place.

use super::tokens::{Token, TokenKind, Tokens};

/// What completes a text, with the places where it goes, and whether every line, string and bracket of it ends by
/// itself. A text that `parses` wants completion only where a line ends in the middle of an expression: its parser
/// went on in the next line.
pub(super) fn insertions(text: &str, tokens: &Tokens, parses: bool) -> (Vec<(u32, String)>, bool) {
    let mut mender = Mender::new(text, tokens);
    mender.run();
    let is_complete = !mender.dangling && !mender.troubled;
    let is_needed = if parses { mender.dangling && !mender.troubled } else { true };
    (if is_needed { mender.insertions } else { Vec::new() }, is_complete)
}

/// A bracket that is open.
struct Open {
    closer: char,
    /// Whether nothing closes it in the whole text.
    never_closed: bool,
    /// The `lambda`s in it whose colon did not come yet.
    lambdas: u32,
    /// Whether a pair of a dict was seen in it.
    has_pairs: bool,
    /// What its current item is made of so far.
    item: Item,
}

/// An item of a display or call that is being read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Item {
    #[default]
    Nothing,
    /// A value, or a key whose colon did not come yet.
    Value,
    /// A key and its colon, or `**`.
    Complete,
}

/// Goes through the tokens once and gathers what is to be put in.
struct Mender<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    never_closed: Vec<u32>,
    open: Vec<Open>,
    insertions: Vec<(u32, String)>,
    /// Behind which byte an operand was put in last.
    operand_at: Option<u32>,
    /// Whether a line ends in the middle of an expression.
    dangling: bool,
    /// Whether strings or brackets do not match.
    troubled: bool,
    line: Line,
}

/// The logical line that is being read.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    /// The index of its first token.
    first: usize,
    indent: u32,
    has_colon: bool,
    has_import: bool,
    has_in: bool,
    has_parens: bool,
    lambdas: u32,
}

impl<'t> Mender<'t> {
    fn new(text: &'t str, tokens: &Tokens) -> Self {
        let mut significant = tokens.tokens.clone();
        significant.retain(|token| token.kind != TokenKind::Comment);
        Self {
            text,
            tokens: significant,
            never_closed: Vec::new(),
            open: Vec::new(),
            insertions: tokens.unclosed.clone(),
            operand_at: None,
            dangling: false,
            troubled: !tokens.unclosed.is_empty(),
            line: Line::default(),
        }
    }

    fn word(&self, token: Token) -> &'t str {
        &self.text[token.span.range()]
    }

    fn run(&mut self) {
        self.find_never_closed();
        for index in 0..self.tokens.len() {
            let token = self.tokens[index];
            let previous = index.checked_sub(1).map(|index| self.tokens[index]);
            if let (Some(indent), Some(previous)) = (token.indent, previous) {
                if self.open.is_empty() || self.begins_statement(index, indent, previous) {
                    self.close_down_to(0, previous);
                    self.end_line(previous);
                    self.line = Line { first: index, indent, ..Line::default() };
                } else {
                    self.within_line(previous, token);
                }
            } else if let Some(previous) = previous {
                self.within_line(previous, token);
            } else {
                self.line.indent = token.indent.unwrap_or_default();
            }
            self.note(token);
        }
        if let Some(last) = self.tokens.last().copied() {
            self.close_down_to(0, last);
            self.end_line(last);
        }
    }

    /// Matches brackets without regard to lines.
    fn find_never_closed(&mut self) {
        let mut open: Vec<(u32, char)> = Vec::new();
        for token in &self.tokens {
            match token.kind {
                TokenKind::Open => open.push((token.span.start, closer(self.word(*token)))),
                TokenKind::Close => {
                    let closer = self.word(*token).chars().next();
                    match open.iter().rposition(|(_, expected)| Some(*expected) == closer) {
                        Some(matching) => {
                            self.troubled |= matching + 1 != open.len();
                            open.truncate(matching);
                        }
                        None => self.troubled = true,
                    }
                }
                _ => {}
            }
        }
        self.troubled |= !open.is_empty();
        self.never_closed = open.into_iter().map(|(at, _)| at).collect();
    }

    /// Whether the first token of a line begins a statement although brackets are open.
    fn begins_statement(&self, index: usize, indent: u32, previous: Token) -> bool {
        let token = self.tokens[index];
        if !self.open.last().is_some_and(|open| open.never_closed) {
            return false;
        }
        let word = self.word(token);
        if token.kind == TokenKind::Word && ONLY_IN_STATEMENTS.contains(&word) {
            return true;
        }
        // The block of a head that is not finished is indented further.
        let may_be_block = self.line_is_compound() && self.is_operand(previous);
        if indent > self.line.indent && !may_be_block {
            return false;
        }
        let next = self.tokens.get(index + 1);
        let stands_alone = next.is_none_or(|next| next.indent.is_some());
        let next = next.map(|next| self.word(*next)).unwrap_or_default();
        match token.kind {
            TokenKind::Word if BEGIN_STATEMENTS.contains(&word) => true,
            TokenKind::Word => stands_alone || matches!(next, "." | "(" | "[" | ":") || is_assignment(next),
            TokenKind::Operator => word == "@",
            _ => false,
        }
    }

    /// Looks at two tokens of one line.
    fn within_line(&mut self, previous: Token, token: Token) {
        let (before, word) = (self.word(previous), self.word(token));
        let ends_operand = match token.kind {
            TokenKind::Close => true,
            TokenKind::Operator if self.open.is_empty() => {
                word == ";" || (word == ":" && self.line_is_compound() && !matches!(before, "else" | "lambda"))
            }
            TokenKind::Operator => word == ",",
            _ => false,
        };
        if ends_operand && !(matches!(before, "*" | "/") && self.open.last().is_some_and(|open| open.closer == ')')) {
            self.operand(previous, false);
        } else if !self.open.is_empty() && self.is_operand(previous) && self.begins_operand(token) {
            let both_strings = previous.kind == TokenKind::String && token.kind == TokenKind::String;
            if !both_strings {
                self.insert(previous, ",");
            }
        }
        match token.kind {
            TokenKind::Close => self.close(word, previous),
            TokenKind::Operator if word == "," => self.complete_pair(previous),
            _ => {}
        }
    }

    /// Gives the last key of a dict a value, where it has none.
    fn complete_pair(&mut self, last: Token) {
        let Some(open) = self.open.last().filter(|open| open.lambdas == 0) else { return };
        if open.closer == '}' && open.has_pairs && open.item == Item::Value {
            self.insert(last, ": _");
        }
    }

    /// Keeps what later decisions need.
    fn note(&mut self, token: Token) {
        let word = self.word(token);
        self.note_item(token, word);
        match token.kind {
            TokenKind::Open => {
                self.line.has_parens |= self.open.is_empty() && word == "(";
                let never_closed = self.never_closed.binary_search(&token.span.start).is_ok();
                let closer = closer(word);
                self.open.push(Open { closer, never_closed, lambdas: 0, has_pairs: false, item: Item::Nothing });
            }
            TokenKind::Word if word == "lambda" => *self.lambdas() += 1,
            TokenKind::Word if self.open.is_empty() => {
                self.line.has_import |= word == "import";
                self.line.has_in |= word == "in";
            }
            TokenKind::Operator if word == ":" => match self.lambdas() {
                0 => self.line.has_colon |= self.open.is_empty(),
                lambdas => *lambdas -= 1,
            },
            _ => {}
        }
    }

    fn note_item(&mut self, token: Token, word: &str) {
        let Some(open) = self.open.last_mut().filter(|open| open.lambdas == 0) else { return };
        match (token.kind, word) {
            (TokenKind::Operator, ",") => open.item = Item::Nothing,
            (TokenKind::Operator, ":") => (open.item, open.has_pairs) = (Item::Complete, true),
            (TokenKind::Operator, "**") if open.item == Item::Nothing => open.item = Item::Complete,
            (TokenKind::Close, _) => {}
            _ if open.item == Item::Nothing => open.item = Item::Value,
            _ => {}
        }
    }

    fn lambdas(&mut self) -> &mut u32 {
        match self.open.last_mut() {
            Some(open) => &mut open.lambdas,
            None => &mut self.line.lambdas,
        }
    }

    /// A closing bracket: closes what it should have found closed, then its own.
    fn close(&mut self, word: &str, previous: Token) {
        let closer = word.chars().next();
        let Some(matching) = self.open.iter().rposition(|open| Some(open.closer) == closer) else { return };
        self.close_down_to(matching + 1, previous);
        self.complete_item(previous);
        self.open.truncate(matching);
    }

    /// Closes open brackets behind `last`, until so many are left.
    fn close_down_to(&mut self, left: usize, last: Token) {
        while self.open.len() > left {
            self.operand(last, false);
            self.complete_item(last);
            let Some(open) = self.open.pop() else { break };
            self.insert(last, &open.closer.to_string());
        }
    }

    /// Completes the last item of the innermost bracket.
    fn complete_item(&mut self, last: Token) {
        let lambdas = self.open.last().map_or(0, |open| open.lambdas);
        match lambdas > 0 && self.word(last) != "lambda" {
            true => self.insert(last, ": _"),
            false => self.complete_pair(last),
        }
    }

    /// Completes a logical line that ends with `last`.
    fn end_line(&mut self, last: Token) {
        let Some(first) = self.tokens.get(self.line.first).copied() else { return };
        let word = self.word(first);
        if word == "from" && !self.line.has_import {
            return self.complete_from(first, last);
        }
        let is_star_import = self.line.has_import && self.word(last) == "*";
        if !is_star_import {
            self.operand(last, true);
        }
        if self.line.lambdas > 0 && self.word(last) != "lambda" {
            self.insert(last, ": _");
        }
        if self.line_is_compound() && !self.line.has_colon {
            self.complete_header(last);
        }
    }

    fn complete_from(&mut self, first: Token, last: Token) {
        let before = self.tokens.iter().rposition(|token| token.span.end <= last.span.start);
        let before = before.map(|index| self.word(self.tokens[index])).unwrap_or_default();
        let is_open_path = self.word(last) == "." && !matches!(before, "from" | "." | "...");
        match first == last {
            true => self.insert(last, " . import _"),
            false if is_open_path => self.insert(last, " _ import _"),
            false => self.insert(last, " import _"),
        }
    }

    /// The head of a compound statement up to its colon.
    fn complete_header(&mut self, last: Token) {
        let Some(keyword) = self.compound_keyword() else { return };
        match keyword {
            "def" if self.word(last) == "def" => self.insert(last, " _():"),
            "def" if !self.line.has_parens => self.insert(last, "():"),
            "class" if self.word(last) == "class" => self.insert(last, " _:"),
            "for" if !self.line.has_in => self.insert(last, " in _:"),
            _ => self.insert(last, ":"),
        }
    }

    fn line_is_compound(&self) -> bool {
        self.compound_keyword().is_some()
    }

    /// The keyword of the compound statement that the line begins.
    fn compound_keyword(&self) -> Option<&'t str> {
        let mut words = self.tokens[self.line.first..].iter().map(|token| self.word(*token));
        let first = words.next()?;
        let keyword = if first == "async" { words.next()? } else { first };
        COMPOUND.contains(&keyword).then_some(keyword)
    }

    /// Puts an operand behind a token that wants one.
    fn operand(&mut self, token: Token, ends_line: bool) {
        let word = self.word(token);
        let in_display = self.open.last().is_some_and(|open| matches!(open.closer, ')' | '}'));
        let begins_line = self.tokens.get(self.line.first) == Some(&token);
        let operand = match token.kind {
            TokenKind::Operator => match word {
                ":" if in_display => " _",
                ":" | "," | ";" => return,
                _ => " _",
            },
            TokenKind::Word => match word {
                "lambda" => ": _",
                "if" if !begins_line => " _ else _",
                "else" if begins_line => return,
                _ if WANT_OPERAND.contains(&word) => " _",
                _ => return,
            },
            _ => return,
        };
        self.dangling |= ends_line;
        if self.operand_at.replace(token.span.end) != Some(token.span.end) {
            self.insert(token, operand);
        }
    }

    fn is_operand(&self, token: Token) -> bool {
        match token.kind {
            TokenKind::Word => !KEYWORDS.contains(&self.word(token)),
            TokenKind::Number | TokenKind::String | TokenKind::Close => true,
            _ => false,
        }
    }

    fn begins_operand(&self, token: Token) -> bool {
        match token.kind {
            TokenKind::Word => !KEYWORDS.contains(&self.word(token)),
            TokenKind::Number | TokenKind::String => true,
            _ => false,
        }
    }

    fn insert(&mut self, after: Token, text: &str) {
        self.insertions.push((after.span.end, text.to_owned()));
    }
}

fn closer(opener: &str) -> char {
    match opener {
        "(" => ')',
        "[" => ']',
        _ => '}',
    }
}

fn is_assignment(operator: &str) -> bool {
    operator.ends_with('=') && !matches!(operator, "==" | "!=" | "<=" | ">=" | ":=")
}

/// Keywords that stand in no expression.
const ONLY_IN_STATEMENTS: &[&str] = &[
    "assert", "break", "class", "continue", "def", "del", "except", "finally", "global", "import", "nonlocal", "pass",
    "raise", "return", "try", "while", "with",
];

/// Keywords that begin a statement, and that an expression may go on with.
const BEGIN_STATEMENTS: &[&str] = &["async", "await", "elif", "else", "for", "from", "if", "yield"];

/// Keywords whose line ends in a colon.
const COMPOUND: &[&str] = &["class", "def", "elif", "else", "except", "finally", "for", "if", "try", "while", "with"];

/// Keywords that an expression or a name must follow.
const WANT_OPERAND: &[&str] = &[
    "and", "as", "assert", "await", "del", "elif", "else", "for", "global", "if", "import", "in", "is", "nonlocal",
    "not", "or", "while", "with",
];

/// Words that are no names.
const KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except",
    "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
    "return", "try", "while", "with", "yield",
];
