"""How posts and accounts stand, in words for every screen; and where to look at them on the network."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_sop.formats import official_date, official_datetime

from .backends import load
from .backends.base import Credentials
from .conf import get_social_settings
from .models import Account, Post

PROFILES = {
    "x": "https://x.com/{name}",
    "instagram": "https://www.instagram.com/{name}/",
    "facebook": "https://www.facebook.com/{id}",
    "mastodon": "https://{host}/@{name}",
}


@dataclass(frozen=True)
class Standing:
    """``tone``: ``good``, ``busy``, ``warning``, ``critical`` or ``quiet``; never the only sign."""

    label: str
    tone: str
    next: str = ""
    """What a person can do about it; empty when nothing needs to be done."""

    @property
    def icon(self) -> str:
        return {"good": "check", "warning": "warning", "critical": "warning", "busy": "time"}.get(
            self.tone, ""
        )


# Networks


@lru_cache(maxsize=64)
def _network(name, own):
    try:
        return load(name, dict(own))
    except ImproperlyConfigured:
        return None


def network_of(name):
    """Its class; None where the site has it no more."""
    return _network(name, tuple(sorted(get_social_settings().BACKENDS.items())))


def network_label(name) -> str:
    network = network_of(name)
    return str(network.label) if network else name


def shape_of(post):
    """The network without its credentials: nobody is asked, and a lost key must not close a screen."""
    network = network_of(post.network)
    return network(Credentials(), options=post.account.options) if network else None


def text_as_posted(post) -> str:
    network = shape_of(post)
    return network.body_of(post.message()) if network else f"{post.text}\n\n{post.link}".strip()


def web_address(url) -> str:
    """Only what leads to the web: addresses come from networks and from people."""
    return url if url.startswith(("https://", "http://")) else ""


def profile_of(account) -> str:
    """The address at which people see the account; empty when nobody has told it."""
    if told := web_address(str(account.options.get("profile_url") or "")):
        return told
    names = {"name": account.remote_name.removeprefix("@"), "id": account.remote_id}
    names["host"] = account.options.get("host", "")
    address = PROFILES.get(account.network, "")
    needed = [name for name in names if f"{{{name}}}" in address]
    if not address or not all(names[name] for name in needed):
        return ""
    return address.format(**{name: quote(value, safe="@.") for name, value in names.items()})


# Posts


def standing_of(post) -> Standing:
    """``post.account`` should be fetched already."""
    status = post.Status
    label = str(post.get_status_display())
    if post.status == status.SENT and post.piece_gone_at:
        return Standing(
            _("public, but its piece is gone"), "critical", _("Decide whether it is deleted too.")
        )
    if post.status == status.UNKNOWN:
        return _unknown(post, label)
    if post.status == status.WAITING:
        return _waiting(post, label)
    if post.status in (status.FAILED, status.EXPIRED):
        return Standing(label, "critical", problem_of(post) or _("Send it again, or cancel it."))
    if post.status == status.BY_HAND:
        return Standing(label, "warning", _("Post it from its package, then note its address here."))
    if post.status == status.SENT:
        return Standing(label, "good", problem_of(post))
    tone = "quiet" if post.status in (status.CANCELLED, status.DELETED) else "busy"
    return Standing(label, tone, problem_of(post))


def problem_of(post) -> str:
    return str(post.get_problem_display()) if post.problem else ""


def _unknown(post, label) -> Standing:
    if post.next_try_at is None:
        return Standing(_("not confirmed: needs your decision"), "critical", problem_of(post))
    when = official_datetime(post.next_try_at)
    return Standing(
        label, "warning", _("It is looked for on the network, next on %(when)s.") % {"when": when}
    )


def _waiting(post, label) -> Standing:
    account = post.account
    if account.status == Account.Status.BROKEN:
        return Standing(_("waits for its account"), "warning", _("The account needs attention."))
    if account.status == Account.Status.PAUSED:
        return Standing(_("waits for its account"), "warning", _("The account is paused."))
    return Standing(label, "busy", problem_of(post))


# Accounts


def account_standing(account, at=None) -> Standing:
    at = at or timezone.now()
    label = str(account.get_status_display())
    if account.status == Account.Status.CLOSED:
        return Standing(label, "quiet")
    if network_of(account.network) is None:
        return Standing(_("network missing"), "critical", _no_network(account))
    if account.status == Account.Status.BROKEN:
        return Standing(label, "critical", str(account.get_problem_display()))
    if account.status == Account.Status.PAUSED:
        return Standing(label, "warning", _("Its posts wait until it is resumed."))
    return _active(account, at)


def _active(account, at) -> Standing:
    if network_of(account.network).is_manual:
        return Standing(_("posted by a person"), "good")
    if account.checked_at is None:
        return Standing(_("not tested yet"), "warning", _("Test it once before the first post."))
    if account.expires_soon(at):
        when = official_date(account.expires_at)
        return Standing(
            _("token ends soon"), "warning", _("Enter a new token before %(date)s.") % {"date": when}
        )
    if account.rest_until and account.rest_until > at:
        when = official_datetime(account.rest_until)
        return Standing(_("rests"), "busy", _("Its posts go out again on %(when)s.") % {"when": when})
    return Standing(_("works"), "good")


def _no_network(account) -> str:
    return _(
        "This site has the network “%(network)s” no more. Name it in WAGTAIL_SOP['SOCIAL']['BACKENDS'] again, "
        "or close the account."
    ) % {"network": account.network}


def number_waiting(account) -> int:
    return account.posts.filter(status=Post.Status.WAITING).count()


def posts_in_words(number) -> str:
    return ngettext("%(n)d post", "%(n)d posts", number) % {"n": number}
