"""The agency's accounts: on the networks that this machine plays, and on two that people post to by hand."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from sandbox.networks import accounts as played
from wagtail_sop.social.actions.queue_posts import queue_posts
from wagtail_sop.social.models import Account, Post

CONNECTED_DAYS_AGO = 60


@dataclass(frozen=True)
class AccountPlan:
    network: str
    name: str
    unit: str = "dinas"
    template: str = ""
    shares_by_default: bool = True


PLANS = (
    AccountPlan("x", "X @dinsosdiy", template="{judul}\n\n{tautan}"),
    AccountPlan("facebook", "Halaman Dinas Sosial DIY"),
    AccountPlan("instagram", "Instagram @dinsosdiy", template="{judul}\n\n{lead}\n\n{tempat}, {tanggal}"),
    AccountPlan("mastodon", "Mastodon @dinsosdiy", template="{judul}\n\n{lead}\n\n{tautan}\n\n{tagar}"),
    AccountPlan("whatsapp", "Saluran WhatsApp Dinas Sosial", shares_by_default=False),
    AccountPlan("tiktok", "TikTok Penanganan Bencana", unit="bencana", shares_by_default=False),
)


def build_accounts(units):
    """``units`` by key. Where the played networks answer is told by ``connect``, at each start."""
    since = timezone.now() - timedelta(days=CONNECTED_DAYS_AGO)
    for plan in PLANS:
        account = Account.objects.create(
            network=plan.network,
            name=plan.name,
            unit=units[plan.unit],
            template=plan.template,
            shares_by_default=plan.shares_by_default,
            created_at=since,
        )
        if secrets := played.CREDENTIALS.get(plan.network):
            account.set_credentials(secrets)


def connect():
    """The accounts on played networks are told where those answer this time."""
    for account in Account.objects.open().filter(network__in=played.PATHS):
        account.options |= {
            "base_url": settings.DEMO_NETWORKS + played.PATHS[account.network],
            "web_url": settings.DEMO_NETWORKS,
        }
        account.save(update_fields=["options"])


def share(case):
    """Posts of today about a piece of the past. The worker sends them when it starts, except the one to Mastodon: its
    answer was lost, nobody found it, and a person must say whether it is there."""
    queue_posts(case)
    lost = Post.objects.about(case.content_object).get(network="mastodon")
    lost.claim(timezone.now())
    attempt = lost.begin_sending(timezone.now())
    attempt.finish("unknown", text="ReadTimeout")
    lost.mark_unknown(None, problem=Post.Problem.NOT_FOUND)
