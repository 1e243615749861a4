"""Frozen dataclasses to JSON-able data and back, exactly."""

import datetime as dt
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints


def to_data(value):
    if is_dataclass(value):
        return {field.name: to_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [to_data(member) for member in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def from_data(kind, data):
    """The value of type ``kind`` that ``data`` stands for. Raises ValueError where data does not fit."""
    if get_origin(kind) in (Union, UnionType):
        kind, optional = _without_none(kind)
        return None if data is None and optional else from_data(kind, data)
    if get_origin(kind) is tuple:
        return tuple(from_data(get_args(kind)[0], member) for member in _expect(data, list | tuple, kind))
    if is_dataclass(kind):
        return _record(kind, _expect(data, dict, kind))
    if issubclass(kind, Enum):
        return kind(data)
    if kind is dt.date:
        return dt.date.fromisoformat(_expect(data, str, kind))
    return _expect(data, kind, kind)


def _record(kind, data):
    hints = _hints(kind)
    if unknown := sorted(data.keys() - hints.keys()):
        raise ValueError(f"{kind.__name__} has no {', '.join(unknown)}; it has {', '.join(hints)}.")
    try:
        return kind(**{name: from_data(hints[name], value) for name, value in data.items()})
    except TypeError as error:
        raise ValueError(f"{kind.__name__} cannot be made from these data: {error}.") from error


@cache
def _hints(kind):
    return get_type_hints(kind)


def _without_none(kind):
    members = get_args(kind)
    return next(member for member in members if member is not NoneType), NoneType in members


def _expect(data, kind, wanted):
    # True is an int to Python, but not to a person who wrote a number.
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        name = getattr(wanted, "__name__", wanted)
        raise ValueError(f"{type(data).__name__} found where {name} is needed.")
    return data
