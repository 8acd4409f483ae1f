"""Component manifests: which packages within reach declare components, and their asset dirs (FACTS 19c).

A package is found by its pyproject.toml, in the workspace or on the path, whether installed or not.
May not know what is registered.
"""

import os

from _crosswire.later import Later

pathlib = Later("pathlib")
tomllib = Later("tomllib")

SKIPPED = frozenset({"node_modules", "__pycache__", "dist-info", "target", "build", "dist", "venv", "site-packages"})
DEPTH = 3

_roots = []
_found = None


def look_in(roots):
    """The folders to search: the workspace, and those of `sys.path`."""
    global _found
    _roots[:] = roots
    _found = None


def forget():
    """Files changed: search again."""
    global _found
    _found = None


def asset_dir(component):
    """The folder of a component's assets, by its whole name `project.component`; None where none is declared."""
    global _found
    if _found is None:
        _found = {}
        for path in pyprojects():
            for name, folder in declared(path).items():
                _found.setdefault(name, folder)
    return _found.get(component)


def pyprojects():
    """Every pyproject.toml within reach: those in and above a root's own folders, nearest first."""
    seen = set()
    for root in map(pathlib.Path, _roots):
        for folder in folders(root, DEPTH):
            path = folder / "pyproject.toml"
            if path not in seen and path.is_file():
                seen.add(path)
                yield path


def folders(root, depth):
    """A folder and those below it, as deep as packages lie."""
    yield root
    if depth == 0:
        return
    try:
        names = sorted(os.listdir(root))
    except OSError:
        return
    for name in names:
        if name.startswith(".") or name in SKIPPED or name.endswith((".dist-info", ".egg-info")):
            continue
        if (root / name).is_dir():
            yield from folders(root / name, depth - 1)


def declared(path):
    """The components that a manifest declares: whole name to asset dir."""
    try:
        manifest = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    project = _table(manifest, "project").get("name")
    entries = _table(_table(_table(manifest, "tool"), "streamlit"), "component").get("components")
    if not isinstance(project, str) or not isinstance(entries, list):
        return {}
    found = {}
    for entry in entries:
        name, folder = (entry.get("name"), entry.get("asset_dir")) if isinstance(entry, dict) else (None, None)
        if isinstance(name, str) and isinstance(folder, str):
            place = locate(path.parent, project, folder)
            if place is not None:
                found[f"{project}.{name}"] = place
    return found


def locate(folder, project, asset_dir):
    """An asset dir lies in the package, which lies beside its manifest or around it."""
    package = project.replace("-", "_")
    for parent in (folder / package, folder / "src" / package, folder):
        place = parent / asset_dir
        if place.is_dir():
            return place.resolve()
    return None


def _table(value, name):
    inner = value.get(name)
    return inner if isinstance(inner, dict) else {}
