"""The ways a piece can take through a procedure, and where they go wrong.

A piece moves along “Ya”: to the branch for its class, or else to the next item step in print. A refusal
takes it back, and from there it moves along “Ya” again. So a procedure is sound only if, from every step that
can be reached, the way along “Ya” comes to an end: officials who only ever agree must not go in a circle.
"""

from .problems import Level, Problem
from .vocabulary import END_UNPUBLISHED, WORKFLOW_KINDS, ContentClass, Kind


def routes(definition):
    """Needs step keys that are unique."""
    if not definition.workflow_steps:
        yield Problem(Level.ERROR, None, "no_workflow_steps")
    else:
        yield from _by_class(definition, _ending)
    yield from _by_class(definition, _circles)
    yield from _by_class(definition, _off_path)
    yield from _by_class(definition, _order)
    yield from _unreachable(definition)
    yield from _returns(definition)


def _by_class(definition, check):
    """What ``check`` finds for each class, with the classes it is found for put together."""
    found = {}
    for content_class in ContentClass:
        for code, step, params in check(definition, content_class):
            key = (code, step, tuple(params.items()))
            found.setdefault(key, []).append(content_class.value)
    for (code, step, params), classes in found.items():
        at = {} if step is None else {"step": step}
        yield Problem(Level.ERROR, step, code, at | dict(params) | {"classes": tuple(classes)})


def _ending(definition, content_class):
    """The one step that publishes is the last on which anybody waits."""
    waiting = [step for step in definition.path(content_class) if step.kind in WORKFLOW_KINDS]
    publishing = [step.key for step in waiting if step.kind == Kind.PUBLISH]
    if not waiting:
        yield "empty_path", None, {}
    elif not publishing:
        yield "no_publish", None, {}
    elif len(publishing) > 1:
        yield "many_publish", publishing[1], {"steps": tuple(publishing)}
    elif waiting[-1].key != publishing[0]:
        yield "publish_not_last", publishing[0], {"last": waiting[-1].key}


def _order(definition, content_class):
    path = definition.path(content_class)
    kinds = [step.kind for step in path]
    begun = _first(kinds, WORKFLOW_KINDS)
    reviewed = len(path) - 1 - _first(kinds[::-1], {Kind.REVIEW})
    published = _first(kinds, {Kind.PUBLISH})
    for place, step in enumerate(path):
        if step.kind == Kind.EDIT and Kind.REVIEW in kinds and place > reviewed:
            yield "edit_after_review", step.key, {}
        if step.kind == Kind.PREPARE and place > begun:
            yield "prepare_late", step.key, {}
        if step.kind == Kind.DOCUMENT and published < len(path) and place < published:
            yield "document_early", step.key, {"target": path[published].key}


def _first(kinds, wanted):
    return next((place for place, kind in enumerate(kinds) if kind in wanted), len(kinds))


def _off_path(definition, content_class):
    """A refusal to a step that is skipped for this class would come straight back."""
    passed = {step.key for step in definition.path(content_class)}
    for step in definition.path(content_class):
        target = _refusal(definition, step)
        if target in {other.key for other in definition.item_steps} - passed:
            yield "return_off_path", step.key, {"target": target}


def _returns(definition):
    places = {step.key: place for place, step in enumerate(definition.steps)}
    for step in definition.steps:
        if step.no in places and places[step.no] >= places[step.key]:
            yield Problem(Level.ERROR, step.key, "return_later", {"step": step.key, "target": step.no})


def _circles(definition, content_class):
    told = set()
    for start in reachable(definition, content_class):
        circle = _circle_from(definition, start, content_class)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            yield "endless", circle[0], {"steps": circle}


def _circle_from(definition, start, content_class):
    """The steps that the way along “Ya” goes round in, in print order; none when it comes to an end."""
    walked, key = [], start
    while key not in walked:
        walked.append(key)
        onwards = definition.after_yes(key, content_class)
        if onwards is None:
            return ()
        key = onwards.key
    circle = walked[walked.index(key) :]
    return tuple(step.key for step in definition.item_steps if step.key in circle)


def _unreachable(definition):
    reached = {key for content_class in ContentClass for key in reachable(definition, content_class)}
    for step in definition.item_steps:
        if step.key not in reached:
            yield Problem(Level.ERROR, step.key, "unreachable", {"step": step.key})


def reachable(definition, content_class) -> dict:
    """The keys of the steps a piece of that class can come to, whatever is decided; an ordered set."""
    items = {step.key: step for step in definition.item_steps}
    reached, ahead = {}, [step.key for step in definition.item_steps[:1]]
    while ahead:
        key = ahead.pop()
        if key in reached or key not in items:
            continue
        reached[key] = True
        onwards = definition.after_yes(key, content_class)
        ahead += [onwards.key if onwards else END_UNPUBLISHED, _refusal(definition, items[key])]
    return reached


def _refusal(definition, step):
    return definition.return_target(step.key) if step.kind == Kind.REVIEW else step.no
