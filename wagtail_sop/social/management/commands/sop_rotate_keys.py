"""``manage.py sop_rotate_keys``: after a new key was put first in TOKEN_KEYS."""

from django.core.management.base import BaseCommand, CommandError

from wagtail_sop.social.actions.rotate_keys import rotate_keys


class Command(BaseCommand):
    help = "Encrypt the secrets of all accounts with the first key of WAGTAIL_SOP['SOCIAL']['TOKEN_KEYS']."

    def handle(self, **options):
        done, unreadable = rotate_keys()
        self.stdout.write(f"{done} accounts are encrypted with the first key.")
        if unreadable:
            names = ", ".join(map(str, unreadable))
            raise CommandError(
                f"No key opens these accounts: {names}. Put the lost key back, or connect them again."
            )
