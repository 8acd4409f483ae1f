"""The files that a script sees: the disk, with unsaved buffers above it, for reading only.

Laid over `open`, `io.open`, `os.stat` and their like, so that `pathlib`, `glob` and imports follow by themselves.
May not know who reads.
"""

import builtins
import io
import os
import stat
import time
from contextlib import contextmanager

_buffers = {}
_folders = {}
_read = set()
_noting = False
_root = ""
_python_path = ()
_original = {}

READ_ONLY = "The preview does not let a script write files"


def install(root, python_path):
    """Lay the buffers over the disk, once."""
    global _root, _python_path
    _root = os.path.abspath(root)
    _python_path = tuple(os.path.abspath(path) for path in python_path)
    if _original:
        return
    for module, name, ours in (
        (io, "open", _open),
        (os, "stat", _stat),
        (os, "lstat", _lstat),
        (os, "listdir", _listdir),
        (os, "scandir", _scandir),
        (os, "access", _access),
    ):
        _original[name] = getattr(module, name)
        setattr(module, name, ours)
    builtins.open = _open


def overlay(changes):
    """Take over what the editor has: a buffer's text, or None where the disk counts again."""
    for change in changes:
        path = _normal(change["path"])
        if change.get("text") is None:
            _buffers.pop(path, None)
        else:
            _buffers[path] = (change["text"].encode("utf-8", "surrogatepass"), time.time())
    _folders.clear()
    for path in _buffers:
        _folders.setdefault(os.path.dirname(path), set()).add(os.path.basename(path))


@contextmanager
def noting():
    """Note which files are read from here on."""
    global _noting
    _read.clear()
    _noting = True
    try:
        yield
    finally:
        _noting = False


def note(path):
    """A file has been read, one way or another."""
    if _noting and is_of_person(path):
        _read.add(_normal(path))


def noted():
    """The files that were read."""
    return set(_read)


def is_of_person(path):
    """Whether a path lies in the workspace or on the person's own path."""
    return bool(path) and any(
        path == folder or path.startswith(folder.rstrip(os.sep) + os.sep) for folder in (_root, *_python_path)
    )


def is_in_workspace(path):
    """Whether a path lies in the workspace."""
    return path.startswith(_root + os.sep)


def buffered(path):
    """The unsaved bytes of a file, or None."""
    found = _buffers.get(_normal(path))
    return None if found is None else found[0]


def read_bytes(path):
    """A file as the editor or the disk has it."""
    note(os.path.abspath(path))
    unsaved = buffered(path)
    if unsaved is not None:
        return unsaved
    with _original.get("open", io.open)(path, "rb") as file:
        return file.read()


def read_source(path):
    """A file's text, without a byte order mark."""
    return read_bytes(path).decode("utf-8-sig")


def stamp(path):
    """What changes with a file: of a buffer its bytes, of the disk time and size; None where there is no file."""
    unsaved = buffered(path)
    if unsaved is not None:
        return unsaved
    try:
        status = _original.get("stat", os.stat)(path)
    except OSError:
        return None
    return (status.st_mtime_ns, status.st_size) if hasattr(status, "st_mtime_ns") else (status.st_mtime, status.st_size)


def _normal(path):
    return os.path.normpath(os.path.abspath(path))


def _name(path):
    """A path argument as text, or None for a descriptor and the like."""
    if isinstance(path, int) or path is None:
        return None
    try:
        return os.fsdecode(path)
    except TypeError:
        return None


def _open(file, mode="r", buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None):
    if isinstance(mode, str) and set(mode) & set("wax+"):
        raise PermissionError(f"{READ_ONLY}: {file!r}")
    name = _name(file)
    unsaved = None if name is None else buffered(name)
    if unsaved is None:
        opened = _original["open"](file, mode, buffering, encoding, errors, newline, closefd, opener)
        if name is not None:
            note(os.path.abspath(name))
        return opened
    note(_normal(name))
    return _Buffer(unsaved, name) if "b" in mode else _Text(unsaved, name, encoding, errors, newline)


class _Buffer(io.BytesIO):
    """An unsaved file, opened for its bytes."""

    def __init__(self, data, name):
        super().__init__(data)
        self.name = name
        self.mode = "rb"


class _Text(io.StringIO):
    """An unsaved file, opened for its text."""

    def __init__(self, data, name, encoding, errors, newline):
        text = data.decode(encoding if encoding not in (None, "locale") else "utf-8", errors or "strict")
        if newline is None:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        super().__init__(text, newline=newline if newline is not None else "\n")
        self.name = name
        self.mode = "r"


def _stat(path, *, dir_fd=None, follow_symlinks=True):
    return _status("stat", path, dir_fd=dir_fd, follow_symlinks=follow_symlinks)


def _lstat(path, *, dir_fd=None):
    return _status("lstat", path, dir_fd=dir_fd)


def _status(which, path, **options):
    name = _name(path)
    found = None if name is None else _buffers.get(_normal(name))
    try:
        status = _original[which](path, **{key: value for key, value in options.items() if value is not None})
    except OSError:
        if found is None and (name is None or _normal(name) not in _folders):
            raise
        kind = stat.S_IFDIR | 0o755 if found is None else stat.S_IFREG | 0o644
        return (
            os.stat_result((kind, 0, 0, 1, 0, 0, 0, 0, 0, 0))
            if found is None
            else _with_buffer((kind, 0, 0, 1, 0, 0), found)
        )
    return status if found is None else _with_buffer(tuple(status)[:6], found)


def _with_buffer(head, found):
    data, changed = found
    return os.stat_result((*head, len(data), int(changed), int(changed), int(changed)))


def _listdir(path="."):
    name = _name(path)
    unsaved = () if name is None else _folders.get(_normal(name), ())
    try:
        names = _original["listdir"](path)
    except FileNotFoundError:
        if not unsaved:
            raise
        names = []
    if isinstance(path, bytes):
        return names
    return [*names, *sorted(set(unsaved) - set(names))]


def _access(path, mode, **options):
    name = _name(path)
    if name is not None and buffered(name) is not None:
        return not mode & (os.W_OK | os.X_OK)
    return _original["access"](path, mode, **options)


def _scandir(path="."):
    name = _name(path)
    unsaved = set() if name is None else _folders.get(_normal(name), set())
    if not unsaved:
        return _original["scandir"](path)
    try:
        with _original["scandir"](path) as entries:
            known = list(entries)
    except FileNotFoundError:
        known = []
    fresh = sorted(unsaved - {entry.name for entry in known})
    return _Entries([*known, *(_Entry(name, os.path.join(os.fsdecode(path), name)) for name in fresh)])


class _Entries:
    """A listing, as `os.scandir` gives it."""

    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self._entries

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        return False

    def close(self):
        """There is nothing to close."""


class _Entry:
    """A file that only the editor has, as `os.scandir` gives it."""

    def __init__(self, name, path):
        self.name = name
        self.path = path

    def __fspath__(self):
        return self.path

    def is_dir(self, *, follow_symlinks=True):
        return False

    def is_file(self, *, follow_symlinks=True):
        return True

    def is_symlink(self):
        return False

    def stat(self, *, follow_symlinks=True):
        return os.stat(self.path)

    def inode(self):
        return 0
