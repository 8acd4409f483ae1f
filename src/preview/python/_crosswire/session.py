"""A session: what outlives a run, and how a run goes from its request to its end.

May not know how messages travel, nor what elements there are.
"""

import time

from _crosswire import bound, callbacks, carry, context, files, fragments, imports, manifests, output, script
from _crosswire.control import FragmentHandledException, RerunException, StopException
from _crosswire.deltas import draw, main
from _crosswire.outlet import send
from _crosswire.navigation import Pages
from _crosswire.query import Query
from _crosswire.readable import readable
from _crosswire.report import exception_props, send_exception
from _crosswire.requests import Inbox
from _crosswire.run import Run
from _crosswire.state import SessionState

import _crosswire_host as host

DONE, INTERRUPTED, RERUN, FAILED, NOT_COMPILED = "done", "interrupted", "rerun", "failed", "not-compiled"


class Session:
    """One person's session with one script."""

    def __init__(self, root, main, handle):
        self.root = root
        self.main = main
        self.inbox = Inbox(handle)
        self.runs = 0
        self.running = False
        self.browser = {"theme": "light"}
        self.reset()

    def reset(self):
        """Forget everything: a new session with the same script."""
        self.state = SessionState()
        self.fragments = {}
        self.timers = set()
        self.pages = Pages(self.main)
        self.query = Query()
        self.caches = {}
        self.carried = carry.Carrier()

    def answer(self, request):
        """Run for a request, and for what the runs ask for themselves."""
        while request is not None:
            request = self.run(request)

    def run(self, request):
        """One run; answers with the request that takes its place, if one does."""
        self.runs += 1
        run = Run(self, self.runs, request)
        started = time.perf_counter()
        self.begin(run)
        follow, outcome = None, DONE
        with context.adopt(run), output.to_session(), files.noting(), context_running(self):
            try:
                script.code_of(self.pages.script(request.page))
            except (SyntaxError, ValueError, OSError) as exception:
                send_exception(run, "compile", exception)
                outcome = NOT_COMPILED
            if outcome == DONE:
                follow, outcome = self.perform(run)
        self.end(run, outcome, started)
        return follow

    def begin(self, run):
        """Take over what the request says of the page, and tell that the run begins."""
        request = run.request
        imports.forget_changed()
        manifests.forget()
        self.browser.update(request.browser)
        if request.query is not None:
            self.query.arrive(request.query)
        if self.pages.turn_to(request.page):
            self.state.drop_unseen({widget["id"] for widget in request.widgets or ()}, (), self.pages.current)
        send(
            {
                "type": "run-started",
                "run": run.number,
                "requests": list(request.requests),
                "cause": request.cause,
                "fragments": list(request.fragments),
            }
        )

    def perform(self, run):
        """Callbacks, then the body; answers with the request that follows and the outcome."""
        during = "callback"
        try:
            self.call_back(run)
            during = "fragment" if run.fragments else "script"
            run.drawing = True
            self.draw(run)
            run.check()
        except RerunException as rerun:
            self.state.reset_triggers()
            return rerun.request, RERUN if rerun.own else INTERRUPTED
        except StopException as stop:
            return None, INTERRUPTED if stop.asked else DONE
        except FragmentHandledException:
            return None, FAILED
        except host.Interrupted as exception:
            run.drawing = False
            if str(exception):
                send_exception(run, during, exception)
            return None, INTERRUPTED
        except SystemExit:
            return None, DONE
        except Exception as exception:
            return None, self.fail(run, during, exception)
        self.state.finish(run.ids, run.fragments, run.page)
        bound.forget_unseen(run)
        fragments.forget_unseen(run)
        return None, DONE

    def call_back(self, run):
        """Call what the page's values owe. A rerun that a callback asks for takes the place of this run's body."""
        self.state.begin(run.request.widgets)
        for request in callbacks.call_all(run, run.request):
            self.inbox.ask(request)
        self.inbox.poll()
        if self.inbox.waiting is not None and self.inbox.waiting.interrupts:
            own = not self.inbox.waiting.requests
            raise RerunException(self.inbox.take(), own=own)

    def draw(self, run):
        """The body: of the fragments asked for, or of the page."""
        if run.fragments:
            for fragment in fragments.in_order(self, run.fragments):
                fragments.rerun_fragment(run, fragment)
        else:
            self.pages.run_page(run)

    def fail(self, run, during, exception):
        """An exception that nobody caught: shown in its place, unless it is half-typed code."""
        run.containers.clear()
        run.fragment = None
        if isinstance(exception, SyntaxError) and files.is_of_person(exception.filename):
            run.drawing = False
            send_exception(run, "compile", exception)
            return NOT_COMPILED
        self.show_exception(run, during, exception)
        return FAILED

    def show_exception(self, run, during, exception):
        """Draw an exception where the run is, and tell the session of it."""
        run.drawing = False
        send_exception(run, during, exception)
        draw(main, "exception", exception_props(exception))
        run.drawing = True

    def end(self, run, outcome, started):
        """Tell how the run went, and what it left behind."""
        send(
            {
                "type": "run-finished",
                "run": run.number,
                "outcome": outcome,
                "ms": (time.perf_counter() - started) * 1000,
                "session_state": {name: readable(value) for name, value in self.state.visible().items()},
                "carried": self.carried.news(self),
                "files": sorted({*files.noted(), *imports.loaded()}),
            }
        )


class context_running:
    """While a run goes on, what would pull the session from under it waits."""

    def __init__(self, session):
        self.session = session

    def __enter__(self):
        self.session.running = True

    def __exit__(self, *exception):
        self.session.running = False
        return False
