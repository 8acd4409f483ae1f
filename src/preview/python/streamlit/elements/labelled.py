"""What all widgets share: the label with its help, the width, and how `on_change` is read.

May not know any single widget.
"""

from _crosswire.api import form_of, markdown, widget
from streamlit import errors

VISIBILITIES = ("visible", "hidden", "collapsed")


def labelled(label, help=None, disabled=False, label_visibility="visible", width="stretch", **props):
    """The props of a widget, those of its label first."""
    if label_visibility not in VISIBILITIES:
        raise errors.StreamlitAPIException(
            f"label_visibility is {label_visibility!r}, which is none of {', '.join(map(repr, VISIBILITIES))}."
        )
    return {
        "label": markdown(label, inline=True),
        "help": help_text(help),
        "disabled": bool(disabled),
        "label_visibility": label_visibility,
        "width": checked_width(width),
        **props,
    }


def help_text(help):
    """A tooltip's markdown, or None."""
    return None if help is None else markdown(help)


def checked_width(width, content=True):
    """A width that Streamlit accepts; anything else raises as it does there."""
    words = ("stretch", "content") if content else ("stretch",)
    if width in words or (isinstance(width, int) and width > 0):
        return width
    raise errors.StreamlitInvalidWidthError(width, content)


def stretched(width, use_container_width):
    """The width, where a script still says `use_container_width=`."""
    if use_container_width is None:
        return width
    return "stretch" if use_container_width else "content"


def reaction(on_change):
    """Read `on_change`: the callback, and whether a change runs the script at all."""
    if on_change == "ignore":
        return None, False
    if on_change is None or on_change == "rerun":
        return None, True
    if not callable(on_change):
        raise errors.StreamlitAPIException(f"on_change is neither callable nor 'rerun' nor 'ignore': {on_change!r}.")
    return on_change, True


def form_rules(dg):
    """What the form around a widget asks of the page, as props: when to submit, when to clear."""
    around = dg._active()._enclosing()
    return next((dict(container.rules) for container in around if "rules" in vars(container)), {})


def input_widget(dg, kind, props, *, on_change="rerun", **rest):
    """A widget that holds a value: `widget` of the runtime with `on_change` read, and refused where a form forbids it."""
    callback, rerun = reaction(on_change)
    if callback is not None and form_of(dg) is not None:
        raise errors.StreamlitInvalidFormCallbackError()
    known = {**props, **form_rules(dg), "rerun": rerun}
    return widget(dg, kind, known, disabled=props["disabled"], on_change=callback, **rest)
