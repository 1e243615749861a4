"""The page or snippet behind a post."""

from wagtail.models import PageViewRestriction

from wagtail_sop.models.content import is_page
from wagtail_sop.models.endings import address_of


def reread(content_type, object_id):
    """As the database says now; None when it was deleted. Of a kind that the site has no more, also None."""
    model = content_type.model_class()
    obj = model and model._base_manager.filter(pk=object_id).first()
    return obj.specific if obj is not None and is_page(obj) else obj


def is_public(obj) -> bool:
    """Live, open to everybody, and with an address."""
    if obj is None or not getattr(obj, "live", True):
        return False
    return bool(address_of(obj)) and not is_restricted(obj)


def is_restricted(obj) -> bool:
    """Behind a password or a login, by itself or by a page above it."""
    if not is_page(obj):
        return False
    lineage = obj.get_ancestors(inclusive=True).values("pk")
    return PageViewRestriction.objects.filter(page__in=lineage).exists()
