"""The columns of the delivery register: on the screen, and as values in the spreadsheet."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from wagtail_sop.formats import official_datetime
from wagtail_sop.social.words import network_label, standing_of, web_address


class PostColumns:
    """Mixed into the register; each method is a column."""

    list_display = (
        "title",
        "where",
        "unit_of_account",
        "status_tag",
        "problem_words",
        "created_on",
        "sent_on",
        "address",
    )

    @admin.display(description=_("account"), ordering="account_name")
    def where(self, post):
        return format_html("{}<br><small>{}</small>", post.account_name, network_label(post.network))

    @admin.display(description=_("unit"), ordering="account__unit__path")
    def unit_of_account(self, post):
        return str(post.account.unit)

    @admin.display(description=_("status"), ordering="status")
    def status_tag(self, post):
        return render_to_string("wagtail_sop_social/includes/standing.html", {"standing": standing_of(post)})

    @admin.display(description=_("what to do"))
    def problem_words(self, post):
        said = standing_of(post).next
        detail = Truncator(post.detail).chars(120) if post.problem else ""
        return format_html("{}<br><small>{}</small>", said, detail) if detail else said

    @admin.display(description=_("created"), ordering="created_at")
    def created_on(self, post):
        return official_datetime(post.created_at)

    @admin.display(description=_("sent"), ordering="sent_at")
    def sent_on(self, post):
        return official_datetime(post.sent_at) if post.sent_at else ""

    @admin.display(description=_("address"), ordering="url")
    def address(self, post):
        if not web_address(post.url):
            return ""
        link = '<a href="{}" rel="noreferrer">{}<span class="w-sr-only"> {}</span></a>'
        return format_html(link, post.url, _now("View"), post)


def status_words(post) -> str:
    return capfirst(str(standing_of(post).label))


EXPORTED = {
    "title": (_("Title"), lambda post: post.title),
    "account": (_("Account"), lambda post: post.account_name),
    "network": (_("Network"), lambda post: network_label(post.network)),
    "unit": (_("Unit"), lambda post: str(post.account.unit)),
    "status": (_("Status"), status_words),
    "created_at": (_("Created"), lambda post: post.created_at),
    "sent_at": (_("Sent"), lambda post: post.sent_at),
    "address": (_("Address"), lambda post: post.url),
    "next": (_("What to do"), lambda post: standing_of(post).next),
    "tries": (_("Tries"), lambda post: post.tries),
    "round": (_("Round"), lambda post: post.round),
    "decided_by": (_("Decided by"), lambda post: post.decided_by),
    "text": (_("Text"), lambda post: post.text),
    "link": (_("Link"), lambda post: post.link),
}
"""Heading and value of each column of the spreadsheet."""
