"""Putting a function in front of one of Wagtail's own."""

from functools import wraps


def guard(owner, name, function):
    """Let ``function(original, *args)`` answer where ``owner.name`` did; once, however often it is asked.

    Raises ``AttributeError`` when Wagtail has no such name any more: no guard may silently guard nothing.
    """
    original = getattr(owner, name)
    if getattr(original, "sop_guard", None) is function:
        return

    @wraps(original)
    def guarded(*args, **kwargs):
        return function(original, *args, **kwargs)

    guarded.sop_guard = function
    setattr(owner, name, guarded)
