//! The node kinds of tree-sitter's Python grammar, as numbers to match on.

use std::sync::LazyLock;

use tree_sitter::{Language, Node};

/// tree-sitter's grammar of Python.
pub(super) static LANGUAGE: LazyLock<Language> = LazyLock::new(|| tree_sitter_python::LANGUAGE.into());

/// By the grammar's number of a kind.
static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let kind = |id: u16| {
        let name = LANGUAGE.node_kind_for_id(id).unwrap_or_default();
        let table = if LANGUAGE.node_kind_is_named(id) { NODES } else { TOKENS };
        let found = table.iter().find(|(known, _)| *known == name);
        found.map_or(Kind::Other, |(_, kind)| *kind)
    };
    (0..LANGUAGE.node_kind_count() as u16).map(kind).collect()
});

/// The kind of a node.
pub(super) fn kind(node: Node<'_>) -> Kind {
    match node.is_error() {
        true => Kind::Error,
        false => KINDS.get(node.kind_id() as usize).copied().unwrap_or(Kind::Other),
    }
}

macro_rules! kinds {
    (nodes { $($name:literal => $node:ident,)* } tokens { $($text:literal => $token:ident,)* }) => {
        /// What a node is. Names are the grammar's; those of tokens end in `Token`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Kind {
            /// Text that does not parse.
            Error,
            /// A kind that nobody asks for.
            Other,
            $($node,)*
            $($token,)*
        }

        const NODES: &[(&str, Kind)] = &[$(($name, Kind::$node),)*];
        const TOKENS: &[(&str, Kind)] = &[$(($text, Kind::$token),)*];
    };
}

kinds! {
    nodes {
        "aliased_import" => AliasedImport,
        "argument_list" => ArgumentList,
        "as_pattern" => AsPattern,
        "as_pattern_target" => AsPatternTarget,
        "assert_statement" => AssertStatement,
        "assignment" => Assignment,
        "attribute" => Attribute,
        "augmented_assignment" => AugmentedAssignment,
        "await" => Await,
        "binary_operator" => BinaryOperator,
        "block" => Block,
        "boolean_operator" => BooleanOperator,
        "break_statement" => BreakStatement,
        "call" => Call,
        "case_clause" => CaseClause,
        "case_pattern" => CasePattern,
        "class_definition" => ClassDefinition,
        "class_pattern" => ClassPattern,
        "comment" => Comment,
        "comparison_operator" => ComparisonOperator,
        "concatenated_string" => ConcatenatedString,
        "conditional_expression" => ConditionalExpression,
        "continue_statement" => ContinueStatement,
        "decorated_definition" => DecoratedDefinition,
        "decorator" => Decorator,
        "default_parameter" => DefaultParameter,
        "delete_statement" => DeleteStatement,
        "dictionary" => Dictionary,
        "dictionary_comprehension" => DictionaryComprehension,
        "dictionary_splat" => DictionarySplat,
        "dictionary_splat_pattern" => DictionarySplatPattern,
        "dotted_name" => DottedName,
        "elif_clause" => ElifClause,
        "ellipsis" => Ellipsis,
        "else_clause" => ElseClause,
        "except_clause" => ExceptClause,
        "exec_statement" => ExecStatement,
        "expression_list" => ExpressionList,
        "expression_statement" => ExpressionStatement,
        "false" => False,
        "finally_clause" => FinallyClause,
        "float" => Float,
        "for_in_clause" => ForInClause,
        "for_statement" => ForStatement,
        "format_specifier" => FormatSpecifier,
        "function_definition" => FunctionDefinition,
        "future_import_statement" => FutureImportStatement,
        "generator_expression" => GeneratorExpression,
        "generic_type" => GenericType,
        "global_statement" => GlobalStatement,
        "identifier" => Identifier,
        "if_clause" => IfClause,
        "if_statement" => IfStatement,
        "import_from_statement" => ImportFromStatement,
        "import_prefix" => ImportPrefix,
        "import_statement" => ImportStatement,
        "integer" => Integer,
        "interpolation" => Interpolation,
        "keyword_argument" => KeywordArgument,
        "keyword_pattern" => KeywordPattern,
        "keyword_separator" => KeywordSeparator,
        "lambda" => Lambda,
        "lambda_parameters" => LambdaParameters,
        "line_continuation" => LineContinuation,
        "list" => List,
        "list_comprehension" => ListComprehension,
        "list_pattern" => ListPattern,
        "list_splat" => ListSplat,
        "list_splat_pattern" => ListSplatPattern,
        "match_statement" => MatchStatement,
        "named_expression" => NamedExpression,
        "none" => None,
        "nonlocal_statement" => NonlocalStatement,
        "not_operator" => NotOperator,
        "pair" => Pair,
        "parameters" => Parameters,
        "parenthesized_expression" => ParenthesizedExpression,
        "pass_statement" => PassStatement,
        "pattern_list" => PatternList,
        "positional_separator" => PositionalSeparator,
        "print_statement" => PrintStatement,
        "raise_statement" => RaiseStatement,
        "relative_import" => RelativeImport,
        "return_statement" => ReturnStatement,
        "set" => Set,
        "set_comprehension" => SetComprehension,
        "slice" => Slice,
        "splat_pattern" => SplatPattern,
        "string" => String,
        "string_end" => StringEnd,
        "string_start" => StringStart,
        "subscript" => Subscript,
        "true" => True,
        "try_statement" => TryStatement,
        "tuple" => Tuple,
        "tuple_pattern" => TuplePattern,
        "type" => Type,
        "type_alias_statement" => TypeAliasStatement,
        "type_conversion" => TypeConversion,
        "type_parameter" => TypeParameter,
        "typed_default_parameter" => TypedDefaultParameter,
        "typed_parameter" => TypedParameter,
        "unary_operator" => UnaryOperator,
        "union_pattern" => UnionPattern,
        "union_type" => UnionType,
        "while_statement" => WhileStatement,
        "wildcard_import" => WildcardImport,
        "with_clause" => WithClause,
        "with_item" => WithItem,
        "with_statement" => WithStatement,
        "yield" => Yield,
    }
    tokens {
        "," => CommaToken,
        "-" => MinusToken,
        ":" => ColonToken,
        "=" => EqualsToken,
        "_" => UnderscoreToken,
        "__future__" => FutureToken,
        "async" => AsyncToken,
        "as" => AsToken,
        "from" => FromToken,
        "import" => ImportToken,
        "in" => InToken,
        "or" => OrToken,
    }
}

impl Kind {
    /// Whether nodes of this kind say nothing to the program.
    pub(super) fn is_trivia(self) -> bool {
        matches!(self, Kind::Comment | Kind::LineContinuation)
    }

    /// Whether nodes of this kind are values or targets.
    pub(super) fn is_expression(self) -> bool {
        use Kind::*;
        matches!(
            self,
            Attribute
                | Await
                | BinaryOperator
                | BooleanOperator
                | Call
                | ComparisonOperator
                | ConcatenatedString
                | ConditionalExpression
                | Dictionary
                | DictionaryComprehension
                | Ellipsis
                | ExpressionList
                | False
                | Float
                | GeneratorExpression
                | Identifier
                | Integer
                | Lambda
                | List
                | ListComprehension
                | ListPattern
                | ListSplat
                | ListSplatPattern
                | NamedExpression
                | None
                | NotOperator
                | ParenthesizedExpression
                | PatternList
                | Set
                | SetComprehension
                | Slice
                | String
                | Subscript
                | True
                | Tuple
                | TuplePattern
                | UnaryOperator
                | Yield
        )
    }

    /// Whether nodes of this kind are statements.
    pub(super) fn is_statement(self) -> bool {
        use Kind::*;
        matches!(
            self,
            AssertStatement
                | Assignment
                | AugmentedAssignment
                | BreakStatement
                | ClassDefinition
                | ContinueStatement
                | DecoratedDefinition
                | DeleteStatement
                | ExecStatement
                | ExpressionStatement
                | ForStatement
                | FunctionDefinition
                | FutureImportStatement
                | GlobalStatement
                | IfStatement
                | ImportFromStatement
                | ImportStatement
                | MatchStatement
                | NonlocalStatement
                | PassStatement
                | PrintStatement
                | RaiseStatement
                | ReturnStatement
                | TryStatement
                | TypeAliasStatement
                | WhileStatement
                | WithStatement
        )
    }
}
