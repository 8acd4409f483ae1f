"""The `streamlit` module of the preview: the names that a script uses."""

import _crosswire.commands
import streamlit.elements
from _crosswire.browser import Context
from _crosswire.cache import cache_data, cache_resource
from _crosswire.deltas import PUBLIC, bottom as _bottom, main as _main, sidebar
from _crosswire.fragments import fragment
from _crosswire.navigation import Page, navigation
from _crosswire.proxy import SessionStateProxy
from _crosswire.query import QueryParams
from _crosswire.secrets import Secrets
from streamlit import components, errors
import streamlit.components.v1
import streamlit.components.v2
from streamlit.delta_generator import DeltaGenerator

__version__ = "1.67.0"

session_state = SessionStateProxy()
query_params = QueryParams()
secrets = Secrets()
context = Context()

globals().update(PUBLIC)


def __getattr__(name):
    """A call that the preview does not have: a placeholder in its place."""
    if name.startswith("_"):
        raise AttributeError(f"module 'streamlit' has no attribute {name!r}")
    return streamlit.elements.unknown.unknown(name)
