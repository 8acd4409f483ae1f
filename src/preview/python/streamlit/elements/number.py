"""The number input: which numbers it takes, and as what they come back."""

import numbers

from _crosswire.api import element
from streamlit import errors
from streamlit.elements.labelled import input_widget, labelled
from streamlit.elements.text import shown_icon

LARGEST_WHOLE = 2**53 - 1
LARGEST = 1.797e308


@element
def number_input(
    dg,
    label,
    min_value=None,
    max_value=None,
    value="min",
    step=None,
    format=None,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    placeholder=None,
    disabled=False,
    required=False,
    label_visibility="visible",
    icon=None,
    width="stretch",
    bind=None,
    persist_state=None,
):
    whole = _is_whole(value, min_value, max_value, step)
    default = _first_value(value, min_value, whole)
    _check_bounds(default, min_value, max_value)
    number = int if whole else float
    step = step if step is not None else (1 if whole else 0.01)
    return input_widget(
        dg,
        "number_input",
        labelled(
            label,
            help,
            disabled,
            label_visibility,
            width,
            min=min_value,
            max=max_value,
            step=step,
            format=format or ("%d" if whole else "%0.2f"),
            whole=whole,
            placeholder=placeholder,
            icon=shown_icon(icon),
            clearable=value is None,
        ),
        key=key,
        identity={
            "label": label,
            "min": min_value,
            "max": max_value,
            "value": value,
            "step": step,
            "format": format,
            "help": help,
            "placeholder": placeholder,
            "width": width,
        },
        keyed=(),
        default=default,
        parse=lambda raw: None if raw is None else number(raw),
        fit=lambda value: value if _lies_within(value, min_value, max_value) else default,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


def _is_whole(value, *others):
    """Whether the numbers are ints; a mixture raises as in Streamlit, nothing given means floats."""
    given = [number for number in (value, *others) if number is not None and number != "min"]
    if all(isinstance(number, numbers.Integral) for number in given):
        return bool(given)
    if all(isinstance(number, float) for number in given):
        return False
    raise errors.StreamlitMixedNumericTypesError(value, *others)


def _first_value(value, min_value, whole):
    if value != "min":
        return value
    if min_value is not None:
        return min_value
    return 0 if whole else 0.0


def _lies_within(value, low, high):
    return value is None or not ((low is not None and value < low) or (high is not None and value > high))


def _check_bounds(value, low, high):
    if low is not None and high is not None and low > high:
        raise errors.StreamlitInvalidMinMaxError(low, high)
    if value is not None and low is not None and value < low:
        raise errors.StreamlitValueBelowMinError(value, low)
    if value is not None and high is not None and value > high:
        raise errors.StreamlitValueAboveMaxError(value, high)
    for bound in (low, high):
        largest = LARGEST if isinstance(bound, float) else LARGEST_WHOLE
        if bound is not None and abs(bound) > largest:
            raise errors.StreamlitJSNumberBoundsError(f"{bound} is beyond what a browser can count exactly.")
