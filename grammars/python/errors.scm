; What does not parse: text that fits nowhere, and tokens that should have been there.
(ERROR) @error
(MISSING) @error
