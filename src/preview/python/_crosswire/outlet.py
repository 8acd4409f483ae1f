"""Messages to the session, one JSON text each. May not know what they say."""

import json
import math
import threading

import _crosswire_host as host
from _crosswire.halves import marked

_lock = threading.Lock()


def send(message):
    """Send a message of the protocol's `FromWorker`."""
    text = encode(message)
    with _lock:
        host.emit(text)


def warn(text):
    """Say something that Streamlit writes to its server's log."""
    send({"type": "output", "stream": "warning", "text": text})


def encode(message):
    """Strict JSON: other readers know neither NaN nor half a surrogate pair."""
    try:
        text = json.dumps(message, default=str, allow_nan=False)
    except ValueError:
        text = None
    if text is None or "\\ud" in text or "\\ufdd0" in text:
        text = json.dumps(strict(message), default=str)
    return text


def strict(value):
    """A value without numbers and characters that JSON's readers refuse."""
    if isinstance(value, dict):
        return {strict(str(name)): strict(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [strict(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, str):
        return marked(value)
    return value
