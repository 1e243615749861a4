"""The cards of the composer, drawn anew while somebody writes. Nothing is saved."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views import View
from wagtail.permission_policies.base import ModelPermissionPolicy

from wagtail_sop.companions import kept_with
from wagtail_sop.guards.other_units import is_anothers_snippet
from wagtail_sop.models.content import is_page, page_model
from wagtail_sop.social.composer.companion import SocialCompanion

TOLD = ("title", "slug", "lead", "search_description", "dateline_place", "dateline_date", "main_picture")
"""The fields of the editor from which posts are made, as ``facts`` reads them."""
TOLD_OF_PICTURE = ("main_picture_alt",)
PREFIX = "sop_companions-social"


class CardsView(View):
    def post(self, request):
        piece, place = self.piece_and_place()
        for name in (*TOLD, *TOLD_OF_PICTURE):
            tell(piece, name, request.POST.get(name))
        companion = SocialCompanion()
        kept = kept_with(piece).get(companion.key)
        part = companion.part(piece, request.user, kept, data=request.POST, prefix=PREFIX, place=place)
        return JsonResponse({"cards": {row.outlet.pk: card_data(row) for row in part.rows} if part else {}})

    def piece_and_place(self):
        """What is written on, as its draft says; a new page with its parent. Raises ``PermissionDenied``."""
        model = model_numbered(self.request.GET.get("type", ""))
        pk, place = self.request.GET.get("pk"), self.request.GET.get("place")
        demand_number(model, pk)
        demand_number(page_model(), place)
        if pk:
            return self.draft(model, pk), None
        if place:
            return model(), self.parent(place)
        self.demand(ModelPermissionPolicy(model).user_has_permission(self.request.user, "add"))
        return model(), None

    def draft(self, model, pk):
        obj = get_object_or_404(model, pk=pk)
        user = self.request.user
        if is_page(obj):
            self.demand(obj.permissions_for_user(user).can_edit())
        else:
            self.demand(ModelPermissionPolicy(model).user_has_permission(user, "change"))
            self.demand(not is_anothers_snippet(user, obj))
        return obj.get_latest_revision_as_object()

    def parent(self, pk):
        place = get_object_or_404(page_model(), pk=pk)
        self.demand(place.permissions_for_user(self.request.user).can_add_subpage())
        return place

    def demand(self, is_allowed):
        if not is_allowed:
            raise PermissionDenied


def model_numbered(pk):
    content_type = get_object_or_404(ContentType, pk=pk) if pk.isdecimal() else None
    model = content_type and content_type.model_class()
    if model is None or not hasattr(model, "sop_companions"):
        raise Http404
    return model


def demand_number(model, pk):
    """Raises ``Http404`` for what can be no key of the model."""
    try:
        model._meta.pk.get_prep_value(pk or None)
    except (TypeError, ValueError, OverflowError) as error:
        raise Http404 from error


def tell(piece, name, typed):
    """Put on the piece what stands in its editor; what the field cannot understand is left as it was."""
    if typed is None:
        return
    try:
        field = piece._meta.get_field(name)
        value = field.to_python(typed) if typed or field.empty_strings_allowed else None
    except (FieldDoesNotExist, ValidationError):
        return
    if field.is_relation:
        setattr(piece, field.attname, value)
    elif value is not None:
        setattr(piece, name, value)


def card_data(row) -> dict:
    html = render_to_string("wagtail_sop_social/card.html", {"card": row.card, "is_written": True})
    return {"html": html, "usual": row.usual_text, "tagged": row.tagged, "link": row.part.subject.link}
