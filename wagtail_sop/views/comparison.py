"""What a decision would change on the site, field by field, by Wagtail's own comparison."""

from dataclasses import dataclass, field

from wagtail.admin.panels import get_edit_handler
from wagtail.models import Revision

from wagtail_sop.models import Case
from wagtail_sop.models.content import is_page


@dataclass
class Changes:
    is_new: bool = False
    """Nothing of this piece was live before."""
    fields: list = field(default_factory=list)
    """Wagtail's comparison objects, of the fields that differ."""


def changes_since_live(case, piece, request) -> Changes | None:
    """From the version that was live before this case to the one on the screen; None for a deleted piece."""
    if piece is None:
        return None
    before = live_before(case)
    if before is None:
        return Changes(is_new=True)
    panel = edit_handler_of(piece).get_bound_panel(instance=piece, request=request, form=None)
    compared = [compare(before, piece) for compare in panel.get_comparison()]
    return Changes(fields=[one for one in compared if one.has_changed()])


def live_before(case):
    """The object as it was live before this case; None when it was not."""
    obj = case.content_object
    if case.status in Case.BEFORE_LIVE and getattr(obj, "live", False):
        return obj.specific if is_page(obj) else obj
    revision = Revision.objects.filter(pk=case.base_revision_id).first() if case.base_revision_id else None
    return revision.as_object() if revision else None


def edit_handler_of(piece):
    if is_page(piece):
        return piece.get_edit_handler()
    if viewset := getattr(type(piece), "snippet_viewset", None):
        return viewset.get_edit_handler() or get_edit_handler(type(piece))
    return get_edit_handler(type(piece))
