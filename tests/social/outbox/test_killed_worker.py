"""A worker, killed with -9 while it prepares, while it sends, and when the post is out but the answer is not in."""

import json
import os
import signal
import sqlite3
import subprocess
import sys

import pytest
from celery import _state
from django.db import connection

from tests.celery_app import make_app
from tests.mail.test_worker import database_for_others, wait_for
from wagtail_sop.social.actions.wake_up import wake_up
from wagtail_sop.social.models import Post

pytestmark = [
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def folders(tmp_path):
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    messages = str(tmp_path / "messages")
    control = str(tmp_path / "control")
    return {"data_folder_in": messages, "data_folder_out": messages, "control_folder": control}


@pytest.fixture
def site(folders, settings):
    """The site's Celery app, in this process."""
    settings.WAGTAIL_SOP = {**settings.WAGTAIL_SOP, "WAKE_UP": "celery"}
    app = make_app("filesystem://", folders)
    yield app
    app.close()
    _state._deregister_app(app)
    _state._set_current_app(None)


@pytest.fixture
def worker(folders, tmp_path):
    """Starts a worker that reads our database, with room for three senders."""
    started = []

    def start(database):
        environment = {
            **os.environ,
            "DATABASE_URL": database,
            "SOP_TEST_BROKER": "filesystem://",
            "SOP_TEST_BROKER_OPTIONS": json.dumps(folders),
            "DJANGO_SETTINGS_MODULE": "tests.social.outbox.worker_settings",
        }
        options = [
            "--pool=threads",
            "--concurrency=3",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]
        command = [sys.executable, "-m", "celery", "-A", "tests.celery_app", "worker", *options]
        with (tmp_path / "worker.log").open("ab") as log:
            started.append(subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def statuses(tmp_path):
    """As the worker's database says; on SQLite that is a copy of ours."""
    if connection.vendor != "sqlite":
        return sorted(Post.objects.values_list("status", flat=True))
    copy = sqlite3.connect(tmp_path / "copy.sqlite3", timeout=20)
    try:
        return sorted(status for (status,) in copy.execute("SELECT status FROM wagtail_sop_social_post"))
    finally:
        copy.close()


def test_a_killed_worker_doubles_no_post_and_loses_none(
    site, worker, connect, write_post, photo, networks, tmp_path
):
    pictures = [{"image": photo.pk, "alt": "Warga.", "title": "x"}]
    for chosen in (pictures, [], []):
        write_post(connect("mastodon"), pictures=chosen)
    networks.fault("mastodon", "media", "silent_before")
    networks.fault("mastodon", "statuses", "silent_before")
    networks.fault("mastodon", "statuses", "silent")
    database = database_for_others(tmp_path)

    first = worker(database)
    for _sender in range(3):
        wake_up()
    wait_for(lambda: statuses(tmp_path) == ["preparing", "sending", "sending"])
    wait_for(lambda: len(networks.mastodon.calls) == 3 and len(networks.posts("mastodon")) == 1)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert statuses(tmp_path) == ["preparing", "sending", "sending"]

    worker(database)

    def all_sent():
        wake_up()
        return statuses(tmp_path) == ["sent"] * 3

    wait_for(all_sent)
    assert len(networks.posts("mastodon")) == 3
    assert len({post["text"] for post in networks.posts("mastodon")}) == 3
