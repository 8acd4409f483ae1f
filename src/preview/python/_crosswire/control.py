"""How a run is left early: another run takes its place, or it stops.

Both are no `Exception`, so that a script's `except Exception` lets them through.
"""


class ScriptControlException(BaseException):
    """The base of the two."""


class StopException(ScriptControlException):
    """`st.stop()`, or the person's wish (`asked`) that the run end."""

    def __init__(self, asked=False):
        super().__init__()
        self.asked = asked


class RerunException(ScriptControlException):
    """Another run takes this one's place: one that the page asked for, or `st.rerun()` (`own`)."""

    def __init__(self, request, own=False):
        super().__init__()
        self.request = request
        self.own = own


class FragmentHandledException(Exception):
    """A fragment has failed and already shown why; the script around it ends."""
