"""Nothing is lost, nothing is sent twice, and a mail server in trouble disturbs nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.testapp.models import SimplePage
from wagtail_sop.actions.send_notices import Mailing, send_notices
from wagtail_sop.actions.sweep import sweep
from wagtail_sop.models import Appointment, Case, Notice
from wagtail_sop.models.notices import GIVE_UP_AFTER, LEASE

from .conftest import states

Status = Notice.Status


@pytest.fixture
def five_admins(office):
    """Four more admins, so that one move calls five people."""
    return [
        office.admin_data,
        *(office.hire(f"admin_{number}", "admin", office.data) for number in range(1, 5)),
    ]


@pytest.fixture
def called(case, office, five_admins):
    """A submitted piece, about which five mails wait."""
    case.submit(office.kontributor_data)
    return case


def later(**span):
    return time_machine.travel(timezone.now() + timedelta(**span))


def test_what_waits_is_sent_over_one_connection(called, post_office, five_admins):
    post_office.open()

    assert send_notices() == 5

    assert post_office.connections == 1
    assert post_office.recipients == sorted(user.email for user in five_admins)
    assert states() == [Status.SENT] * 5


def test_what_was_sent_is_not_sent_again(called, post_office):
    post_office.open()
    send_notices()

    assert send_notices() == 0
    assert len(post_office.received) == 5


def test_while_the_mail_server_is_down_everything_waits_and_afterwards_is_sent_once(called, post_office):
    assert send_notices() == 0
    assert states() == [Status.WAITING] * 5
    assert send_notices() == 0

    post_office.open()
    assert send_notices() == 0
    with later(minutes=2):
        assert send_notices() == 5

    assert len(set(post_office.message_ids)) == 5
    assert states() == [Status.SENT] * 5


def test_a_mail_server_that_is_down_uses_up_no_attempt_of_any_mail(called, post_office):
    for hours in range(0, 60, 2):
        with later(hours=hours):
            send_notices()

    assert set(Notice.objects.values_list("status", "attempts")) == {(Status.WAITING, 0)}
    assert "cannot be reached" in Notice.objects.first().error


def test_after_days_without_a_mail_server_a_mail_is_given_up(called, post_office):
    with later(days=GIVE_UP_AFTER.days, hours=1):
        send_notices()

    assert states() == [Status.FAILED] * 5


def test_a_refused_recipient_fails_at_once_and_stops_no_other(called, post_office, office):
    post_office.refuses[office.admin_data.email] = "550 5.1.1 No such person here"
    post_office.open()

    assert send_notices() == 4

    refused = Notice.objects.get(user=office.admin_data)
    assert refused.status == Status.FAILED
    assert refused.error == "The mail server refuses the recipient: 550 5.1.1 No such person here"


def test_a_recipient_who_is_put_off_is_tried_again(called, post_office, office):
    post_office.refuses[office.admin_data.email] = "450 4.2.0 Greylisted, come back"
    post_office.open()
    assert send_notices() == 4

    post_office.refuses.clear()
    with later(minutes=2):
        assert send_notices() == 1

    assert states() == [Status.SENT] * 5


def test_pauses_double_and_attempts_end(called, post_office, office, settings):
    settings.WAGTAIL_SOP = {"MAIL_ATTEMPTS": 4}
    post_office.refuses_content[office.admin_data.email] = "451 4.3.0 Not now"
    post_office.open()
    pauses = []

    for hours in range(4):
        with later(hours=hours) as _clock:
            send_notices()
            notice = Notice.objects.get(user=office.admin_data)
            pauses.append(round((notice.next_try_at - timezone.now()).total_seconds() / 60))

    assert pauses[:3] == [1, 2, 4]
    assert (notice.status, notice.attempts) == (Status.FAILED, 4)
    assert "451" in notice.error


def test_content_that_is_refused_for_good_fails_at_once(called, post_office, office):
    post_office.refuses_content[office.admin_data.email] = "554 5.7.1 Looks like spam"
    post_office.open()

    assert send_notices() == 4
    assert Notice.objects.get(user=office.admin_data).status == Status.FAILED


def test_a_connection_that_breaks_in_the_middle_loses_nothing(called, post_office, office, five_admins):
    post_office.hangs_up_on.add(five_admins[2].email)
    post_office.open()

    assert send_notices() == 4
    assert post_office.connections == 2
    post_office.hangs_up_on.clear()
    with later(minutes=2):
        assert send_notices() == 1

    assert post_office.recipients == sorted(user.email for user in five_admins)


def test_a_server_that_breaks_every_connection_is_left_alone(called, post_office, five_admins):
    post_office.hangs_up_on.update(user.email for user in five_admins)
    post_office.open()

    assert send_notices() == 0

    assert post_office.connections == 2
    assert sorted(Notice.objects.values_list("attempts", flat=True)) == [0, 0, 0, 1, 1]
    assert states() == [Status.WAITING] * 5


def test_a_refused_sender_is_a_matter_of_the_settings_and_fails_no_mail(called, post_office):
    post_office.refuses_sender = "553 5.7.1 Sender not allowed"
    post_office.open()

    assert send_notices() == 0

    assert set(Notice.objects.values_list("status", "attempts")) == {(Status.WAITING, 0)}
    assert "Set MAIL_FROM" in Notice.objects.first().error


def test_a_wrong_password_appears_in_no_record_and_no_log(called, post_office, settings, caplog):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "pengirim", "rahasia-sekali"
    post_office.open()

    assert send_notices() == 0

    assert states() == [Status.WAITING] * 5
    errors = "".join(Notice.objects.values_list("error", flat=True)) + caplog.text
    assert "535" in errors
    assert "rahasia-sekali" not in errors


def test_an_address_that_cannot_be_written_fails_alone(called, post_office, office):
    Notice.objects.filter(user=office.admin_data).update(address="admin@example.go.id\nBcc: x@example.com")
    post_office.open()

    assert send_notices() == 4
    assert Notice.objects.get(user=office.admin_data).status == Status.FAILED
    assert all(message["Bcc"] is None for message in post_office.received)


def test_what_a_dead_sender_held_is_sent_when_its_lease_is_over(called, post_office):
    post_office.open()
    now = timezone.now()
    assert len(Notice.objects.claim(now, 50)) == 5

    assert send_notices() == 0
    with later(seconds=LEASE.total_seconds() + 1):
        assert send_notices() == 5


def test_a_mail_over_which_every_sender_dies_is_given_up(called, post_office, settings, office):
    settings.WAGTAIL_SOP = {"MAIL_ATTEMPTS": 2}
    post_office.open()
    poison = Notice.objects.get(user=office.admin_data)
    for hours in range(2):
        Notice.objects.filter(pk=poison.pk).claim(timezone.now() + timedelta(hours=hours), 50)

    with later(hours=3):
        assert send_notices() == 4

    poison.refresh_from_db()
    assert poison.status == Status.FAILED


def test_a_sender_that_was_thought_dead_does_not_overwrite_its_successor(called):
    one = Notice.objects.filter(pk=Notice.objects.first().pk)
    slow = one.claim(timezone.now(), 50)
    quick = one.claim(timezone.now() + 2 * LEASE, 50)

    Notice.objects.mark_sent(quick, timezone.now())
    slow[0].mark_failed("too late", timezone.now())
    Notice.objects.unclaim(slow)

    assert one.get().status == Status.SENT


def test_a_mail_that_killed_a_sender_takes_no_others_with_it(called, post_office, office):
    poison = Notice.objects.filter(user=office.admin_data)
    poison.update(attempts=1)

    with_others = Notice.objects.claim(timezone.now(), 50)
    alone = Notice.objects.claim(timezone.now(), 50)

    assert len(with_others) == 4
    assert alone == list(poison)


def test_what_the_time_did_not_suffice_for_waits_untouched(called, post_office):
    post_office.open()

    assert send_notices(seconds=0.000001) == 0

    assert set(Notice.objects.values_list("status", "attempts")) == {(Status.WAITING, 0)}


def test_a_batch_that_has_become_old_is_read_again(called, post_office, monkeypatch):
    monkeypatch.setattr("wagtail_sop.actions.send_notices.BATCH_SECONDS", 0)
    post_office.open()
    batch = Notice.objects.claim(timezone.now(), 50)

    assert Mailing().deliver_all(batch)

    assert post_office.received == []
    assert set(Notice.objects.values_list("status", "attempts")) == {(Status.WAITING, 0)}


def test_a_mail_that_calls_to_work_already_done_is_not_sent(called, post_office, office):
    called.take(office.admin_data)
    called.approve(office.admin_data)
    post_office.open()

    send_notices()

    assert post_office.recipients == [office.atasan_unit_data.email] + [office.kontributor_data.email] * 2
    assert states().count(Status.OBSOLETE) == 4 + 4 + 1


def test_colleagues_are_not_called_to_what_one_of_them_has_taken(called, post_office, office, five_admins):
    called.take(office.admin_data)
    post_office.open()

    send_notices()

    assert post_office.recipients == [office.kontributor_data.email]


def test_when_it_is_released_the_colleagues_are_called_after_all(called, post_office, office, five_admins):
    called.take(office.admin_data)
    post_office.open()
    send_notices()
    post_office.received.clear()

    called.release(office.admin_data)
    send_notices()

    assert post_office.recipients == sorted(user.email for user in five_admins[1:])


def test_who_may_no_longer_act_is_not_called(called, post_office, office, five_admins):
    Appointment.objects.filter(user=five_admins[1]).delete()
    Appointment.objects.filter(user=five_admins[2]).update(valid_until="2021-01-01")
    five_admins[3].is_active = False
    five_admins[3].save()
    five_admins[4].delete()
    post_office.open()

    send_notices()

    assert post_office.recipients == [office.admin_data.email]
    assert states() == sorted([Status.OBSOLETE] * 4 + [Status.SENT])


def test_a_rejected_or_withdrawn_piece_calls_nobody(called, post_office, office):
    called.withdraw(office.kontributor_data)
    post_office.open()

    assert send_notices() == 0
    assert states() == [Status.OBSOLETE] * 5


def test_no_mail_of_a_move_that_did_not_happen(case, office, monkeypatch):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        case.submit(office.kontributor_data)
        raise RuntimeError

    assert not Notice.objects.exists()


def test_sending_costs_few_queries_for_each_mail_however_many_there_are(case, office, outbox):
    def queries_for(colleagues):
        for number in range(colleagues):
            office.hire(f"atasan_{colleagues}_{number}", "atasan_unit", office.data)
        Notice.objects.all().update(status=Status.SENT)
        case.approve(office.admin_data)
        waiting = Notice.objects.due().count()
        with CaptureQueriesContext(connection) as queries:
            assert len(outbox()) == waiting
        return waiting, len(queries)

    office.bring(case, "3")
    few, queries_for_few = queries_for(2)
    case.send_back(office.atasan_unit_data, "Perbaiki judul.")
    many, queries_for_many = queries_for(28)

    assert many - few == 28
    assert queries_for_many - queries_for_few <= 3 * (many - few) + 2


def test_the_command_says_what_it_sent_and_what_still_waits(called, post_office, capsys):
    call_command("sop_send_notices")
    assert "Sent: 0." in capsys.readouterr().out

    post_office.open()
    with later(minutes=2):
        call_command("sop_send_notices")

    assert "Sent: 5." in capsys.readouterr().out


def test_the_sweep_sends_what_was_left(called, post_office):
    post_office.open()

    call_command("sop_sweep")

    assert states() == [Status.SENT] * 5
    assert Case.objects.get().status == Case.Status.RUNNING


@pytest.mark.parametrize("leaves", ["account closed", "appointment over"])
def test_when_the_holder_leaves_the_colleagues_are_called_after_all(
    called, post_office, office, five_admins, leaves
):
    called.take(office.admin_data)
    post_office.open()
    send_notices()
    post_office.received.clear()

    if leaves == "account closed":
        office.admin_data.is_active = False
        office.admin_data.save()
    else:
        Appointment.objects.filter(user=office.admin_data).update(valid_until="2021-01-01")
    sweep()
    sweep()

    assert post_office.recipients == sorted(user.email for user in five_admins[1:])


def test_a_sweep_costs_the_same_with_many_pieces_held_by_those_who_may(office, section, five_admins):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            sweep()
        return len(seen)

    hold_pieces(office, 3)
    sweep()
    few = queries()
    hold_pieces(office, 27)
    sweep()

    assert queries() == few


def hold_pieces(office, number):
    for _each in range(number):
        case = office.write(SimplePage(title="Berita", slug=f"berita-{uuid4().hex}"), office.kontributor_data)
        office.bring(case, "2")
        case.take(office.admin_data)
