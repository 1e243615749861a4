"""``manage.py sop_install dinsos-diy --section /berita/``: put a part of the site under a shipped SOP."""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from wagtail_sop.actions.install_procedure import install_procedure
from wagtail_sop.exceptions import InstallationError
from wagtail_sop.models import Unit
from wagtail_sop.models.content import page_model
from wagtail_sop.procedures import LoadError, load, load_library


class Command(BaseCommand):
    help = "Install an SOP of the library, or of a YAML file, on sections of the site."

    def add_arguments(self, parser):
        parser.add_argument("sop", help="Key of a shipped SOP (dinsos-diy), or the path of a YAML file.")
        parser.add_argument(
            "--section", action="append", default=[], help="URL path of a page; may be repeated."
        )
        parser.add_argument(
            "--snippet", action="append", default=[], help="app_label.Model; may be repeated."
        )
        parser.add_argument(
            "--agency", help="Name of the agency in the unit tree, if not the one the SOP names."
        )

    def handle(self, sop, section, snippet, agency, **options):
        if not section and not snippet:
            raise CommandError("Name where the SOP applies: --section /berita/ or --snippet app.Model.")
        try:
            definition = load(sop) if sop.endswith((".yaml", ".yml")) else load_library(sop)
            targets = [find_page(path) for path in section] + [find_model(name) for name in snippet]
            procedure = install_procedure(definition, targets, agency=find_agency(agency))
        except (LoadError, InstallationError) as error:
            # A LoadError says nothing but its problems.
            heading = [] if isinstance(error, LoadError) else [str(error)]
            problems = [problem.sentence(gettext) for problem in error.problems]
            raise CommandError("\n".join(heading + problems)) from error
        self.stdout.write(
            self.style.SUCCESS(f"{procedure.edition_in_force} applies to {', '.join(section + snippet)}.")
        )


def find_page(path):
    """The page at this URL path ("/berita/"), whatever site it belongs to; "/" is a home page."""
    wanted = "/" + path.strip("/") + "/"
    Page = page_model()
    page = Page.objects.filter(url_path__endswith=wanted, depth__gte=2).order_by("depth").first()
    if page is None and wanted in ("/", "//"):
        page = Page.objects.filter(depth=2).first()
    if page is None:
        raise CommandError(f"There is no page at {path}. Create it in the admin first, or check the address.")
    return page


def find_model(name):
    try:
        return apps.get_model(name)
    except (LookupError, ValueError) as error:
        raise CommandError(f"There is no model {name}; write it as app_label.Model.") from error


def find_agency(name):
    if not name:
        return None
    agency = Unit.objects.agencies().filter(name=name).first()
    return agency or Unit.objects.create(name=name)
