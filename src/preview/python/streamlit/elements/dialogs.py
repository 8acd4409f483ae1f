"""Dialogs: a function whose elements appear on top of the page, and which reruns alone, as a fragment."""

import functools
import itertools

from _crosswire import context, fragments
from _crosswire.api import command, event, main, markdown, open_block, trigger_of_block, within
from streamlit import errors
from streamlit.elements.text import shown_icon

WIDTHS = ("small", "medium", "large")


@command
def dialog(title, *, width="small", position="center", dismissible=True, icon=None, on_dismiss="ignore"):
    """Make a function a dialog: calling it opens it."""
    if callable(title):
        raise errors.StreamlitAPIException('A dialog needs a title: `@st.dialog("…")`.')
    if not title:
        raise errors.StreamlitAPIException("A non-empty `title` argument has to be provided for dialogs.")
    if width not in WIDTHS:
        raise errors.StreamlitValueError("width", [repr(each) for each in WIDTHS])
    props = {
        "title": markdown(title, inline=True),
        "width": width,
        "position": position,
        "dismissible": bool(dismissible),
        "icon": shown_icon(icon),
    }
    identity = {"title": title, "width": width, "position": position, "dismissible": dismissible, "icon": icon}
    callback, reruns = dismissal(on_dismiss)

    def decorate(function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            if "dialog" in within(main):
                raise errors.StreamlitAPIException("Dialogs may not be nested inside other dialogs.")
            note_opened()
            id = trigger_of_block(main, "dialog", identity, on_change=callback) if reruns else None
            block = open_block(main, "dialog", {**props, "opened": next(_openings)}, id=id, root=event)
            return fragments.draw_fragment(function, args, kwargs, container=block)

        return call

    return decorate


def dismissal(on_dismiss):
    """Read `on_dismiss`: the callback, and whether closing the dialog runs the script at all."""
    if callable(on_dismiss):
        return on_dismiss, True
    if on_dismiss not in ("rerun", "ignore"):
        raise errors.StreamlitValueError("on_dismiss", ["'rerun'", "'ignore'", "a callable"])
    return None, on_dismiss == "rerun"


def note_opened():
    """One dialog at a time: a run may open no second one."""
    run = context.current()
    if run is None:
        return
    if run.dialog_opened:
        raise errors.StreamlitInvalidLayoutContextError("Only one dialog can be open at a time.")
    run.dialog_opened = True


_openings = itertools.count(1)
"""A dialog that a person closed opens again when the script calls it again: a number tells one call from another."""
