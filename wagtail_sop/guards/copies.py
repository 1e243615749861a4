"""Copies and aliases: new pages that would be born live, without a draft of their own."""

from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPageAction, CopyPagePermissionError
from wagtail.actions.create_alias import CreatePageAliasAction, CreatePageAliasPermissionError
from wagtail.signals import page_published

from wagtail_sop.models import Case

from .refused import CopyRefused
from .territory import Territory, territory_of
from .wrapping import guard


def install():
    guard(CopyPageAction, "check", check_copy)
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
