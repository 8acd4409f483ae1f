"""Exceptions as messages and as props of the `exception` element: without the runtime's own frames.

May not know where they are drawn.
"""

from _crosswire import files, magic, place, script
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
    code = step.tb_frame.f_code
    positions = getattr(code, "co_positions", None)
    if positions is None:
        return {}
    try:
        line, end_line, column, end_column = list(positions())[step.tb_lasti // 2]
    except (IndexError, TypeError, ValueError):
        return {}
    if column is None or line != step.tb_lineno:
        return {}
    found = {"column": characters(code.co_filename, line, column)}
    if end_line == line and end_column is not None:
        found["end_column"] = characters(code.co_filename, line, end_column)
    return found


def characters(path, line, column):
    """A column in bytes of what was compiled, as one in characters of what was written, from 1."""
    column = magic.original_column(script.shifts_of(path, line), column)
    return len(text_of(path, line).encode("utf-8")[:column].decode("utf-8", "replace")) + 1


def text_of(path, line):
    """A line of a file, as the editor or the disk has it; empty where there is none."""
    try:
        return files.read_source(path).split("\n")[line - 1].rstrip("\r")
    except (OSError, ValueError, IndexError):
        return ""


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
    code = text_of(frame["path"], frame["line"]).strip()
    where = f'File "{frame["path"]}", line {frame["line"]}, in {frame["function"] or "<module>"}'
    return f"{where}\n    {code}" if code else where
