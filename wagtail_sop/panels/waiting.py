"""What waits for a person, on the dashboard and in the menu."""

from django.forms import Media
from django.urls import reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component

from wagtail_sop.models import Case
from wagtail_sop.models.enactment import takes_part

PANEL_ROWS = 10


class WaitingPanel(Component):
    """The most urgent pieces that wait for the user; nothing at all for who has no part in any SOP."""

    name = "sop_waiting"
    template_name = "wagtail_sop/inbox_panel.html"
    order = 90

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        waiting = Case.objects.waiting_for(user).by_deadline()
        cases = waiting[:PANEL_ROWS].as_rows()
        count = waiting.count() if len(cases) == PANEL_ROWS else len(cases)
        return {
            # A component is rendered without the context of the request.
            "user": user,
            "cases": cases,
            "count": count,
            "is_shown": bool(cases) or takes_part(user),
            "has_more": count > len(cases),
        }

    @cached_property
    def media(self):
        return Media(css={"all": [versioned_static("wagtail_sop/sop.css")]})


def add_waiting_panel(request, panels):
    panels.append(WaitingPanel())


class InboxMenuItem(MenuItem):
    """For who holds an appointment; the rest of the editors never see it."""

    @classmethod
    def make(cls):
        return cls(
            _("Waiting for you"),
            reverse_lazy("wagtail_sop:inbox"),
            name="sop-inbox",
            icon_name="clipboard-list",
            order=10,
        )

    def is_shown(self, request):
        user = request.user
        return user.is_superuser or takes_part(user)
