"""``manage.py sop_load_templates``: the shipped templates of pieces. May be repeated; it changes none that is there."""

from django.core.management.base import BaseCommand, CommandError

from wagtail_sop.content.shipped_templates import load_templates


class Command(BaseCommand):
    help = (
        "Add the shipped templates of pieces that are not there yet (press release, announcement, disaster)."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--instead",
            action="append",
            default=[],
            metavar="wagtail_sop_content.NewsPage=app.Article",
            help="Your own page type in the place of one of the package; may be repeated.",
        )

    def handle(self, instead, **options):
        if wrong := [pair for pair in instead if pair.count("=") != 1]:
            raise CommandError(f"Write '{wrong[0]}' as wagtail_sop_content.NewsPage=app.Article.")
        try:
            made = load_templates(dict(pair.split("=") for pair in instead))
        except (LookupError, ValueError) as error:
            raise CommandError(str(error)) from error
        names = ", ".join(template.name for template in made)
        self.stdout.write(
            self.style.SUCCESS(f"Added: {names}.") if made else "All templates are there already."
        )
