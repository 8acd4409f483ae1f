"""Session state: what the script wrote, what widgets hold, and what both were in earlier runs.

A widget's value is kept under its id, and found under its key. The page sends all values with each rerun; they stay
beside the old ones until the run is over, so that callbacks see what changed (FACTS 8 to 12).
May not know how widgets are drawn.
"""

import copy

from _crosswire import context
from streamlit.errors import StreamlitValueAssignmentNotAllowedError, StreamlitWidgetAlreadyInstantiatedError

MORE = "https://docs.streamlit.io/develop/concepts/architecture/session-state#initialization"


class Widget:
    """What state knows of a widget: the last call that made it."""

    def __init__(
        self,
        id,
        key=None,
        *,
        default=None,
        parse=lambda raw: raw,
        trigger=False,
        callback=None,
        callbacks=None,
        args=(),
        kwargs=None,
        fragment=None,
        present=None,
        disabled=False,
        persist=None,
        page=None,
        element=None,
        element_key=None,
    ):
        self.id = id
        self.key = key
        self.default = default
        self.parse = parse
        self.trigger = trigger
        self.callback = callback
        self.callbacks = callbacks or {}
        self.args = args
        self.kwargs = kwargs or {}
        self.fragment = fragment
        self.present = present
        self.disabled = disabled
        self.persist = persist
        self.page = page
        self.element = element
        self.element_key = element_key


class SessionState:
    """The values of one session."""

    def __init__(self):
        self.widgets = {}
        self.ids = {}
        self.old = {}
        self.written = {}
        self.sent = {}
        self.unread = {}
        self.carried = set()
        self.given_back = set()
        self.kept_on = {}

    # What the script sees.

    def get(self, key, otherwise=None):
        try:
            return self[key]
        except KeyError:
            return otherwise

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def __getitem__(self, key):
        id = self.ids.get(key, key)
        widget = self.widgets.get(id)
        if id == key and widget is not None and widget.key is not None:
            key = widget.key
        value = self._find(id, key)
        return value if widget is None or widget.present is None else widget.present(value)

    def stored(self, key):
        """The same as it is kept: of a component the state without the triggers."""
        id = self.ids.get(key, key)
        value = self._find(id, key)
        return dict(value) if isinstance(value, dict) and id in self.widgets else value

    def _find(self, id, key):
        for values, name in ((self.written, key), (self.sent, id), (self.old, id), (self.old, key)):
            if name in values:
                return values[name]
        raise KeyError(f'st.session_state has no key "{key}". Did you forget to initialize it? More info: {MORE}')

    def sent_now(self, id):
        """What the page sent for a widget with this rerun, or what the run gave it since."""
        return self.sent.get(id)

    def __setitem__(self, key, value):
        run = context.current()
        if run is not None and (self.ids.get(key) in run.ids or key in run.forms):
            raise StreamlitWidgetAlreadyInstantiatedError(key)
        self.written[key] = value

    def __delitem__(self, key):
        id = self.ids.get(key, key)
        self[key]
        self.ids.pop(key, None)
        for values, name in ((self.written, key), (self.old, key), (self.sent, id), (self.old, id)):
            values.pop(name, None)

    def names(self):
        """The names that the script may use: its own and the keys of widgets."""
        names = []
        for name in dict.fromkeys((*self.old, *self.sent, *self.written)):
            widget = self.widgets.get(name)
            key = name if widget is None else widget.key
            if key is not None and not (widget is None and is_id(name)) and key not in names and key in self:
                names.append(key)
        return names

    def visible(self):
        """Name to value, as the script may see it."""
        return {name: self[name] for name in self.names()}

    # What a run does with it.

    def begin(self, sent):
        """A run begins: what was new is old now, and what the page sent is new."""
        self.reset_triggers()
        self._settle()
        self.given_back.clear()
        for widget in sent or ():
            self._receive(widget["id"], widget.get("value"))

    def _settle(self):
        names = [self.ids.get(name, name) for name in dict.fromkeys((*self.old, *self.sent, *self.written))]
        present = {name: self[name] for name in dict.fromkeys(names) if name in self}
        self.old.update(present)
        self.written.clear()
        self.sent.clear()
        self.unread.clear()

    def _receive(self, id, raw):
        widget = self.widgets.get(id)
        if widget is None:
            self.unread[id] = raw
        else:
            self._read(widget, raw)

    def _read(self, widget, raw):
        """Whether the widget can hold what the page sent."""
        try:
            self.sent[widget.id] = widget.parse(raw)
        except (ValueError, TypeError, KeyError, IndexError):
            return False
        return True

    def changed(self, id):
        """Whether a widget's value is another than in the last run, by `==`."""
        return bool(self.sent.get(id) != self.old.get(id))

    def reset_triggers(self):
        """A trigger's value lives for one run."""
        for values in (self.sent, self.old):
            for id in values:
                widget = self.widgets.get(id)
                if widget is not None and widget.trigger:
                    values[id] = widget.default

    def register(self, widget, settable=True):
        """The call of a widget: its present value, and whether Python decided it, which the page has to adopt."""
        key, id = widget.key, widget.id
        if key is not None and not settable and key in self.written:
            raise StreamlitValueAssignmentNotAllowedError(key)
        self.widgets[id] = widget
        if key is not None:
            self.ids[key] = id
        refused = id in self.unread and not self._read(widget, self.unread.pop(id))
        if widget.disabled and self.sent.pop(id, None) is not None:
            refused = key not in self.written
        decided = refused or key in self.written or (id not in self.sent and self._kept(id, key, widget.default))
        if id not in self and (key is None or key not in self):
            self.sent[id] = copy.deepcopy(widget.default)
        if id in self.carried:
            self.carried.discard(id)
            self.given_back.add(id)
        return _copied(self[id]), decided

    def _kept(self, id, key, default):
        """Whether a value waits from before the widget was there, or from another worker."""
        return (key is not None and key in self.old and self.old[key] != default) or id in self.carried

    def replace(self, id, value):
        """Give a widget another value: it can no longer hold the one that it has."""
        self.sent[id] = _copied(value)
        self.old.pop(id, None)
        self.written.pop(self.widgets[id].key, None)

    def finish(self, seen, fragments, page):
        """A whole run is over: triggers are spent, and widgets that were not there have no value any more."""
        self.reset_triggers()
        self.drop_unseen(seen, fragments, page)

    def drop_unseen(self, seen, fragments, page):
        """Forget the values of widgets that a run did not draw; one of fragments decides only over theirs.

        What outlives its widget (`persist_state`) is kept under the widget's key, for the whole session or on its page.
        """

        def stale(id):
            widget = self.widgets.get(id)
            if widget is None:
                return is_id(id)
            return id not in seen and not (fragments and widget.fragment not in fragments)

        outlived = [self.widgets[id] for id in {*self.old, *self.sent} if id in self.widgets and stale(id)]
        kept = {w.key: (self[w.id], w) for w in outlived if w.persist == "session" or (w.persist and w.page == page)}
        self.sent = {id: value for id, value in self.sent.items() if not stale(id)}
        self.old = {id: value for id, value in self.old.items() if not stale(id)}
        for key, (value, widget) in kept.items():
            self.old[key] = value
            if widget.persist == "page":
                self.kept_on[key] = page
        for key in [key for key, origin in self.kept_on.items() if origin != page]:
            self.old.pop(key, None)
            del self.kept_on[key]


def is_id(name):
    """Whether a name is one that the engine made."""
    return name.startswith("$$")


def _copied(value):
    """A copy, so that the script cannot change what is kept; what cannot be copied is handed out itself."""
    try:
        return copy.deepcopy(value)
    except Exception:
        return value
