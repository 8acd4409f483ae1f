"""Containers: container, columns, tabs, expander, popover, form, and the place of a single element.

A container draws itself and answers with the generator of its children.
"""

from _crosswire import context
from _crosswire.api import DeltaGenerator, draw_nothing, element, form_of, markdown, open_block, within
from streamlit import errors
from streamlit.elements.labelled import checked_width, help_text, reaction, stretched
from streamlit.elements.text import shown_icon

GAPS = ("xxsmall", "xsmall", "small", "medium", "large", "xlarge", "xxlarge", None)


DeltaGenerator.open = None
"""Whether a tab, expander or popover is open: not told, unless asked for with `on_change`."""


def _claim_key(kind, key):
    """Note a container's key: no other element of the run may have it. Answers with it as text."""
    if key is None:
        return None
    run = context.current()
    if run is not None:
        run.claim(kind, f"$${kind}-{key}", str(key))
    return str(key)


def _checked_gap(gap):
    if gap not in GAPS and not isinstance(gap, int):
        raise errors.StreamlitAPIException(f"Invalid gap: {gap!r}. It is one of {GAPS}.")
    return gap


@element
def container(
    dg,
    *,
    border=None,
    key=None,
    width="stretch",
    height="content",
    horizontal=False,
    wrap=True,
    horizontal_alignment="left",
    vertical_alignment="top",
    gap="small",
    autoscroll=None,
):
    fixed = isinstance(height, int) and not isinstance(height, bool)
    return open_block(
        dg,
        "container",
        {
            "border": fixed if border is None else bool(border),
            "key": _claim_key("container", key),
            "width": checked_width(width),
            "height": height,
            "horizontal": bool(horizontal),
            "wrap": bool(wrap),
            "horizontal_alignment": horizontal_alignment,
            "vertical_alignment": vertical_alignment,
            "gap": _checked_gap(gap),
            "autoscroll": autoscroll,
        },
    )


@element
def columns(dg, spec, *, gap="small", vertical_alignment="top", border=False, width="stretch", wrap=True):
    weights = [1] * spec if isinstance(spec, int) else list(spec)
    if not weights or any(not weight > 0 for weight in weights):
        raise errors.StreamlitInvalidColumnSpecError()
    if vertical_alignment not in ("top", "center", "bottom"):
        raise errors.StreamlitValueError("vertical_alignment", ["'top'", "'center'", "'bottom'"])
    props = {"gap": _checked_gap(gap), "width": checked_width(width, content=False), "wrap": bool(wrap)}
    row = open_block(dg, "columns", props)
    total = sum(weights)
    return [
        open_block(
            row,
            "column",
            {
                "weight": weight / total,
                "vertical_alignment": vertical_alignment,
                "border": bool(border),
            },
        )
        for weight in weights
    ]


@element
def tabs(
    dg,
    tabs,
    *,
    width="stretch",
    height="content",
    default=None,
    key=None,
    on_change="ignore",
    args=None,
    kwargs=None,
    bind=None,
):
    names = list(tabs)
    if not names:
        raise errors.StreamlitAPIException("st.tabs needs the label of at least one tab.")
    if any(not isinstance(name, str) for name in names):
        raise errors.StreamlitAPIException("The labels given to st.tabs must be strings.")
    if default is not None and default not in names:
        raise errors.StreamlitAPIException(f"The default tab {default!r} is none of the labels.")
    reaction(on_change)
    index = 0 if default is None else names.index(default)
    props = {"default": index, "key": _claim_key("tabs", key), "width": width, "height": height}
    bar = open_block(dg, "tabs", props)
    return [open_block(bar, "tab", {"label": markdown(name, inline=True)}) for name in names]


@element
def expander(
    dg,
    label,
    expanded=False,
    *,
    key=None,
    icon=None,
    type="default",
    width="stretch",
    on_change="ignore",
    args=None,
    kwargs=None,
    bind=None,
):
    if label is None:
        raise errors.StreamlitAPIException("An expander needs a label.")
    reaction(on_change)
    return open_block(
        dg,
        "expander",
        {
            "label": markdown(label, inline=True),
            "expanded": bool(expanded),
            "icon": shown_icon(icon),
            "type": type,
            "key": _claim_key("expander", key),
            "width": checked_width(width),
        },
    )


@element
def popover(
    dg,
    label,
    *,
    type="secondary",
    help=None,
    icon=None,
    disabled=False,
    use_container_width=None,
    width="content",
    wrap=None,
    key=None,
    on_change="ignore",
    args=None,
    kwargs=None,
):
    if "popover" in within(dg):
        raise errors.StreamlitAPIException("Popovers may not be nested inside other popovers.")
    reaction(on_change)
    return open_block(
        dg,
        "popover",
        {
            "label": markdown(label, inline=True),
            "type": type,
            "help": help_text(help),
            "icon": shown_icon(icon),
            "disabled": bool(disabled),
            "key": _claim_key("popover", key),
            "width": checked_width(stretched(width, use_container_width)),
        },
    )


class FormContainer(DeltaGenerator):
    """The container of a form, whose widgets and buttons have to know its rules."""

    rules = {}


@element
def form(dg, key, clear_on_submit=False, *, enter_to_submit=True, border=True, width="stretch", height="content"):
    if form_of(dg) is not None:
        raise errors.StreamlitAPIException("Forms cannot be nested in other forms.")
    run = context.current()
    if run is not None:
        run.claim_form(str(key))
    container = open_block(
        dg,
        "form",
        {
            "form": str(key),
            "border": bool(border),
            "width": checked_width(width),
            "height": height,
        },
        form=str(key),
        generator=FormContainer,
    )
    container.rules = {"clear_on_submit": bool(clear_on_submit), "enter_to_submit": bool(enter_to_submit)}
    return container


@element
def empty(dg):
    """A place for one element; what is drawn in it replaces what was there."""
    return draw_nothing(dg)
