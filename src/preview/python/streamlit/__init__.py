"""The `streamlit` module of the preview: the names that a script uses."""

import streamlit.elements
from _crosswire.deltas import PUBLIC, bottom as _bottom, event as _event, main as _main, sidebar

__version__ = "1.67.0"

globals().update(PUBLIC)
