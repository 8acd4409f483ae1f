"""Hashes of arguments, for caches: equal values, equal hashes, over all runs of a worker.

May not know what is cached.
"""

import enum
import functools
import hashlib
import io
import os
import types

from _crosswire.later import Later
from _crosswire.records import is_record, record
from streamlit.errors import StreamlitAPIException

pickle = Later("pickle")

PLAIN = (bool, int, float, complex, str, bytes, type(None), type(Ellipsis))
SPELLED = frozenset({
    "datetime.date", "datetime.time", "datetime.timedelta", "datetime.tzinfo", "decimal.Decimal", "fractions.Fraction",
    "uuid.UUID", "pathlib.PurePath", "builtins.range",
})  # fmt: skip
"""Types whose text says it all; by name, as most of their modules are not imported by most scripts."""


class UnhashableTypeError(TypeError):
    """A value whose content cannot be told."""


def digest(value, hash_funcs=None):
    """A value's hash; raises `UnhashableTypeError` where it has none."""
    text = repr(shape(value, named(hash_funcs or {}), ()))
    return hashlib.md5(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def named(hash_funcs):
    """`hash_funcs` may name its types."""
    return {key if isinstance(key, str) else full_name(key): function for key, function in hash_funcs.items()}


def full_name(kind):
    """A type's name with its module."""
    return f"{kind.__module__}.{kind.__qualname__}"


def shape(value, hash_funcs, around):
    """A value as nested tuples of plain values."""
    kind = type(value)
    name = full_name(kind)
    if id(value) in around:
        return ("again", around.index(id(value)))
    around = (*around, id(value))
    own = hash_funcs.get(name)
    if own is not None:
        return ("own", name, shape(own(value), {key: f for key, f in hash_funcs.items() if key != name}, around))
    if kind in PLAIN:
        return (kind.__name__, value)
    if isinstance(value, (list, tuple)):
        return (name, *(shape(inner, hash_funcs, around) for inner in value))
    if isinstance(value, (set, frozenset)):
        return (name, *sorted(repr(shape(inner, hash_funcs, around)) for inner in value))
    if isinstance(value, (dict, types.MappingProxyType)):
        return (
            name,
            *((shape(key, hash_funcs, around), shape(inner, hash_funcs, around)) for key, inner in value.items()),
        )
    if isinstance(value, enum.Enum):
        return (name, value.name)
    if any(full_name(base) in SPELLED for base in kind.__mro__):
        return (name, str(value))
    if isinstance(value, (bytearray, memoryview)):
        return (name, bytes(value))
    return shape_of_object(value, name, hash_funcs, around)


def shape_of_object(value, name, hash_funcs, around):
    """Functions by their code, files by their place, objects by their fields or their pickle."""
    if isinstance(value, functools.partial):
        return (name, *(shape(part, hash_funcs, around) for part in (value.func, value.args, value.keywords)))
    if isinstance(value, (types.FunctionType, types.MethodType)):
        return (name, value.__module__, value.__qualname__, shape_of_code(value.__code__))
    if isinstance(value, (type, types.ModuleType, types.BuiltinFunctionType)):
        return (name, getattr(value, "__module__", ""), value.__name__)
    if isinstance(value, io.IOBase) and getattr(value, "name", None):
        return (name, str(value.name), value.tell())
    if isinstance(value, (io.StringIO, io.BytesIO)):
        return (name, value.tell(), value.getvalue())
    if is_record(value):
        return (name, shape(record(value), hash_funcs, around))
    if isinstance(value, os.PathLike):
        return (name, os.fspath(value))
    if isinstance(value, (types.GeneratorType, types.CoroutineType)):
        raise UnhashableTypeError(name)
    try:
        return (name, pickle.dumps(value))
    except Exception:
        raise UnhashableTypeError(name) from None


def shape_of_code(code):
    """A function's code, without its place in the file."""
    constants = tuple(shape_of_code(part) if hasattr(part, "co_code") else repr(part) for part in code.co_consts)
    return (code.co_name, code.co_code, constants, code.co_names)


class UnhashableParamError(StreamlitAPIException):
    """An argument of a cached function that cannot be told apart from others."""

    def __init__(self, kind, function, name, value):
        super().__init__(
            f"Cannot hash argument '{name}' (of type `{full_name(type(value))}`) in '{function.__name__}'.\n\n"
            f"To address this, you can tell Streamlit not to hash this argument by adding a leading underscore to the "
            f"argument's name in the function signature: `@st.{kind}` then leaves `_{name}` out."
        )
