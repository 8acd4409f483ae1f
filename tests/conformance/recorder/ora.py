"""What the scenarios record with: each record is one marked line of JSON on standard output.

A script in the preview can write no file, but what it prints reaches the page; real Streamlit prints to its
terminal. So the same scenario runs under both, and the runner reads the same lines.
"""

import json
import re
import sys

import streamlit as st

MARK = "@record "
ABSENT = "<missing>"

_run = 0


def safe(value):
    """The value as JSON can hold it; what it cannot hold, as text without addresses."""
    if isinstance(value, dict):
        return {str(key): safe(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [safe(inner) for inner in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return re.sub(r" at 0x[0-9a-f]+", "", f"<{type(value).__name__}> {value!r}")[:400]


def log(ev, **fields):
    """Writes one record."""
    record = {"ev": ev, **{name: safe(value) for name, value in fields.items()}}
    # One write: an interrupted run may still be printing in another thread.
    sys.stdout.write(MARK + json.dumps(record) + "\n")
    sys.stdout.flush()


def begin():
    """The script's first line has been reached."""
    global _run
    _run += 1
    log("run_begin", run=_run)
    return _run


def end():
    """The script's last line has been reached."""
    log("run_end", run=_run)


def attempt(function):
    """What the function returns, or what it raises."""
    try:
        return safe(function())
    except Exception as error:
        return {"raises": f"{type(error).__name__}: {error}"}


def mount(component, *args, _label=None, **kwargs):
    """Mounts, and records the result or the exception."""
    try:
        result = component(*args, **kwargs)
    except Exception as error:
        log("exception", label=_label, type=type(error).__name__, text=str(error))
        return None
    log("mount", label=_label, result=dict(result))
    return result


def ss(key):
    """A component's entry in session state."""
    try:
        value = st.session_state[key]
    except KeyError as error:
        return {"raises": f"KeyError: {str(error)[:80]}"}
    return dict(value) if isinstance(value, dict) else value


def see(result, *names, key=None):
    """Records all that a script can ask of a result and of session state."""
    seen = {}
    for name in names:
        views = {
            "attr": lambda: getattr(result, name),
            "item": lambda: result[name],
            "get": lambda: result.get(name, ABSENT),
            "in": lambda: name in result,
        }
        if key is not None:
            views["ss_attr"] = lambda: getattr(st.session_state[key], name)
            views["ss_get"] = lambda: st.session_state[key].get(name, ABSENT)
        seen[name] = {view: attempt(ask) for view, ask in views.items()}
    log(
        "see",
        result=None if result is None else dict(result),
        names=seen,
        session_state=None if key is None else ss(key),
    )


def cb(name, **fields):
    """A callback has been called."""
    log("cb", name=name, **fields)
