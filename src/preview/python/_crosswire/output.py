"""What the script writes to standard output and error, sent to the session a line at a time.

May not know of runs.
"""

import io
import sys
from contextlib import contextmanager

from _crosswire.outlet import send


class Stream(io.TextIOBase):
    """A text stream whose lines are messages."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name):
        self._name = name
        self._rest = ""

    def writable(self):
        return True

    def isatty(self):
        return False

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        whole, mark, rest = (self._rest + text).rpartition("\n")
        self._rest = rest
        if mark:
            send({"type": "output", "stream": self._name, "text": whole + mark})
        return len(text)

    def flush(self):
        if self._rest:
            send({"type": "output", "stream": self._name, "text": self._rest})
            self._rest = ""


@contextmanager
def to_session():
    """Let the script's output go to the session."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdout, sys.stderr = before
