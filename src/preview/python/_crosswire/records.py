"""Dataclasses, without the module that makes them: it takes long to import, and a script that has some has it."""

from _crosswire.later import Later

dataclasses = Later("dataclasses")


def is_record(value):
    """Whether a value is a dataclass's."""
    return hasattr(type(value), "__dataclass_fields__")


def record(value):
    """A dataclass's values by the names of its fields."""
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
