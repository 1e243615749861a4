"""Loads the demo newsroom, once, in one transaction: it is there completely or not at all."""

from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import Collection, GroupCollectionPermission, Page, Site

from wagtail_sop import signals
from wagtail_sop.actions.install_procedure import install_procedure
from wagtail_sop.actions.wake_up import wake_up
from wagtail_sop.content.models import NewsIndexPage
from wagtail_sop.models import Position
from wagtail_sop.procedures import load_library

from .accounts import build_accounts, share
from .agency import build_people, build_units
from .calendar import build_calendar
from .clock import Clock
from .history import Teller, settle_notices
from .models import HomePage
from .stories import DAY, STORIES
from .writing import Writer

PROCEDURE = "dinsos-diy"
WORKING_DAYS_IN_FORCE = 120
WRITERS = ("kontributor", "admin")
SHARED = "gladi-tagana"


def is_loaded() -> bool:
    return HomePage.objects.exists()


def load_newsroom(say=lambda words: None):
    with translation.override("id"), nobody_woken(), transaction.atomic():
        say("Halaman dan bagian berita")
        section = build_site()
        say("Unit kerja, kalender, dan SOP")
        calendar = build_calendar()
        units = build_units(calendar)
        clock = Clock(calendar.worktime)
        procedure = enact_long_ago(clock, section, units["dinas"])
        say("Orang dan penugasan")
        positions = {position.code: position for position in Position.objects.of_agency(units["dinas"])}
        people = build_people(units, positions, timezone.localdate())
        let_writers_use_pictures(positions)
        cases = tell_stories(Teller(people, clock, Writer(section)), say)
        say("Akun media sosial")
        set_address(settings.BASE_URL)
        build_accounts(units)
        share(cases[SHARED])
        settle_notices()
    return procedure


def enact_long_ago(clock, section, agency):
    """Before the first case: a record shows when the edition was enacted that it ran on."""
    clock.go_back(WORKING_DAYS_IN_FORCE * DAY)
    with clock.running():
        return install_procedure(load_library(PROCEDURE), [section], agency=agency, by="Kepala Dinas")


def tell_stories(teller, say):
    """The oldest first, as they would have come in. The cases, by the key of their story."""
    cases = {}
    with teller.clock.running():
        for number, story in enumerate(sorted(STORIES, key=lambda story: -story.minutes), 1):
            case = cases[story.key] = teller.tell(story)
            say(f"Berkas {number:2} dari {len(STORIES)}: {case.title}")
    return cases


@contextmanager
def nobody_woken():
    """The mail of the past is settled when all is loaded; until then nobody is told that some waits."""
    signals.notices_waiting.disconnect(dispatch_uid="wagtail_sop_wake_up")
    try:
        yield
    finally:
        signals.notices_waiting.connect(wake_up, dispatch_uid="wagtail_sop_wake_up")


def build_site():
    """The front page in the place of Wagtail's welcome page, and the news section below it."""
    root = Page.get_first_root_node()
    for welcome in root.get_children().filter(depth=2, slug="home"):
        welcome.delete()
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(
            title="Dinas Sosial DIY",
            slug="beranda",
            intro="Hadir bagi keluarga, anak, lanjut usia, dan penyandang disabilitas "
            "di seluruh Daerah Istimewa Yogyakarta.",
            show_in_menus=True,
        )
    )
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", root_page=home, is_default_site=True, site_name="Dinas Sosial DIY"
    )
    return home.add_child(
        instance=NewsIndexPage(
            title="Berita",
            slug="berita",
            intro="Kabar kegiatan dan layanan. Setiap berita diperiksa menurut SOP sebelum tayang.",
            show_in_menus=True,
        )
    )


def set_address(base_url):
    """Where the site is reached this time; links in mails and records begin with it."""
    address = urlsplit(base_url)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.filter(is_default_site=True).update(hostname=address.hostname, port=port)
    Site.clear_site_root_paths_cache()


def let_writers_use_pictures(positions):
    """A procedure grants rights over its pages; pictures and documents are the site's own affair."""
    root = Collection.get_first_root_node()
    rights = Permission.objects.filter(
        content_type__app_label__in=["wagtailimages", "wagtaildocs"],
        codename__in=["add_image", "choose_image", "add_document", "choose_document"],
    )
    for code in WRITERS:
        for right in rights:
            GroupCollectionPermission.objects.create(
                group=positions[code].group, collection=root, permission=right
            )
