"""Fragments: functions that can run again alone, at the place where the script drew them (FACTS 15b).

May not know what they draw.
"""

import functools
import hashlib

from _crosswire import context
from _crosswire.control import FragmentHandledException
from _crosswire.deltas import DeltaGenerator, main, open_block
from _crosswire.durations import seconds
from _crosswire.page import change_page


class Fragment:
    """A call of a fragment in the last run: what to call again, and where."""

    def __init__(self, id, call, place, cursors, *, parent, key, page):
        self.id = id
        self.call = call
        self.place = place
        self.cursors = cursors
        self.parent = parent
        self.key = key
        self.page = page


def fragment(function=None, *, run_every=None, key=None, parallel=False):
    """Make a function a fragment: changes of its widgets run only it."""

    def decorate(function):
        @functools.wraps(function)
        def call(*args, **kwargs):
            return draw_fragment(function, args, kwargs, run_every=run_every, key=key)

        return call

    return decorate if function is None else decorate(function)


def draw_fragment(function, args, kwargs, *, run_every=None, key=None, container=None):
    """Run a fragment as part of its script, and remember it."""
    run = context.current()
    if run is None:
        return function(*args, **kwargs)
    cursors = dict(run.cursors)
    outer = run.fragment
    place = container or open_block(main, "container", {})
    id = fragment_id(function, place._path, run.page)
    known = Fragment(
        id, lambda: function(*args, **kwargs), place, cursors, parent=outer, key=key, page=run.page
    )
    run.session.fragments[id] = known
    run.new_fragments.add(id)
    set_timer(run, id, run_every)
    return run_body(run, known, place)


def rerun_fragment(run, known):
    """Run a fragment alone; an exception is shown in its place and ends it."""
    run.containers.clear()
    run.cursors.update(known.cursors)
    old = known.place
    place = type(old)(old._path, parent=old._parent, kind=old._kind, form=old._form)
    known.place = place
    try:
        run_body(run, known, place)
    except FragmentHandledException:
        pass


def run_body(run, known, place):
    """Run a fragment's body in its container."""
    outer, run.fragment = run.fragment, known.id
    run.containers.append(place)
    depth = len(run.containers)
    try:
        return known.call()
    except FragmentHandledException:
        raise
    except Exception as exception:
        del run.containers[depth:]
        run.session.show_exception(run, "fragment", exception)
        raise FragmentHandledException from exception
    finally:
        del run.containers[depth - 1 :]
        run.fragment = outer


def fragment_id(function, path, page):
    """The same call at the same place is the same fragment in the next run."""
    name = f"{function.__module__}.{getattr(function, '__qualname__', function)}"
    return hashlib.md5(f"{page} {name} {path}".encode(), usedforsecurity=False).hexdigest()


def set_timer(run, id, every):
    """Let the page ask for a fragment again and again, or no longer."""
    milliseconds = 0 if every is None else seconds(every) * 1000
    timers = run.session.timers
    if milliseconds > 0:
        timers.add(id)
        change_page("timer", fragment=id, every=milliseconds)
    elif id in timers:
        timers.discard(id)
        change_page("timer", fragment=id, every=0)


def forget_unseen(run):
    """After a whole run only its own fragments are there; after one of fragments, only their new descendants."""
    session = run.session
    for id, known in list(session.fragments.items()):
        gone = id not in run.new_fragments if not run.fragments else orphaned(run, known)
        if gone:
            del session.fragments[id]
            set_timer(run, id, None)


def orphaned(run, known):
    """Whether a fragment lay in one that ran and did not draw it again."""
    return known.parent in run.fragments and known.id not in run.new_fragments


def in_order(session, ids):
    """The fragments asked for that are there, without those that another of them will draw."""
    known = [session.fragments[id] for id in ids if id in session.fragments]
    return [fragment for fragment in known if not set(ancestors(session, fragment)) & set(ids)]


def ancestors(session, fragment):
    """The ids of the fragments around one."""
    while fragment is not None and fragment.parent is not None:
        yield fragment.parent
        fragment = session.fragments.get(fragment.parent)
