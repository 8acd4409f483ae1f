"""One run of the script: what it has drawn and registered so far, and whether it may go on.

May not know what is drawn, nor how values are kept.
"""

import threading

from _crosswire.control import RerunException, StopException
from _crosswire.outlet import send
from streamlit.errors import StreamlitDuplicateElementId, StreamlitDuplicateElementKey


class Run:
    """The data of a run, and its way out."""

    def __init__(self, session, number, request):
        self.session = session
        self.number = number
        self.request = request
        self.fragments = request.fragments
        self.fragment = None
        self.cursors = {}
        self.containers = []
        self.ids = set()
        self.keys = set()
        self.forms = set()
        self.new_fragments = set()
        self.recordings = []
        self.dialog_opened = False
        self.drawing = False
        self.thread = threading.get_ident()

    @property
    def state(self):
        """The session's state."""
        return self.session.state

    @property
    def page(self):
        """The hash of the page that runs."""
        return self.session.pages.current

    def restored_value(self, id):
        """A component's state for a page that has none of its own: after a restart, or back in time."""
        state = self.state
        return dict(state.old[id]) if id in state.given_back and isinstance(state.old.get(id), dict) else None

    def claim_form(self, key):
        """A form's key, too, may be there only once, and session state cannot be written under it."""
        if key in self.forms or key in self.keys:
            raise StreamlitDuplicateElementKey(key)
        self.forms.add(key)

    def emit(self, message):
        """Send something of this run; a place where it can be interrupted."""
        self.check()
        send({**message, "run": self.number})

    def check(self):
        """Leave the run if a newer one waits or the person stopped it.

        A callback is never left: what it was called for would be lost.
        """
        if not self.drawing or threading.get_ident() != self.thread:
            return
        inbox = self.session.inbox
        inbox.poll()
        if inbox.stopped:
            inbox.stopped = False
            raise StopException(asked=True)
        if inbox.waiting is not None and inbox.waiting.interrupts:
            raise RerunException(inbox.take())

    def claim(self, kind, id, key):
        """Note an element's identity; nothing else in this run may have it."""
        if key is not None:
            if key in self.keys:
                raise StreamlitDuplicateElementKey(key)
            self.keys.add(key)
        if id in self.ids:
            raise StreamlitDuplicateElementId(kind)
        self.ids.add(id)
