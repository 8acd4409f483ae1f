"""What the page asks for: reruns, folded into one where several wait.

May not know how a run goes.
"""

import json
from collections import namedtuple

import _crosswire_host as host
from _crosswire.halves import MARK, unmarked

TRIGGERS = frozenset({"trigger", "events"})


LOAD = {"kind": "load"}


class Request(
    namedtuple(
        "Request",
        "requests cause widgets fragments scoped page query browser",
        defaults=((), LOAD, None, (), False, None, None, {}),
    )
):
    """A rerun: the protocol's `Rerun`, possibly several folded together."""

    __slots__ = ()

    @property
    def whole(self):
        """Whether the whole script shall run."""
        return not self.fragments

    @property
    def interrupts(self):
        """A fragment waits for the end of the run that goes on, unless a script asked for it by scope."""
        return self.whole or self.scoped


def from_message(message):
    """The protocol's `Rerun` as a `Request`."""
    fragment = message.get("fragment")
    return Request(
        requests=(message.get("request", 0),),
        cause=message.get("cause") or LOAD,
        widgets=tuple(message.get("widgets") or ()),
        fragments=(fragment,) if fragment else (),
        page=message.get("page") or None,
        query=message.get("query", "") if message.get("query_changed") else None,
        browser={name: message[name] for name in ("theme", "timezone", "locale", "url") if message.get(name)},
    )


def fold(older, newer):
    """One request for two: the newer's values, and the older's triggers that the newer does not send again."""
    if older is None:
        return newer
    whole = older.whole or newer.whole
    fragments = () if whole else tuple(dict.fromkeys((*older.fragments, *newer.fragments)))
    return newer._replace(
        requests=older.requests + newer.requests,
        widgets=fold_widgets(older.widgets, newer.widgets),
        fragments=fragments,
        scoped=not whole and (older.scoped or newer.scoped),
        query=older.query if newer.query is None else newer.query,
        page=newer.page or older.page,
        browser={**older.browser, **newer.browser},
    )


def fold_widgets(older, newer):
    """The page forgets a trigger once it is sent, so that only the older request still has it."""
    if not older or newer is None:
        return older if newer is None else newer
    sent = {(widget["id"], widget["kind"]) for widget in newer}
    kept = [w for w in older if w["kind"] in TRIGGERS and w.get("value") and (w["id"], w["kind"]) not in sent]
    return (*newer, *kept)


class Inbox:
    """Messages of the session: reruns wait here, the rest is handed on at once."""

    def __init__(self, handle):
        self._handle = handle
        self.waiting = None
        self.stopped = False

    def ask(self, request):
        """Let a request wait, with those that do."""
        self.waiting = fold(self.waiting, request)

    def take(self):
        """The request that waits, which then waits no longer."""
        request, self.waiting = self.waiting, None
        return request

    def poll(self):
        """Take in what has arrived, without waiting."""
        while host.pending():
            text = host.receive(0)
            if text is None:
                return
            self._accept(text)

    def wait(self):
        """Wait until something has arrived."""
        text = host.receive(None)
        if text is not None:
            self._accept(text)

    def _accept(self, text):
        message = json.loads(text)
        kind = message["type"]
        # Files have their texts from the disk or an editor, which mark nothing.
        if MARK in text and kind != "files":
            message = unmarked(message)
        if kind == "rerun":
            request = from_message(message)
            # What the person stopped before has given way to this one already.
            self.stopped = self.stopped and not request.interrupts
            self.ask(request)
        elif kind == "stop":
            self.stopped = True
        else:
            self._handle(kind, message)
