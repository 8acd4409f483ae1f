"""Widgets that choose: checkbox, toggle, radio, select boxes."""

from _crosswire.api import element, markdown
from streamlit import errors
from streamlit.elements.labelled import input_widget, labelled
from streamlit.elements.options import Options, checked_index, defaults, fitting, kept, known_or_new
from streamlit.elements.text import shown_icon


def _two_states(dg, kind, label, value, key, help, disabled, label_visibility, width, **rest):
    return input_widget(
        dg,
        kind,
        labelled(label, help, disabled, label_visibility, width),
        key=key,
        identity={"label": label, "value": bool(value), "help": help, "width": width},
        keyed=(),
        default=bool(value),
        parse=bool,
        format=bool,
        **rest,
    )


@element
def checkbox(
    dg,
    label,
    value=False,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    disabled=False,
    label_visibility="visible",
    width="content",
    wrap=None,
    bind=None,
    persist_state=None,
):
    return _two_states(
        dg,
        "checkbox",
        label,
        value,
        key,
        help,
        disabled,
        label_visibility,
        width,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


@element
def toggle(
    dg,
    label,
    value=False,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    disabled=False,
    label_visibility="visible",
    width="content",
    wrap=None,
    bind=None,
    persist_state=None,
):
    return _two_states(
        dg,
        "toggle",
        label,
        value,
        key,
        help,
        disabled,
        label_visibility,
        width,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


@element
def radio(
    dg,
    label,
    options,
    index=0,
    format_func=str,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    disabled=False,
    horizontal=False,
    captions=None,
    label_visibility="visible",
    width="content",
    bind=None,
    persist_state=None,
):
    choices = Options(options, format_func)
    default = checked_index(index, choices)
    return input_widget(
        dg,
        "radio",
        labelled(
            label,
            help,
            disabled,
            label_visibility,
            width,
            options=choices.texts,
            labels=[markdown(text, inline=True) for text in choices.texts],
            captions=[markdown(caption or "", inline=True) for caption in captions or ()],
            horizontal=bool(horizontal),
        ),
        key=key,
        identity={
            "label": label,
            "options": choices.texts,
            "index": index,
            "help": help,
            "horizontal": horizontal,
            "captions": captions,
            "width": width,
        },
        keyed=(),
        default=default,
        parse=_optional(choices.parse),
        format=_optional(choices.format),
        fit=lambda value: value if choices.has(value) else default,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


def _optional(convert):
    return lambda value: None if value is None else convert(value)


@element
def selectbox(
    dg,
    label,
    options,
    index=0,
    format_func=str,
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
    accept_new_options=False,
    filter_mode="fuzzy",
    width="stretch",
    bind=None,
    persist_state=None,
):
    choices = Options(options, format_func)
    default = checked_index(index, choices)
    return input_widget(
        dg,
        "selectbox",
        labelled(
            label,
            help,
            disabled,
            label_visibility,
            width,
            options=choices.texts,
            placeholder=placeholder or _placeholder(choices, accept_new_options),
            clearable=index is None,
            accept_new_options=bool(accept_new_options),
            filter_mode=filter_mode,
            icon=shown_icon(icon),
        ),
        key=key,
        identity={
            "label": label,
            "options": choices.texts,
            "index": index,
            "help": help,
            "placeholder": placeholder,
            "accept_new_options": accept_new_options,
            "width": width,
        },
        keyed=("accept_new_options",),
        default=default,
        parse=_optional(lambda text: known_or_new(choices, text, accept_new_options)),
        format=_optional(choices.format),
        fit=lambda value: value if accept_new_options or choices.has(value) else default,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )


def _placeholder(choices, accept_new_options, plural=False):
    if choices.values:
        return "Choose options" if plural else "Choose an option"
    if accept_new_options:
        return "Add options" if plural else "Add an option"
    return "No options to select"


@element
def multiselect(
    dg,
    label,
    options,
    default=None,
    format_func=str,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    *,
    max_selections=None,
    placeholder=None,
    disabled=False,
    label_visibility="visible",
    accept_new_options=False,
    filter_mode="fuzzy",
    select_all=1000,
    width="stretch",
    wrap=None,
    bind=None,
    persist_state=None,
):
    choices = Options(options, format_func)
    chosen = defaults(default, choices, accept_new_options)
    if max_selections is not None and len(chosen) > max_selections:
        raise errors.StreamlitSelectionCountExceedsMaxError(len(chosen), max_selections)
    return input_widget(
        dg,
        "multiselect",
        labelled(
            label,
            help,
            disabled,
            label_visibility,
            width,
            options=choices.texts,
            placeholder=placeholder or _placeholder(choices, accept_new_options, plural=True),
            max_selections=max_selections,
            accept_new_options=bool(accept_new_options),
            filter_mode=filter_mode,
        ),
        key=key,
        identity={
            "label": label,
            "options": choices.texts,
            "default": [choices.format(value) for value in chosen],
            "help": help,
            "max_selections": max_selections,
            "placeholder": placeholder,
            "accept_new_options": accept_new_options,
            "width": width,
        },
        keyed=("max_selections", "accept_new_options"),
        default=chosen,
        parse=lambda texts: kept(choices, texts, accept_new_options),
        format=lambda values: [choices.format(value) for value in values or ()],
        fit=lambda values: fitting(choices, values, accept_new_options),
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
    )
