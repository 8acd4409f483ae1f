"""Widgets that take text: a line, a paragraph, a colour."""

import re

from _crosswire.api import element
from streamlit import errors
from streamlit.elements.labelled import input_widget, labelled
from streamlit.elements.text import shown_icon

INPUT_TYPES = ("default", "password", "email", "url", "phone", "search")
COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@element
def text_input(
    dg,
    label,
    value="",
    max_chars=None,
    key=None,
    type="default",
    help=None,
    autocomplete=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    placeholder=None,
    disabled=False,
    required=False,
    label_visibility="visible",
    icon=None,
    validate=None,
    live=False,
    width="stretch",
    bind=None,
    persist_state=None,
):
    if type not in INPUT_TYPES:
        raise errors.StreamlitAPIException(f"{type!r} is not a valid text_input type. Valid types are {INPUT_TYPES}.")
    return input_widget(
        dg,
        "text_input",
        labelled(
            label,
            help,
            disabled,
            label_visibility,
            width,
            max_chars=max_chars,
            type=type,
            placeholder=_shown(placeholder),
            autocomplete=autocomplete,
            icon=shown_icon(icon),
            live=bool(live),
        ),
        key=key,
        identity={
            "label": label,
            "value": _shown(value),
            "max_chars": max_chars,
            "type": type,
            "help": help,
            "placeholder": placeholder,
            "width": width,
        },
        keyed=("max_chars",),
        default=_shown(value),
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


def _shown(text):
    return None if text is None else str(text)


@element
def text_area(
    dg,
    label,
    value="",
    height=None,
    max_chars=None,
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
    width="stretch",
    bind=None,
    persist_state=None,
):
    if isinstance(height, int) and height < 68:
        raise errors.StreamlitAPIException(f"Invalid height {height}px for `st.text_area`: it takes 68px at least.")
    return input_widget(
        dg,
        "text_area",
        labelled(
            label,
            help,
            disabled,
            label_visibility,
            width,
            max_chars=max_chars,
            placeholder=_shown(placeholder),
            height=height,
        ),
        key=key,
        identity={
            "label": label,
            "value": _shown(value),
            "height": height,
            "max_chars": max_chars,
            "help": help,
            "placeholder": placeholder,
            "width": width,
        },
        keyed=("max_chars",),
        default=_shown(value),
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


@element
def color_picker(
    dg,
    label,
    value=None,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    disabled=False,
    label_visibility="visible",
    width="content",
    bind=None,
    persist_state=None,
):
    color = "#000000" if value is None else value
    if not isinstance(color, str):
        raise errors.StreamlitAPIException(
            f"Color Picker Value has invalid type: {type(color).__name__}. Expects a hex string."
        )
    if not COLOR.fullmatch(color):
        raise errors.StreamlitAPIException(f"{color!r} is not a valid hex code for a color, like '#00FFAA' or '#000'.")
    return input_widget(
        dg,
        "color_picker",
        labelled(label, help, disabled, label_visibility, width),
        key=key,
        identity={"label": label, "value": color, "help": help, "width": width},
        keyed=(),
        default=color,
        parse=_color,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


def _color(raw):
    if not COLOR.fullmatch(raw):
        raise ValueError(f"{raw!r} is no colour")
    return raw
