"""Dialogs: fragments in a window above the page; the next whole run closes them (FACTS 15b).

May not know what a dialog looks like.
"""

import functools

from _crosswire import context
from _crosswire.deltas import event, open_block
from _crosswire.fragments import draw_fragment
from streamlit.errors import StreamlitAPIException, StreamlitInvalidLayoutContextError


def dialog(title, *, width="small", dismissible=True, icon=None, on_dismiss="ignore"):
    """Make a function a dialog: calling it opens it."""
    if callable(title) or not title:
        raise StreamlitAPIException("A dialog needs a title: `@st.dialog(\"My title\")`.")

    def decorate(function):
        @functools.wraps(function)
        def open_dialog(*args, **kwargs):
            run = context.current()
            if run is None:
                return None
            refuse_second(run)
            props = {"title": title, "width": width, "dismissible": dismissible, "icon": icon}
            window = open_block(event, "dialog", props)
            return draw_fragment(function, args, kwargs, container=window)

        return open_dialog

    return decorate


def refuse_second(run):
    """One dialog a run, and none in another."""
    if any("dialog" in (block._kind for block in container._enclosing()) for container in run.containers):
        raise StreamlitInvalidLayoutContextError("Dialogs may not be nested inside other dialogs.")
    if run.dialog_open:
        raise StreamlitAPIException("Only one dialog is allowed to be opened at the same time.")
    run.dialog_open = True
