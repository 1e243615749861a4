"""``manage.py sop_send_notices``: what the Celery task of the same name does, for sites that use cron."""

from django.core.management.base import BaseCommand

from wagtail_sop.actions.send_notices import send_notices


class Command(BaseCommand):
    help = "Send the mail that waits."

    def handle(self, **options):
        send_notices()
