"""A Celery worker in a process of its own: it is woken through the broker, and the mail arrives."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
import redis
from celery import _state
from django.db import connection

from tests.celery_app import make_app
from wagtail_sop.models import Notice

from .conftest import states
from .post_office import free_port

pytestmark = [
    pytest.mark.worker,
    # Kombu's transport for SQLAlchemy uses a loader that SQLAlchemy will drop.
    pytest.mark.filterwarnings("ignore:The ``noload`` loader strategy is deprecated"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
PATIENCE = 60


@pytest.fixture
def redis_url():
    """A Redis that answers: the one REDIS_URL names, else one of our own."""
    if given := os.environ.get("REDIS_URL"):
        redis.Redis.from_url(given, socket_connect_timeout=1).ping()
        yield given
        return
    if not (program := shutil.which("redis-server")):
        pytest.skip("No Redis: install redis-server, or name one in REDIS_URL.")
    port = free_port()
    server = subprocess.Popen(
        [program, "--port", str(port), "--save", "", "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL
    )
    try:
        with redis.Redis(port=port) as client:
            wait_for(lambda: answers(client))
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def answers(client):
    try:
        return client.ping()
    except redis.ConnectionError:
        return False


@pytest.fixture(params=["filesystem", "sqlalchemy", "redis"])
def broker(request, tmp_path):
    """Address and transport options of each broker."""
    if request.param == "redis":
        return request.getfixturevalue("redis_url"), {}
    if request.param == "sqlalchemy":
        return f"sqla+sqlite:///{tmp_path}/broker.sqlite3", {}
    for name in ("messages", "control"):
        (tmp_path / name).mkdir()
    messages = str(tmp_path / "messages")
    folders = {
        "data_folder_in": messages,
        "data_folder_out": messages,
        "control_folder": str(tmp_path / "control"),
    }
    return "filesystem://", folders


@pytest.fixture
def site(broker):
    """The site's Celery app, in this process."""
    app = make_app(*broker)
    yield app
    app.close()
    _state._deregister_app(app)
    _state._set_current_app(None)


@pytest.fixture
def start_worker(broker, tmp_path, post_office):
    """Starts a worker that reads our database and sends to our mail server."""
    workers = []

    def start():
        environment = {
            **os.environ,
            "DATABASE_URL": database_for_others(tmp_path),
            "SOP_TEST_BROKER": broker[0],
            "SOP_TEST_BROKER_OPTIONS": json.dumps(broker[1]),
            "SOP_TEST_MAIL_PORT": str(post_office.port),
            "DJANGO_SETTINGS_MODULE": "tests.mail.worker_settings",
        }
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "tests.celery_app",
            "worker",
            "--pool=solo",
            "--loglevel=INFO",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
        ]
        log = (tmp_path / "worker.log").open("wb")
        workers.append(subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT))
        log.close()
        return workers[-1]

    yield start
    for worker in workers:
        worker.terminate()
        try:
            worker.wait(10)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def database_for_others(tmp_path):
    """The address of our database; on SQLite, of a copy, because ours is in the memory of this process."""
    if connection.vendor != "sqlite":
        given = connection.settings_dict
        login = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}"
        return f"postgres://{login}@{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}"
    copy = sqlite3.connect(tmp_path / "copy.sqlite3")
    connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{tmp_path}/copy.sqlite3"


def wait_for(condition):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "It did not happen in time."
        time.sleep(0.1)


def test_the_worker_hears_of_the_mail_and_sends_it(site, office, page, start_worker, post_office):
    post_office.open()
    case = office.write(page, office.kontributor_data)

    case.submit(office.kontributor_data, note="Siap diperiksa.")
    assert states() == [Notice.Status.WAITING]
    start_worker()

    wait_for(lambda: post_office.received)
    assert post_office.recipients == [office.admin_data.email]
    assert "Siap diperiksa." in post_office.received[0].get_body(("plain",)).get_content()
