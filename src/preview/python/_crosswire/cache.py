"""`st.cache_data` and `st.cache_resource`: what a function returned, kept as long as the worker lives.

What the function drew is drawn again with its result. May not know what elements are.
"""

import copy
import functools
import hashlib
import threading
import time
from collections import OrderedDict

from _crosswire import context
from _crosswire.deltas import recording, replay
from _crosswire.durations import seconds
from _crosswire.hashing import UnhashableParamError, UnhashableTypeError, digest, shape_of_code
from _crosswire.later import Later
from _crosswire.spinner import spinner
from streamlit.errors import StreamlitAPIException

inspect = Later("inspect")
pickle = Later("pickle")

_caches = {}
_lock = threading.RLock()


class UnserializableReturnValueError(StreamlitAPIException):
    """`cache_data` has to copy what the function returned, and cannot."""

    def __init__(self, function, value):
        super().__init__(
            f"Cannot serialize the return value (of type `{type(value).__module__}.{type(value).__qualname__}`) in "
            f"`{function.__name__}`. `st.cache_data` needs values that can be pickled; use `st.cache_resource` for "
            "others."
        )


class Cache:
    """The results of one cached function."""

    def __init__(self, ttl, max_entries):
        self.ttl = None if ttl is None else seconds(ttl)
        self.max_entries = max_entries
        self.entries = OrderedDict()

    def find(self, key, validate=None):
        """(found, entry): an entry that is neither too old nor refused."""
        with _lock:
            entry = self.entries.get(key)
            if entry is None:
                return None
            made, value, drawn = entry
            if self.ttl is not None and time.monotonic() - made > self.ttl:
                del self.entries[key]
                return None
            if validate is not None and not validate(value):
                del self.entries[key]
                return None
            self.entries.move_to_end(key)
            return value, drawn

    def keep(self, key, value, drawn):
        """Keep an entry, and let the oldest go where there are too many."""
        with _lock:
            self.entries[key] = (time.monotonic(), value, drawn)
            self.entries.move_to_end(key)
            while self.max_entries is not None and len(self.entries) > self.max_entries:
                self.entries.popitem(last=False)


def clear_all(kind=None):
    """Forget everything, or everything of one kind."""
    with _lock:
        for (owner, _), cache in _caches.items():
            if kind is None or owner == kind:
                cache.entries.clear()


class CachedFunction:
    """A function that remembers what it returned."""

    def __init__(self, decorator, function, options):
        functools.update_wrapper(self, function)
        self._decorator = decorator
        self._function = function
        self._options = options
        self._cache_name = None

    def __get__(self, instance, owner=None):
        return self if instance is None else functools.partial(self, instance)

    def __call__(self, *args, **kwargs):
        cache = self._cache()
        key = self._key(args, kwargs)
        found = cache.find(key, self._options["validate"])
        if found is None:
            found = self._compute(cache, key, args, kwargs)
        value, drawn = found
        replay(drawn)
        return self._decorator.unpack(value)

    def clear(self, *args, **kwargs):
        """Forget all results, or that of certain arguments."""
        if args or kwargs:
            self._cache().entries.pop(self._key(args, kwargs), None)
        else:
            self._cache().entries.clear()

    def _compute(self, cache, key, args, kwargs):
        with spinner(self._options["show_spinner"], self._function), recording() as drawn:
            value = self._function(*args, **kwargs)
        packed = self._decorator.pack(self._function, value)
        cache.keep(key, packed, tuple(drawn))
        return packed, ()

    def _cache(self):
        if self._cache_name is None:
            self._cache_name = (self._decorator.kind, function_name(self._function))
        scope = self._options["scope"]
        run = context.current()
        if scope == "session" and run is not None:
            caches = run.session.caches
        else:
            caches = _caches
        with _lock:
            cache = caches.get(self._cache_name)
            if cache is None:
                cache = caches[self._cache_name] = Cache(self._options["ttl"], self._options["max_entries"])
            return cache

    def _key(self, args, kwargs):
        parts = []
        for name, value in given(self._function, args, kwargs):
            if name is not None and name.startswith("_"):
                continue
            try:
                parts.append((name, digest(value, self._options["hash_funcs"])))
            except UnhashableTypeError:
                raise UnhashableParamError(self._decorator.kind, self._function, name, value) from None
        return hashlib.md5(repr(parts).encode(), usedforsecurity=False).hexdigest()


def given(function, args, kwargs):
    """(name, value) of every argument, however it was passed; those of `*args` have no name."""
    names = [
        parameter.name
        for parameter in inspect.signature(function).parameters.values()
        if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
    ]
    for index, value in enumerate(args):
        yield (names[index] if index < len(names) else None), value
    yield from sorted(kwargs.items())


def function_name(function):
    """What tells a function from others, an edited one from what it was."""
    code = getattr(function, "__code__", None)
    body = "" if code is None else repr(shape_of_code(code))
    return hashlib.md5(
        f"{function.__module__}.{function.__qualname__} {body}".encode(), usedforsecurity=False
    ).hexdigest()


class CacheDecorator:
    """`st.cache_data` or `st.cache_resource`: a decorator with or without arguments."""

    kind = ""

    def __call__(
        self,
        func=None,
        *,
        ttl=None,
        max_entries=None,
        show_spinner=True,
        show_time=False,
        persist=None,
        validate=None,
        hash_funcs=None,
        scope="global",
        on_release=None,
        **ignored,
    ):
        options = {
            "ttl": ttl,
            "max_entries": max_entries,
            "show_spinner": show_spinner,
            "validate": validate,
            "hash_funcs": hash_funcs,
            "scope": scope,
        }
        if func is None:
            return lambda function: CachedFunction(self, function, options)
        return CachedFunction(self, func, options)

    def clear(self):
        """Forget the results of all functions of this kind."""
        clear_all(self.kind)


class DataCache(CacheDecorator):
    """Every caller gets a copy."""

    kind = "cache_data"

    def pack(self, function, value):
        """A value as bytes; one that cannot be pickled as a copy."""
        try:
            return ("pickle", pickle.dumps(value))
        except Exception:
            pass
        try:
            return ("copy", copy.deepcopy(value))
        except Exception:
            raise UnserializableReturnValueError(function, value) from None

    def unpack(self, packed):
        """A copy for the caller."""
        how, value = packed
        return pickle.loads(value) if how == "pickle" else copy.deepcopy(value)


class ResourceCache(CacheDecorator):
    """Every caller gets the same object."""

    kind = "cache_resource"

    def pack(self, function, value):
        """The object itself."""
        return value

    def unpack(self, packed):
        """The object itself."""
        return packed


cache_data = DataCache()
cache_resource = ResourceCache()
