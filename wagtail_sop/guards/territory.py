"""Which content an SOP governs, asked once per holder and answered without further queries."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from wagtail_sop.models import Section
from wagtail_sop.models.content import is_page, page_model
from wagtail_sop.models.enactment import any_enacted

CACHE = "_sop_territory"


@dataclass(frozen=True)
class Territory:
    sections: dict[str, int]
    """Tree path of a governed section, its root page included, to the primary key of its procedure."""
    models: dict[int, int]
    """Content type of a governed snippet model to the primary key of its procedure."""

    @classmethod
    def now(cls):
        """Two queries; one where no page is governed; none on a site without SOPs."""
        if not any_enacted():
            return cls({}, {})
        rows = list(Section.objects.values_list("content_type_id", "object_id", "procedure_id"))
        pages = {object_id: procedure for _type, object_id, procedure in rows if object_id}
        found = page_model().objects.filter(pk__in=pages).values_list("pk", "path") if pages else []
        return cls(
            sections={path: pages[str(pk)] for pk, path in found},
            models={content_type: procedure for content_type, object_id, procedure in rows if not object_id},
        )

    def of_page(self, page) -> int | None:
        """The procedure of the nearest section upwards; None when the page is free."""
        path = page.path or ""
        nearest = max((root for root in self.sections if path.startswith(root)), key=len, default=None)
        return self.sections.get(nearest)

    def of_model(self, model) -> int | None:
        if not self.models:
            return None
        return self.models.get(ContentType.objects.get_for_model(model, for_concrete_model=False).pk)

    def of(self, place) -> int | None:
        """The procedure of a page, a snippet, or a model of snippets."""
        if is_page(place):
            return self.of_page(place)
        return self.of_model(place if isinstance(place, type) else type(place))


def territory_of(holder) -> Territory:
    """Remembered on the holder: a user, who is loaded anew for each request, or one of Wagtail's actions."""
    if not hasattr(holder, CACHE):
        setattr(holder, CACHE, Territory.now())
    return getattr(holder, CACHE)
