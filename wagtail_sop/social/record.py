"""The wing's part of the record of a case: one line for each post."""

from django.utils.translation import gettext as _

from wagtail_sop.models.records import iso

from .models import Post
from .words import network_label, standing_of, web_address


def posts_in_record(case) -> dict | None:
    """The core's hook ``register_sop_record_parts``, asked in the language of the site."""
    posts = Post.objects.filter(case=case).select_related("account").order_by("pk")
    lines = [line_of(post) for post in posts.defer("staged", "account__sealed_secrets")]
    return {"key": "social", "heading": _("Posts on social media"), "lines": lines} if lines else None


def line_of(post) -> dict:
    return {
        "label": f"{network_label(post.network)} – {post.account_name}",
        "text": str(in_record(post)),
        "at": iso(post.sent_at or post.created_at),
        "url": web_address(post.url),
    }


def in_record(post) -> str:
    """Only what has happened: what is to be done belongs on screens."""
    return standing_of(post).label if post.piece_gone_at else post.get_status_display()
