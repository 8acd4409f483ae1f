"""Messages to the session, one JSON text each. May not know what they say."""

import json
import math
import threading

import _crosswire_host as host

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
        text = json.dumps(_finite(message), default=str)
    if "\\ud" in text:
        text = json.dumps(_whole(json.loads(text)))
    return text


def _finite(value):
    if isinstance(value, dict):
        return {str(name): _finite(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _whole(value):
    if isinstance(value, dict):
        return {_whole(name): _whole(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value
