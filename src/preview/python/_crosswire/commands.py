"""Commands that steer runs: rerun, stop, another page. May not know what is drawn."""

from _crosswire import context, navigation
from _crosswire.control import RerunException, StopException
from _crosswire.deltas import command
from _crosswire.query import QueryParams
from _crosswire.requests import Request
from streamlit.errors import StreamlitAPIException, StreamlitInvalidLayoutContextError, StreamlitValueError


@command
def stop():
    """End the run here; what follows is not drawn."""
    if context.current() is not None:
        raise StopException()


@command
def rerun(scope="app"):
    """Run again from the top, or (`fragment`, or the keys of fragments) only fragments."""
    run = context.current()
    if run is None:
        return
    fragments = scoped_fragments(run, scope)
    leave(run, Request(cause={"kind": "rerun"}, fragments=fragments, scoped=scope != "app"))


@command
def switch_page(page, *, query_params=None):
    """Run another page instead."""
    run = context.current()
    if run is None:
        return
    hash = navigation.find_page(page)._script_hash
    QueryParams().from_dict(query_params or {})
    leave(run, Request(cause={"kind": "navigation", "what": str(page)}, page=hash))


def leave(run, request):
    """Give way to a request of the script's own; one of the page's that waits joins it."""
    inbox = run.session.inbox
    if run.drawing and inbox.waiting is not None:
        inbox.ask(request)
        raise RerunException(inbox.take(), own=True)
    raise RerunException(request, own=True)


def scoped_fragments(run, scope):
    """The ids of the fragments that a scope means; none for the whole script."""
    if scope == "app":
        return ()
    if not scope and scope != 0:
        raise StreamlitValueError("scope", ["'app'", "'fragment'", "a fragment key", "a list of keys"])
    if scope == "fragment":
        if run.fragment not in run.fragments:
            raise StreamlitInvalidLayoutContextError(
                'scope="fragment" can only be specified from `@st.fragment`-decorated functions during fragment reruns.'
            )
        return run.fragments[run.fragments.index(run.fragment) :]
    if run.drawing:
        raise StreamlitAPIException("A fragment's key can be passed to `st.rerun()` only in a callback.")
    keys = [scope] if isinstance(scope, (str, int)) else list(scope)
    return tuple(id for key in keys for id in keyed_fragments(run, str(key)))


def keyed_fragments(run, key):
    """The ids of the fragments with a key."""
    found = [
        id for id, fragment in run.session.fragments.items() if fragment.key is not None and str(fragment.key) == key
    ]
    if not found:
        raise StreamlitAPIException(f"No fragment found for target '{key}'.")
    return found
