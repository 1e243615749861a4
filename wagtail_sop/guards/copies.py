"""Copies and aliases: new pages that would be born live, without a draft of their own, or with another piece's past."""

from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPageAction, CopyPagePermissionError
from wagtail.actions.create_alias import CreatePageAliasAction, CreatePageAliasPermissionError
from wagtail.signals import page_published

from wagtail_sop.companions import FIELD as COMPANIONS
from wagtail_sop.models import Case

from .refused import CopyRefused
from .territory import Territory, territory_of
from .wrapping import guard

PAST = (COMPANIONS, "go_live_at", "expire_at", "locked", "locked_at", "locked_by")
"""Belongs to the piece that is copied: the posts that were written for it, its dates, who locked it."""


def install():
    guard(CopyPageAction, "check", check_copy)
    guard(CopyPageAction, "_copy_page", start_afresh)
    guard(CopyPageAction, "_copy_page", flag_copy)
    guard(CreatePageAliasAction, "check", check_alias)
    guard(CreatePageAliasAction, "_create_alias", flag_alias)
    page_published.connect(on_alias_published, dispatch_uid="wagtail_sop_alias_published")


def check_copy(original, action, skip_permission_checks=False):
    try:
        return original(action, skip_permission_checks)
    except CopyPagePermissionError as error:
        raise_refusal(action, action.to, error)


def check_alias(original, action, skip_permission_checks=False):
    try:
        return original(action, skip_permission_checks)
    except CreatePageAliasPermissionError as error:
        raise_refusal(action, action.parent, error)


def raise_refusal(action, parent, error):
    if territory_of(action).of_page(parent or action.page.get_parent()) is None:
        raise error
    raise CopyRefused() from error


def start_afresh(original, action, page, to=None, update_attrs=None, exclude_fields=None, **kwargs):
    """A copy under an SOP is a first draft by who made it.

    Wagtail copies all versions with their writers: the first of them would open the case of the copy, and none of them
    could approve it. So only what the newest version says is taken over.
    """
    if is_new_draft(action, to or page.get_parent()):
        page = page.specific.get_latest_revision_as_object()
        action.copy_revisions = False
        exclude_fields = [*(exclude_fields or []), *fields_of(page, PAST)]
    return original(action, page, to, update_attrs, exclude_fields, **kwargs)


def is_new_draft(action, parent) -> bool:
    """Not a translation, which goes on with what it translates, and nothing that code copies as live."""
    is_copy = action.reset_translation_key and not action.keep_live
    return is_copy and territory_of(action).of_page(parent) is not None


def fields_of(page, names) -> list[str]:
    known = {field.name for field in page._meta.concrete_fields}
    return [name for name in names if name in known]


def flag_copy(original, action, *args, **kwargs):
    """Code may copy without asking for permission, and Wagtail then says nothing of a publication."""
    copy = original(action, *args, **kwargs)
    if copy.live and territory_of(action).of_page(copy) is not None:
        reason = _("The page was copied into the section as live.")
        Case.objects.flag(copy, action.user, reason, copy.latest_revision)
    return copy


def flag_alias(original, action, page, **kwargs):
    alias = original(action, page, **kwargs)
    if alias.live:
        flag_follower(territory_of(action), alias, page, action.user)
    return alias


def on_alias_published(sender, instance, revision=None, alias=False, **kwargs):
    """An alias from before the SOP follows its page live, whatever governs the place where it stands."""
    if alias and instance.alias_of_id:
        flag_follower(Territory.now(), instance, instance.alias_of, None)


def flag_follower(territory, alias, page, user):
    procedure = territory.of_page(alias)
    if procedure is not None and procedure != territory.of_page(page):
        reason = _("An alias in the section follows a page that this SOP does not govern.")
        Case.objects.flag(alias, user, reason, page.latest_revision)
