"""Two senders at the same time, on a database where that is possible."""

import threading

import pytest
from django.db import close_old_connections, connection

from wagtail_sop.actions.send_notices import send_notices
from wagtail_sop.models import Notice

from .conftest import states

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def forty_calls(office, page, settings):
    """A piece handed in to forty admins."""
    settings.WAGTAIL_SOP = {"WAKE_UP": "none"}
    for number in range(39):
        office.hire(f"admin_{number}", "admin", office.data)
    case = office.write(page, office.kontributor_data)
    case.submit(office.kontributor_data)
    return case


def side_by_side(act, times):
    """Run it in threads that start together; their results."""
    together, results = threading.Barrier(times), []

    def run():
        try:
            together.wait()
            results.append(act())
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.parametrize("senders", [2, 6])
def test_senders_at_the_same_time_send_each_mail_once(forty_calls, post_office, senders, monkeypatch):
    # Small batches, so that they come between each other.
    monkeypatch.setattr("wagtail_sop.actions.send_notices.BATCH", 3)
    post_office.open()

    sent = side_by_side(send_notices, senders)

    assert sum(sent) == 40
    assert len(post_office.received) == len(set(post_office.message_ids)) == 40
    assert states() == [Notice.Status.SENT] * 40


def test_a_move_during_the_sending_is_not_hindered(forty_calls, office, post_office):
    post_office.open()

    sender = threading.Thread(target=lambda: (send_notices(), connection.close()))
    sender.start()
    forty_calls.take(office.admin_data)
    sender.join()
    send_notices()

    assert len(post_office.message_ids) == len(set(post_office.message_ids))
    assert office.kontributor_data.email in post_office.recipients
    assert set(states()) <= {Notice.Status.SENT, Notice.Status.OBSOLETE}
