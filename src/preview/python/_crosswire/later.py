"""Modules of the standard library that few scripts need and that take long to import: imported when first used.

May not know who uses them.
"""


class Later:
    """Stands for a module."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, attribute):
        module = __import__(self._name, fromlist=("",))
        value = getattr(module, attribute)
        setattr(self, attribute, value)
        return value
