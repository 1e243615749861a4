"""From a notice to a message that can be sent."""

from contextlib import contextmanager
from email.utils import parseaddr
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site

from wagtail_sop.conf import get_settings

from .background import Background
from .letters import write


def compose(notice, background=None) -> EmailMultiAlternatives:
    """The message of a notice; its Message-ID is the same at every attempt."""
    background = background or Background(notice.case, timezone.now())
    with the_readers_settings(notice):
        subject, text, html = said(notice, background)
        message = EmailMultiAlternatives(
            subject, text, from_email=sender_address(), to=[notice.address], headers=headers_of(notice)
        )
        if html:
            message.attach_alternative(html, "text/html")
    return message


def said(notice, background) -> tuple[str, str, str]:
    """Subject, text and HTML. Ten colleagues who are told the same read one letter."""
    here = (translation.get_language(), timezone.get_current_timezone_name())
    key = (*here, notice.kind, notice.step_id, notice.event_id, notice.is_mailbox, repr(notice.data))
    if key not in background.letters:
        background.letters[key] = render(notice, background)
    return background.letters[key]


def render(notice, background) -> tuple[str, str, str]:
    letter = write(notice, background)
    context = {"letter": letter, "link": review_link(notice.case), "language": translation.get_language()}
    context["site_name"] = getattr(settings, "WAGTAIL_SITE_NAME", "")
    text = render_to_string("wagtail_sop/mail/letter.txt", context).strip() + "\n"
    # Wagtail's own setting, where a site uses it; without it both forms are sent.
    if not getattr(settings, "WAGTAILADMIN_NOTIFICATION_USE_HTML", True):
        return letter.subject, text, ""
    return letter.subject, text, render_to_string("wagtail_sop/mail/letter.html", context)


@contextmanager
def the_readers_settings(notice):
    """Language and time zone of the recipient's Wagtail account; the site's own for a shared mailbox."""
    # ``get_preferred_language`` answers with the active language when the person chose none, and that would
    # be the language of whoever caused the mail.
    with translation.override(settings.LANGUAGE_CODE):
        profile = getattr(notice.user, "wagtail_userprofile", None)
        language = profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone_of(profile)):
        yield


def zone_of(profile):
    try:
        return ZoneInfo(profile.get_current_time_zone() if profile else settings.TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def review_link(case) -> str:
    base = get_admin_base_url() or default_site_address()
    return base.rstrip("/") + reverse("wagtail_sop:case", args=[case.pk])


def default_site_address() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else ""


def sender_address() -> str:
    own = get_settings().MAIL_FROM or getattr(settings, "WAGTAILADMIN_NOTIFICATION_FROM_EMAIL", None)
    return own or settings.DEFAULT_FROM_EMAIL


def headers_of(notice) -> dict[str, str]:
    """Automatic, so that no absence message answers; stable, so that a mail sent twice shows once."""
    domain = parseaddr(sender_address())[1].rpartition("@")[2] or "localhost"
    return {
        "Message-ID": f"<sop-notice-{notice.pk}-{int(notice.created_at.timestamp())}@{domain}>",
        "References": f"<sop-case-{notice.case_id}@{domain}>",
        "Auto-Submitted": "auto-generated",
    }
