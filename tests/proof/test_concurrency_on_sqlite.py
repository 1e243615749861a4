"""Rule 3 on SQLite: two threads on a database file; the second waits, and is then told who was first."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.skipif(connection.vendor != "sqlite", reason="The proof for PostgreSQL is test_concurrency.")
def test_on_sqlite_the_second_of_two_waits_and_is_told_who_was_first(tmp_path):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.proof.sqlite_site",
        "SOP_PROOF_DATABASE": str(tmp_path / "proof.sqlite3"),
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("DATABASE_URL", None)

    done = subprocess.run(
        [sys.executable, "-m", "tests.proof.race_on_sqlite"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "10 tries, 10 consistent"
