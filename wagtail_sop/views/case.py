"""What the screens of one case share: who may open them, and what they are about."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_sop.models import Appointment, Case


def visible_case(request, pk):
    """The case, freshly read.

    Raises ``Http404`` if there is none, ``PermissionDenied`` if it is not for this user to see.
    """
    case = get_object_or_404(Case.objects.select_related(*Case.NEEDED), pk=pk)
    if not Case.objects.visible_to(request.user).filter(pk=pk).exists():
        _say_what_lapsed(request, case)
        raise PermissionDenied
    return case


def _say_what_lapsed(request, case):
    """Whose appointment ran out is told so, and nothing about the piece; strangers are told nothing."""
    step = case.current_step
    if step is None or case.unit is None:
        return
    held = Appointment.objects.filter(
        user=request.user, position=step.position, unit_id__in=case.unit.lineage_ids
    )
    if held.exists() and not held.valid().exists():
        messages.error(request, case.why_not(request.user))


class CaseView(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "clipboard-list"

    @cached_property
    def case(self):
        return visible_case(self.request, self.kwargs["pk"])

    def read_again(self):
        """After a refusal: the object in memory may show what was rolled back."""
        self.case = visible_case(self.request, self.kwargs["pk"])

    @property
    def case_url(self):
        return reverse("wagtail_sop:case", args=[self.case.pk])

    def get_page_title(self):
        return self.case.title

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtail_sop:inbox"), "label": _("Waiting for your action")},
            {"url": self.case_url, "label": _("Case")},
        ]
