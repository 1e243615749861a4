"""A piece on its way belongs to its unit: writers of another unit neither read nor change its draft.

The page rights of a position reach over the whole section, whatever the unit; the case knows better.
"""

from wagtail.models import PagePermissionTester

from wagtail_sop.models import Case

from .territory import territory_of
from .wrapping import guard


def install():
    guard(PagePermissionTester, "can_edit", can_edit)
    guard(PagePermissionTester, "can_view_revisions", can_view_revisions)


def can_edit(original, tester):
    return original(tester) and not is_anothers(tester)


def can_view_revisions(original, tester):
    return original(tester) and not is_anothers(tester)


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
        user._sop_anothers_pieces = set(foreign.values_list("object_id", flat=True))
    return user._sop_anothers_pieces
