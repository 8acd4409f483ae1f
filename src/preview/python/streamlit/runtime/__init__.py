"""What scripts import of Streamlit's runtime."""

from _crosswire import context


def exists():
    """Whether a script runs."""
    return context.current() is not None
