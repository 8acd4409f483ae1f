; What the reader of a component's HTML keeps: tags, attributes, comments.

(start_tag (tag_name) @tag)
(self_closing_tag (tag_name) @tag)

(attribute
  (attribute_name) @attribute
  [
    (attribute_value) @value
    (quoted_attribute_value (attribute_value)? @value)
  ]?)

(comment) @comment
