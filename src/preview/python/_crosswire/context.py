"""The run that is going on, for everything that a script calls.

A run belongs to the script's thread: other threads see none unless `adopt` or `lend` gives it to them.
May not know what is drawn, nor how the run was asked for.
"""

from contextlib import contextmanager
from threading import get_ident

_runs = {}


def current():
    """The run of this thread, or None: an import without a run, a thread of the script's own."""
    return _runs.get(get_ident())


def lend(ident, run):
    """Let another thread draw in a run."""
    _runs[ident] = run


@contextmanager
def adopt(run):
    """Make `run` this thread's run for a while; what was lent ends with it."""
    _runs[get_ident()] = run
    try:
        yield run
    finally:
        _runs.clear()
