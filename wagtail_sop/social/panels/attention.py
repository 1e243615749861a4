"""On the dashboard: what of the agency's social media needs a person; nothing at all when nothing does."""

from datetime import timedelta

from django.db.models import Count, Q
from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component

from wagtail_sop.social.conf import get_social_settings
from wagtail_sop.social.models import Account, Post
from wagtail_sop.social.models.posts import TO_BE_TAKEN_DOWN, UNDECIDED
from wagtail_sop.social.words import account_standing, network_label

ACCOUNTS_SHOWN = 5


class SocialPanel(Component):
    name = "sop_social"
    template_name = "wagtail_sop_social/attention_panel.html"
    order = 95

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        tasks = list(tasks_of(user)) if Account.objects.exists() else []
        accounts = list(unwell(user)) if user.has_perm("wagtail_sop_social.change_account") else []
        return {"tasks": tasks, "accounts": accounts}

    @cached_property
    def media(self):
        files = ("wagtail_sop/sop.css", "wagtail_sop_social/css/social.css")
        return Media(css={"all": [versioned_static(file) for file in files]})


def tasks_of(user):
    """Sentences with the place where each is done; one query."""
    counted = Post.objects.manageable_by(user).aggregate(
        undecided=Count("pk", filter=UNDECIDED),
        gone=Count("pk", filter=TO_BE_TAKEN_DOWN),
        by_hand=Count("pk", filter=Q(status=Post.Status.BY_HAND)),
        failed=Count("pk", filter=Q(status=Post.Status.FAILED)),
        expired=Count("pk", filter=Q(status=Post.Status.EXPIRED)),
    )
    register = reverse("sop_social_posts_modeladmin_index")
    for name, sentence in sentences(counted).items():
        if counted[name]:
            yield {"words": sentence, "url": f"{register}?status={filter_of(name)}"}


def filter_of(name) -> str:
    return "take_down" if name == "gone" else name


def sentences(counted) -> dict:
    words = {
        "undecided": ngettext(
            "%(n)d post is not confirmed: look whether it is there",
            "%(n)d posts are not confirmed: look whether they are there",
            counted["undecided"],
        ),
        "gone": ngettext(
            "%(n)d post is public, but its piece is gone",
            "%(n)d posts are public, but their pieces are gone",
            counted["gone"],
        ),
        "failed": ngettext("%(n)d post failed", "%(n)d posts failed", counted["failed"]),
        "expired": ngettext("%(n)d post became too old", "%(n)d posts became too old", counted["expired"]),
        "by_hand": ngettext(
            "%(n)d post waits to be posted by a person",
            "%(n)d posts wait to be posted by a person",
            counted["by_hand"],
        ),
    }
    return {name: sentence % {"n": counted[name]} for name, sentence in words.items()}


def unwell(user):
    """Accounts that need attention, or whose token ends soon; one query."""
    soon = timezone.now() + timedelta(days=get_social_settings().EXPIRY_WARNING_DAYS)
    ends = Q(status=Account.Status.ACTIVE, expires_at__lt=soon)
    accounts = Account.objects.manageable_by(user).filter(Q(status=Account.Status.BROKEN) | ends)
    for account in accounts.defer("sealed_secrets")[:ACCOUNTS_SHOWN]:
        yield {
            "account": account,
            "network": network_label(account.network),
            "standing": account_standing(account),
        }


def add_social_panel(request, panels):
    panels.append(SocialPanel())


class AccountsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("wagtail_sop_social.change_account")


def accounts_menu_item():
    url = reverse("wagtail_sop_social:accounts")
    return AccountsMenuItem(
        _("Social media accounts"), url, name="sop-social-accounts", icon_name="globe", order=550
    )
