; What the reader of a component's CSS keeps: the ids, classes and tags that its selectors name, custom properties
; and their uses, comments.

(id_selector (id_name) @id)
(class_selector (class_name) @class)
(tag_name) @tag

(declaration (property_name) @property)

(call_expression
  (function_name) @function
  (arguments) @arguments)

(comment) @comment
(js_comment) @comment
