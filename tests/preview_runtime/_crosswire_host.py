"""The worker's native module on a plain CPython: messages as lines on standard input and output.

For tests and development only; it shuts nothing and interrupts nobody.
"""

import os
import select
import threading

_in = os.dup(0)
_out = os.dup(1)
_rest = bytearray()
_ended = False
_lock = threading.Lock()


class Interrupted(BaseException):
    """What the watchdog raises in a script that does not end."""


def emit(text):
    """Send one message."""
    with _lock:
        data = text.encode() + b"\n"
        while data:
            data = data[os.write(_out, data) :]


def receive(timeout_ms):
    """The next message; None after the time, `EOFError` once nobody writes any more."""
    while b"\n" not in _rest:
        if _ended:
            raise EOFError("the session is gone")
        if not _more(None if timeout_ms is None else timeout_ms / 1000):
            return None
    line, _, rest = bytes(_rest).partition(b"\n")
    _rest[:] = rest
    return line.decode()


def pending():
    """Whether a message waits."""
    while b"\n" not in _rest and not _ended and _more(0):
        pass
    return b"\n" in _rest


def _more(timeout):
    global _ended
    ready, _, _ = select.select([_in], [], [], timeout)
    if not ready:
        return False
    data = os.read(_in, 65536)
    _ended = not data
    _rest.extend(data)
    return True
