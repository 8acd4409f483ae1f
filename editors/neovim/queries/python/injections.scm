; extends
; Colours the html, css and js that a component's registration takes as texts, wherever they stand in Python.
; Neovim reads this file through editors/neovim/queries/python; other editors with tree-sitter can take it as it is.

; component("x", js="""…""")
((keyword_argument
  name: (identifier) @_name
  value: (string
    (string_content) @injection.content))
  (#eq? @_name "js")
  (#set! injection.language "javascript"))

((keyword_argument
  name: (identifier) @_name
  value: (string
    (string_content) @injection.content))
  (#eq? @_name "html")
  (#set! injection.language "html"))

((keyword_argument
  name: (identifier) @_name
  value: (string
    (string_content) @injection.content))
  (#eq? @_name "css")
  (#set! injection.language "css"))

; JS = """…""", COUNTER_JS = """…""": constants are the commonest way to write them.
((assignment
  left: (identifier) @_name
  right: (string
    (string_content) @injection.content))
  (#match? @_name "^(JS|js|.*_(JS|js))$")
  (#set! injection.language "javascript"))

((assignment
  left: (identifier) @_name
  right: (string
    (string_content) @injection.content))
  (#match? @_name "^(HTML|html|.*_(HTML|html))$")
  (#set! injection.language "html"))

((assignment
  left: (identifier) @_name
  right: (string
    (string_content) @injection.content))
  (#match? @_name "^(CSS|css|.*_(CSS|css))$")
  (#set! injection.language "css"))
