"""Connect an account, and change how it is connected."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Media
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.staticfiles import versioned_static

from wagtail_sop.social.actions.queue_posts import rules_of
from wagtail_sop.social.backends import backends
from wagtail_sop.social.conf import get_social_settings
from wagtail_sop.social.models import Account
from wagtail_sop.social.secrets import HOW_TO_MAKE_A_KEY
from wagtail_sop.social.texts import DEFAULT_TEMPLATE, Facts, UnknownPlaceholder, length_of, render
from wagtail_sop.social.words import network_label, network_of

from .account_forms import AccountForm, key_problem
from .accounts import managed_account
from .base import Screen, accounts_trail, may_connect, may_manage_accounts

HIDDEN = ("console", "dummy")
"""For development; offered where there is nothing else to try, by naming them in the address."""


# Error mails list what was sent, and a network of the site's own may name its secrets as it likes.
unreported = method_decorator(sensitive_post_parameters(), name="dispatch")


class ChooseNetworkView(Screen):
    template_name = "wagtail_sop_social/choose_network.html"
    page_title = gettext_lazy("Connect an account")
    header_icon = "globe"

    def dispatch(self, request, *args, **kwargs):
        if not may_connect(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def trail(self):
        return [accounts_trail()]

    def get_context_data(self, **kwargs):
        known = backends(get_social_settings().BACKENDS)
        offered = [network for name, network in known.items() if name not in HIDDEN]
        offered.sort(key=lambda network: (network.is_manual, str(network.label)))
        return super().get_context_data(
            by_itself=[in_list(network) for network in offered if not network.is_manual],
            by_hand=[in_list(network) for network in offered if network.is_manual],
            **kwargs,
        )


def in_list(network) -> dict:
    # A template would call the class itself.
    return {"name": network.name, "label": network.label}


class AccountFormView(Screen):
    template_name = "wagtail_sop_social/account_form.html"
    header_icon = "globe"
    account = None

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(form=self.form()))

    def post(self, request, *args, **kwargs):
        form = self.form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        with transaction.atomic():
            account = form.save()
        messages.success(request, self.done % {"account": account.name})
        return redirect("wagtail_sop_social:account", account.pk)

    def form(self, data=None):
        return AccountForm(data, instance=self.account, for_user=self.request.user)

    def get_context_data(self, form, **kwargs):
        needs_key = bool(form.credentials) and not self.account.secrets_from
        return super().get_context_data(
            form=form,
            account=self.account,
            network=network_label(self.account.network),
            key_problem=key_problem() if needs_key else "",
            has_keys=bool(get_social_settings().TOKEN_KEYS),
            how_to_make_a_key=HOW_TO_MAKE_A_KEY,
            example=example_of(self.account, form["template"].value() or ""),
            media=form.media + self.script,
            **kwargs,
        )

    @property
    def script(self):
        return Media(js=[versioned_static("wagtail_sop_social/js/example.js")])


@unreported
class ConnectView(AccountFormView):
    done = gettext_lazy("%(account)s is connected. Test it now.")

    def dispatch(self, request, *args, network, **kwargs):
        if not may_connect(request.user):
            raise PermissionDenied
        if network_of(network) is None:
            raise Http404
        self.account = Account(network=network)
        return super().dispatch(request, *args, network=network, **kwargs)

    @property
    def trail(self):
        return [accounts_trail(), (reverse("wagtail_sop_social:connect"), _("Connect an account"))]

    def get_page_title(self):
        return network_label(self.account.network)


@unreported
class AccountEditView(AccountFormView):
    done = gettext_lazy("%(account)s is saved. Test it if anything about its secrets was changed.")

    def dispatch(self, request, *args, pk, **kwargs):
        self.account = managed_account(request, pk)
        if self.account.status == Account.Status.CLOSED:
            messages.error(request, _("A closed account is not changed any more. Connect it anew."))
            return redirect("wagtail_sop_social:account", pk)
        return super().dispatch(request, *args, pk=pk, **kwargs)

    @property
    def trail(self):
        address = reverse("wagtail_sop_social:account", args=[self.account.pk])
        return [accounts_trail(), (address, Account.objects.get(pk=self.account.pk).name)]

    def get_page_title(self):
        return _("Change")


# What a post would say


def example_of(account, template) -> dict:
    """The text for an invented piece, its length and limit; or what is wrong with the template."""
    rules = rules_of(account, network_of(account.network))
    facts = sample_facts()
    try:
        text = render(template or DEFAULT_TEMPLATE, facts, rules)
    except UnknownPlaceholder as error:
        return {"text": "", "problem": str(error)}
    return {"text": text, "length": length_of(text, facts.link, rules), "limit": rules.limit, "problem": ""}


def sample_facts() -> Facts:
    return Facts(
        title=_("Food aid has reached 350 families"),
        lead=_("The agency handed out food aid in three villages, together with volunteers of the district."),
        place="Yogyakarta",
        date=_("20 November 2026"),
        link="https://contoh.go.id/berita/bantuan-pangan/",
        tags=(_("food aid"), _("social services")),
    )


class ExampleView(View):
    """The same while somebody writes a template; nothing is saved."""

    def get(self, request):
        if not may_manage_accounts(request.user):
            raise PermissionDenied
        limit = request.GET.get("text_limit", "")[:6]
        options = {"text_limit": limit} if limit.isdecimal() and int(limit) else {}
        account = Account(network=request.GET.get("network", "")[:40], options=options)
        return JsonResponse(example_of(account, request.GET.get("template", "")[:5000]))
