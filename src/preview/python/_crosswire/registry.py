"""Registrations: what a component's name stands for, its code inline or in files of an asset dir (FACTS 19, 20).

May not know how it is mounted.
"""

import os
from collections import namedtuple

from _crosswire import context, manifests
from _crosswire.outlet import warn
from streamlit.errors import (
    StreamlitAPIException,
    StreamlitComponentRegistryError,
    StreamlitInvalidParameterTypeError,
)

GLOB = "*?[]"
ENDINGS = (".js", ".mjs", ".cjs", ".css")


class Definition(namedtuple("Definition", "name html css js css_path js_path")):
    """A registered component; `css` and `js` are text or, with a path, a file's."""

    __slots__ = ()

    @property
    def empty(self):
        """Whether nothing was given: the name alone."""
        return self.html is None and self.css is None and self.js is None


_definitions = {}
_registered_in = {}


def register(name, html, css, js):
    """Register a component under its name; the last registration counts for all mounts."""
    for parameter, value in (("css", css), ("js", js)):
        if value is not None and not isinstance(value, str):
            raise StreamlitInvalidParameterTypeError(
                parameter, type(value).__name__, ["str", "None"], detail="Pass a string path or glob."
            )
    css_path = asset_path(name, css, "css")
    js_path = asset_path(name, js, "js")
    definition = Definition(
        name, html, css if css_path is None else None, js if js_path is None else None, css_path, js_path
    )
    before = _definitions.get(name)
    run = context.current()
    again = run is not None and _registered_in.get(name) == run.number
    if again and before != definition and not before.empty:
        warn(
            f"Component {name} is already registered. Overwriting previous definition: every mount under this name "
            "shows the last one."
        )
    _definitions[name] = definition
    _registered_in[name] = None if run is None else run.number
    return definition


def definition_of(name, registered):
    """What a name stands for now; the mount's own registration if the engine has forgotten it."""
    return _definitions.get(name, registered)


def asset_path(name, value, kind):
    """The file that a path or glob names below the component's asset dir; None for code."""
    if value is None or is_code(value):
        return None
    root = manifests.asset_dir(name)
    if root is None:
        raise StreamlitAPIException(
            f"Component '{name}' must be declared in pyproject.toml with asset_dir to use file-backed {kind}."
        )
    if any(char in value for char in GLOB):
        return str(only_match(value, root))
    refuse_escape(value, "component paths")
    path = (root / value).resolve()
    inside(path, root, kind)
    if not os.path.exists(path):
        raise ValueError(f"File does not exist: {path}")
    return str(path)


def is_code(value):
    """Whether a text is code and not a path: several lines, or nothing in it that a path has."""
    text = value.strip()
    if "\n" in text or "\r" in text:
        return True
    return not (any(char in text for char in "/\\" + GLOB) or text.lower().endswith(ENDINGS))


def only_match(pattern, root):
    """The one file that a glob finds."""
    refuse_escape(pattern, "glob patterns")
    found = [path.resolve() for path in root.glob(pattern)]
    found = [path for path in found if path.is_relative_to(root.resolve())]
    if not found:
        raise StreamlitComponentRegistryError(f"No files found matching pattern '{pattern}' in package root {root}")
    if len(found) > 1:
        names = ", ".join(str(path) for path in found)
        raise StreamlitComponentRegistryError(
            f"Multiple files found matching pattern '{pattern}': {names}. Exactly one file must match the pattern."
        )
    return found[0]


def refuse_escape(path, label):
    """Only paths below the asset dir are allowed."""
    parts = [part for part in path.replace("\\", "/").split("/") if part]
    if ".." in parts:
        raise StreamlitComponentRegistryError(f"Path traversal attempts are not allowed in {label}: {path}")
    drive = len(path) > 1 and path[1] == ":" and path[0].isascii() and path[0].isalpha()
    if path.startswith(("/", "\\")) or drive or "\0" in path:
        raise StreamlitComponentRegistryError(f"Unsafe paths are not allowed in {label}: {path}")


def inside(path, root, kind):
    """A link may not lead out of the asset dir either."""
    if not path.is_relative_to(root.resolve()):
        raise StreamlitComponentRegistryError(f"{kind} path '{path}' is outside the declared asset_dir '{root}'.")
