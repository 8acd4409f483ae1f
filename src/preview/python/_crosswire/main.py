"""The worker's loop: read what the session says, run the script, say what it draws.

May not know how the script is run.
"""

import json
import os
import platform
import sys

import _crosswire_host as host
import streamlit  # noqa: F401  (first: the runtime's modules need its errors, and it needs them)
from _crosswire import cache, carry, files, guards, halves, imports, manifests
from _crosswire.outlet import send
from _crosswire.session import Session

VERSION = 1


def serve():
    """Serve one session until the hub is gone."""
    worker = Worker()
    try:
        while True:
            worker.turn()
    except EOFError:
        return


class Worker:
    """The session, once `Start` has come, and what has to wait for the end of a run."""

    def __init__(self):
        self.session = None
        self.later = []
        self.inbox = None

    def turn(self):
        """Wait for something to do, and do it."""
        if self.session is None:
            self.start(receive_start())
            return
        session = self.session
        if session.inbox.waiting is None:
            session.inbox.wait()
        session.inbox.poll()
        session.inbox.stopped = False
        session.answer(session.inbox.take())
        while self.later:
            self.change(*self.later.pop(0))

    def start(self, message):
        """Begin: the folder, the script, the path; then shut the doors."""
        if message["version"] != VERSION:
            raise RuntimeError(f"this worker speaks version {VERSION} of the protocol, not {message['version']}")
        root, main = message["root"], message["script"]
        self.session = Session(root, main, self.handle)
        self.session.browser["theme"] = message.get("theme") or "light"
        os.chdir(root)
        files.install(root, message["python_path"])
        imports.install(main, root, message["python_path"])
        manifests.look_in([root, *message["python_path"]])
        guards.install()
        halves.teach_json()
        send(
            {
                "type": "ready",
                "version": VERSION,
                "engine": "embedded" if sys.implementation.name == "rustpython" else "python",
                "interpreter": f"{platform.python_implementation()} {platform.python_version()}",
            }
        )

    def handle(self, kind, message):
        """What may be done at once is; what would pull the session from under a run waits for its end."""
        if kind == "files":
            files.overlay(message["changes"])
        elif kind == "clear-caches":
            cache.clear_all()
        elif self.session.running:
            self.session.inbox.stopped = True
            self.later.append((kind, message))
        else:
            self.change(kind, message)

    def change(self, kind, message):
        """Change the whole session."""
        if kind == "reset":
            self.session.reset()
        elif kind == "restore":
            carry.restore(self.session, message["state"])


def receive_start():
    """The first message, which has to be `Start`."""
    message = json.loads(host.receive(None))
    if message["type"] != "start":
        raise RuntimeError(f"the first message has to be `start`, not `{message['type']}`")
    return message
