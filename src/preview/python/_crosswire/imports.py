"""Imports of the person's own modules: from unsaved buffers too, and again once they changed.

May not know why a module is imported.
"""

import importlib.machinery
import importlib.util
import os
import re
import sys

from _crosswire import files

IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?P<base>\.*[\w.]*)[ \t]+import[ \t]*(?P<names>\([^)]*\)|[^\n]*)"
    r"|import[ \t]+(?P<plain>[^\n]*))",
    re.MULTILINE,
)
WORD = re.compile(r"[\w.]+")

TAKEN = frozenset(
    """
    abc array ast asyncio atexit base64 binascii bisect builtins bz2 calendar codecs collections concurrent
    configparser contextlib contextvars copy copyreg csv ctypes dataclasses datetime decimal dis email encodings
    enum errno fcntl fnmatch fractions functools gc genericpath gettext hashlib heapq hmac html http importlib
    inspect io ipaddress itertools json keyword linecache locale logging lzma marshal math mimetypes multiprocessing
    netrc ntpath numbers opcode operator os pathlib pickle platform posix posixpath queue quopri random re reprlib
    secrets select selectors shlex shutil signal site socket socketserver ssl stat string stringprep struct
    subprocess sys sysconfig tempfile textwrap threading time timeit token tokenize tomllib traceback types typing
    unicodedata urllib uuid warnings weakref zipfile zipimport zlib zoneinfo
    """.split()
)
"""Python's own modules that Streamlit has imported before a script runs: a file of such a name is never found."""

_folders = []
_loaded = {}


def install(main, root, python_path):
    """Look for modules in the script's folder, the workspace and the person's path, before anything else."""
    _folders[:] = list(dict.fromkeys(os.path.abspath(path) for path in (os.path.dirname(main), *python_path)))
    for folder in reversed(_folders):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    sys.argv = [main]
    sys.dont_write_bytecode = True
    if not any(isinstance(finder, Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, Finder())


class Finder:
    """Finds the person's modules, in buffers and on the disk."""

    def find_spec(self, name, path=None, target=None):
        """The module's spec, or None for modules of others."""
        if name in TAKEN:
            return None
        last = name.rpartition(".")[2]
        for folder in _folders if path is None else list(path):
            if not files.is_of_person(folder):
                continue
            package = os.path.join(folder, last, "__init__.py")
            module = os.path.join(folder, last + ".py")
            for file, inner in ((package, [os.path.dirname(package)]), (module, None)):
                if files.buffered(file) is not None or os.path.isfile(file):
                    return importlib.util.spec_from_file_location(
                        name, file, loader=Loader(name, file), submodule_search_locations=inner
                    )
        return None

    def invalidate_caches(self):
        """There are none."""


class Loader:
    """Loads a module from its present text."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    def create_module(self, spec):
        """A plain module."""
        return None

    def exec_module(self, module):
        """Run the module's text, and remember what it stands on."""
        source = files.read_source(self.path)
        _loaded[self.name] = (self.path, files.stamp(self.path), imported_by(source, module))
        exec(compile(source, self.path, "exec", dont_inherit=True), module.__dict__)

    def get_source(self, name):
        """The text, for tracebacks and `inspect`."""
        return files.read_source(self.path)

    def get_filename(self, name):
        """The file."""
        return self.path

    def get_data(self, path):
        """The bytes of a file beside the module, for `pkgutil` and `importlib.resources`."""
        return files.read_bytes(path)

    def is_package(self, name):
        """Whether the module has modules of its own."""
        return os.path.basename(self.path) == "__init__.py"

    def get_resource_reader(self, name):
        """Files of a package, for `importlib.resources`."""
        from importlib.readers import FileReader

        return FileReader(self)


def imported_by(source, module):
    """The names that a module's text may import: rather too many than too few."""
    package = module.__spec__.parent or ""
    found = set()
    for match in IMPORT.finditer(source):
        if match["plain"] is not None:
            bases, names = [part.split()[0] for part in match["plain"].split(",") if part.split()], []
        else:
            bases, names = [absolute(match["base"], package)], WORD.findall(match["names"])
        for base in bases:
            found.update(prefixes(base))
            found.update(f"{base}.{name}" for name in names)
    return found


def absolute(base, package):
    """A relative import's module."""
    dots = len(base) - len(base.lstrip("."))
    if dots == 0:
        return base
    parts = package.split(".")[: len(package.split(".")) - dots + 1]
    return ".".join([*parts, *([base[dots:]] if base[dots:] else [])])


def prefixes(name):
    """A module and the packages around it."""
    parts = name.split(".")
    return {".".join(parts[:end]) for end in range(1, len(parts) + 1)}


def forget_changed():
    """Drop modules whose file changed, and those that import them: the next import runs them anew."""
    stale = {name for name, (path, stamp, _) in _loaded.items() if files.stamp(path) != stamp}
    while True:
        more = {name for name, (_, _, imports) in _loaded.items() if name not in stale and imports & stale}
        more |= {name for name in _loaded if name not in stale and any(name.startswith(gone + ".") for gone in stale)}
        if not more:
            break
        stale |= more
    for name in stale:
        _loaded.pop(name, None)
        module = sys.modules.pop(name, None)
        forget_attribute(name, module)


def loaded():
    """The files of the modules that are there, whichever run imported them."""
    return [path for path, _, _ in _loaded.values()]


def forget_attribute(name, module):
    """A package holds its modules by name; the old one must not be found there."""
    parent, _, last = name.rpartition(".")
    package = sys.modules.get(parent)
    if package is not None and getattr(package, last, None) is module:
        delattr(package, last)
