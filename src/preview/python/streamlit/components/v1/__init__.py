"""Custom components, version 1: frames with html or an address are drawn, components of that version are not."""

import streamlit
from streamlit.elements.unknown import unknown

__all__ = ["declare_component", "html", "iframe"]


def html(html, width=None, height=None, scrolling=False):
    """A frame with a document of its own."""
    return streamlit.iframe(html, width=width or "stretch", height=height or 150)


def iframe(src, width=None, height=None, scrolling=False):
    """A frame with another page."""
    return streamlit.iframe(src, width=width or "stretch", height=height or 150)


def declare_component(name, path=None, url=None):
    """A placeholder in the component's place, worth its default."""

    def mount(*args, default=None, key=None, on_change=None, **kwargs):
        unknown(name)(**kwargs)
        return default

    return mount
