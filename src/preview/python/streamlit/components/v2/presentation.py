"""A component's values as `st.session_state[key]` shows them: triggers below state, writable key by key (FACTS 12)."""

from _crosswire import context
from streamlit.errors import StreamlitAPIException


def presenter(state, id, key, events_id, allowed):
    """The function that state applies to a component's stored value before the script sees it."""

    def present(stored):
        events = state.widgets.get(events_id)
        if not isinstance(stored, dict) or events is None:
            return stored
        fired = state.sent_now(events_id) or ()
        triggers = {event["event"]: event.get("value") for event in fired}
        return _WriteThrough({**triggers, **stored}, state, id, key, allowed)

    return present


class _WriteThrough(dict):
    """A view whose items, written or deleted one by one, become the component's state."""

    def __init__(self, values, state, id, key, allowed):
        super().__init__(values)
        object.__setattr__(self, "_target", (state, id, key, allowed))

    def __getattr__(self, name):
        return self.get(name)

    def __setattr__(self, name, value):
        self[name] = value

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return dict(self)

    def __reduce__(self):
        return (dict, (dict(self),))

    def __setitem__(self, name, value):
        state, id, key, allowed = self._target
        self._refuse_after_mount(name)
        if allowed and name not in allowed:
            return
        super().__setitem__(name, value)
        state.sent[id] = dict(self)

    def __delitem__(self, name):
        state, id, key, allowed = self._target
        self._refuse_after_mount(name)
        super().__delitem__(name)
        state.sent[id] = dict(self)

    def _refuse_after_mount(self, name):
        run = context.current()
        state, id, key, allowed = self._target
        if run is not None and id in run.ids:
            raise StreamlitAPIException(
                f"`st.session_state.{key}.{name}` cannot be modified after the component with key `{key}` is "
                "instantiated."
            )
