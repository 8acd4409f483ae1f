"""Rows of buttons of which some are chosen: pills, segmented control, feedback, pagination."""

from _crosswire.api import element, markdown
from streamlit import errors
from streamlit.elements.labelled import input_widget, labelled
from streamlit.elements.options import Options, defaults, fitting, kept


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
        disabled,
        label_visibility,
        width,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
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
    disabled,
    label_visibility,
    width,
    **rest,
):
    if selection_mode not in ("single", "multi"):
        raise errors.StreamlitValueError("selection_mode", ["'single'", "'multi'"])
    choices = Options(options, format_func)
    chosen = defaults(default, choices)
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
        parse=lambda texts: one(kept(choices, texts, False)),
        format=lambda value: [choices.format(each) for each in many(value)],
        fit=lambda value: one(fitting(choices, many(value), False)),
        **rest,
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

    def rating(raw):
        if raw is not None and not 0 <= raw < counts[options]:
            raise ValueError(f"{raw} is no rating")
        return None if raw is None else int(raw)

    return input_widget(
        dg,
        "feedback",
        labelled("Feedback rating", None, disabled, "collapsed", width, options=options),
        key=key,
        identity={"options": options, "default": default, "width": width},
        keyed=("options",),
        default=default,
        parse=rating,
        on_change=on_change,
        args=args,
        kwargs=kwargs,
        bind=bind,
        persist_state=persist_state,
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
        bind=bind,
        persist_state=persist_state,
    )
