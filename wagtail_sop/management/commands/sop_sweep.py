"""``manage.py sop_sweep``: what the Celery task of the same name does, for sites that use cron."""

from django.core.management.base import BaseCommand

from wagtail_sop.actions.sweep import sweep


class Command(BaseCommand):
    help = "Follow appointments that began or ended, and send waiting mail."

    def handle(self, **options):
        sweep()
