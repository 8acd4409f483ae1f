"""`st.session_state`: the running session's state, by item or by attribute. May not know how it is kept."""

from collections.abc import MutableMapping

from _crosswire import context
from _crosswire.state import MORE, SessionState, is_id
from streamlit.errors import StreamlitAPIException


class SessionStateProxy(MutableMapping):
    """A mapping of names to values; the names of widgets without keys are not in it."""

    def __getitem__(self, key):
        return _state()[_name(key)]

    def __setitem__(self, key, value):
        _state()[_name(key)] = value

    def __delitem__(self, key):
        del _state()[_name(key)]

    def __iter__(self):
        return iter(_state().names())

    def __len__(self):
        return len(_state().names())

    def __str__(self):
        return str(_state().visible())

    def __repr__(self):
        return repr(_state().visible())

    def __contains__(self, key):
        return _name(key) in _state()

    def __getattr__(self, key):
        try:
            return self[key]
        except KeyError:
            raise AttributeError(
                f'st.session_state has no attribute "{key}". Did you forget to initialize it? More info: {MORE}'
            ) from None

    def __setattr__(self, key, value):
        self[key] = value

    def __delattr__(self, key):
        try:
            del self[key]
        except KeyError:
            raise AttributeError(
                f'st.session_state has no attribute "{key}". Did you forget to initialize it? More info: {MORE}'
            ) from None

    def to_dict(self):
        """All values by name."""
        return _state().visible()


def _name(key):
    name = str(key)
    if is_id(name):
        raise StreamlitAPIException(f"Keys beginning with $$ are reserved. {name} is not allowed.")
    return name


def _state():
    run = context.current()
    if run is None:
        return _alone
    run.check()
    return run.state


_alone = SessionState()
