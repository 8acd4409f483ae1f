"""What the preview does not draw: a labelled place instead, so that the script goes on."""

from _crosswire.api import DeltaGenerator, main, open_block


def unknown(name, dg=main):
    """A function that stands for a call of Streamlit that is not here."""

    def call(*args, **kwargs):
        shown = [repr(each)[:60] for each in args[:3]] + [f"{key}={value!r}"[:60] for key, value in kwargs.items()]
        return open_block(dg, "unknown", {"name": name, "arguments": ", ".join(shown)})

    call.__name__ = name
    return call


def _unknown_method(self, name):
    if name.startswith("_") or name in NO_METHODS:
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
    return unknown(name, self)


NO_METHODS = frozenset(
    ("columns_", "shape", "tolist", "to_dict", "to_dicts", "items", "keys", "read", "getvalue", "save", "iloc", "index")
)
"""Names by which data is told from containers: a container has none of them."""

DeltaGenerator.__getattr__ = _unknown_method
