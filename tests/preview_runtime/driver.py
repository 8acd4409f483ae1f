"""Drives a worker as the session does: a script in a folder of its own, reruns with the values of a page.

The worker is this interpreter with `_crosswire_host.py` beside this file; with `CROSSWIRE=path/to/crosswire` in the
environment it is the embedded one.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import textwrap
import unittest

HERE = pathlib.Path(__file__).parent
PYTHON = HERE.parent.parent / "src" / "preview" / "python"
SERVE = "import _crosswire.main; _crosswire.main.serve()"


class Run:
    """What the worker said from a request to the end of the run that answers it."""

    def __init__(self, messages):
        self.messages = messages

    def of(self, kind):
        return [message for message in self.messages if message["type"] == kind]

    @property
    def finished(self):
        return self.of("run-finished")[-1]

    @property
    def outcomes(self):
        return [message["outcome"] for message in self.of("run-finished")]

    @property
    def state(self):
        return self.finished["session_state"]

    @property
    def printed(self):
        return "".join(m["text"] for m in self.of("output") if m["stream"] == "stdout").splitlines()

    @property
    def nodes(self):
        return [message["node"] for message in self.of("delta")]

    def drawn(self, kind):
        return [node for node in self.nodes if node["kind"] == kind]

    def node(self, kind, key=None):
        found = [node for node in self.drawn(kind) if key is None or node["props"].get("key") == key]
        assert found, f"no {kind} with key {key!r} among {[node['kind'] for node in self.nodes]}"
        return found[-1]

    @property
    def errors(self):
        return [f"{message['name']}: {message['message']}" for message in self.of("exception")]


class Preview:
    """A worker with a script, and the values that a page would hold."""

    def __init__(self, files):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="crosswire-"))
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")
        binary = os.environ.get("CROSSWIRE")
        command = [binary, "worker"] if binary else [sys.executable, "-c", SERVE]
        path = os.pathsep.join((str(HERE), str(PYTHON)))
        environment = {**os.environ, "PYTHONPATH": path, "CROSSWIRE_PYTHON_DIR": str(PYTHON)}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, encoding="utf-8"
        )
        self.values = {}
        self.requests = 0
        self.stopping = False
        start = {"version": 1, "root": str(self.root), "script": str(self.root / "app.py"), "python_path": []}
        self.send("start", **start, theme="dark")
        self.ready = self.receive()

    def send(self, kind, **fields):
        self.process.stdin.write(json.dumps({"type": kind, **fields}, ensure_ascii=False) + "\n")
        self.process.stdin.flush()

    def receive(self):
        line = self.process.stdout.readline()
        assert line, "the worker is gone"
        return json.loads(line)

    def ask(self, *sent, **rerun):
        """Ask for a rerun with all that the page holds, and what was sent now."""
        self.requests += 1
        held = [{"id": id, "kind": "value", "value": value} for id, value in self.values.items()]
        self.send("rerun", request=self.requests, widgets=[*held, *sent], **rerun)

    def run(self, *sent, **rerun):
        self.ask(*sent, **rerun)
        run = self.until_answered()
        if run.outcomes[-1] == "done" and not run.of("run-started")[-1]["fragments"]:
            there = {node.get("id") for node in run.nodes}
            self.values = {id: value for id, value in self.values.items() if id in there}
        return run

    def until_answered(self):
        messages = []
        answered = self.stopping
        while True:
            messages.append(self.receive())
            if messages[-1]["type"] == "run-started":
                answered = answered or self.requests in messages[-1]["requests"]
            if messages[-1]["type"] == "run-finished" and answered:
                if messages[-1]["outcome"] not in ("rerun", "interrupted") or self.stopping:
                    return Run(messages)

    def stop(self):
        """The person stops the script."""
        self.stopping = True
        self.send("stop")

    def set(self, node, value):
        """The person changes a widget, or a component its state."""
        self.values[node["id"]] = value

    def unsaved(self, name, text):
        """The editor has another text than the disk; None: it has the same again."""
        text = None if text is None else textwrap.dedent(text)
        self.send("files", changes=[{"path": str(self.root / name), "text": text}])

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=10)
        shutil.rmtree(self.root)


def press(node):
    """What the page sends for a pressed button."""
    return {"id": node["id"], "kind": "trigger", "value": True}


def fire(node, **events):
    """What the page sends for `setTriggerValue`."""
    sent = [{"event": event, "value": value} for event, value in events.items()]
    return {"id": node["props"]["triggers"], "kind": "events", "value": sent}


COMPONENT = 'c = st.components.v2.component("c", js="export default () => {}\\n")\n'


class PreviewCase(unittest.TestCase):
    """A test with a preview of its own."""

    def preview(self, app, **files):
        named = {name.replace("__", "/").replace("_py", ".py"): text for name, text in files.items()}
        preview = Preview({"app.py": "import streamlit as st\n" + COMPONENT + textwrap.dedent(app), **named})
        self.addCleanup(preview.close)
        return preview
