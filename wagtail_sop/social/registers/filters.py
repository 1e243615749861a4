"""Filters of the delivery register."""

from django.utils.translation import gettext_lazy as _

from wagtail_sop.registers import OfferedFilter, UnitFilter
from wagtail_sop.social.models import Account, Post
from wagtail_sop.social.words import network_label


class AccountUnitFilter(UnitFilter):
    unit_lookup = "account__unit"


class AccountFilter(OfferedFilter):
    title = _("Account")
    parameter_name = "account"

    def lookups(self, request, model_admin):
        seen = Post.objects.visible_to(request.user).values("account")
        return [(str(pk), name) for pk, name in Account.objects.filter(pk__in=seen).values_list("pk", "name")]

    def narrow(self, posts, value):
        return posts.filter(account=value)


class NetworkFilter(OfferedFilter):
    title = _("Network")
    parameter_name = "network"

    def lookups(self, request, model_admin):
        names = Account.objects.order_by("network").values_list("network", flat=True).distinct()
        return [(name, network_label(name)) for name in names]

    def narrow(self, posts, value):
        return posts.filter(network=value)


class StatusFilter(OfferedFilter):
    title = _("Status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [
            ("person", _("needs a person")),
            ("undecided", _("not confirmed: needs a decision")),
            ("take_down", _("public, but its piece is gone")),
            *Post.Status.choices,
        ]

    def narrow(self, posts, value):
        if value == "person":
            return posts.needing_a_person()
        if value == "undecided":
            return posts.undecided()
        return posts.to_be_taken_down() if value == "take_down" else posts.filter(status=value)
