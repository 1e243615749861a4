"""``manage.py sop_check_accounts``: ask each network whether the agency's account still works."""

from django.core.management.base import BaseCommand

from wagtail_sop.social.actions.check_accounts import check_accounts
from wagtail_sop.social.models import Account


class Command(BaseCommand):
    help = "Check the social media accounts. Once a day is enough; some networks charge for it."

    def handle(self, **options):
        check_accounts()
        for account in Account.objects.open():
            self.stdout.write(f"{account}: {account.get_problem_display() or account.get_status_display()}")
