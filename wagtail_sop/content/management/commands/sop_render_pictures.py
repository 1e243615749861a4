"""``manage.py sop_render_pictures``: what the Celery task does after each publication, for all live pages."""

from django.core.management.base import BaseCommand

from wagtail_sop.content.rendering import pages_with_pictures, render_pictures


class Command(BaseCommand):
    help = "Render the pictures of all live pages in every format and width that visitors may get."

    def handle(self, verbosity=1, **options):
        made = sum(render_pictures(page) for page in pages_with_pictures())
        if verbosity:
            self.stdout.write(f"{made} renditions were missing.")
