"""Widgets that choose: checkbox, toggle, radio, select boxes, pills, feedback, pagination."""

from _crosswire.api import element, markdown
from streamlit import errors
from streamlit.elements.labelled import input_widget, labelled
from streamlit.elements.options import Options, as_list, checked_index
from streamlit.elements.text import shown_icon


def _two_states(dg, kind, label, value, key, help, on_change, args, kwargs, disabled, label_visibility, width):
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
        on_change=on_change,
        args=args,
        kwargs=kwargs,
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
        dg, "checkbox", label, value, key, help, on_change, args, kwargs, disabled, label_visibility, width
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
        dg, "toggle", label, value, key, help, on_change, args, kwargs, disabled, label_visibility, width
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
        parse=_optional(lambda text: _known_or_new(choices, text, accept_new_options)),
        format=_optional(choices.format),
        fit=lambda value: value if accept_new_options or choices.has(value) else default,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
    )


def _known_or_new(choices, text, accept_new_options):
    if text in choices.texts or not accept_new_options:
        return choices.parse(text)
    return text


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
    chosen = _defaults(default, choices, accept_new_options)
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
        parse=lambda texts: _kept(choices, texts, accept_new_options),
        format=lambda values: [choices.format(value) for value in values or ()],
        fit=lambda values: _fitting(choices, values, accept_new_options),
        on_change=on_change,
        args=args,
        kwargs=kwargs,
    )


def _kept(choices, texts, accept_new_options):
    """The chosen options that there still are."""
    return [
        _known_or_new(choices, text, accept_new_options)
        for text in texts
        if accept_new_options or text in choices.texts
    ]


def _fitting(choices, values, accept_new_options):
    """The values, as a list, that are options or may be added."""
    return [value for value in values or () if accept_new_options or choices.has(value)]


def _defaults(default, choices, accept_new_options=False):
    """The options that are chosen to begin with: one or several, all of them options."""
    if default is None:
        return []
    if isinstance(default, (str, bytes)) or not hasattr(default, "__iter__") or default in choices.values:
        default = [default]
    values = as_list(default)
    if accept_new_options:
        return values
    return [choices.values[choices.require(value)] for value in values]


@element
def pills(
    dg,
    label,
    options,
    *,
    selection_mode="single",
    default=None,
    required=False,
    format_func=None,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    disabled=False,
    label_visibility="visible",
    width="content",
    wrap=None,
    bind=None,
    persist_state=None,
):
    return _button_group(
        dg,
        "pills",
        label,
        options,
        selection_mode,
        default,
        required,
        format_func,
        key,
        help,
        on_change,
        args,
        kwargs,
        disabled,
        label_visibility,
        width,
    )


@element
def segmented_control(
    dg,
    label,
    options,
    *,
    selection_mode="single",
    default=None,
    required=False,
    format_func=None,
    key=None,
    help=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    disabled=False,
    label_visibility="visible",
    width="content",
    wrap=None,
    bind=None,
    persist_state=None,
):
    return _button_group(
        dg,
        "segmented_control",
        label,
        options,
        selection_mode,
        default,
        required,
        format_func,
        key,
        help,
        on_change,
        args,
        kwargs,
        disabled,
        label_visibility,
        width,
    )


def _button_group(
    dg,
    kind,
    label,
    options,
    selection_mode,
    default,
    required,
    format_func,
    key,
    help,
    on_change,
    args,
    kwargs,
    disabled,
    label_visibility,
    width,
):
    if selection_mode not in ("single", "multi"):
        raise errors.StreamlitValueError("selection_mode", ["'single'", "'multi'"])
    choices = Options(options, format_func)
    chosen = _defaults(default, choices)
    single = selection_mode == "single"
    if single and len(chosen) > 1:
        raise errors.StreamlitAPIException("The default of a single selection is one option, not several.")
    if required and not single:
        raise errors.StreamlitIncompatibleParametersError("required", "selection_mode='multi'")
    one = (lambda values: values[0] if values else None) if single else (lambda values: values)
    many = (lambda value: [] if value is None else [value]) if single else (lambda value: list(value or ()))
    return input_widget(
        dg,
        kind,
        labelled(
            label,
            help,
            disabled,
            label_visibility,
            width,
            options=choices.texts,
            labels=[markdown(text, inline=True) for text in choices.texts],
            selection_mode=selection_mode,
            required=bool(required),
        ),
        key=key,
        identity={
            "label": label,
            "options": choices.texts,
            "default": [choices.format(value) for value in chosen],
            "help": help,
            "selection_mode": selection_mode,
            "required": required,
            "width": width,
        },
        keyed=("selection_mode",),
        default=one(chosen),
        parse=lambda texts: one(_kept(choices, texts, False)),
        format=lambda value: [choices.format(each) for each in many(value)],
        fit=lambda value: one(_fitting(choices, many(value), False)),
        on_change=on_change,
        args=args,
        kwargs=kwargs,
    )


@element
def feedback(
    dg,
    options="thumbs",
    *,
    key=None,
    default=None,
    disabled=False,
    on_change="rerun",
    args=None,
    kwargs=None,
    width="content",
    bind=None,
    persist_state=None,
):
    counts = {"thumbs": 2, "faces": 5, "stars": 5}
    if options not in counts:
        raise errors.StreamlitValueError("options", ["'thumbs'", "'faces'", "'stars'"])
    if default is not None and not 0 <= default < counts[options]:
        raise errors.StreamlitValueOutOfRangeError("default", default, 0, counts[options] - 1)
    return input_widget(
        dg,
        "feedback",
        labelled("Feedback rating", None, disabled, "collapsed", width, options=options),
        key=key,
        identity={"options": options, "default": default, "width": width},
        keyed=("options",),
        default=default,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
    )


@element
def pagination(
    dg,
    num_pages,
    *,
    default=1,
    max_visible_pages=7,
    width="content",
    key=None,
    on_change="rerun",
    args=None,
    kwargs=None,
    disabled=False,
    bind=None,
    persist_state=None,
):
    if not isinstance(num_pages, int) or num_pages < 1:
        raise errors.StreamlitValueError("num_pages", ["an integer from 1 upwards"])
    if not 1 <= default <= num_pages:
        raise errors.StreamlitValueOutOfRangeError("default", default, 1, num_pages)

    def within_pages(page):
        return min(max(int(page), 1), num_pages)

    return input_widget(
        dg,
        "pagination",
        labelled("Pagination", None, disabled, "collapsed", width, pages=num_pages, visible=max_visible_pages),
        key=key,
        identity={"num_pages": num_pages, "default": default, "width": width},
        keyed=(),
        default=default,
        parse=within_pages,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
    )
