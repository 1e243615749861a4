"""What the screens of the wing share."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_sop.exceptions import Refused


class Screen(WagtailAdminTemplateMixin, TemplateView):
    """``trail``: pairs of address and label, above this screen."""

    trail = ()

    def get_breadcrumbs_items(self):
        above = [{"url": url, "label": label} for url, label in self.trail]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]


def accounts_trail():
    return reverse("wagtail_sop_social:accounts"), _("Social media accounts")


def register_trail():
    return reverse("sop_social_posts_modeladmin_index"), _("Delivery register")


def may_manage_accounts(user) -> bool:
    return user.has_perm("wagtail_sop_social.change_account")


def may_connect(user) -> bool:
    """Who connects an account also tests and mends it."""
    return may_manage_accounts(user) and user.has_perm("wagtail_sop_social.add_account")


def do_and_return(request, act, done, address):
    """Does it, says what happened or why not, and leads back."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(address)
