"""`st.secrets`: the values of `.streamlit/secrets.toml`, beside the script or in the workspace's root.

May not know what they are for.
"""

import os
from collections.abc import Mapping

from _crosswire import context
from _crosswire.files import read_source
from _crosswire.later import Later
from streamlit.errors import StreamlitSecretNotFoundError

tomllib = Later("tomllib")


class Secrets(Mapping):
    """The secrets by name; tables by attribute too."""

    def __getitem__(self, key):
        values = _load()
        if key not in values:
            raise KeyError(f'st.secrets has no key "{key}". Did you forget to add it to secrets.toml?')
        return _table(values[key])

    def __getattr__(self, key):
        if key.startswith("__"):
            raise AttributeError(key)
        try:
            return self[key]
        except KeyError:
            raise AttributeError(f'st.secrets has no key "{key}". Did you forget to add it to secrets.toml?') from None

    def __iter__(self):
        return iter(_load())

    def __len__(self):
        return len(_load())

    def __repr__(self):
        return "Secrets"

    def to_dict(self):
        """All secrets as plain dicts."""
        return dict(_load())

    def load_if_toml_exists(self):
        """Whether there are secrets that can be read."""
        try:
            _load()
        except StreamlitSecretNotFoundError:
            return False
        return True


class AttrDict(Mapping):
    """A table of secrets, by item or attribute."""

    def __init__(self, value):
        self.__dict__["_values"] = dict(value)

    def __getitem__(self, key):
        if key not in self._values:
            raise KeyError(f'st.secrets has no key "{key}".')
        return _table(self._values[key])

    def __getattr__(self, key):
        try:
            return self[key]
        except KeyError as error:
            raise AttributeError(str(error)) from None

    def __setattr__(self, key, value):
        raise TypeError("Secrets does not support attribute assignment.")

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __repr__(self):
        return repr(self._values)

    def to_dict(self):
        """The table as a plain dict."""
        return dict(self._values)


def _table(value):
    return AttrDict(value) if isinstance(value, dict) else value


def _load():
    run = context.current()
    session = None if run is None else run.session
    folders = [] if session is None else [os.path.dirname(session.main), session.root]
    found = {}
    read = False
    for folder in reversed(folders):
        path = os.path.join(folder, ".streamlit", "secrets.toml")
        try:
            found.update(tomllib.loads(read_source(path)))
            read = True
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            raise StreamlitSecretNotFoundError(
                "Error parsing secrets file at {path}: {error}", path=path, error=error
            ) from error
    if not read:
        raise StreamlitSecretNotFoundError(
            "No secrets found. Valid paths for a secrets.toml file are: {paths}",
            paths=", ".join(os.path.join(folder, ".streamlit", "secrets.toml") for folder in dict.fromkeys(folders)),
        )
    return found
