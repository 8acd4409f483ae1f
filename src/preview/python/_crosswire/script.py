"""A script's text as something to run: compiled once a text, with bare expressions shown.

May not know who runs it.
"""

import sys
import types

from _crosswire import files
from _crosswire.magic import NAME, with_magic

_compiled = {}


def code_of(path):
    """The compiled script; raises `SyntaxError`, `OSError` or `ValueError` where there is none."""
    text = files.read_source(path)
    known = _compiled.get(path)
    if known is None or known[0] != text:
        changed, shifts = with_magic(text, path)
        known = (text, compile(changed, path, "exec", dont_inherit=True), shifts)
        _compiled[path] = known
    return known[1]


def shifts_of(path, line):
    """What magic put into a line of a script that runs."""
    known = _compiled.get(path)
    return () if known is None else known[2].get(line, ())


def execute(path):
    """Run a script as `__main__`, in a module of its own, which stays for callbacks and pickles to find."""
    run_as_main(path)


def execute_page(path):
    """Run a page's script, and let the script that called it be `__main__` again."""
    before = sys.modules.get("__main__")
    try:
        run_as_main(path)
    finally:
        sys.modules["__main__"] = before


def run_as_main(path):
    """Run a script's code in a fresh module."""
    code = code_of(path)
    module = types.ModuleType("__main__")
    module.__file__ = path
    module.__dict__[NAME] = show
    sys.modules["__main__"] = module
    exec(code, module.__dict__)


def show(*values):
    """Write what a bare expression is worth."""
    import streamlit

    streamlit.write(*values)
    return values[0] if len(values) == 1 else values
