"""Mappings whose items are attributes too."""


class AttributeDictionary(dict):
    """A dict whose string keys can be read and written as attributes; inner dicts likewise."""

    def __getattr__(self, key):
        try:
            item = self[key]
        except KeyError:
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{key}'") from None
        return AttributeDictionary(item) if isinstance(item, dict) else item

    def __setattr__(self, name, value):
        self[name] = value
