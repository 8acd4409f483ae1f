"""What is going on: progress, spinners, status containers, things still to come."""

from contextlib import contextmanager

from _crosswire.api import DeltaGenerator, draw, element, markdown, open_block, update_block
from streamlit import errors
from streamlit.elements.labelled import checked_width

STATES = ("running", "complete", "error")


@element
def progress(dg, value, text=None, width="stretch"):
    props = {
        "value": _percent(value),
        "text": None if text is None else markdown(text, inline=True),
        "width": checked_width(width, content=False),
    }
    return draw(dg, "progress", props)


def _percent(value):
    """Progress in whole percents: of an int from 0 to 100, or a float from 0.0 to 1.0."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise errors.StreamlitAPIException(f"Progress Value has invalid type: {type(value).__name__}")
    whole = isinstance(value, int)
    if not 0 <= value <= (100 if whole else 1.0000001):
        raise errors.StreamlitAPIException(
            f"Progress Value has invalid value {'[0, 100]' if whole else '[0.0, 1.0]'}: {value}"
        )
    return value if whole else min(int(value * 100 + 1e-9), 100)


@contextmanager
def _spinning(dg, text, show_time, width):
    place = dg.empty()
    place.spinner_sign(text, show_time, width)
    try:
        yield
    finally:
        place.empty()


@element
def spinner(dg, text="In progress...", *, show_time=False, _cache=False, width="content"):
    """`with st.spinner(…):` shows a sign of work as long as the block runs."""
    return _spinning(dg, text, show_time, width)


def _spinner_sign(dg, text, show_time, width):
    props = {"text": markdown(text, inline=True), "show_time": bool(show_time), "width": checked_width(width)}
    return draw(dg, "spinner", props)


DeltaGenerator.spinner_sign = _spinner_sign


class StatusContainer(DeltaGenerator):
    """The container of `st.status`, which `update` can change while it works."""

    _props = None

    def update(self, *, label=None, expanded=None, state=None):
        changed = {
            "label": None if label is None else markdown(label, inline=True),
            "expanded": expanded,
            "state": _checked_state(state),
        }
        self._props = {**self._props, **{name: value for name, value in changed.items() if value is not None}}
        update_block(self, "status", self._props)

    def __exit__(self, kind, exception, trace):
        left = super().__exit__(kind, exception, trace)
        if self._props["state"] == "running":
            failed = kind is not None and issubclass(kind, Exception)
            self.update(state="error" if failed else "complete", expanded=False)
        return left


def _checked_state(state):
    if state is not None and state not in STATES:
        raise errors.StreamlitAPIException(f"Unknown state ({state}). Must be one of {STATES}.")
    return state


@element
def status(dg, label, *, expanded=False, state="running", type="default", width="stretch"):
    props = {
        "label": markdown(label, inline=True),
        "expanded": bool(expanded),
        "state": _checked_state(state),
        "type": type,
        "width": checked_width(width, content=False),
    }
    container = open_block(dg, "status", props, generator=StatusContainer)
    container._props = props
    return container


@element
def skeleton(dg, height=None, *, width="stretch"):
    """The outline of something that will take its place."""
    place = dg.empty()
    draw(place, "skeleton", {"height": height, "width": checked_width(width, content=False)})
    return place
