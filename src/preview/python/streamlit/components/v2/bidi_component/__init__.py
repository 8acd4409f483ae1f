"""The result of a mount, under the name that Streamlit gives it."""

from streamlit.components.v2.bidi_component.state import ComponentResult

__all__ = ["ComponentResult"]
