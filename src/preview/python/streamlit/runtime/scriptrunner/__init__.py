"""The run as scripts can hold it, and the exceptions that end it."""

from _crosswire import context
from _crosswire.control import RerunException, StopException

__all__ = ["RerunException", "StopException", "add_script_run_ctx", "get_script_run_ctx"]


def get_script_run_ctx(suppress_warning=False):
    """The run of this thread, or None."""
    return context.current()


def add_script_run_ctx(thread=None, ctx=None):
    """Let a thread draw in a run."""
    run = ctx or context.current()
    if thread is None:
        return None
    if thread.ident is not None:
        context.lend(thread.ident, run)
        return thread
    body = thread.run

    def with_run():
        from threading import get_ident

        context.lend(get_ident(), run)
        body()

    thread.run = with_run
    return thread
