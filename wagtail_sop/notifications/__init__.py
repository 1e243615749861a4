"""Mails: a notice becomes a message in the language and the time zone of the person who reads it."""

from .background import Background
from .composing import compose

__all__ = ["Background", "compose"]
