"""Data: tables, data frames, metrics, JSON, what `st.help` tells of an object.

Tables are made of whatever looks like one, so that pandas, polars and numpy are welcome and not needed.
"""

import datetime
import json as json_module
import math

from _crosswire.api import caller, draw, element, markdown
from _crosswire.later import Later
from streamlit import errors
from streamlit.elements.labelled import checked_width, input_widget, labelled
from streamlit.elements.text import shown_icon
from streamlit.util import AttributeDictionary

inspect = Later("inspect")

MOST_ROWS = 10_000


def as_table(data):
    """Any data as `{columns, index, rows}`; `index` is None where the rows are only numbered."""
    if data is None:
        return _table([], [])
    if hasattr(data, "data") and hasattr(data, "to_html") and not isinstance(data, dict):
        data = data.data  # A styler of pandas.
    for convert in (_from_frame, _from_series, _from_dicts_of_rows, _from_array):
        table = convert(data)
        if table is not None:
            return table
    if isinstance(data, dict):
        return _from_dict(data)
    if hasattr(data, "__dataclass_fields__") or hasattr(data, "_asdict"):
        return _from_rows([data])
    if hasattr(data, "__iter__") and not isinstance(data, (str, bytes)):
        return _from_rows(list(data))
    return _table(["value"], [[data]])


def _table(columns, rows, index=None):
    shown = rows[:MOST_ROWS]
    return {
        "columns": [str(column) for column in columns],
        "index": None if index is None else [_cell(each) for each in list(index)[:MOST_ROWS]],
        "rows": [[_cell(value) for value in row] for row in shown],
        "left_out": len(rows) - len(shown),
    }


def _cell(value):
    """A value as a cell shows it: numbers, texts and truths as they are, all else as text."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None if math.isnan(value) else str(value)
    if hasattr(value, "item") and not hasattr(value, "__len__"):
        return _cell(value.item())
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if type(value).__name__ in ("NaTType", "NAType"):
        return None
    return str(value)


def _from_frame(data):
    if not (hasattr(data, "columns") and (hasattr(data, "itertuples") or hasattr(data, "iter_rows"))):
        return None
    columns = list(data.columns)
    if hasattr(data, "iter_rows"):
        return _table(columns, [list(row) for row in data.iter_rows()])
    rows = [list(row) for row in data.itertuples(index=False, name=None)]
    index = list(data.index)
    return _table(columns, rows, None if index == list(range(len(rows))) else index)


def _from_series(data):
    if not (hasattr(data, "index") and hasattr(data, "items") and hasattr(data, "name")):
        return None
    return _table([data.name or "value"], [[value] for value in data.tolist()], list(data.index))


def _from_dicts_of_rows(data):
    return as_table(data.to_dicts()) if hasattr(data, "to_dicts") else None


def _from_array(data):
    if not (hasattr(data, "tolist") and hasattr(data, "shape")):
        return None
    rows = data.tolist()
    return _from_rows(rows if isinstance(rows, list) else [rows])


def _from_dict(data):
    """Columns by name, rows by name, or one value a name."""
    if data and all(isinstance(value, dict) for value in data.values()):
        names = list(dict.fromkeys(name for value in data.values() for name in value))
        return _table(list(data), [[value.get(name) for value in data.values()] for name in names], names)
    if data and all(_is_column(value) for value in data.values()):
        columns = [list(value) for value in data.values()]
        longest = max(map(len, columns))
        return _table(
            list(data), [[column[row] if row < len(column) else None for column in columns] for row in range(longest)]
        )
    return _table(["value"], [[value] for value in data.values()], list(data))


def _is_column(value):
    return hasattr(value, "__iter__") and not isinstance(value, (str, bytes, dict))


def _from_rows(rows):
    rows = [_as_row(row) for row in rows]
    if rows and all(isinstance(row, dict) for row in rows):
        names = list(dict.fromkeys(name for row in rows for name in row))
        return _table(names, [[row.get(name) for name in names] for row in rows])
    if rows and all(isinstance(row, (list, tuple)) for row in rows):
        width = max(map(len, rows))
        return _table(range(width), [[*row, *[None] * (width - len(row))] for row in rows])
    return _table(["value"], [[row] for row in rows])


def _as_row(row):
    if hasattr(row, "__dataclass_fields__"):
        return {name: getattr(row, name) for name in row.__dataclass_fields__}
    if hasattr(row, "_asdict"):
        return row._asdict()
    return row


@element
def table(
    dg, data=None, *, border=True, width="stretch", height="content", hide_index=None, hide_header=None, alt=None
):
    content = as_table(data)
    content["markdown"] = [
        [markdown(value, inline=True) if isinstance(value, str) else None for value in row] for row in content["rows"]
    ]
    props = {"border": border, "width": checked_width(width), "height": height}
    return draw(dg, "table", {**content, **props, "hide_index": bool(hide_index), "hide_header": bool(hide_header)})


@element
def dataframe(
    dg,
    data=None,
    width="stretch",
    height="auto",
    *,
    use_container_width=None,
    hide_index=None,
    column_order=None,
    column_config=None,
    key=None,
    on_select="ignore",
    selection_mode="multi-row",
    selection_default=None,
    row_height=None,
    placeholder=None,
    lazy=None,
    alt=None,
):
    content = _ordered(as_table(data), column_order, column_config)
    props = {
        **content,
        "width": checked_width(width),
        "height": height,
        "hide_index": bool(hide_index),
        "row_height": row_height,
        "placeholder": placeholder or "None",
    }
    if on_select == "ignore":
        return draw(dg, "dataframe", props)
    modes = [selection_mode] if isinstance(selection_mode, str) else list(selection_mode)
    return input_widget(
        dg,
        "dataframe",
        {**props, "selection_mode": modes, "disabled": False},
        key=key,
        identity={"columns": content["columns"], "rows": content["rows"], "selection_mode": modes},
        keyed=("selection_mode",),
        default=_selection(None),
        parse=_selection,
        settable=False,
        on_change="rerun" if on_select == "rerun" else on_select,
    )


def _selection(raw):
    raw = raw or {}
    chosen = {name: list(raw.get(name) or ()) for name in ("rows", "columns", "cells")}
    return AttributeDictionary({"selection": AttributeDictionary(chosen)})


def _ordered(content, column_order, column_config):
    """The columns that a data frame shows, in their order, under their labels."""
    config = column_config or {}
    hidden = {name for name, column in config.items() if column is None or getattr(column, "get", {}.get)("hidden")}
    names = content["columns"]
    order = [str(name) for name in (names if column_order is None else column_order)]
    positions = [names.index(name) for name in order if name in names and name not in hidden]
    content["rows"] = [[row[position] for position in positions] for row in content["rows"]]
    content["columns"] = [_column_label(names[position], config) for position in positions]
    return content


def _column_label(name, config):
    column = config.get(name)
    if isinstance(column, str):
        return column
    label = column.get("label") if isinstance(column, dict) else None
    return label or name


@element
def data_editor(
    dg,
    data,
    *,
    width="stretch",
    height="auto",
    use_container_width=None,
    hide_index=None,
    column_order=None,
    column_config=None,
    num_rows="fixed",
    disabled=False,
    key=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    row_height=None,
    placeholder=None,
    alt=None,
):
    """Shown as a data frame: the preview edits no cells, so what is returned is the data itself."""
    dataframe(
        dg,
        data,
        width,
        height,
        hide_index=hide_index,
        column_order=column_order,
        column_config=column_config,
        row_height=row_height,
        placeholder=placeholder,
    )
    return data


@element
def metric(
    dg,
    label,
    value,
    delta=None,
    delta_color="normal",
    *,
    help=None,
    icon=None,
    label_visibility="visible",
    border=False,
    width="stretch",
    height="content",
    chart_data=None,
    chart_type="line",
    delta_arrow="auto",
    format=None,
    delta_description=None,
):
    change = None if delta is None or delta == "" else str(delta)
    numbers = [float(number) for number in chart_data or ()]
    props = labelled(label, help, False, label_visibility, width)
    return draw(
        dg,
        "metric",
        {
            **props,
            "value": markdown("—" if value is None else value, inline=True),
            "delta": None if change is None else markdown(change, inline=True),
            "falls": _falls(change or ""),
            "delta_color": delta_color,
            "delta_arrow": delta_arrow,
            "delta_description": delta_description,
            "icon": shown_icon(icon),
            "border": bool(border),
            "height": height,
            "chart": numbers,
            "chart_type": chart_type,
        },
    )


def _falls(change):
    return change.startswith("-")


@element
def json(dg, body, *, expanded=True, width="stretch"):
    """JSON to fold and unfold: of a text, or of anything that can be written as JSON."""
    if isinstance(body, str):
        try:
            body = json_module.loads(body)
        except ValueError as error:
            raise errors.StreamlitAPIException(f"The text given to st.json is no JSON: {error}") from error
    text = json_module.dumps(_plain(body), default=repr)
    return draw(dg, "json", {"body": text, "expanded": expanded, "width": checked_width(width, content=False)})


def _plain(value):
    """What JSON can say of a value; a mapping of any kind is an object, an iterable a list."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if not isinstance(value, dict) and hasattr(value, "to_dict"):
        value = value.to_dict()
    if hasattr(value, "items"):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(inner) for inner in value]
    return value


@element
def help(dg, obj=None, *, width="stretch"):
    """What an object is: its type, its signature, its documentation, its members."""
    kind = type(obj)
    members = [] if inspect.ismodule(obj) else [_member(obj, name) for name in dir(obj) if not name.startswith("_")]
    place = caller()
    return draw(
        dg,
        "help",
        {
            "name": _argument_source(place) or getattr(obj, "__name__", ""),
            "type": kind.__name__,
            "value": _signature(obj),
            "doc": inspect.getdoc(obj) or "No docs available",
            "members": [member for member in members if member is not None],
            "width": checked_width(width, content=False),
        },
    )


def _argument_source(place):
    """The text of `st.help`'s argument where the call stands on a line of its own."""
    if place is None:
        return ""
    try:
        with open(place["path"], encoding="utf-8") as file:
            line = next((text.strip() for number, text in enumerate(file, 1) if number == place["line"]), "")
    except (OSError, UnicodeDecodeError):
        return ""
    _, call, argument = line.partition("help(")
    return argument[: argument.rfind(")")] if call else line


def _signature(obj):
    if not callable(obj):
        return repr(obj)
    try:
        return f"{obj.__module__}.{obj.__qualname__}{inspect.signature(obj)}"
    except (TypeError, ValueError, AttributeError):
        return repr(obj)


def _member(obj, name):
    try:
        value = getattr(obj, name)
    except Exception:  # A property of the person's may raise anything; it is no member to show then.
        return None
    doc = (inspect.getdoc(value) or "").partition("\n")[0]
    return {"name": name, "type": type(value).__name__, "doc": doc if callable(value) else repr(value)[:200]}
