"""Which callbacks a rerun owes, and in what order: those of plain widgets, then of components (FACTS 9, 10, 15).

May not know what values mean.
"""

from _crosswire.control import RerunException
from _crosswire.place import of_code


def call_all(run, request):
    """Call what the request's values ask for; answer with the reruns that callbacks asked for."""
    asked = []
    for widget, event, function in owed(run.state, request.widgets or ()):
        report(run, widget, event, function)
        try:
            with in_fragment(run, widget.fragment):
                function(*widget.args, **widget.kwargs)
        except RerunException as rerun:
            asked.append(rerun.request)
    return asked


def owed(state, sent):
    """(widget, event, function) of every callback that is due, first those of values."""
    changed = [state.widgets[w["id"]] for w in sent if w["id"] in state.widgets and state.changed(w["id"])]
    for widget in changed:
        if widget.callback is not None and not widget.disabled:
            yield widget, None, widget.callback
    components = [state.widgets[w["id"]] for w in sent if w["id"] in state.widgets]
    components = [widget for widget in components if widget.callbacks]
    for widget in (w for w in components if not w.trigger):
        for key in changed_keys(state.old.get(widget.id), state.sent.get(widget.id)):
            if key in widget.callbacks:
                yield widget, key, widget.callbacks[key]
    for widget in (w for w in components if w.trigger):
        for event in state.sent.get(widget.id) or ():
            if event.get("event") in widget.callbacks:
                yield widget, event["event"], widget.callbacks[event["event"]]


def changed_keys(old, new):
    """The keys whose values differ between two component states."""
    old, new = unwrapped(old), unwrapped(new)
    return [key for key in dict.fromkeys((*new, *old)) if old.get(key) != new.get(key)]


def unwrapped(state):
    """A lone `value` that holds a mapping stands for it, as in Streamlit (FACTS 7e)."""
    if not isinstance(state, dict):
        return {}
    if list(state) == ["value"] and isinstance(state["value"], dict):
        return dict(state["value"])
    return dict(state)


class in_fragment:
    """A callback belongs to its widget's fragment."""

    def __init__(self, run, fragment):
        self.run, self.fragment = run, fragment

    def __enter__(self):
        self.before, self.run.fragment = self.run.fragment, self.fragment

    def __exit__(self, *exception):
        self.run.fragment = self.before
        return False


def report(run, widget, event, function):
    """Tell that a callback is called."""
    code = getattr(getattr(function, "func", function), "__code__", None)
    run.emit(
        {
            "type": "callback",
            "element": widget.element or widget.id,
            "key": widget.element_key or widget.key,
            "event": event,
            "function": getattr(function, "__name__", type(function).__name__),
            "place": None if code is None else of_code(code),
        }
    )
