"""Charts: the preview draws none; each stands in its place and names its data."""

from _crosswire.api import draw, element
from streamlit.elements.data import as_table
from streamlit.util import AttributeDictionary


def _outline(dg, kind, data, **details):
    """A chart's place: what kind it is, the columns and the number of rows of its data, what else was said."""
    shown = {name: str(value) for name, value in details.items() if value is not None}
    return draw(dg, "chart", {"chart": kind, "data": _what(data), "details": shown})


def _what(data):
    if data is None or isinstance(data, (str, bytes)):
        return None
    try:
        table = as_table(data)
    except Exception:  # Data of a library that this module does not know: its type says enough.
        return type(data).__name__
    columns = ", ".join(table["columns"][:8]) + (", …" if len(table["columns"]) > 8 else "")
    rows = len(table["rows"]) + table["left_out"]
    return f"{rows} {'row' if rows == 1 else 'rows'}: {columns}"


def _data_chart(name):
    def chart(dg, data=None, *, x=None, y=None, x_label=None, y_label=None, color=None, **options):
        return _outline(dg, name, data, x=x, y=y, color=color)

    chart.__name__ = name
    return element(chart)


for _name in ("area_chart", "bar_chart", "line_chart", "scatter_chart"):
    _data_chart(_name)


@element(name="map")
def map_chart(dg, data=None, *, latitude=None, longitude=None, **options):
    return _outline(dg, "map", data, latitude=latitude, longitude=longitude)


FIGURES = {
    "altair_chart": "altair_chart",
    "plotly_chart": "figure_or_data",
    "pydeck_chart": "pydeck_obj",
    "pyplot": "fig",
    "echarts_chart": "spec",
    "bokeh_chart": "figure",
}
"""Charts of other libraries, and what their first parameter is called."""


def _foreign_chart(name, parameter):
    def chart(dg, figure=None, *rest, **options):
        figure = options.get(parameter) if figure is None else figure
        place = _outline(dg, name, None, figure=None if figure is None else type(figure).__name__)
        return _nothing_selected() if options.get("on_select", "ignore") != "ignore" else place

    chart.__name__ = name
    return element(chart)


def _nothing_selected():
    """What a chart answers with that a person may select in."""
    selection = {"points": [], "point_indices": [], "box": [], "lasso": [], "indices": {}, "objects": {}}
    return AttributeDictionary(selection=AttributeDictionary(selection))


for _name, _parameter in FIGURES.items():
    _foreign_chart(_name, _parameter)


@element
def vega_lite_chart(dg, data=None, spec=None, **options):
    mark = (spec or {}).get("mark") if isinstance(spec, dict) else None
    place = _outline(dg, "vega_lite_chart", data, mark=mark)
    return _nothing_selected() if options.get("on_select", "ignore") != "ignore" else place


def _written_chart(name):
    def chart(dg, source=None, *rest, **options):
        return draw(dg, "chart", {"chart": name, "data": None, "details": {}, "source": str(source)})

    chart.__name__ = name
    return element(chart)


for _name in ("graphviz_chart", "mermaid_chart"):
    _written_chart(_name)
