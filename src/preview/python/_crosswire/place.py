"""Where in the person's own files a call stands.

May not know what is called there.
"""

import sys

from _crosswire import files

OWN_PACKAGES = frozenset({"_crosswire", "streamlit"})


def is_own(frame):
    """Whether a frame is the runtime's and not the person's."""
    return frame.f_globals.get("__name__", "").partition(".")[0] in OWN_PACKAGES


def caller():
    """The nearest frame in the workspace, or else outside the runtime, as the protocol's `Place`; None without one."""
    frame, other = sys._getframe(1), None
    while frame is not None:
        if not is_own(frame):
            path = frame.f_code.co_filename
            if files.is_in_workspace(path):
                return of_frame(frame)
            if other is None and files.is_of_person(path):
                other = frame
        frame = frame.f_back
    return None if other is None else of_frame(other)


def of_frame(frame, line=None):
    """A frame as a `Place`."""
    code = frame.f_code
    return of_code(code, line or frame.f_lineno)


def of_code(code, line=None):
    """A code object as a `Place`: its first line, unless another is given."""
    name = "" if code.co_name == "<module>" else code.co_name
    return {"path": code.co_filename, "line": line or code.co_firstlineno, "function": name}
