"""The pages of an app: those of `st.navigation`, or the files of a `pages` folder beside the script.

May not know how the page shows them.
"""

import hashlib
import os
import re
import sys

from _crosswire import context, script
from _crosswire.later import Later
from _crosswire.page import change_page
from streamlit.errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitMissingRequiredParameterError,
    StreamlitPageNotFoundError,
    StreamlitValueError,
)

pathlib = Later("pathlib")

ORDERED = re.compile(r"^(\d*)[_ -]*(.*)$")


def hash_of(url_path):
    """A page's hash: its address alone, as in Streamlit."""
    return hashlib.md5(url_path.encode(), usedforsecurity=False).hexdigest()


class Pages:
    """Which pages there are, and which one runs."""

    def __init__(self, main):
        self.main = main
        self.current = None
        self.wanted = None
        self.known = {}
        self.navigated = False

    def turn_to(self, wanted):
        """Note the page that a request wants; whether it is another than before."""
        self.wanted = wanted or self.wanted
        turned = wanted is not None and self.current is not None and wanted != self.current
        if turned:
            self.current = wanted
        return turned

    def script(self, wanted):
        """The file that has to compile before the page may run."""
        return self.main

    def folder_pages(self):
        """The files of the `pages` folder; none once the script navigates itself."""
        if self.navigated:
            return []
        folder = os.path.join(os.path.dirname(self.main), "pages")
        try:
            names = os.listdir(folder)
        except OSError:
            return []
        found = [name for name in names if name.endswith(".py") and not name.startswith((".", "__init__"))]
        return [os.path.join(folder, name) for name in sorted(found, key=page_order)]

    def run_page(self, run):
        """Run the script, or the page of the `pages` folder that is wanted."""
        found = self.folder_pages()
        if not found:
            script.execute(self.main)
            return
        pages = [Page(self.main, default=True), *(Page(path) for path in found)]
        chosen = self.choose(pages)
        tell(pages, {"": pages}, chosen, "sidebar")
        chosen.run()

    def choose(self, pages):
        """The page that is wanted, or the default."""
        self.known = {page._script_hash: page for page in pages}
        default = next(page for page in pages if page._default)
        chosen = self.known.get(self.wanted, default)
        self.current = self.wanted = chosen._script_hash
        chosen._can_be_called = True
        return chosen


def page_order(name):
    """By the number in front of a file's name, then by the rest."""
    number, rest = ORDERED.match(name[:-3]).groups()
    return (0, float(number), rest) if number else (1, 0.0, rest)


def title_of(name):
    """A file's or function's name as a title."""
    return ORDERED.match(name)[2].replace("_", " ").strip() or name


class Page:
    """A page: a file or a function, with its title and address."""

    def __init__(self, page, *, title=None, icon=None, url_path=None, default=False, visibility="visible", help=None):
        run = context.current()
        main = run.session.main if run is not None else sys.argv[0]
        self._function = page if callable(page) else None
        self._path = None if callable(page) else page_file(page, main)
        name = page.__name__ if callable(page) else pathlib.PurePath(self._path).stem
        self._title = title or title_of(name)
        if not self._title.strip():
            raise StreamlitMissingRequiredParameterError("title", detail="A page's title cannot be empty.")
        self._icon = icon or ""
        self._default = default
        self._visibility = visibility
        self._url = (url_path or ORDERED.match(name)[2].replace(" ", "_") or name).strip("/")
        if url_path and "/" in url_path.strip("/"):
            raise StreamlitAPIException(f"The URL path `{url_path}` cannot contain a nested path.")
        self._help = help
        self._can_be_called = False

    @property
    def title(self):
        """The title in the navigation and of the browser's tab."""
        return self._title

    @property
    def icon(self):
        """The icon, or an empty text."""
        return self._icon

    @property
    def url_path(self):
        """The address below the app's; empty for the default page."""
        return "" if self._default else self._url

    @property
    def visibility(self):
        """`visible`, or `hidden` from the navigation."""
        return self._visibility

    @property
    def _script_hash(self):
        return hash_of(self._url)

    def run(self):
        """Run the page: only the one that `st.navigation` returned may."""
        if not self._can_be_called:
            raise StreamlitAPIException(
                "This page cannot be called directly. Only the page that `st.navigation` returns can."
            )
        self._can_be_called = False
        if self._function is not None:
            self._function()
        else:
            script.execute_page(self._path)

    def __eq__(self, other):
        return isinstance(other, Page) and self._script_hash == other._script_hash

    def __hash__(self):
        return hash(self._script_hash)


def page_file(page, main):
    """A page's file, which has to be there."""
    path = os.path.normpath(os.path.join(os.path.dirname(main), str(page)))
    if not os.path.isfile(path):
        raise StreamlitPageNotFoundError(page=str(page))
    return path


def navigation(pages, *, position="sidebar", expanded=False):
    """`st.navigation`: tell the pages there are, and return the one to run."""
    if position not in ("sidebar", "hidden", "top"):
        raise StreamlitValueError("position", ["'sidebar'", "'hidden'", "'top'"])
    sections = dict(pages) if isinstance(pages, dict) else {"": pages}
    sections = {name: [as_page(page) for page in members] for name, members in sections.items()}
    all_pages = [page for members in sections.values() for page in members]
    if not all_pages:
        raise StreamlitMissingRequiredParameterError("pages", detail="Provide at least one `st.Page`.")
    check_pages(all_pages)
    run = context.current()
    if run is None:
        return next(page for page in all_pages if page._default)
    run.session.pages.navigated = True
    chosen = run.session.pages.choose(all_pages)
    tell(all_pages, sections, chosen, position, expanded)
    return chosen


def as_page(page):
    """A path or a function may stand for its page."""
    return page if isinstance(page, Page) else Page(page)


def check_pages(pages):
    """One default, and every page at an address of its own."""
    defaults = [page for page in pages if page._default]
    if len(defaults) > 1:
        raise StreamlitAPIException(
            "Multiple Pages specified with `default=True`. At most one Page can be set to default."
        )
    if not defaults:
        pages[0]._default = True
    seen = set()
    for page in pages:
        if page._script_hash in seen:
            raise StreamlitAPIException(
                f"Multiple Pages specified with URL pathname {page._url}. URL pathnames must be unique."
            )
        seen.add(page._script_hash)


def tell(pages, sections, chosen, position, expanded=False):
    """Tell the page what can be navigated to."""
    entries = [
        {
            "hash": page._script_hash,
            "title": page.title,
            "icon": page.icon,
            "url_path": page.url_path,
            "section": section,
            "default": page._default,
            "hidden": page._visibility == "hidden",
        }
        for section, members in sections.items()
        for page in members
    ]
    props = {"pages": entries, "current": chosen._script_hash, "position": position, "expanded": expanded}
    change_page("navigation", props=props)


def find_page(page):
    """The page that a file, or a page object, stands for."""
    run = context.current()
    known = {} if run is None else run.session.pages.known
    if isinstance(page, Page):
        return known.get(page._script_hash, page)
    if not isinstance(page, (str, pathlib.Path)):
        raise StreamlitInvalidParameterTypeError("page", type(page).__name__, ["str", "Path", "st.Page"])
    directory = os.path.dirname(run.session.main) if run is not None else os.getcwd()
    wanted = os.path.normpath(os.path.join(directory, str(page)))
    for one in known.values():
        if one._path == wanted:
            return one
    raise StreamlitPageNotFoundError(page=str(page), directory=directory)
