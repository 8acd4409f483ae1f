"""Exceptions as messages and as props of the `exception` element: without the runtime's own frames.

May not know where they are drawn.
"""

import linecache
import traceback

from _crosswire import files, place
from _crosswire.outlet import send
from streamlit.errors import MarkdownFormattedException


def frames_of(exception):
    """The calls that led to an exception, in the person's own files, the innermost last."""
    frames, step = [], exception.__traceback__
    while step is not None:
        frame = step.tb_frame
        if not place.is_own(frame) and files.is_of_person(frame.f_code.co_filename):
            frames.append({**place.of_frame(frame, step.tb_lineno), **columns(step)})
        step = step.tb_next
    if isinstance(exception, SyntaxError) and exception.filename:
        frames.append(syntax_place(exception))
    return frames


def columns(step):
    """Where on its line a frame stood, from 1; nothing where the interpreter does not say."""
    positions = getattr(step.tb_frame.f_code, "co_positions", None)
    if positions is None:
        return {}
    try:
        line, end_line, column, end_column = list(positions())[step.tb_lasti // 2]
    except (IndexError, TypeError, ValueError):
        return {}
    if column is None or line != step.tb_lineno:
        return {}
    text = linecache.getline(step.tb_frame.f_code.co_filename, line).encode("utf-8")
    start = len(text[:column].decode("utf-8", "replace")) + 1
    if end_line != line or end_column is None:
        return {"column": start}
    return {"column": start, "end_column": len(text[:end_column].decode("utf-8", "replace")) + 1}


def syntax_place(error):
    """Where a file cannot be compiled."""
    found = {"path": error.filename, "line": error.lineno or 1, "column": error.offset or 0, "function": ""}
    if error.end_lineno == error.lineno and error.end_offset and error.end_offset > (error.offset or 0):
        found["end_column"] = error.end_offset
    return found


def send_exception(run, during, exception):
    """Tell the session of an exception that nobody caught."""
    send(
        {
            "type": "exception",
            "run": run.number,
            "during": during,
            "name": type(exception).__name__,
            "message": message_of(exception),
            "frames": frames_of(exception),
        }
    )


def message_of(exception):
    """An exception's text, even where its `__str__` fails."""
    try:
        return exception.msg if isinstance(exception, SyntaxError) and exception.msg else str(exception)
    except Exception:
        return ""


def exception_props(exception):
    """What the `exception` element shows."""
    frames = frames_of(exception)
    return {
        "type": type(exception).__name__,
        "module": type(exception).__module__,
        "message": message_of(exception),
        "markdown": isinstance(exception, MarkdownFormattedException),
        "warning": isinstance(exception, Warning),
        "frames": frames,
        "trace": [trace_line(frame) for frame in frames],
    }


def trace_line(frame):
    """A frame as Python's tracebacks write it, with its line of code."""
    code = linecache.getline(frame["path"], frame["line"]).strip()
    where = f'File "{frame["path"]}", line {frame["line"]}, in {frame["function"] or "<module>"}'
    return f"{where}\n    {code}" if code else where


def for_log(exception):
    """An exception as text, whole: for the engine's own failures."""
    return "".join(traceback.format_exception(type(exception), exception, exception.__traceback__))
