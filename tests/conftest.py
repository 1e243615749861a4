"""What every test of the suite can rely on."""

import os
import shutil

import pytest
from django.db import connection, connections

# --- Browser tests ---------------------------------------------------------------------------
#
# A test marked `browser` drives a real Chromium. On a machine without one it is skipped, and the
# summary says how to get one. With SOP_BROWSER=required (continuous integration) no browser test
# may be skipped, for whatever reason: the skip is turned into a failure.
# SOP_CHROMIUM names a browser that is not in one of the usual places.

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = (
    "No Chromium was found. Install it (Debian: apt-get install chromium) or name it in SOP_CHROMIUM."
)


def find_chromium():
    names = (os.environ.get("SOP_CHROMIUM"), *CHROMIUM_NAMES)
    return next((path for name in names if name and (path := shutil.which(name))), None)


def browser_is_required():
    return os.environ.get("SOP_BROWSER") == "required"


def pytest_collection_modifyitems(items):
    no_chromium = pytest.mark.skip(reason=NO_CHROMIUM)
    no_postgres = pytest.mark.skip(reason="Needs PostgreSQL: make test DATABASE_URL=postgres://…")
    for item in items:
        if "browser" in item.keywords and not find_chromium():
            item.add_marker(no_chromium)
        if "postgres" in item.keywords and connection.vendor != "postgresql":
            item.add_marker(no_postgres)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and "browser" in item.keywords and browser_is_required():
        reason = call.excinfo.value if call.excinfo else "expected to fail"
        report.outcome = "failed"
        report.longrepr = f"SOP_BROWSER=required, but this browser test did not run: {reason}"
    return report


def is_serialized(connection):
    return hasattr(connection, "_test_serialized_contents")


@pytest.fixture(scope="session")
def browser(django_db_setup):
    """A headless Chromium; a test opens its own context in it: `browser.new_context(...)`."""
    from playwright.sync_api import sync_playwright

    serialized = {c.alias: c._test_serialized_contents for c in connections.all() if is_serialized(c)}
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright runs an event loop in this thread, and Django takes that for asynchronous code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        # It also makes Django keep another connection object for this thread: without what the first one
        # remembers, a test that commits would find an empty database.
        for alias, contents in serialized.items():
            connections[alias]._test_serialized_contents = contents
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            # Chromium refuses its sandbox to root, and containers have a small /dev/shm.
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


# --- The database ----------------------------------------------------------------------------
#
# Wagtail's migrations make rows that every site needs. A test that commits must restore them, or
# the next one finds an empty database: django_db(transaction=True, serialized_rollback=True).


def pytest_itemcollected(item):
    mark = item.get_closest_marker("django_db")
    if mark and mark.kwargs.get("transaction") and not mark.kwargs.get("serialized_rollback"):
        raise pytest.UsageError(f"{item.nodeid}: a test that commits also needs serialized_rollback=True.")


# --- The office ------------------------------------------------------------------------------


def root_of_the_tree():
    """Wagtail's migrations make it, with the language; a test that commits leaves an emptied database behind."""
    from wagtail.models import Locale, Page

    Locale.objects.get_or_create(language_code="id")
    return Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))


@pytest.fixture
def section(db):
    """The part of the site that the SOP governs."""
    from wagtail.models import Page

    from tests.testapp.models import SimplePage

    home = Page.objects.filter(depth=2).first() or root_of_the_tree().add_child(
        instance=SimplePage(title="Beranda", slug="beranda")
    )
    return home.add_child(instance=SimplePage(title="Berita", slug="berita"))


@pytest.fixture
def office(section):
    """An agency with two units and a person for every position, whose section runs the SOP."""
    from wagtail_sop.testing import Office

    return Office(section)


@pytest.fixture
def page():
    """A piece that nobody has written yet."""
    from tests.testapp.models import SimplePage

    return SimplePage(title="Penyaluran bantuan pangan", slug="bantuan-pangan", body="Naskah pertama.")
