"""Who sends, and what a broker that is down does to the act that caused the mail."""

import os
import socket
import subprocess
import sys
import threading
import time

import pytest
from celery import _state
from django.core import mail
from django.db import transaction

from tests.celery_app import make_app
from wagtail_sop import signals
from wagtail_sop.actions.wake_up import celery_app, wake_up
from wagtail_sop.models import Case, Notice

from .conftest import states
from .post_office import free_port

Status = Notice.Status


@pytest.fixture
def celery_with():
    """Gives the site a Celery app with this broker."""
    apps = []

    def with_broker(*args):
        apps.append(make_app(*args))
        return apps[-1]

    yield with_broker
    for app in apps:
        app.close()
        _state._deregister_app(app)
    _state._set_current_app(None)


@pytest.fixture
def submit(case, office, django_capture_on_commit_callbacks):
    """The contributor submits, in a transaction that commits; gives the seconds it took after the commit."""

    def submitting():
        with django_capture_on_commit_callbacks() as callbacks:
            case.submit(office.kontributor_data)
        started = time.monotonic()
        for callback in callbacks:
            callback()
        return time.monotonic() - started

    return submitting


@pytest.fixture
def silent_broker():
    """A port that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_without_a_worker_the_mail_leaves_after_the_commit(submit):
    submit()

    assert len(mail.outbox) == 1
    assert states() == [Status.SENT]


def test_a_site_that_sends_by_cron_only_can_say_so(submit, settings):
    settings.WAGTAIL_SOP = {"WAKE_UP": "none"}

    submit()

    assert mail.outbox == []
    assert states() == [Status.WAITING]


def test_inline_is_inline_even_with_a_broker(submit, settings, celery_with):
    celery_with("memory://")
    settings.WAGTAIL_SOP = {"WAKE_UP": "inline"}

    submit()

    assert states() == [Status.SENT]


def test_a_celery_app_without_a_broker_counts_as_none(submit, celery_with):
    celery_with(None)

    submit()

    assert states() == [Status.SENT]


def test_with_a_broker_the_request_queues_and_does_not_send(submit, celery_with):
    app = celery_with("memory://")

    submit()

    assert states() == [Status.WAITING]
    with app.connection_for_read() as connection:
        message = connection.SimpleQueue("celery").get(timeout=1)
        message.ack()
    assert message.headers["task"] == "wagtail_sop.send_notices"


def test_the_sites_celery_app_is_found_from_the_threads_of_a_web_server(celery_with):
    app = celery_with("memory://")
    found = []

    thread = threading.Thread(target=lambda: found.append(celery_app()))
    thread.start()
    thread.join()

    assert found == [app]


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_is_down_neither_fails_nor_delays_the_act(submit, celery_with, outbox, scheme):
    celery_with(f"{scheme}://127.0.0.1:{free_port()}/")

    seconds = submit()

    assert seconds < 2
    assert Case.objects.get().status == Case.Status.RUNNING
    assert states() == [Status.WAITING]
    assert len(outbox()) == 1


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_never_answers_delays_the_act_by_little(submit, celery_with, scheme, silent_broker):
    celery_with(f"{scheme}://127.0.0.1:{silent_broker}/")

    assert submit() < 3

    assert states() == [Status.WAITING]


def test_celery_wanted_but_missing_is_logged_with_the_repair_and_loses_nothing(submit, settings, caplog):
    settings.WAGTAIL_SOP = {"WAKE_UP": "celery"}

    submit()

    assert states() == [Status.WAITING]
    assert "Import the site's" in caplog.text


def test_a_mail_server_that_is_down_neither_fails_nor_delays_the_act(submit, post_office):
    assert submit() < 2

    assert Case.objects.get().status == Case.Status.RUNNING
    assert states() == [Status.WAITING]


def test_a_mail_server_that_never_answers_holds_up_one_request_only(
    submit, settings, silent_broker, monkeypatch
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", silent_broker
    monkeypatch.setattr("wagtail_sop.actions.wake_up.INLINE_SECONDS", 1)

    assert submit() < 3
    started = time.monotonic()
    wake_up()

    assert time.monotonic() - started < 0.5
    assert states() == [Status.WAITING]


def test_one_transaction_wakes_the_sender_once(case, office, page, django_capture_on_commit_callbacks):
    calls = []
    signals.notices_waiting.connect(lambda **kwargs: calls.append(1), weak=False, dispatch_uid="counting")

    with django_capture_on_commit_callbacks(execute=True):
        case.submit(office.kontributor_data)
        case.take(office.admin_data)
        case.approve(office.admin_data)
    signals.notices_waiting.disconnect(dispatch_uid="counting")

    assert Notice.objects.count() > 3
    assert calls == [1]


def test_a_savepoint_that_is_rolled_back_takes_no_others_wake_up_with_it(
    case, office, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        with pytest.raises(RuntimeError), transaction.atomic():
            case.submit(office.kontributor_data)
            raise RuntimeError
        case.refresh_from_db()
        case.submit(office.kontributor_data)

    assert states() == [Status.SENT]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_receiver_that_fails_does_not_reach_the_request(request):
    def broken(**kwargs):
        raise RuntimeError

    office, page = request.getfixturevalue("office"), request.getfixturevalue("page")
    case = office.write(page, office.kontributor_data)
    signals.notices_waiting.connect(broken, weak=False, dispatch_uid="broken")
    try:
        case.submit(office.kontributor_data)
    finally:
        signals.notices_waiting.disconnect(dispatch_uid="broken")

    assert Case.objects.get().status == Case.Status.RUNNING


def test_no_network_is_touched_inside_the_transaction(case, office, post_office):
    post_office.open()

    with transaction.atomic():
        case.submit(office.kontributor_data)
        assert post_office.connections == 0


def test_the_package_works_where_celery_is_not_installed():
    script = (
        "import sys; sys.modules['celery'] = sys.modules['kombu'] = None\n"
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('check')\n"
        "from wagtail_sop.actions.wake_up import celery_app; assert celery_app() is None\n"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}

    result = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True)

    assert result.returncode == 0, result.stderr
