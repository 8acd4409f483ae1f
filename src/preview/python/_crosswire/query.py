"""The query of the page's address, as `st.query_params` shows it. May not know when it is read."""

from collections.abc import Iterable, Mapping, MutableMapping

from _crosswire import context
from _crosswire.later import Later
from _crosswire.page import change_page
from streamlit.errors import StreamlitAPIException, StreamlitQueryParamDictValueError

parse = Later("urllib.parse")

EMBED = frozenset({"embed", "embed_options"})


class Query:
    """Names with their values, each a list."""

    def __init__(self):
        self.values = {}
        self.bound = {}
        """The names that widgets keep, with the ids of the widgets."""

    def arrive(self, text):
        """The person's address has another query now."""
        self.values = parse.parse_qs(text.lstrip("?"), keep_blank_values=True) if text else {}

    def text(self):
        """The query, without `?`."""
        return parse.urlencode(self.values, doseq=True) if self.values else ""


class QueryParams(MutableMapping):
    """`st.query_params`: the last value of a name, all of them by `get_all`."""

    def __getitem__(self, key):
        values = _visible().get(str(key))
        if values is None:
            raise KeyError(f'st.query_params has no key "{key}". Did you forget to initialize it?')
        return values[-1] if values else ""

    def __setitem__(self, key, value):
        _store({str(key): _texts(key, value)})

    def __delitem__(self, key):
        if str(key) not in _visible():
            raise KeyError(f'st.query_params has no key "{key}". Did you forget to initialize it?')
        _store({}, without=str(key))

    def __iter__(self):
        return iter(list(_visible()))

    def __len__(self):
        return len(_visible())

    def __repr__(self):
        return repr(self.to_dict())

    def __getattr__(self, key):
        if key.startswith("__"):
            raise AttributeError(key)
        try:
            return self[key]
        except KeyError:
            raise AttributeError(
                f'st.query_params has no attribute "{key}". Did you forget to initialize it?'
            ) from None

    def __setattr__(self, key, value):
        self[key] = value

    def __delattr__(self, key):
        try:
            del self[key]
        except KeyError as error:
            raise AttributeError(str(error)) from None

    def get_all(self, key):
        """All values of a name."""
        return list(_visible().get(str(key), ()))

    def to_dict(self):
        """The names with their last values."""
        return {key: self[key] for key in self}

    def from_dict(self, params):
        """Replace all parameters."""
        pairs = params.items() if isinstance(params, Mapping) else params
        fresh = {}
        for key, value in pairs:
            fresh.setdefault(str(key), []).extend(_texts(key, value))
        _replace(fresh)

    def clear(self):
        """Take all parameters away."""
        _replace({})

    def update(self, other=(), /, **more):
        """Set several at once."""
        pairs = {**dict(other), **more}
        _store({str(key): _texts(key, value) for key, value in pairs.items()})


def _query():
    run = context.current()
    return _alone if run is None else run.session.query


def _visible():
    return {key: values for key, values in _query().values.items() if key not in EMBED}


def _texts(key, value):
    if isinstance(value, Mapping):
        raise StreamlitQueryParamDictValueError(key)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [str(inner) for inner in value]
    return [str(value)]


def _store(values, without=None):
    query = _query()
    _refuse_bound({*values, without} & set(query.bound))
    query.values = {**{key: value for key, value in query.values.items() if key != without}, **values}
    change_page("query", query=query.text())


def _refuse_bound(keys):
    for key in keys:
        raise StreamlitAPIException(f"The query parameter {key!r} is a widget's: set the widget's value instead.")


def _replace(values):
    query = _query()
    _refuse_bound(key for key in query.bound if values.get(key) != query.values.get(key))
    query.values = {**{key: value for key, value in query.values.items() if key in EMBED}, **values}
    change_page("query", query=query.text())


_alone = Query()
