"""What the guidelines for government SOPs ask for, and the software can do without."""

import re

from .problems import Level, Problem
from .vocabulary import ContentClass, Kind, Symbol

# Who issued it (a pattern), number, year, its successor. Only what a later regulation replaces expressly.
REPEALED = [
    (r"peraturan komisi informasi|perki", 1, 2010, "PerKI 1/2021"),
    (r"peraturan menteri dalam negeri|permendagri", 35, 2010, "Permendagri 3/2017"),
]


def conventions(definition):
    for check in (_decisions, _branches, _reviews, _times, _symbols, _performers, _subjects, _laws):
        yield from check(definition)


def _warning(code, step=None, /, **params):
    return Problem(Level.WARNING, step, code, ({"step": step} if step is not None else {}) | params)


def _decisions(definition):
    for step in definition.steps:
        if step.is_decision and step.no is None:
            yield _warning("no_refusal", step.key)


def _branches(definition):
    for step in definition.steps:
        left = tuple(c.value for c in ContentClass if step.yes and not step.branch(c))
        if left:
            yield _warning("unclear_branch", step.key, classes=left)


def _reviews(definition):
    """As where an approved monthly plan covers its pieces, which is allowed but should be meant."""
    kinds = {c.value: {step.kind for step in definition.path(c)} for c in ContentClass}
    left = tuple(c for c, found in kinds.items() if Kind.PUBLISH in found and Kind.REVIEW not in found)
    if left:
        yield _warning("no_review", classes=left)


def _times(definition):
    for step in definition.item_steps:
        if step.limit is None:
            yield _warning("no_time", step.key)


def _symbols(definition):
    for code, rows in (("first_symbol", definition.steps[:1]), ("last_symbol", definition.steps[-1:])):
        for step in rows:
            if step.symbol != Symbol.CAPSULE:
                yield _warning(code, step.key)


def _performers(definition):
    for step in definition.steps:
        if len(step.performers) > 1:
            yield _warning("several_actors", step.key)


def _subjects(definition):
    names = [name for actor in definition.actors for name in _spoken_names(actor)]
    for step in definition.steps:
        activity = step.activity.strip().casefold()
        found = next((n for n in names if re.match(re.escape(n.casefold()) + r"\b", activity)), None)
        if found:
            yield _warning("subject_first", step.key, actor=found)


def _spoken_names(actor):
    """“Peliput/Petugas Lapangan” is called either; “Kontributor (ASN)” is called Kontributor."""
    bare = re.sub(r"\(.*?\)", "", actor.name)
    return [name for part in re.split(r"[/,]", bare) if (name := part.strip())]


def _laws(definition):
    for issuer, number, year, successor in REPEALED:
        pattern = rf"\b({issuer})\b.{{0,40}}?\b{number}(\s+tahun\s+|/){year}\b"
        for law in definition.legal_basis:
            if re.search(pattern, law, re.IGNORECASE):
                yield _warning("repealed_law", law=law, successor=successor)
