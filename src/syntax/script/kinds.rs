//! The grammars' node kinds and field names, looked up once: a `match` on an enum is much faster than one on
//! names. A second dialect is a second table of the same kinds.

use std::sync::LazyLock;

use tree_sitter::{Language, Node};

use super::Dialect;

macro_rules! names {
    ($(#[$doc:meta])* $enum:ident { $($variant:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum $enum {
            $($variant,)*
            /// One that the reader has no use for.
            Other,
        }

        impl $enum {
            fn of(name: &str) -> Self {
                match name {
                    $($name => $enum::$variant,)*
                    _ => $enum::Other,
                }
            }
        }
    };
}

names! {
    /// A kind of node.
    Kind {
        AbstractClass = "abstract_class_declaration",
        AccessibilityModifier = "accessibility_modifier",
        Array = "array",
        ArrayPattern = "array_pattern",
        Arrow = "arrow_function",
        Assignment = "assignment_expression",
        AsExpression = "as_expression",
        AssignmentPattern = "assignment_pattern",
        AugmentedAssignment = "augmented_assignment_expression",
        Await = "await_expression",
        Binary = "binary_expression",
        Break = "break_statement",
        Call = "call_expression",
        Class = "class",
        ClassDeclaration = "class_declaration",
        ClassHeritage = "class_heritage",
        ClassStaticBlock = "class_static_block",
        Comment = "comment",
        ComputedName = "computed_property_name",
        Continue = "continue_statement",
        Do = "do_statement",
        EnumAssignment = "enum_assignment",
        EnumDeclaration = "enum_declaration",
        Error = "ERROR",
        Export = "export_statement",
        ExportClause = "export_clause",
        ExportSpecifier = "export_specifier",
        ExtendsClause = "extends_clause",
        ExpressionStatement = "expression_statement",
        False = "false",
        FieldDefinition = "field_definition",
        For = "for_statement",
        ForIn = "for_in_statement",
        FormalParameters = "formal_parameters",
        FunctionDeclaration = "function_declaration",
        FunctionExpression = "function_expression",
        Generator = "generator_function",
        GeneratorDeclaration = "generator_function_declaration",
        HtmlComment = "html_comment",
        Identifier = "identifier",
        If = "if_statement",
        Import = "import",
        ImportClause = "import_clause",
        ImportSpecifier = "import_specifier",
        ImportStatement = "import_statement",
        ImplementsClause = "implements_clause",
        Instantiation = "instantiation_expression",
        InternalModule = "internal_module",
        JsxAttribute = "jsx_attribute",
        JsxElement = "jsx_element",
        JsxExpression = "jsx_expression",
        JsxNamespaceName = "jsx_namespace_name",
        JsxSelfClosing = "jsx_self_closing_element",
        Labeled = "labeled_statement",
        LexicalDeclaration = "lexical_declaration",
        Member = "member_expression",
        Method = "method_definition",
        NamedImports = "named_imports",
        NamespaceModule = "module",
        NonNull = "non_null_expression",
        NamespaceExport = "namespace_export",
        NamespaceImport = "namespace_import",
        New = "new_expression",
        Null = "null",
        Number = "number",
        Object = "object",
        ObjectAssignmentPattern = "object_assignment_pattern",
        ObjectPattern = "object_pattern",
        OptionalParameter = "optional_parameter",
        OverrideModifier = "override_modifier",
        Pair = "pair",
        PairPattern = "pair_pattern",
        Parenthesized = "parenthesized_expression",
        PublicField = "public_field_definition",
        RequiredParameter = "required_parameter",
        RestPattern = "rest_pattern",
        Return = "return_statement",
        Satisfies = "satisfies_expression",
        Sequence = "sequence_expression",
        Shorthand = "shorthand_property_identifier",
        ShorthandPattern = "shorthand_property_identifier_pattern",
        Spread = "spread_element",
        StatementBlock = "statement_block",
        String = "string",
        Subscript = "subscript_expression",
        Super = "super",
        Switch = "switch_statement",
        SwitchCase = "switch_case",
        SwitchDefault = "switch_default",
        TemplateString = "template_string",
        TemplateSubstitution = "template_substitution",
        Ternary = "ternary_expression",
        This = "this",
        Throw = "throw_statement",
        True = "true",
        Try = "try_statement",
        TypeAssertion = "type_assertion",
        Unary = "unary_expression",
        Undefined = "undefined",
        Update = "update_expression",
        Using = "using_declaration",
        VariableDeclaration = "variable_declaration",
        VariableDeclarator = "variable_declarator",
        While = "while_statement",
        With = "with_statement",
        Yield = "yield_expression",
        // Words and signs that decide between two meanings of one node.
        Async = "async",
        Decorator = "decorator",
        Default = "default",
        Get = "get",
        QuestionDot = "?.",
        Readonly = "readonly",
        Of = "of",
        OptionalChain = "optional_chain",
        Set = "set",
        Star = "*",
        Static = "static",
        Comma = ",",
        Plus = "+",
        OrOr = "||",
        AndAnd = "&&",
        Question2 = "??",
        Equal2 = "==",
        Equal3 = "===",
        NotEqual2 = "!=",
        NotEqual3 = "!==",
        Bang = "!",
        TypeOf = "typeof",
    }
}

names! {
    /// The field of its parent that a node is.
    Field {
        Alias = "alias",
        Alternative = "alternative",
        Arguments = "arguments",
        Attribute = "attribute",
        Body = "body",
        Condition = "condition",
        Consequence = "consequence",
        Constructor = "constructor",
        Declaration = "declaration",
        Finalizer = "finalizer",
        Function = "function",
        Handler = "handler",
        Increment = "increment",
        Index = "index",
        Initializer = "initializer",
        Key = "key",
        Kind = "kind",
        Left = "left",
        Member = "member",
        Name = "name",
        Object = "object",
        OpenTag = "open_tag",
        CloseTag = "close_tag",
        Operator = "operator",
        Parameter = "parameter",
        Parameters = "parameters",
        Pattern = "pattern",
        Property = "property",
        Right = "right",
        Source = "source",
        Value = "value",
    }
}

/// The ids of one grammar.
pub(super) struct Table {
    kinds: Vec<Kind>,
    fields: Vec<Field>,
}

impl Table {
    pub(super) fn of(dialect: Dialect) -> &'static Table {
        static JAVASCRIPT: LazyLock<Table> = LazyLock::new(|| Table::new(&Dialect::JavaScript.language()));
        static TYPESCRIPT: LazyLock<Table> = LazyLock::new(|| Table::new(&Dialect::TypeScript.language()));
        static TSX: LazyLock<Table> = LazyLock::new(|| Table::new(&Dialect::Tsx.language()));
        match dialect {
            Dialect::JavaScript => &JAVASCRIPT,
            Dialect::TypeScript => &TYPESCRIPT,
            Dialect::Tsx => &TSX,
        }
    }

    fn new(language: &Language) -> Table {
        let ids = 0..u16::try_from(language.node_kind_count()).unwrap_or(u16::MAX);
        let fields = 0..=u16::try_from(language.field_count()).unwrap_or(u16::MAX);
        Table {
            kinds: ids.map(|id| language.node_kind_for_id(id).map_or(Kind::Other, Kind::of)).collect(),
            fields: fields.map(|id| language.field_name_for_id(id).map_or(Field::Other, Field::of)).collect(),
        }
    }

    pub(super) fn kind(&self, node: Node<'_>) -> Kind {
        if node.is_error() {
            return Kind::Error;
        }
        self.kinds.get(usize::from(node.kind_id())).copied().unwrap_or(Kind::Other)
    }

    pub(super) fn field(&self, id: Option<std::num::NonZeroU16>) -> Field {
        id.and_then(|id| self.fields.get(usize::from(id.get()))).copied().unwrap_or(Field::Other)
    }
}
