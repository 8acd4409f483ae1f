"""All that the elements of the `streamlit` module may use of the runtime.

An element is a function whose first parameter is the container it draws in:

    @element
    def caption(dg, body, unsafe_allow_html=False, *, help=None):
        return draw(dg, "caption", {"body": markdown(body, html=unsafe_allow_html), "help": help})

`@element` makes it callable as `st.caption`, as `container.caption` and below `with container:`; `@command` makes it
callable as `st.caption` only. `streamlit/__init__.py` imports every module of `streamlit.elements`.

A widget's node has, beside its own props: `default` (the value to begin with), `value` (only where Python decided it:
the page drops what it holds and adopts this), `form` (the form's id or null), `key`.

May not know which elements there are.
"""

from _crosswire.deltas import (
    DeltaGenerator,
    bottom,
    command,
    draw,
    draw_nothing,
    element,
    event,
    form_of,
    main,
    open_block,
    sidebar,
    update_block,
    within,
)
from _crosswire.page import change_page
from _crosswire.place import caller
from _crosswire.report import exception_props
from _crosswire.special import embedded_bytes, file_asset, formula, markdown
from _crosswire.widgets import NOT_GIVEN, trigger_of_block, value_of, widget

__all__ = [
    "NOT_GIVEN",
    "DeltaGenerator",
    "bottom",
    "caller",
    "change_page",
    "command",
    "draw",
    "draw_nothing",
    "element",
    "embedded_bytes",
    "event",
    "exception_props",
    "file_asset",
    "form_of",
    "formula",
    "main",
    "markdown",
    "open_block",
    "sidebar",
    "trigger_of_block",
    "update_block",
    "value_of",
    "widget",
    "within",
]
