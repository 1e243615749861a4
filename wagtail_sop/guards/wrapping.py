"""Putting a function in front of one of Wagtail's own."""

from functools import wraps


def guard(owner, name, function):
    """Let ``function(original, *args)`` answer where ``owner.name`` did; once, however often it is asked.

    Raises ``AttributeError`` when Wagtail has no such name any more: no guard may silently guard nothing.
    """
    original = getattr(owner, name)
    if function in guards_of(original):
        return

    @wraps(original)
    def guarded(*args, **kwargs):
        return function(original, *args, **kwargs)

    guarded.sop_guard = function
    setattr(owner, name, guarded)


def guards_of(method) -> list:
    """The guards already in front of a method, the last one first."""
    found = []
    while hasattr(method, "sop_guard"):
        found.append(method.sop_guard)
        method = method.__wrapped__
    return found
