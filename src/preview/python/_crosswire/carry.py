"""Session state on its way to another worker, or back in time: values that pickle, and the names of those that do not.

May not know who keeps it.
"""

import base64
import json

from _crosswire.later import Later
from _crosswire.outlet import warn

pickle = Later("pickle")

PLAIN = (type(None), bool, int, float, str, list, dict)


class Carrier:
    """Remembers what was last said, so that only news is said."""

    def __init__(self):
        self._last = None

    def news(self, session):
        """The protocol's `Carried`; None where it is as it was."""
        packed, lost = pack(session)
        if (packed, lost) == self._last:
            return None
        self._last = (packed, lost)
        return {"state": packed, "lost": lost}


def pack(session):
    """The session's values as JSON, and the names that stay behind."""
    state, values, lost = session.state, [], []
    for name in state.names():
        try:
            values.append([name, state.ids.get(name), *wrap(state.stored(name))])
        except Exception:
            lost.append(name)
    for id, widget in state.widgets.items():
        if widget.key is None and not widget.trigger and id in state:
            try:
                values.append([None, id, *wrap(state.stored(id))])
            except Exception:
                continue
    return {"values": values, "page": session.pages.current, "query": session.query.text()}, lost


def wrap(value):
    """A value as text, and how: JSON, which is quick, if it comes back the same, or a pickle."""
    if type(value) in PLAIN:
        try:
            text = json.dumps(value)
            if repr(json.loads(text)) == repr(value):
                return "json", text
        except (TypeError, ValueError):
            pass
    return "pickle", base64.b64encode(pickle.dumps(value)).decode("ascii")


def unwrap(how, text):
    """What `wrap` made a text of."""
    return json.loads(text) if how == "json" else pickle.loads(base64.b64decode(text))


def restore(session, carried):
    """Make a session what another was. What cannot be made again is said, and not there."""
    packed = carried.get("state") or {}
    session.reset()
    state = session.state
    for name, id, how, text in packed.get("values", ()):
        try:
            value = unwrap(how, text)
        except Exception as error:
            warn(f"st.session_state.{name} could not be carried over: {error}")
            continue
        state.old[name if id is None else id] = value
        if id is not None:
            state.carried.add(id)
            if name is not None:
                state.ids[name] = id
    session.pages.turn_to(packed.get("page"))
    session.query.arrive(packed.get("query", ""))
