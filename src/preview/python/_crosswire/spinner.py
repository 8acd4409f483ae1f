"""The sign that a cached function is at work: drawn only if it takes a while, where the next element will be.

May not know what is computed.
"""

import threading
from contextlib import contextmanager

from _crosswire import context
from _crosswire.deltas import main
from _crosswire.outlet import send

DELAY = 0.3


@contextmanager
def spinner(show, function):
    """Show a text while the body runs, if it runs longer than `DELAY`."""
    run = context.current()
    if not show or run is None:
        yield
        return
    text = show if isinstance(show, str) else f"Running `{function.__name__}(...)`."
    path = list(main._active()._next())
    shown = []

    def draw():
        shown.append(True)
        node = {
            "node": "element",
            "kind": "spinner",
            "props": {"text": {"$markdown": text, "inline": True, "html": False}, "cache": True},
        }
        send({"type": "delta", "run": run.number, "path": path, "node": node})

    timer = threading.Timer(DELAY, draw)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        if shown:
            send(
                {
                    "type": "delta",
                    "run": run.number,
                    "path": path,
                    "node": {"node": "empty", "kind": "empty", "props": {}},
                }
            )
