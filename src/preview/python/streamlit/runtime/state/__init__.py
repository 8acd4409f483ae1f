"""Session state, under the name that scripts import."""

from _crosswire.proxy import SessionStateProxy

__all__ = ["SessionStateProxy"]
