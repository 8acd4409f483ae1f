"""`st.write` and its kin: each value as what it looks like, streams as they come, code with what it shows."""

import collections
import io
import re
import types

from _crosswire.api import DeltaGenerator, caller, element
from _crosswire.later import Later
from _crosswire.records import is_record
from streamlit import errors

asyncio = Later("asyncio")
inspect = Later("inspect")
textwrap = Later("textwrap")

WITH_HELP = (
    types.BuiltinFunctionType,
    types.BuiltinMethodType,
    types.FunctionType,
    types.MethodType,
    types.ModuleType,
)
AS_JSON = (
    dict,
    list,
    map,
    enumerate,
    types.MappingProxyType,
    collections.UserDict,
    collections.ChainMap,
    collections.UserList,
    collections.abc.ItemsView,
    collections.abc.KeysView,
    collections.abc.ValuesView,
)
ADDRESS = re.compile(r"<.* at 0x[0-9a-fA-F]+>")
FIGURES = {
    "matplotlib": "pyplot",
    "plotly": "plotly_chart",
    "altair": "altair_chart",
    "pydeck": "pydeck_chart",
    "graphviz": "graphviz_chart",
    "bokeh": "bokeh_chart",
}


@element
def write(dg, *args, unsafe_allow_html=False):
    """Write each value as what it looks like; texts and numbers next to each other run together."""
    if dg._locked and len(args) > 1:
        raise errors.StreamlitAPIException("Cannot replace a single element with multiple elements.")
    for values, show in _runs_of_text(args):
        if show is None:
            dg.markdown(" ".join(map(_as_markdown, values)), unsafe_allow_html=unsafe_allow_html)
        else:
            show(dg, values[0], unsafe_allow_html)


def _runs_of_text(values):
    """The values one after the other with how each is shown; those that are text in runs, with no way of their own."""
    texts = []
    for value in values:
        show = _way_to_show(value)
        if show is None:
            texts.append(value)
            continue
        if texts:
            yield texts, None
            texts = []
        yield [value], show
    if texts:
        yield texts, None


def _way_to_show(value):
    """How a value is shown, as a function of the container, the value and `unsafe_allow_html`; None for text."""
    if isinstance(value, str):
        return None
    if isinstance(value, Exception):
        return lambda dg, value, html: dg.exception(value)
    if isinstance(value, DeltaGenerator):
        return lambda dg, value, html: dg.help(value)
    if _is_frame(value):
        return lambda dg, value, html: dg.dataframe(value)
    figure = FIGURES.get(type(value).__module__.partition(".")[0])
    if figure is not None:
        return lambda dg, value, html: getattr(dg, figure)(value)
    if type(value).__module__.startswith("PIL."):
        return lambda dg, value, html: dg.image(value)
    if isinstance(value, AS_JSON) or hasattr(value, "_asdict") or _is_own_mapping(value):
        return lambda dg, value, html: dg.json(list(value) if isinstance(value, (map, enumerate)) else value)
    if isinstance(value, io.StringIO):
        return lambda dg, value, html: dg.markdown(value.getvalue())
    if _is_stream(value):
        return lambda dg, value, html: dg.write_stream(value)
    if isinstance(value, WITH_HELP) or isinstance(value, type) or is_record(value):
        return lambda dg, value, html: dg.help(value)
    if callable(getattr(value, "_repr_html_", None)):
        return lambda dg, value, html: dg.html(value._repr_html_()) if html else dg.write(str(value))
    if ADDRESS.fullmatch(str(value)):
        return lambda dg, value, html: dg.help(value)
    return None


def _is_frame(value):
    frame = hasattr(value, "columns") and hasattr(value, "shape")
    series = hasattr(value, "index") and hasattr(value, "to_frame")
    array = hasattr(value, "tolist") and hasattr(value, "shape") and getattr(value, "shape", ()) != ()
    return frame or series or array or hasattr(value, "to_pandas")


def _is_own_mapping(value):
    """Session state, query parameters, secrets."""
    return type(value).__module__.partition(".")[0] in ("streamlit", "_crosswire") and hasattr(value, "items")


def _is_stream(value):
    if isinstance(value, (types.GeneratorType, types.AsyncGeneratorType)):
        return True
    return callable(value) and (inspect.isgeneratorfunction(value) or inspect.isasyncgenfunction(value))


def _as_markdown(value):
    """Text as it is; any other value as code, in a fence where it has lines."""
    if isinstance(value, str):
        return value
    text = str(value)
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    if "\n" in text:
        fence = "`" * max(3, longest + 1)
        return f"\n{fence}\n{text}\n{fence}\n"
    ticks = "`" * (longest + 1)
    return f"{ticks}{text}{ticks}"


@element
def write_stream(dg, stream, *, cursor=None):
    """Write what comes, as it comes: texts grow into one, any other value stands by itself. All of it comes back."""
    chunks = stream() if callable(stream) else stream
    if hasattr(chunks, "__aiter__"):
        chunks = _awaited(chunks)
    if isinstance(chunks, str) or not hasattr(chunks, "__iter__"):
        raise errors.StreamlitAPIException(f"The provided input (type: {type(stream)}) cannot be iterated.")
    written, place = [], None
    for chunk in chunks:
        text = _chunk_text(chunk)
        if text is None:
            dg.write(chunk)
            written.append(chunk)
            place = None
        elif text:
            if place is None:
                place = dg.empty()
                written.append("")
            written[-1] += text
            place.markdown(written[-1] + (cursor or ""))
    if cursor and place is not None:
        place.markdown(written[-1])
    return written[0] if len(written) == 1 and isinstance(written[0], str) else written or ""


def _chunk_text(chunk):
    """The text of a chunk, also of those that clients of language models send; None for any other value."""
    if isinstance(chunk, str):
        return chunk
    choices = getattr(chunk, "choices", None)
    if choices:
        return getattr(getattr(choices[0], "delta", None), "content", None) or ""
    content = getattr(chunk, "content", None)
    return content if isinstance(content, str) else None


def _awaited(stream):
    loop = asyncio.new_event_loop()
    try:
        while True:
            try:
                yield loop.run_until_complete(stream.__anext__())
            except StopAsyncIteration:
                return
    finally:
        loop.close()


@element
def echo(dg, code_location="above"):
    """`with st.echo():` shows the block's code beside what the block shows."""
    if code_location not in ("above", "below"):
        raise errors.StreamlitAPIException(f"code_location is 'above' or 'below', not {code_location!r}.")
    return _Echo(dg, code_location)


class _Echo:
    def __init__(self, dg, code_location):
        self._dg = dg
        self._below = code_location == "below"

    def __enter__(self):
        self._code = _block_after(caller())
        if not self._below:
            self._dg.code(self._code)

    def __exit__(self, kind, exception, trace):
        if self._below and kind is None:
            self._dg.code(self._code)
        return False


def _block_after(place):
    """The lines of the block that a `with` at a place opens, as they stand in the file."""
    if place is None:
        return ""
    with open(place["path"], encoding="utf-8") as file:
        lines = file.read().splitlines()
    start = place["line"] - 1
    depth = _indent(lines[start])
    _, colon, rest = lines[start].rpartition("):")
    if colon and rest.strip():
        return rest.strip()
    while start < len(lines) and not lines[start].rstrip().endswith(":"):
        start += 1
    block = []
    for line in lines[start + 1 :]:
        if line.strip() and _indent(line) <= depth:
            break
        block.append(line)
    return textwrap.dedent("\n".join(block)).strip("\n")


def _indent(line):
    return len(line) - len(line.lstrip())
