"""The run that is going on, for everything that a script calls.

A run belongs to the script's thread: other threads see none unless `adopt` gives it to them.
May not know what is drawn, nor how the run was asked for.
"""

import threading
from contextlib import contextmanager

_local = threading.local()


def current():
    """The run of this thread, or None: an import without a run, a thread of the script's own."""
    return getattr(_local, "run", None)


@contextmanager
def adopt(run):
    """Make `run` this thread's run for a while."""
    before = current()
    _local.run = run
    try:
        yield run
    finally:
        _local.run = before
