"""Messages about how things stand: alerts, exceptions, toasts."""

import itertools

from _crosswire.api import draw, element, event, markdown
from _crosswire.report import exception_props
from streamlit import errors
from streamlit.elements.labelled import checked_width
from streamlit.elements.text import shown_icon

_times = itertools.count(1)
"""A toast is shown anew in every run that calls for it: a number makes each call's props different."""


def _alert(dg, kind, body, icon, width, title):
    return draw(
        dg,
        kind,
        {
            "body": markdown(body),
            "icon": shown_icon(icon),
            "title": None if title is None else markdown(title, inline=True),
            "width": checked_width(width, content=False),
        },
    )


@element
def success(dg, body, *, icon=None, width="stretch", title=None):
    return _alert(dg, "success", body, icon, width, title)


@element
def info(dg, body, *, icon=None, width="stretch", title=None):
    return _alert(dg, "info", body, icon, width, title)


@element
def warning(dg, body, *, icon=None, width="stretch", title=None):
    return _alert(dg, "warning", body, icon, width, title)


@element
def error(dg, body, *, icon=None, width="stretch", title=None):
    return _alert(dg, "error", body, icon, width, title)


@element
def exception(dg, exception, width="stretch"):
    """An exception with its traceback, the person's own frames only."""
    return draw(dg, "exception", {**exception_props(exception), "width": checked_width(width, content=False)})


@element
def toast(dg, body, *, icon=None, duration="short"):
    """A message that floats for a while, whatever container it is called on."""
    seconds = {"short": 4, "long": 10, "infinite": None}.get(duration, duration)
    if seconds is not None and not isinstance(seconds, (int, float)):
        raise errors.StreamlitAPIException(f"Invalid duration: {duration!r}.")
    target = dg if dg._locked and dg._kind == "toast" else event
    props = {"body": markdown(body, inline=True), "icon": shown_icon(icon), "seconds": seconds, "time": next(_times)}
    return draw(target, "toast", props)


@element
def balloons(dg):
    return draw(dg, "balloons", {"time": next(_times)})


@element
def snow(dg):
    return draw(dg, "snow", {"time": next(_times)})
