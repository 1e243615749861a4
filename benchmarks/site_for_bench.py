"""The suite's site with a database of its own, for benchmarks that need one."""

import os
import sys
from contextlib import contextmanager
from pathlib import Path

import django
from django.test.utils import CaptureQueriesContext

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


@contextmanager
def bench_database():
    """Gives the database's kind and a home page; the database is dropped afterwards."""
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases
    from wagtail.models import Page

    setup_test_environment()
    settings.WAGTAIL_SOP = {"WAKE_UP": "none"}
    old = setup_databases(verbosity=0, interactive=False)
    try:
        yield connection.vendor, Page.objects.get(depth=2)
    finally:
        teardown_databases(old, verbosity=0)


@contextmanager
def query_count():
    from django.db import connection

    # The log keeps 9,000 queries at most; counted from an empty one, none is lost.
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        yield lambda: len(queries)


def say(what, ratio, aim, detail):
    """One line per figure: the ratio, the aim, and the two readings."""
    print(f"{what}: {ratio:.2f} (aim {aim})  [{detail}]")
