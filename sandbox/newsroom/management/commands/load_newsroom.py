"""``manage.py load_newsroom``: the demo's data, once."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand

from sandbox.newsroom.accounts import connect
from sandbox.newsroom.loading import how_much, is_loaded, load_newsroom, set_address
from sandbox.newsroom.progress import Progress
from wagtail_sop.actions.wake_up import wake_up
from wagtail_sop.social.actions.wake_up import wake_up as wake_up_for_posts


class Command(BaseCommand):
    help = "Load the demo newsroom into an empty site; a loaded one is left as it is."

    def handle(self, *, verbosity=1, **options):
        if is_loaded():
            self.stdout.write("The demo newsroom is there already.")
        else:
            self.load(verbosity)
            wake_up()
        set_address(settings.BASE_URL)
        connect()
        # What waits goes out as soon as the worker starts, and not only when its clock strikes.
        wake_up_for_posts()

    def load(self, verbosity):
        started = time.monotonic()
        if verbosity:
            progress = Progress(how_much(), self.stdout._out)
            load_newsroom(progress)
            progress.finish()
        else:
            load_newsroom()
        self.stdout.write(f"The demo newsroom was loaded in {time.monotonic() - started:.0f} seconds.")
