"""Can this procedure run, and is it written as the guidelines have it?"""

from collections import Counter

from .conventions import conventions
from .definition import Definition
from .problems import Level, Problem
from .routes import routes
from .vocabulary import END_UNPUBLISHED

UNROUTABLE = {"duplicate_step", "target_missing", "target_outside"}


def validate(definition: Definition) -> list[Problem]:
    """Errors first: with one of them the procedure cannot be enacted. Never raises, however broken it is."""
    errors = [*_names(definition), *_actors(definition), *_targets(definition)]
    # Where a branch leads nowhere, or to one of two steps, what routes would say is only its echo.
    if not any(problem.code in UNROUTABLE for problem in errors):
        errors += routes(definition)
    return [*errors, *conventions(definition)]


def _error(code, step=None, /, **params) -> Problem:
    return Problem(Level.ERROR, step, code, ({"step": step} if step is not None else {}) | params)


def _names(definition):
    for key, count in Counter(step.key for step in definition.steps).items():
        if count > 1:
            yield _error("duplicate_step", key)
    for code, count in Counter(actor.code for actor in definition.actors).items():
        if count > 1:
            yield _error("duplicate_actor", actor=code)


def _actors(definition):
    codes = {actor.code for actor in definition.actors}
    for step in definition.steps:
        for performer in step.performers:
            if performer.actor not in codes:
                yield _error("unknown_actor", step.key, actor=performer.actor)
        if not step.acting:
            yield _error("no_acting_actor", step.key)


def _targets(definition):
    cycles = {step.key: (step.is_per_item, step.cycle) for step in definition.steps}
    for step in definition.steps:
        for target in dict.fromkeys([*(branch.to for branch in step.yes), step.no]):
            if target in (None, END_UNPUBLISHED):
                continue
            if target not in cycles:
                yield _error("target_missing", step.key, target=target)
            elif cycles[target] != cycles[step.key]:
                yield _error("target_outside", step.key, target=target)
