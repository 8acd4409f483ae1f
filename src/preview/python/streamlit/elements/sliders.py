"""Sliders: of numbers, dates, times, moments, and of options in a row.

The page slides numbers: a date or a time is its microseconds, an option its position.
"""

import datetime
import numbers

from _crosswire.api import element
from streamlit import errors
from streamlit.elements.labelled import input_widget, labelled
from streamlit.elements.options import Options

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
TIME_DAY = datetime.date(2000, 1, 1)
MICROSECOND = datetime.timedelta(microseconds=1)
FORTNIGHT = datetime.timedelta(days=14)
DAY = datetime.timedelta(days=1)
QUARTER = datetime.timedelta(minutes=15)


@element
def slider(
    dg,
    label,
    min_value=None,
    max_value=None,
    value=None,
    step=None,
    format=None,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    disabled=False,
    label_visibility="visible",
    width="stretch",
    bind=None,
    persist_state=None,
):
    if value is None:
        value = 0 if min_value is None else min_value
    single = not isinstance(value, (list, tuple))
    if not single and len(value) > 2:
        raise errors.StreamlitAPIException("The value of a slider is one value, or a pair of them for a range.")
    values = [value] if single else list(value)
    kind = _kind_of(values, min_value, max_value)
    low, high, step = _bounds(kind, values, min_value, max_value, step)
    values = sorted(values) or [low, high]
    low, high = min(low, *values), max(high, *values)
    zone = getattr(values[0], "tzinfo", None)
    return input_widget(
        dg,
        "slider",
        labelled(
            label,
            help,
            disabled,
            label_visibility,
            width,
            min=_to_page(low),
            max=_to_page(high),
            step=step / MICROSECOND if isinstance(step, datetime.timedelta) else step,
            format=format or FORMATS[kind],
            data_type=kind,
        ),
        key=key,
        identity={
            "label": label,
            "min_value": str(min_value),
            "max_value": str(max_value),
            "value": str(value),
            "step": str(step),
            "format": format,
            "help": help,
            "width": width,
        },
        keyed=("min_value", "max_value", "step"),
        default=values[0] if single else tuple(values),
        parse=lambda raw: _from_page(kind, _within(raw, len(values), _to_page(low), _to_page(high)), single, zone),
        format=lambda value: [_to_page(each) for each in ([value] if single else value)],
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


def _within(raw, count, low, high):
    """As many ends as the slider has, between its bounds; `ValueError` where they are others."""
    # The page counts steps from the lowest value, which may end a hair beside the highest.
    slack = (high - low) * 1e-9
    if len(raw) != count or not all(low - slack <= end <= high + slack for end in raw):
        raise ValueError(f"{raw} does not lie on the slider")
    return raw


FORMATS = {
    "int": "%d",
    "float": "%0.2f",
    "date": "YYYY-MM-DD",
    "datetime": "YYYY-MM-DD",
    "time": "HH:mm",
}


def _kind_of(values, *bounds):
    """The one kind of all that is given; a mixture raises as in Streamlit."""
    given = [each for each in (*values, *bounds) if each is not None]
    kinds = {_kind(each) for each in given}
    if len(kinds) > 1:
        types = ", ".join(type(each).__name__ for each in given)
        raise errors.StreamlitInvalidParameterTypeError("value", types, ["one type for the value and its bounds"])
    return kinds.pop() if kinds else "int"


def _kind(value):
    if isinstance(value, bool) or not isinstance(value, (numbers.Real, datetime.date, datetime.time)):
        raise errors.StreamlitInvalidParameterTypeError("value", type(value).__name__, ["a number", "a date", "a time"])
    if isinstance(value, datetime.datetime):
        return "datetime"
    if isinstance(value, datetime.date):
        return "date"
    if isinstance(value, datetime.time):
        return "time"
    return "int" if isinstance(value, numbers.Integral) else "float"


def _bounds(kind, values, low, high, step):
    """The bounds and the step, those that are not given by the kind."""
    around = values[0] if values else datetime.datetime.now()
    if kind == "time":
        first, last, usual = datetime.time.min, datetime.time.max, QUARTER
        first, last = first.replace(tzinfo=around.tzinfo), last.replace(tzinfo=around.tzinfo)
    elif kind in ("date", "datetime"):
        first, last, usual = around - FORTNIGHT, around + FORTNIGHT, DAY
    elif kind == "float":
        first, last, usual = 0.0, 1.0, 0.01
    else:
        first, last, usual = 0, 100, 1
    low, high = first if low is None else low, last if high is None else high
    if step is None and kind in ("date", "datetime") and abs(high - low) < DAY:
        step = QUARTER
    step = usual if step is None else step
    if isinstance(step, datetime.timedelta) != (kind in ("date", "datetime", "time")) or not step:
        raise errors.StreamlitInvalidParameterTypeError("step", repr(step), [f"a step of {kind} values"])
    if kind in ("int", "float") and _kind(step) != kind:
        raise errors.StreamlitInvalidParameterTypeError("step", type(step).__name__, [kind])
    return min(low, high), max(low, high), step


def _to_page(value):
    if isinstance(value, datetime.time):
        value = datetime.datetime.combine(TIME_DAY, value.replace(tzinfo=None))
    if isinstance(value, datetime.datetime):
        return (value.replace(tzinfo=datetime.timezone.utc) - EPOCH) // MICROSECOND
    if isinstance(value, datetime.date):
        midnight = datetime.datetime(value.year, value.month, value.day, tzinfo=datetime.timezone.utc)
        return (midnight - EPOCH) // MICROSECOND
    return value


def _from_page(kind, raw, single, zone):
    values = [_read(kind, number, zone) for number in raw]
    return values[0] if single else tuple(values)


def _read(kind, number, zone):
    if kind == "int":
        return int(number)
    if kind == "float":
        return float(number)
    moment = EPOCH + datetime.timedelta(microseconds=int(number))
    if kind == "date":
        return moment.date()
    if kind == "time":
        return moment.time().replace(tzinfo=zone)
    return moment.replace(tzinfo=zone)


@element
def select_slider(
    dg,
    label,
    options=(),
    value=None,
    format_func=str,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    disabled=False,
    label_visibility="visible",
    width="stretch",
    bind=None,
    persist_state=None,
):
    choices = Options(options, format_func)
    if not choices.values:
        raise errors.StreamlitAPIException("The `options` argument needs to be non-empty.")
    single = not isinstance(value, (list, tuple))
    if not single and len(value) != 2:
        raise errors.StreamlitAPIException("The value of a select slider is one option, or a pair of them for a range.")
    first = [choices.values[0]] if value is None else [value] if single else value
    positions = sorted(choices.require(each) for each in first)
    default = [choices.values[position] for position in positions]

    def parse(texts):
        values = [choices.parse(text) for text in texts]
        return values[0] if single else tuple(values)

    return input_widget(
        dg,
        "select_slider",
        labelled(label, help, disabled, label_visibility, width, options=choices.texts),
        key=key,
        identity={
            "label": label,
            "options": choices.texts,
            "value": positions,
            "help": help,
            "width": width,
        },
        keyed=(),
        default=default[0] if single else tuple(default),
        parse=parse,
        format=lambda value: [choices.format(each) for each in ([value] if single else value)],
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )
