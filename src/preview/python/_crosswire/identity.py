"""The ids of widgets and components: the same arguments, the same id, run after run.

May not know what values are kept under them.
"""

import hashlib
import json


def element_id(kind, key, identity, dg=None):
    """An id from what an element is; `key` stays readable in it."""
    text = json.dumps([kind, None if key is None else str(key), identity], sort_keys=True, default=repr)
    digest = hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    return f"$$ID-{digest}-{key}"
