"""One mail when an account needs a person; not one for each post that waits for it."""

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url

from wagtail_sop.notifications.composing import sender_address
from wagtail_sop.social.models import Account

logger = logging.getLogger("wagtail_sop")


def tell_of_broken_accounts(at=None):
    for account in Account.objects.filter(status=Account.Status.BROKEN, told_at=None).select_related("unit"):
        tell_of_broken_account(account, at)


def tell_of_broken_account(account, at=None) -> bool:
    """Once for each time it breaks, however many dispatchers run. Never raises. Not inside a transaction."""
    untold = Account.objects.filter(pk=account.pk, status=Account.Status.BROKEN, told_at=None)
    if not untold.update(told_at=at or timezone.now()):
        return False
    people = responsible_for(account)
    told = [person for person in people if could_write(person, account)]
    if people and not told:
        # The mail server is down. One address that takes no mail is no reason to tell the others every minute.
        Account.objects.filter(pk=account.pk).update(told_at=None)
        return False
    return True


def could_write(person, account) -> bool:
    try:
        write_to(person, account)
    except Exception:
        logger.exception("%s could not be told that the account %s needs attention.", person, account.pk)
        return False
    return True


def responsible_for(account) -> list:
    """Superusers, and who may change accounts and serves this one's unit."""
    change = Permission.objects.filter(
        content_type__app_label="wagtail_sop_social", codename="change_account"
    )
    held = Q(user_permissions__in=change) | Q(groups__permissions__in=change)
    people = get_user_model().objects.filter(Q(is_superuser=True) | held, is_active=True)
    people = people.exclude(email="").select_related("wagtail_userprofile").distinct()
    mine = Account.objects.filter(pk=account.pk)
    return [person for person in people if mine.manageable_by(person).exists()]


def write_to(person, account):
    with translation.override(language_of(person)):
        subject = _("%(account)s needs attention") % {"account": account.name}
        text = render_to_string("wagtail_sop_social/mail/broken_account.txt", context_of(account))
        send_mail(subject, text.strip() + "\n", sender_address(), [person.email])


def language_of(person) -> str:
    profile = getattr(person, "wagtail_userprofile", None)
    # It answers with the active language when the person chose none.
    with translation.override(settings.LANGUAGE_CODE):
        return profile.get_preferred_language() if profile else settings.LANGUAGE_CODE


def context_of(account) -> dict:
    return {
        "account": account,
        "waiting": account.posts.filter(status="waiting").count(),
        "admin": get_admin_base_url() or "",
    }
