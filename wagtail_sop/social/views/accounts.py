"""The accounts of the agency: the list, each with its health, and what a person does with one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from wagtail_sop.exceptions import Refused
from wagtail_sop.social.actions.check_accounts import check_account
from wagtail_sop.social.backends.http import Session
from wagtail_sop.social.models import Account, Post
from wagtail_sop.social.words import account_standing, network_label, network_of, number_waiting, profile_of

from .base import Screen, accounts_trail, do_and_return, may_connect, may_manage_accounts

TEST_TIMEOUT = (5, 10)
"""Shorter than for a worker: somebody waits before the screen."""
MENDED_BY_SECRETS = (Account.Problem.TOKEN, Account.Problem.PERMISSION, Account.Problem.SECRET_UNREADABLE)
WAITING = Q(posts__status=Post.Status.WAITING)


def managed_account(request, pk) -> Account:
    """Raises ``PermissionDenied`` for who may not manage it, and says nothing about it."""
    account = get_object_or_404(Account.objects.select_related("unit"), pk=pk)
    if not Account.objects.manageable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return account


class AccountsView(Screen):
    template_name = "wagtail_sop_social/accounts.html"
    page_title = gettext_lazy("Social media accounts")
    header_icon = "globe"

    def dispatch(self, request, *args, **kwargs):
        if not may_manage_accounts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def shows_closed(self) -> bool:
        return "closed" in self.request.GET

    def get_context_data(self, **kwargs):
        accounts = Account.objects.manageable_by(self.request.user).select_related("unit")
        accounts = accounts.annotate(number_waiting=Count("posts", filter=WAITING)).defer("sealed_secrets")
        number_closed = accounts.filter(status=Account.Status.CLOSED).count()
        shown = accounts if self.shows_closed else accounts.open()
        return super().get_context_data(
            rows=[row_of(account) for account in shown],
            number_closed=number_closed,
            shows_closed=self.shows_closed,
            may_connect=may_connect(self.request.user),
            **kwargs,
        )


def row_of(account) -> dict:
    return {
        "account": account,
        "network": network_label(account.network),
        "standing": account_standing(account),
    }


class AccountView(Screen):
    """One account with its health, and the buttons that are not refused."""

    template_name = "wagtail_sop_social/account_page.html"
    header_icon = "globe"

    def dispatch(self, request, *args, pk, **kwargs):
        self.account = managed_account(request, pk)
        return super().dispatch(request, *args, pk=pk, **kwargs)

    @property
    def trail(self):
        return [accounts_trail()]

    def get_page_title(self):
        return self.account.name

    def get_context_data(self, **kwargs):
        account, network = self.account, network_of(self.account.network)
        needs_secrets = account.status == "broken" and account.problem in MENDED_BY_SECRETS
        return super().get_context_data(
            account=account,
            network=network_label(account.network),
            standing=account_standing(account),
            profile=profile_of(account),
            secrets=secrets_in_words(account),
            number_waiting=number_waiting(account),
            number_stuck=account.posts.needing_a_person().count(),
            needs_secrets=needs_secrets,
            is_test_next=not needs_secrets,
            can_test=bool(network and not network.is_manual and account.status != "closed"),
            can_pause=account.status in ("active", "broken"),
            can_resume=account.status in ("paused", "broken"),
            **kwargs,
        )


def secrets_in_words(account) -> str:
    network = network_of(account.network)
    if network is None or not network.fields:
        return ""
    if account.secrets_from:
        names = [f"{account.secrets_from}_{field.name.upper()}" for field in network.fields]
        return _("from the environment: %(names)s") % {"names": ", ".join(names)}
    return _("stored, encrypted") if account.sealed_secrets else _("none")


# Testing takes as long as the network does: in no transaction, whatever the site does with its requests.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class AccountActView(View):
    """Test, pause or resume."""

    def get(self, request, pk):
        return redirect("wagtail_sop_social:account", pk)

    def post(self, request, pk):
        self.account = managed_account(request, pk)
        verb = request.POST.get("verb", "")
        act = {"test": self.test, "pause": self.pause, "resume": self.resume}.get(verb)
        if act is None:
            return HttpResponseBadRequest(_("Unknown action “%s”.") % verb)
        return act()

    @cached_property
    def address(self):
        return reverse("wagtail_sop_social:account", args=[self.account.pk])

    def pause(self):
        done = _("%(account)s is paused. Its posts wait.") % {"account": self.account}
        return do_and_return(self.request, lambda: self.account.pause(self.request.user), done, self.address)

    def resume(self):
        done = _("%(account)s is active again. Posts that wait go out within a minute.") % {
            "account": self.account
        }
        return do_and_return(self.request, lambda: self.account.resume(self.request.user), done, self.address)

    def test(self):
        if self.account.status == Account.Status.CLOSED:
            messages.error(self.request, _("%(account)s is closed.") % {"account": self.account})
            return redirect(self.address)
        health = check_account(self.account, session=Session(TEST_TIMEOUT))
        self.account.refresh_from_db()
        tell_of_test(self.request, self.account, health)
        return redirect(self.address)


def tell_of_test(request, account, health):
    names = {"network": network_label(account.network), "account": account.name}
    if health is None:
        sentence = _("%(network)s could not be reached. Try again in a few minutes; nothing was changed.")
        messages.warning(request, sentence % names)
    elif health.problem:
        words = dict(Account.Problem.choices).get(health.problem, health.problem)
        messages.error(request, _("%(network)s does not let %(account)s in.") % names + f" {words}")
    else:
        messages.success(request, greeting(names, health))


def greeting(names, health) -> str:
    said = _("%(network)s knows this account as %(name)s.") % {**names, "name": health.name}
    if health.quota_total:
        quota = {"used": health.quota_used or 0, "total": health.quota_total}
        said += " " + _("%(used)s of %(total)s posts of its present limit are used.") % quota
    return said


class CloseView(AccountView):
    """Asks before an account is closed for good."""

    template_name = "wagtail_sop_social/account_close.html"

    @property
    def trail(self):
        address = reverse("wagtail_sop_social:account", args=[self.account.pk])
        return [accounts_trail(), (address, self.account.name)]

    def get_page_title(self):
        return _("Close account")

    def post(self, request, pk):
        try:
            self.account.close(request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("wagtail_sop_social:account", pk)
        messages.success(request, _("%(account)s is closed.") % {"account": self.account})
        return redirect("wagtail_sop_social:accounts")
