"""``manage.py sop_send_notices``: what the Celery task of the same name does, for sites that use cron."""

from django.core.management.base import BaseCommand

from wagtail_sop.actions.send_notices import send_notices
from wagtail_sop.models import Notice


class Command(BaseCommand):
    help = "Send the mail that waits. Safe to run at any time, also twice at once."

    def handle(self, **options):
        sent = send_notices()
        self.stdout.write(f"Sent: {sent}.")
        waiting = Notice.objects.filter(status=Notice.Status.WAITING)
        if newest := waiting.exclude(error="").last():
            self.stderr.write(f"Still waiting: {waiting.count()}. Last error: {newest.error}")
