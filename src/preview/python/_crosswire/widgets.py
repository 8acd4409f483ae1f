"""Widgets as elements see them: register, draw, hand back the present value.

May not know how values are kept (`state`) nor where they come from.
"""

from _crosswire import bound, context
from _crosswire.deltas import draw, form_of, main
from _crosswire.identity import element_id
from _crosswire.report import exception_props
from _crosswire.state import Widget, is_id
from streamlit.errors import CachedWidgetWarning, StreamlitAPIException

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
    fit=None,
    trigger=False,
    settable=None,
    disabled=False,
    on_change=None,
    args=None,
    kwargs=None,
    form_value=True,
    bind=None,
    persist_state=None,
    place=None,
):
    """Register a widget, draw it, and answer with its value.

    `identity`: the arguments that make it this widget and no other; with a `key`, only those named in `keyed` (none
    given: all). `default`: the Python value to begin with. `parse`: from what the page sent to Python; raising
    `ValueError` means that the widget can no longer hold it, and it falls back to its default. `format`: from Python
    to the page. `fit`: what of a value the widget can hold now, where its arguments may have changed since. `trigger`: a
    value for one run (a button). `settable`: whether session state may be written under its key (all but triggers).
    `form_value`: whether it belongs to the form around it. `bind`: whether the page's address has the value, too.
    `persist_state`: how long the value outlives the widget.
    """
    run = context.current()
    if run is None:
        return default
    note_cached_widget()
    key = checked_key(key)
    bound.check(bind, persist_state, key)
    form = form_of(dg) if form_value else None
    id = widget_id(run, dg, kind, key, identity, keyed, form)
    parse = parse or same
    format = format or same
    registered = Widget(
        id,
        key=key,
        default=default,
        parse=parse,
        trigger=trigger,
        callback=on_change,
        args=tuple(args or ()),
        kwargs=dict(kwargs or {}),
        fragment=run.fragment,
        disabled=disabled,
        persist="session" if bind else persist_state,
        page=run.page,
    )
    binding = bound.Binding(run, registered, kind, format) if bind else None
    value, decided = run.state.register(registered, settable=not trigger if settable is None else settable)
    if binding is not None and binding.arrive():
        value, decided = run.state[id], True
    if fit is not None and fit(value) != value:
        value, decided = fit(value), True
        run.state.replace(id, value)
    if binding is not None:
        binding.show(value)
    props = {**props, "key": key, "form": form, "default": format(default)}
    if disabled:
        props["disabled"] = True
    if decided:
        props["value"] = format(value)
    draw(dg, kind, props, id=id, place=place)
    return value


def trigger_of_block(dg, kind, identity, *, on_change):
    """Make a container something that a person can press, which runs the script; answers with its id."""
    run = context.current()
    if run is None:
        return None
    id = widget_id(run, dg, kind, None, identity, None, None)
    widget = Widget(id, default=False, parse=bool, trigger=True, callback=on_change, fragment=run.fragment)
    run.state.register(widget, settable=False)
    return id


def same(value):
    """Where the page and Python hold the same."""
    return value


def checked_key(key):
    """A key is a text; the engine's own ids cannot be one."""
    if key is None:
        return None
    key = str(key)
    if is_id(key):
        raise StreamlitAPIException(f"Keys beginning with $$ are reserved. {key} is not allowed.")
    return key


def widget_id(run, dg, kind, key, identity, keyed, form):
    """The id of a widget at this place, which no other of this run may have."""
    if key is not None and keyed is not None:
        identity = {name: identity[name] for name in keyed}
    else:
        identity = {**identity, "form": form, "root": dg._active()._path[0]}
    id = element_id(kind, key, {**identity, "page": run.page})
    run.claim(kind, id, key)
    return id


def note_cached_widget():
    """A widget in a cached function is seen only when the cache misses: say so where it is."""
    run = context.current()
    if run is not None and run.recordings:
        draw(main, "exception", exception_props(CachedWidgetWarning()))


def value_of(key):
    """The session state's value under a widget's key, or None."""
    run = context.current()
    return None if run is None else run.state.get(key)
