"""`data=` on its way to the renderer: JSON, bytes, or what stands for either (FACTS 18).

May not know which component gets it.
"""

import base64
import json
from collections.abc import Mapping
from types import MappingProxyType

from streamlit.errors import BidiComponentUnserializableDataError


def payload(data):
    """The protocol's form of a mount's `data`."""
    if data is None:
        return None
    if isinstance(data, (bytes, bytearray)):
        return {"bytes": base64.b64encode(bytes(data)).decode("ascii")}
    if isinstance(data, (Mapping, list, tuple)):
        return {"json": json_or_repr(data)}
    try:
        return {"json": json.dumps(data)}
    except Exception:
        raise BidiComponentUnserializableDataError() from None


def json_or_repr(data):
    """JSON; a container with anything else in it becomes one text, its `repr`."""
    try:
        return json.dumps(data)
    except TypeError:
        # A read-only view says what it views; not every interpreter's `str` does.
        return json.dumps(str(dict(data) if isinstance(data, MappingProxyType) else data))


def fingerprint(sent):
    """What of the data makes an unkeyed mount another one: its content, without the order of keys."""
    if sent is None:
        return None
    if "json" in sent:
        return json.dumps(json.loads(sent["json"]), sort_keys=True)
    return sent
