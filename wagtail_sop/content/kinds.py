"""Pages as what they are, in one query. Wagtail's ``specific()`` asks once more for each type."""

from functools import lru_cache

from django.core.exceptions import FieldDoesNotExist
from django.db.models.query import ModelIterable
from wagtail.fields import StreamField

from wagtail_sop.models.content import page_model


def as_their_kinds(pages, kinds, *together, streams=False):
    """A queryset of base pages that gives pages of these types, without their streams unless asked for; ``together``
    are foreign keys that come along. A page of another type is fetched by itself."""
    ways = ways_to(tuple(kinds))
    along = [f"{way}__{name}" for kind, way in ways for name in together if has_field(kind, name)]
    pages = pages.select_related(*(way for _kind, way in ways), *along)
    if not streams:
        pages = pages.defer(*(f"{way}__{name}" for kind, way in ways for name in _streams_of(kind)))
    pages._iterable_class = _iterable(ways)
    return pages


@lru_cache(maxsize=64)
def ways_to(kinds) -> tuple:
    """Pairs of a page type and the way from the base page to it, as in ``filter``; the deepest types first."""
    base = page_model()
    chains = [(kind, [*kind._meta.get_base_chain(base)][::-1][1:] + [kind]) for kind in kinds if kind != base]
    chains.sort(key=lambda pair: -len(pair[1]))
    return tuple((kind, "__".join(map(_step_to, chain))) for kind, chain in chains)


def _step_to(kind):
    # The key of such a type is its link to the type above it.
    return kind._meta.pk.remote_field.get_accessor_name()


def _streams_of(kind):
    return [field.name for field in kind._meta.local_fields if isinstance(field, StreamField)]


def has_field(kind, name):
    try:
        return bool(kind._meta.get_field(name.partition("__")[0]))
    except FieldDoesNotExist:
        return False


@lru_cache(maxsize=64)
def _iterable(ways):
    steps = tuple(way.split("__") for _kind, way in ways)

    class AsTheirKinds(ModelIterable):
        def __iter__(self):
            for page in super().__iter__():
                found = (_walk(page, way) for way in steps)
                yield next(filter(None, found), None) or page.specific

    return AsTheirKinds


def _walk(page, way):
    """Only what came with the query: what is not there is not asked for again."""
    for step in way:
        page = page and page._state.fields_cache.get(step)
    return page
