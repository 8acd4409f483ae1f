"""Containers, cursors and the deltas that they draw.

A container is a `DeltaGenerator` with a path: its root (0 main, 1 sidebar, 2 event, 3 bottom), then an index at each
level. A leaf is one too, with a locked cursor: what is called on it replaces it.
May not know what an element means; `streamlit.elements` registers them here.
"""

from contextlib import contextmanager

from _crosswire import context
from _crosswire.place import caller

MAIN, SIDEBAR, EVENT, BOTTOM = range(4)

PUBLIC = {}
"""The names that `streamlit` exports because an element or a command registered them."""


class DeltaGenerator:
    """Where elements are drawn: a container, or the place of one element."""

    def __init__(self, path, *, parent=None, kind="", locked=False, form=None):
        self._path = tuple(path)
        self._parent = parent
        self._kind = kind
        self._locked = locked
        self._form = form
        self._count = 0

    def __enter__(self):
        run = context.current()
        if run is not None:
            run.containers.append(self)
        return self

    def __exit__(self, *exception):
        run = context.current()
        if run is not None and run.containers:
            run.containers.pop()
        return False

    def __repr__(self):
        return f"DeltaGenerator({self._kind or 'root'})"

    def _active(self):
        """`st.x` draws in the innermost `with`, everything else where it says."""
        run = context.current()
        if self is main and run is not None and run.containers:
            return run.containers[-1]
        return self

    def _next(self):
        """The path of what is drawn next."""
        if self._locked:
            return self._path
        run = context.current()
        if self._parent is None and run is not None:
            return (*self._path, run.cursors.get(self._path[0], 0))
        return (*self._path, self._count)

    def _claim(self):
        """The same, taken: what follows comes after it."""
        path = self._next()
        run = context.current()
        if self._parent is None and run is not None:
            run.cursors[self._path[0]] = path[-1] + 1
        else:
            self._count += 1
        return path

    def _enclosing(self):
        """This container and those around it, the innermost first."""
        container = self
        while container is not None:
            yield container
            container = container._parent


main = DeltaGenerator((MAIN,), kind="main")
sidebar = DeltaGenerator((SIDEBAR,), kind="sidebar")
event = DeltaGenerator((EVENT,), kind="event")
bottom = DeltaGenerator((BOTTOM,), kind="bottom")


def element(function=None, *, name=None):
    """Register an element: `st.name`, `container.name`."""

    def register(function):
        public = name or function.__name__
        setattr(DeltaGenerator, public, function)
        PUBLIC[public] = getattr(main, public)
        return function

    return register if function is None else register(function)


def command(function=None, *, name=None):
    """Register something that is only `st.name`."""

    def register(function):
        PUBLIC[name or function.__name__] = function
        return function

    return register if function is None else register(function)


def draw(dg, kind, props, *, id=None, place=None):
    """Draw a leaf element; the answer stands for its place."""
    target = dg._active()
    path = target._claim()
    _send(path, "element", kind, props, id, place)
    drawn = DeltaGenerator(path, parent=target, kind=kind, locked=True)
    _record(target, drawn, "element", kind, props)
    return drawn


def open_block(dg, kind, props, *, id=None, form=None, root=None, place=None, generator=DeltaGenerator):
    """Draw a container and answer with the generator of its children.

    `form`: the id of the form that it is. `root`: draw it in another root than `dg` (a dialog in the event root).
    `generator`: a subclass with more methods (`status.update`).
    """
    target = dg._active() if root is None else root
    path = target._claim()
    _send(path, "block", kind, props, id, place)
    drawn = generator(path, parent=target, kind=kind, form=form)
    _record(target, drawn, "block", kind, props)
    return drawn


def update_block(dg, kind, props):
    """Draw a container anew around the children that it has."""
    _send(dg._path, "block", kind, props, None, None)


def draw_nothing(dg):
    """Take away what is drawn at a place."""
    target = dg._active()
    path = target._claim()
    _send(path, "empty", "empty", {}, None, None)
    return DeltaGenerator(path, parent=target, kind="empty", locked=True)


@contextmanager
def recording():
    """Note what is drawn, so that it can be drawn again without the code that drew it."""
    run = context.current()
    notes = []
    if run is None:
        yield notes
        return
    run.recordings.append(notes)
    try:
        yield notes
    finally:
        run.recordings.pop()


def replay(notes):
    """Draw what was noted, from where the run is now."""
    again = {}
    for target, drawn, node, kind, props in notes:
        where = again.get(id(target), sidebar if target is sidebar else main)
        if node == "block":
            again[id(drawn)] = open_block(where, kind, props, generator=type(drawn))
        else:
            again[id(drawn)] = draw(where, kind, props)


def _record(target, drawn, node, kind, props):
    run = context.current()
    for notes in run.recordings if run is not None else ():
        notes.append((target, drawn, node, kind, props))


def within(dg):
    """The kinds of the containers around what `dg` would draw, the innermost first."""
    return [container._kind for container in _around(dg)]


def form_of(dg):
    """The id of the form that `dg` draws in, or None."""
    return next((container._form for container in _around(dg) if container._form is not None), None)


def _around(dg):
    yield from dg._active()._enclosing()


def _send(path, node, kind, props, id, place):
    run = context.current()
    if run is None:
        return
    content = {"node": node, "kind": kind, "props": props}
    if id is not None:
        content["id"] = id
    if run.fragment is not None:
        content["fragment"] = run.fragment
    content["place"] = place or caller()
    run.emit({"type": "delta", "path": list(path), "node": content})
