"""``manage.py sop_dispatch_posts``: what the Celery task ``wagtail_sop_social.dispatch`` does, for sites with cron."""

from django.core.management.base import BaseCommand

from wagtail_sop.social.actions.dispatch import SECONDS, dispatch


class Command(BaseCommand):
    help = "Send the posts that wait. Safe to run at any time, also twice at once."

    def add_arguments(self, parser):
        parser.add_argument(
            "--seconds", type=float, default=SECONDS, help="No post is begun after so long; the rest waits."
        )

    def handle(self, seconds, **options):
        self.stdout.write(f"{dispatch(seconds)} posts tried.")
