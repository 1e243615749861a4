"""Loads the demo newsroom, once, in one transaction: it is there completely or not at all."""

from contextlib import contextmanager
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone, translation
from wagtail.models import Collection, GroupCollectionPermission, Site

from wagtail_sop.actions.install_procedure import install_procedure
from wagtail_sop.content.shipped_templates import load_templates
from wagtail_sop.models import Position
from wagtail_sop.procedures import load_library

from .accounts import build_accounts, share
from .agency import build_people, build_units
from .calendar import build_calendar
from .clock import Clock
from .history import Teller, settle_notices
from .library import library_stories
from .models import HomePage
from .site import build_plain_pages, build_site
from .stories import DAY, STORIES
from .writing import Writer

PROCEDURE = "dinsos-diy"
WORKING_DAYS_IN_FORCE = 330
WRITERS = ("kontributor", "admin")
SHARED = "gladi-tagana"
STAGES = 5
"""What ``load_newsroom`` says besides the pieces."""


def is_loaded() -> bool:
    return HomePage.objects.exists()


def all_stories():
    """The oldest first, as they would have come in."""
    return sorted((*STORIES, *library_stories()), key=lambda story: -story.minutes)


def how_much() -> int:
    """How many times the loading says what it does."""
    return STAGES + len(all_stories())


def load_newsroom(say=lambda words: None):
    with translation.override("id"), nobody_woken(), transaction.atomic():
        say("Halaman dan bagian situs")
        home, sections, plain = build_site()
        say("Unit kerja, kalender, dan SOP")
        calendar = build_calendar()
        units = build_units(calendar)
        clock = Clock(calendar.worktime)
        procedure = enact_long_ago(clock, sections.values(), units["dinas"])
        say("Orang dan penugasan")
        positions = {position.code: position for position in Position.objects.of_agency(units["dinas"])}
        people = build_people(units, positions, timezone.localdate())
        let_writers_use_pictures(positions)
        cases = tell_stories(Teller(people, clock, Writer(sections)), say)
        say("Profil, maklumat, dan daftar informasi publik")
        # As old as the SOP, which does not govern them.
        clock.go_back((WORKING_DAYS_IN_FORCE - 1) * DAY)
        with clock.running():
            build_plain_pages(home, plain, procedure)
        load_templates()
        say("Akun media sosial dan surat yang menunggu")
        set_address(settings.BASE_URL)
        build_accounts(units)
        share(cases[SHARED])
        settle_notices()
    return procedure


def enact_long_ago(clock, sections, agency):
    """Before the first case: a record shows when the edition was enacted that it ran on."""
    clock.go_back(WORKING_DAYS_IN_FORCE * DAY)
    with clock.running():
        return install_procedure(load_library(PROCEDURE), sections, agency=agency, by="Kepala Dinas")


def tell_stories(teller, say):
    """The cases, by the key of their story."""
    cases = {}
    stories = all_stories()
    with teller.clock.running():
        for number, story in enumerate(stories, 1):
            say(f"Berkas {number:2} dari {len(stories)}: {teller.writer.texts[story.key]['title']}")
            cases[story.key] = teller.tell(story)
    return cases


@contextmanager
def nobody_woken():
    """The mail of the past is settled when all is loaded; until then no worker is told that anything waits."""
    with override_settings(WAGTAIL_SOP={**settings.WAGTAIL_SOP, "WAKE_UP": "none"}):
        yield


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
