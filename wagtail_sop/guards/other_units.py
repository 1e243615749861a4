"""A piece on its way belongs to its unit: writers of another unit neither read nor change its draft.

The page rights of a position reach over the whole section, whatever the unit; the case knows better.
"""

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import DraftStateMixin, PagePermissionTester

from wagtail_sop.exceptions import NotEntitled
from wagtail_sop.models import Case
from wagtail_sop.models.content import is_page, page_model

from .territory import territory_of
from .wrapping import guard


def install():
    guard(PagePermissionTester, "can_edit", can_edit)
    guard(PagePermissionTester, "can_view_revisions", can_view_revisions)
    guard(PermissionCheckedMixin, "dispatch", open_view)


def can_edit(original, tester):
    return original(tester) and not is_anothers(tester)


def can_view_revisions(original, tester):
    return original(tester) and not is_anothers(tester)


def open_view(original, view, request, *args, **kwargs):
    """Snippets: each of their screens (editor, history, copy, comparison) asks for a right on the model only."""
    obj = getattr(view, "object", None)
    if (
        isinstance(obj, DraftStateMixin)
        and not is_page(obj)
        and obj.pk
        and is_anothers_snippet(request.user, obj)
    ):
        raise NotEntitled(_("This piece belongs to another unit."))
    return original(view, request, *args, **kwargs)


def is_anothers_snippet(user, obj) -> bool:
    if user.is_superuser or territory_of(user).of_model(type(obj)) is None:
        return False
    foreign = Case.objects.about(obj).before_live().exclude(unit=None)
    return foreign.exclude(pk__in=Case.objects.visible_to(user).values("pk")).exists()


def is_anothers(tester) -> bool:
    if tester.user.is_superuser or territory_of(tester.user).of_page(tester.page) is None:
        return False
    return str(tester.page.pk) in anothers_pieces(tester.user)


def anothers_pieces(user) -> set:
    """Object ids of pieces on their way in units that the user does not serve; asked once per request."""
    if not hasattr(user, "_sop_anothers_pieces"):
        foreign = (
            Case.objects.before_live()
            .exclude(unit=None)
            .exclude(pk__in=Case.objects.visible_to(user).values("pk"))
        )
        of_pages = foreign.filter(base_content_type=ContentType.objects.get_for_model(page_model()))
        user._sop_anothers_pieces = set(of_pages.values_list("object_id", flat=True))
    return user._sop_anothers_pieces
