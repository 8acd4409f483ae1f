; What the reader of a component's HTML keeps: tags, attributes, comments, style sheets.

(start_tag (tag_name) @tag)
(self_closing_tag (tag_name) @tag)

(attribute
  (attribute_name) @attribute
  [
    (attribute_value) @value
    (quoted_attribute_value (attribute_value)? @value)
  ]?)

(comment) @comment

(style_element (raw_text) @style)
