; What stands between the statements: comments, and text that does not parse.
(comment) @comment
(ERROR) @error
(MISSING) @error
