"""Widgets for days, times and moments; the page writes them as ISO 8601."""

import datetime

from _crosswire.api import element
from streamlit import errors
from streamlit.elements.labelled import input_widget, labelled

QUARTER = datetime.timedelta(minutes=15)
DATE_FORMATS = ("YYYY/MM/DD", "DD/MM/YYYY", "MM/DD/YYYY")


@element
def date_input(
    dg,
    label,
    value="today",
    min_value=None,
    max_value=None,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    format="YYYY/MM/DD",
    disabled=False,
    required=False,
    label_visibility="visible",
    width="stretch",
    bind=None,
    persist_state=None,
):
    _check_date_format(format)
    single = not isinstance(value, (list, tuple))
    if not single and len(value) > 2:
        raise errors.StreamlitAPIException("The value of a date input is one date, or a pair of them for a range.")
    given = [] if value is None else [value] if single else list(value)
    days = [_day(each) for each in given]
    low = _day(min_value) if min_value is not None else _years(days[0] if days else _today(), -10)
    high = _day(max_value) if max_value is not None else _years(days[-1] if days else _today(), 10)
    _check_days(days, low, high)
    default = (days[0] if days else None) if single else tuple(days)
    return input_widget(
        dg,
        "date_input",
        labelled(
            label,
            help,
            disabled,
            label_visibility,
            width,
            min=low.isoformat(),
            max=high.isoformat(),
            format=format,
            range=not single,
            clearable=value is None,
        ),
        key=key,
        identity={
            "label": label,
            "value": [str(each) for each in given],
            "range": not single,
            "min_value": str(min_value),
            "max_value": str(max_value),
            "format": format,
            "help": help,
            "width": width,
        },
        keyed=("format", "range"),
        default=default,
        parse=lambda raw: _parse_days(raw, single),
        format=lambda value: [day.isoformat() for day in _as_days(value)],
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


def _check_date_format(format):
    if format.replace("-", "/").replace(".", "/") not in DATE_FORMATS:
        raise errors.StreamlitAPIException(
            f"The provided format ({format!r}) is not valid: DateInput format should be one of {DATE_FORMATS}, "
            "with `/`, `-` or `.` between."
        )


def _today():
    return datetime.date.today()


def _day(value):
    """A date from whatever `st.date_input` takes: "today", an ISO text, a moment, a date."""
    if value == "today":
        return _today()
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value[:10])
        except ValueError as error:
            raise errors.StreamlitBadTimeStringError(value) from error
    raise errors.StreamlitAPIException(f"{value!r} is not a date.")


def _years(day, count):
    try:
        return day.replace(year=day.year + count)
    except ValueError:  # The 29th of February, or a year that the calendar does not have.
        return day + datetime.timedelta(days=365 * count) if 1 < day.year + count < 9999 else day


def _check_days(days, low, high):
    if low > high:
        raise errors.StreamlitInvalidMinMaxError(low, high)
    if len(days) == 2 and days[0] > days[1]:
        raise errors.StreamlitAPIException("The start of a date range must not be later than its end.")
    for day in days:
        if not low <= day <= high:
            raise errors.StreamlitAPIException(f"The default `value` of {day} must lie between {low} and {high}.")


def _as_days(value):
    if value is None:
        return []
    return [_day(each) for each in value] if isinstance(value, (list, tuple)) else [_day(value)]


def _parse_days(raw, single):
    days = [datetime.date.fromisoformat(text) for text in raw or ()]
    if single:
        return days[0] if days else None
    return tuple(days)


@element
def time_input(
    dg,
    label,
    value="now",
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    disabled=False,
    required=False,
    label_visibility="visible",
    step=QUARTER,
    format="24h",
    width="stretch",
    bind=None,
    persist_state=None,
):
    seconds = _checked_step(step, least=1)
    return input_widget(
        dg,
        "time_input",
        labelled(label, help, disabled, label_visibility, width, step=seconds, format=format, clearable=value is None),
        key=key,
        identity={"label": label, "value": str(value), "step": seconds, "help": help, "width": width},
        keyed=("step",),
        default=_time(value),
        parse=lambda raw: None if not raw else datetime.time.fromisoformat(raw),
        format=lambda value: None if value is None else _time(value).isoformat(),
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


def _checked_step(step, least):
    if not isinstance(step, (int, datetime.timedelta)):
        raise errors.StreamlitAPIException(f"`step` can only be `int` or `timedelta` but {type(step)} is provided.")
    seconds = step if isinstance(step, int) else int(step.total_seconds())
    if not least <= seconds <= 23 * 3600:
        raise errors.StreamlitAPIException(
            f"`step` must lie between {least} seconds and 23 hours, not {seconds} seconds."
        )
    return seconds


def _time(value):
    if value is None:
        return None
    if value == "now":
        return datetime.datetime.now().time().replace(second=0, microsecond=0)
    if isinstance(value, datetime.datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, datetime.time):
        return value
    try:
        return datetime.time.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise errors.StreamlitBadTimeStringError(value) from error


@element
def datetime_input(
    dg,
    label,
    value="now",
    min_value=None,
    max_value=None,
    *,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    format="YYYY/MM/DD",
    step=QUARTER,
    disabled=False,
    required=False,
    label_visibility="visible",
    width="stretch",
    bind=None,
    persist_state=None,
):
    _check_date_format(format)
    seconds = _checked_step(step, least=60)
    default = _moment(value)
    around = (default or _moment("now")).date()
    low = _moment(min_value) or datetime.datetime.combine(_years(around, -10), datetime.time.min)
    high = _moment(max_value) or datetime.datetime.combine(_years(around, 10), datetime.time(23, 59))
    _check_days([] if default is None else [default], low, high)
    return input_widget(
        dg,
        "datetime_input",
        labelled(
            label,
            help,
            disabled,
            label_visibility,
            width,
            min=low.isoformat(),
            max=high.isoformat(),
            format=format,
            step=seconds,
            clearable=value is None,
        ),
        key=key,
        identity={
            "label": label,
            "value": str(value),
            "min_value": str(min_value),
            "max_value": str(max_value),
            "format": format,
            "step": seconds,
            "help": help,
            "width": width,
        },
        keyed=("format", "step"),
        default=default,
        parse=lambda raw: None if not raw else datetime.datetime.fromisoformat(raw),
        format=lambda value: None if value is None else _moment(value).isoformat(),
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


def _moment(value):
    if value is None:
        return None
    if value == "now":
        return datetime.datetime.now().replace(second=0, microsecond=0)
    if isinstance(value, datetime.datetime):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(value, datetime.date):
        return datetime.datetime.combine(value, datetime.time())
    if isinstance(value, datetime.time):
        return datetime.datetime.combine(_today(), value.replace(second=0, microsecond=0))
    try:
        return datetime.datetime.fromisoformat(value).replace(tzinfo=None)
    except (TypeError, ValueError) as error:
        raise errors.StreamlitBadTimeStringError(value) from error
