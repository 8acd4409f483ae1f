"""A widget's value in the query of the page's address, where `bind="query-params"` asks for it.

The address wins when a page is opened or a person goes back in the history; after that it follows the widget. A value
that is the default is not in it.
May not know which widgets there are, nor how state is kept beyond a value's way in and out.
"""

from _crosswire.page import change_page
from _crosswire.query import EMBED
from streamlit.errors import (
    StreamlitAPIException,
    StreamlitMissingRequiredParameterError,
    StreamlitValueError,
)

QUERY = "query-params"
NUMBERS = frozenset({"number_input", "slider", "feedback", "pagination"})
"""The kinds of widgets whose page counts in numbers."""
TIMES = frozenset({"time_input", "datetime_input"})
"""Those whose texts may end in seconds, which the address leaves out where there are none."""


def check(bind, persist_state, key):
    """Refuse what Streamlit refuses of `bind=` and `persist_state=`."""
    if bind not in (None, QUERY):
        raise StreamlitValueError("bind", [repr(QUERY), "None"])
    if persist_state not in (None, "page", "session"):
        raise StreamlitValueError("persist_state", ["'page'", "'session'", "None"])
    if key is None and bind is not None:
        raise StreamlitMissingRequiredParameterError("key", detail="It is the name of the query parameter.")
    if key is None and persist_state is not None:
        raise StreamlitMissingRequiredParameterError("key", detail="The value is kept under it.")
    if bind is not None and key in EMBED:
        raise StreamlitAPIException(f"The query parameter {key!r} is Streamlit's own: no widget can be bound to it.")


class Binding:
    """A widget's parameter in this run."""

    def __init__(self, run, widget, kind, format):
        self.run, self.widget, self.format = run, widget, format
        self.query = run.session.query
        self.sample = format(widget.default)
        self.number = kind in NUMBERS
        self.time = kind in TIMES
        self.query.bound[widget.key] = widget.id

    def arrive(self):
        """Give the widget the address's value where that wins; answers whether it did."""
        state, key, id = self.run.state, self.widget.key, self.widget.id
        opened = self.run.request.query is not None
        first = id not in state.old and key not in state.old
        if id in state.sent and not opened or not (first or opened):
            return False
        texts = self.query.values.get(key)
        if texts is None:
            # A page of the history without the parameter has the default; a page that is opened has what is set.
            if not first:
                state.replace(id, self.widget.default)
            return not first
        try:
            value = self.widget.parse(self.raw(texts))
        except (ValueError, TypeError, KeyError, IndexError):
            value = self.widget.default
        if value == self.widget.default:
            self.forget()
            return False
        state.replace(id, value)
        return True

    def raw(self, texts):
        """What the page would have sent for the texts of a parameter."""
        read = self.read_one
        return [read(text) for text in texts] if isinstance(self.sample, list) else read(texts[-1])

    def read_one(self, text):
        if isinstance(self.sample, bool):
            return {"true": True, "false": False}[text.lower()]
        return float(text) if self.number else text

    def show(self, value):
        """Let the address say what the widget holds now."""
        raw = self.format(value)
        if value == self.widget.default or raw is None:
            self.forget()
            return
        texts = [written(each) for each in (raw if isinstance(raw, list) else [raw])]
        if self.time:
            texts = [text[:-3] if text.count(":") == 2 and text.endswith(":00") else text for text in texts]
        if self.query.values.get(self.widget.key) != texts:
            self.query.values[self.widget.key] = texts
            change_page("query", query=self.query.text())

    def forget(self):
        """Take the parameter out of the address."""
        if self.query.values.pop(self.widget.key, None) is not None:
            change_page("query", query=self.query.text())


def written(raw):
    """A value as JavaScript writes it."""
    if isinstance(raw, bool):
        return "true" if raw else "false"
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)


def forget_unseen(run):
    """The parameters of widgets that are no longer there go with them."""
    query = run.session.query
    gone = [key for key, id in query.bound.items() if id not in run.state.old and id not in run.state.sent]
    for key in gone:
        del query.bound[key]
    if any([query.values.pop(key, None) is not None for key in gone]):
        change_page("query", query=query.text())
