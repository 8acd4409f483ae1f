"""Session state on its way to another worker, or back in time: values that pickle, and the names of those that do not.

May not know who keeps it.
"""

import base64
import pickle


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
        id = state.ids.get(name)
        try:
            value = pickle.dumps(state.stored(name))
        except Exception:
            lost.append(name)
            continue
        values.append([name, id, base64.b64encode(value).decode("ascii")])
    for id, widget in state.widgets.items():
        if widget.key is None and not widget.trigger and id in state:
            try:
                values.append([None, id, base64.b64encode(pickle.dumps(state.stored(id))).decode("ascii")])
            except Exception:
                continue
    return {"values": values, "page": session.pages.current, "query": session.query.text()}, lost


def restore(session, carried):
    """Make a session what another was."""
    packed = carried.get("state") or {}
    session.reset()
    state = session.state
    for name, id, text in packed.get("values", ()):
        try:
            value = pickle.loads(base64.b64decode(text))
        except Exception:
            continue
        state.old[name if id is None else id] = value
        if id is not None:
            state.carried.add(id)
            if name is not None:
                state.ids[name] = id
    session.pages.current = packed.get("page")
    session.query.arrive(packed.get("query", ""))
