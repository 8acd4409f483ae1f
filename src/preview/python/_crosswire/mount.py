"""A mount: the call of a registered component.

May not know how the page draws it.
"""

from _crosswire import context
from _crosswire.deltas import draw, form_of, main
from _crosswire.identity import element_id
from _crosswire.payload import fingerprint, payload
from _crosswire.place import caller
from _crosswire.readable import readable
from _crosswire.registry import definition_of
from _crosswire.special import file_asset
from _crosswire.state import Widget
from _crosswire.widgets import note_cached_widget
from streamlit.components.v2.bidi_component.state import ComponentResult
from streamlit.components.v2.presentation import presenter
from streamlit.errors import (
    BidiComponentInvalidCallbackNameError,
    BidiComponentInvalidDefaultKeyError,
    BidiComponentInvalidIdError,
    StreamlitInvalidWidthError,
)

DELIMITER = "__"


def mount(registered, isolate, *, key, data, default, width, height, given):
    """Mount a component at the place of the call and answer with its result."""
    run = context.current()
    if run is None:
        return ComponentResult({}, {})
    note_cached_widget()
    key = None if key is None else str(key)
    definition = definition_of(registered.name, registered)
    callbacks = callbacks_of(given)
    check_default(default, callbacks)
    check_texts(definition, isolate)
    check_size(width, height)
    sent = payload(data)
    place = caller()
    id = component_id(run, definition, key, isolate, sent, default, width, height)
    state_value = run.state.register(state_widget(run, id, key, callbacks, default))[0]
    run.ids.add(events_id(id))
    events = run.state.register(events_widget(run, id, key, callbacks))[0]
    result = ComponentResult(
        dict(state_value) if isinstance(state_value, dict) else {},
        {name: last_value(events, name) for name in callbacks},
    )
    draw(main, "component", node(run, definition, id, key, isolate, sent, width, height), id=id, place=place)
    run.emit(
        {
            "type": "mounted",
            "element": id,
            "name": definition.name,
            "key": key,
            "place": place,
            "registered": list(callbacks),
            "result": readable(result),
        }
    )
    return result


def callbacks_of(given):
    """Key to callback; other keywords, and values that cannot be called, have no effect (FACTS 7)."""
    callbacks = {}
    for keyword, value in given.items():
        if not callable(value) or not (keyword.startswith("on_") and keyword.endswith("_change")):
            continue
        name = keyword[3:-7]
        if name in ("", "_"):
            raise BidiComponentInvalidCallbackNameError(keyword)
        callbacks[name] = value
    return callbacks


def check_default(default, callbacks):
    """A default needs a callback under the same key (FACTS 4)."""
    for name in default or ():
        if name not in callbacks:
            raise BidiComponentInvalidDefaultKeyError(name, list(callbacks))


def check_texts(definition, isolate):
    """What is sent as a text has to be one, and what is sent as a flag a number."""
    if not isinstance(definition.name, str) or not isinstance(definition.html, (str, type(None))):
        raise TypeError("bad argument type for built-in operation")
    if not isinstance(isolate, int):
        raise TypeError(f"'{type(isolate).__name__}' object cannot be interpreted as an integer")


def check_size(width, height):
    """The width is checked, the height only where it cannot be sent (FACTS 21)."""
    words = ("stretch", "content")
    if not isinstance(width, (int, str)) or (width not in words if isinstance(width, str) else width <= 0):
        raise StreamlitInvalidWidthError(width, allow_content=True)
    if isinstance(height, int) and height < 0:
        raise ValueError(f"Value out of range: {height}")


def component_id(run, definition, key, isolate, sent, default, width, height):
    """A key is the whole identity; without one all that the mount was given is (FACTS 14)."""
    identity = {}
    if key is None:
        identity = {
            "name": definition.name,
            "isolate": isolate,
            "data": fingerprint(sent),
            "default": default,
            "width": width,
            "height": height,
            "form": form_of(main),
            "root": main._active()._path[0],
        }
    id = element_id("bidi_component", key, {**identity, "page": run.page})
    run.claim("bidi_component", id, key)
    if DELIMITER in id:
        raise BidiComponentInvalidIdError("base", DELIMITER)
    return id


def events_id(id):
    """Where a component's triggers are kept."""
    return f"$$events-{id}"


def state_widget(run, id, key, callbacks, default):
    """A component's state, as session state keeps it."""

    def parse(raw):
        return {**(raw if isinstance(raw, dict) else {}), **missing(default, raw)}

    return Widget(
        id,
        key=key,
        default=parse(None),
        parse=parse,
        callbacks=callbacks,
        fragment=run.fragment,
        present=presenter(run.state, id, key, events_id(id), frozenset(callbacks)),
    )


def missing(default, raw):
    """The defaults of keys that the page does not hold."""
    held = raw if isinstance(raw, dict) else {}
    return {name: value for name, value in (default or {}).items() if name not in held}


def events_widget(run, id, key, callbacks):
    """A component's triggers, as session state keeps them."""
    return Widget(
        events_id(id),
        parse=lambda raw: list(raw or ()) or None,
        trigger=True,
        callbacks=callbacks,
        fragment=run.fragment,
        element=id,
        element_key=key,
    )


def last_value(events, name):
    """What the last event of a name carried."""
    return next((event.get("value") for event in reversed(events or ()) if event.get("event") == name), None)


def node(run, definition, id, key, isolate, sent, width, height):
    """The props of a component's node."""
    return {
        "component": definition.name,
        "key": key,
        "form": form_of(main),
        "isolate": bool(isolate),
        "width": width if isinstance(width, str) else int(width),
        "height": height if isinstance(height, str) or height is None else int(height),
        "html": definition.html,
        "css": definition.css if definition.css_path is None else file_asset(definition.css_path),
        "js": definition.js if definition.js_path is None else file_asset(definition.js_path),
        "data": sent,
        "states": run.restored_value(id),
        "triggers": events_id(id),
    }
