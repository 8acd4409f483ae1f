"""Widgets as elements see them: register, draw, hand back the present value.

May not know how values are kept (`state`) nor where they come from.
"""

from _crosswire import context
from _crosswire.deltas import draw, form_of
from _crosswire.identity import element_id

NOT_GIVEN = object()
"""For a parameter whose `None` means something."""


def widget(
    dg,
    kind,
    props,
    *,
    key=None,
    identity,
    keyed=None,
    default=None,
    parse=None,
    format=None,
    trigger=False,
    settable=None,
    on_change=None,
    args=None,
    kwargs=None,
    form_value=True,
    place=None,
):
    """Register a widget, draw it, and answer with its value.

    `identity`: the arguments that make it this widget and no other; with a `key`, only those named in `keyed` (none
    given: all). `default`: the Python value to begin with. `parse`: from what the page sent to Python; raising
    `ValueError` means that the widget can no longer hold it, and it falls back to its default. `format`: from Python to
    the page. `trigger`: a value for one run (a button). `settable`: whether session state may be written under its key
    (all but triggers). `form_value`: whether it belongs to the form around it.
    """
    form = form_of(dg) if form_value else None
    id = element_id(kind, key, identity if key is None or keyed is None else {k: identity[k] for k in keyed}, dg)
    parse = parse or (lambda raw: raw)
    format = format or (lambda value: value)
    run = context.current()
    if run is None:
        return default
    run.claim(kind, id, key)
    value, decided = run.state.register(
        id,
        key=key,
        default=default,
        parse=parse,
        trigger=trigger,
        settable=not trigger if settable is None else settable,
        callback=on_change,
        args=args,
        kwargs=kwargs,
        fragment=run.fragment,
    )
    props = {**props, "key": key, "form": form, "default": format(default)}
    if decided:
        props["value"] = format(value)
    draw(dg, kind, props, id=id, place=place)
    return value


def value_of(key):
    """The session state's value under a widget's key, or None."""
    run = context.current()
    return None if run is None else run.state.get(key)
