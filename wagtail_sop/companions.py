"""What wings keep with a piece besides its fields: written with it, approved with it, part of its revisions."""

from django.core.exceptions import ImproperlyConfigured
from wagtail import hooks
from wagtail.admin.ui.components import Component

HOOK = "register_sop_companions"
FIELD = "sop_companions"


class CompanionPart(Component):
    """A companion's part of the editor's form, bound to what was sent or showing what is kept.

    Rendered as a component; ``media`` is loaded once for the page. Inputs are named ``prefix-…``.
    """

    def is_valid(self) -> bool:
        """Asked only of what was sent. Errors are shown by the part itself, beside what they are about."""
        return True

    def value(self):
        """What is kept, as JSON data. Asked only of what was sent and is valid."""
        raise NotImplementedError

    def has_changed(self) -> bool:
        """Whether what was sent differs from what is kept."""
        raise NotImplementedError


class Companion:
    """One thing that a wing keeps with pieces. Registered by the hook ``register_sop_companions``, a function
    without arguments that gives an instance."""

    key: str
    """Under which its data is kept; never changes."""
    heading: str
    icon = ""

    def part(self, piece, user, value, *, data=None, prefix="", place=None) -> CompanionPart | None:
        """What the editor shows; None where there is nothing to write.

        ``value``: what is kept, None for nothing yet. ``data``: what was sent (a ``QueryDict``), None when nothing
        was. ``place``: the parent page of a page that is not saved yet.
        """
        return None

    def shown(self, case, piece, value) -> Component | None:
        """For the review page: the same, to be read only; None where there is nothing to see."""
        return None

    def words(self, piece, value) -> list[tuple[str, str]]:
        """Label and text, for comparing versions and for the record."""
        return []


def companions() -> list[Companion]:
    """Those of all wings. Raises ``ImproperlyConfigured`` where two want the same key."""
    found = [register() for register in hooks.get_hooks(HOOK)]
    keys = [companion.key for companion in found]
    if taken := sorted({key for key in keys if keys.count(key) > 1}):
        raise ImproperlyConfigured(
            f"Two companions of pieces have the key '{taken[0]}'. Give one of them another, or remove its "
            f"'{HOOK}' hook."
        )
    return found


def kept_with(piece) -> dict:
    """What is kept with a piece, by key; empty also for a piece that can keep nothing."""
    kept = getattr(piece, FIELD, None)
    return kept if isinstance(kept, dict) else {}


def words_of(piece) -> list[tuple[str, str]]:
    """What all companions say of a piece, label and text."""
    if not hasattr(piece, FIELD):
        return []
    kept = kept_with(piece)
    return [line for companion in companions() for line in companion.words(piece, kept.get(companion.key))]
