"""What wings have to say about a piece: what is in order, what to look at, and what keeps it from going on.

A wing registers a function of the case and the piece under the hook ``register_sop_checks``; it gives objects like
``Check``. Which of them block is for the SOP to say ("kelengkapan" in its file), not for the wing: a check with a
``code`` blocks where the edition of the case requires that code.
"""

from dataclasses import dataclass

from wagtail import hooks

CHECKS_HOOK = "register_sop_checks"
CODES_HOOK = "register_sop_check_codes"

PASSED, WARNING, BLOCKING = "passed", "warning", "blocking"
LEVELS = (BLOCKING, WARNING, PASSED)


@dataclass(frozen=True)
class Check:
    """One finding. Without a ``code`` its level stands, whatever the SOP says: for what a law decides."""

    level: str
    message: str
    code: str = ""
    is_always_shown: bool = False
    """Also where the SOP does not ask for this code; it then only warns."""


@dataclass(frozen=True)
class CheckName:
    """What a check is called, in place of a plain name where it looks only at pieces ``of`` a model or mixin."""

    name: str
    of: type = object

    def __str__(self):
        return str(self.name)


def checks_of(case, piece) -> list:
    """What wings say about a piece of this case, the gravest first; empty when the piece was deleted."""
    if piece is None:
        return []
    found = [check for asked in hooks.get_hooks(CHECKS_HOOK) for check in asked(case, piece)]
    asked_for = case.definition.completeness
    weighed = [weigh(check, asked_for) for check in found if is_asked_for(check, asked_for)]
    return sorted(weighed, key=lambda check: LEVELS.index(str(check.level)))


def missing_from(case, piece) -> list[str]:
    """Why the piece must not go on: the messages of what blocks."""
    return [str(check.message) for check in checks_of(case, piece) if check.level == BLOCKING]


def is_asked_for(check, completeness) -> bool:
    """An SOP that says nothing of completeness asks for everything, but requires nothing."""
    code = getattr(check, "code", "")
    is_always_shown = getattr(check, "is_always_shown", False)
    return not code or not completeness or code in completeness or is_always_shown


def weigh(check, completeness):
    code = getattr(check, "code", "")
    if not code or check.level == PASSED:
        return check
    level = BLOCKING if code in completeness.required else WARNING
    return Check(level, check.message, code)


def known_codes() -> dict[str, str]:
    """The codes of all checks that wings can make, each with its name, a string or a ``CheckName``."""
    return {code: name for tell in hooks.get_hooks(CODES_HOOK) for code, name in tell().items()}


def names_for(model, codes) -> list[str]:
    """What these checks are called, of those that look at pieces of the model; for a piece that is not written yet."""
    known = known_codes()
    named = [known[code] for code in codes if code in known]
    return [str(name) for name in named if issubclass(model, getattr(name, "of", object))]
