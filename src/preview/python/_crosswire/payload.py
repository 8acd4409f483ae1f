"""`data=` on its way to the renderer: JSON, bytes, or what stands for either (FACTS 18).

May not know which component gets it.
"""

import base64
import json
import struct
from collections import deque
from collections.abc import Mapping, MappingView
from types import MappingProxyType

from _crosswire import arrow
from _crosswire.records import is_record, record
from streamlit.errors import BidiComponentUnserializableDataError


def payload(data):
    """The protocol's form of a mount's `data`."""
    if data is None:
        return None
    if isinstance(data, (bytes, bytearray)):
        return in_bytes(data)
    if isinstance(data, (Mapping, list, tuple)):
        return {"json": json_or_repr(data)}
    try:
        if isinstance(data, ROWS) or is_record(data):
            return in_bytes(arrow.stream(columns(data)))
        return {"json": json.dumps(data)}
    except (TypeError, ValueError, struct.error):
        raise BidiComponentUnserializableDataError() from None


ROWS = (set, frozenset, deque, range, MappingView)
"""What Streamlit makes a data frame of; JavaScript gets the frame's bytes."""


def in_bytes(data):
    """The protocol's form of bytes."""
    return {"bytes": base64.b64encode(bytes(data)).decode("ascii")}


def columns(data):
    """The columns of the frame: one of values, or one for each member that rows have in common."""
    if is_record(data):
        members = record(data)
        return [("value", list(members.values())), ("__index_level_0__", list(members))]
    rows = [record(row) if is_record(row) else row for row in data]
    if rows and all(isinstance(row, dict) for row in rows):
        names = dict.fromkeys(name for row in rows for name in row)
        return [(str(name), [row.get(name) for row in rows]) for name in names]
    if rows and all(isinstance(row, (list, tuple)) for row in rows):
        width = max(map(len, rows))
        return [(str(at), [row[at] if at < len(row) else None for row in rows]) for at in range(width)]
    return [("value", rows)] if rows else []


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
