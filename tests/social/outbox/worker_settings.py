"""The test site as the worker sees it: a sender counts as dead after two seconds."""

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES, WAGTAIL_SOP

WAGTAIL_SOP = {"SOCIAL": {**WAGTAIL_SOP["SOCIAL"], "LEASE_SECONDS": 2, "TIMEOUT": (2, 30)}}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Several senders write to one file.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        transaction_mode="IMMEDIATE",
        timeout=20,
        init_command="PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    )
