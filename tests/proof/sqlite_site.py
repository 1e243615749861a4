"""A database file of its own, set up as the documentation asks for SQLite: whoever writes takes the lock at once."""

import os

from tests.settings import *  # noqa: F403

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["SOP_PROOF_DATABASE"],
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;",
        },
    }
}
WAGTAIL_SOP = {"WAKE_UP": "none"}
