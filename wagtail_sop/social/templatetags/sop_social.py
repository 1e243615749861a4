"""For the site's own templates: where a piece is on social media."""

from django import template

from wagtail_sop.social.models import Post
from wagtail_sop.social.words import network_label, web_address

register = template.Library()
register.filter("web_address", web_address)


@register.inclusion_tag("wagtail_sop_social/posts_public.html")
def sop_posts(page):
    """Links to the live posts about a page or snippet; nothing where there are none.

    One query. The same for every visitor, so it may stand in a cached fragment.
    """
    return {"links": links_to(page)}


def links_to(page) -> list[dict]:
    """The newest post of each account that has an address."""
    if page is None or not page.pk:
        return []
    sent = Post.objects.about(page).filter(status=Post.Status.SENT, piece_gone_at=None)
    rows = sent.filter(url__startswith="http").order_by("network", "account_name", "round")
    newest = {row["account"]: row for row in rows.values("account", "account_name", "network", "url")}
    links = [row for row in newest.values() if web_address(row["url"])]
    networks = [row["network"] for row in links]
    return [link_of(row, networks.count(row["network"]) > 1) for row in links]


def link_of(row, has_sisters) -> dict:
    label = network_label(row["network"])
    return {"url": row["url"], "label": f"{label} ({row['account_name']})" if has_sisters else label}
