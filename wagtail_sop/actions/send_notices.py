"""Send the mail that waits."""

import logging

from django.core.mail import get_connection
from django.utils import timezone

from wagtail_sop.models import Notice
from wagtail_sop.notifications import compose

logger = logging.getLogger("wagtail_sop")
BATCH = 200


def send_notices() -> int:
    """Send all that is due and not claimed by another sender; the number sent. Safe to run at the same time twice."""
    sent = 0
    while batch := list(Notice.objects.due().select_related("case", "step", "user")[:BATCH]):
        claimed = [notice for notice in batch if Notice.objects.claim(notice, timezone.now())]
        sent += _send(claimed)
        if len(batch) < BATCH:
            break
    return sent


def _send(notices) -> int:
    connection = get_connection()
    return sum(_send_one(notice, connection) for notice in notices)


def _send_one(notice, connection) -> bool:
    try:
        message = compose(notice, connection)
        message.send()
    except Exception as error:  # noqa: BLE001  (smtplib, sockets, templates: none may stop the others)
        logger.warning("Notice %s could not be sent: %s", notice.pk, error)
        notice.mark_failed(error, timezone.now())
        connection.close()
        return False
    notice.mark_sent(timezone.now())
    return True
