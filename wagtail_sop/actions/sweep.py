"""What time changes: appointments that begin or end, and mail that waits. Run it every few minutes."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from wagtail_sop.models import Appointment, Case

from .send_notices import send_notices


def sweep(at=None):
    """Let the groups of all appointed people follow their appointments, call the colleagues of who left while holding a
    piece, and send what mail is left."""
    at = at or timezone.now()
    concerned = get_user_model().objects.filter(
        pk__in=Appointment.objects.values("user")
    ) | get_user_model().objects.filter(groups__sop_position__isnull=False)
    Appointment.sync_groups(concerned.distinct(), at)
    for case in Case.objects.left_by_holder(at).select_related(*Case.NEEDED):
        case.announce_vacancy()
    send_notices()
