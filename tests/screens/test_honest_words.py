"""What the screens say when something out of the ordinary has happened to a piece."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from tests.screens.conftest import act, as_user, look, page_of, shown
from wagtail_sop.models import Case
from wagtail_sop.testing import make_user


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def words(html):
    return " ".join(unescape(html).split())


def read(user, case):
    return words(look(user, case))


def press(user, case, verb, **fields):
    values = {**shown(case), "verb": verb, **fields}
    return words(as_user(user).post(page_of(case, "act"), values, follow=True).content.decode())


@pytest.fixture
def scheduled(office, case):
    """A routine piece that skipped the head of agency and goes live on Friday at ten."""
    office.bring(case, "6", "routine")
    case.approve(office.admin_data, go_live_at=timezone.now() + timedelta(days=2, hours=1))
    return case


def test_a_scheduled_piece_cannot_be_raised_past_a_step_it_then_needs(office, scheduled):
    page = read(office.kontributor_data, scheduled)
    answer = act(office.kontributor_data, scheduled, "change_class", content_class="important")

    scheduled.refresh_from_db()
    assert 'value="important"' not in page
    assert answer.status_code != 302
    assert (scheduled.content_class, scheduled.status) == ("routine", Case.Status.SCHEDULED)


def test_a_scheduled_piece_may_be_raised_where_every_step_was_taken(office, case):
    office.bring(case, "6", "important")
    case.approve(office.admin_data, go_live_at=timezone.now() + timedelta(days=2))

    case.change_class(office.kontributor_data, "policy")

    assert (case.content_class, case.status) == ("policy", Case.Status.SCHEDULED)


@pytest.mark.parametrize("name", ["kontributor_data", "admin_data"])
def test_everybody_sees_when_a_scheduled_piece_goes_live(office, scheduled, name):
    when = "20 November 2026, at 10.00 WIB"
    page = read(office.people[name], scheduled)

    assert f"scheduled, goes live on {when}" in page
    assert f"Scheduled: {when}" in page


def test_the_register_and_the_message_say_when_it_goes_live(office, case):
    office.bring(case, "6", "routine")
    said = press(office.admin_data, case, "schedule", go_live_at="2026-11-20 10:00")
    register = as_user(make_user("root", is_superuser=True)).get(reverse("sop_register_modeladmin_index"))

    assert "scheduled, goes live on 20 November 2026, at 10.00 WIB" in said
    assert "goes live on 20 November 2026, at 10.00 WIB" in words(register.content.decode())


def test_who_left_while_holding_a_piece_is_not_said_to_have_it(office, case):
    office.hire("admin_dua", "admin", office.data)
    office.bring(case, "3")
    holder = case.current_step.holder
    holder.is_active = False
    holder.save()

    page = read(office.admin_dua, case)

    assert f"{holder.get_full_name() or holder.username}, who took it, can no longer act" in page


def test_a_step_nobody_can_act_on_says_so_and_what_to_do(office, case):
    office.bring(case, "3")
    office.admin_data.is_active = False
    office.admin_data.save()

    page = read(office.kontributor_data, case)

    assert "Nobody can act on this step at the moment." in page
    assert "Have somebody appointed as Admin" in page


def test_a_cancelled_schedule_is_not_called_a_move_or_a_deletion(office, scheduled):
    said = press(office.admin_data, scheduled, "unschedule", reason="Salah hari.")

    assert "the schedule was cancelled" in said
    assert "ended before it was finished" in said


def test_what_was_forced_live_is_said_to_be_live(office, case):
    office.bring(case, "4")

    said = press(make_user("root", is_superuser=True), case, "force_live", reason="Darurat banjir.")

    assert "published outside the procedure" in said
    assert "ended" not in said.partition("published outside the procedure")[0].rpartition("“")[2]


def test_what_the_review_afterwards_took_down_is_said_to_be_taken_down(office, case):
    case.force_live(make_user("root", is_superuser=True), "Darurat banjir.")

    said = press(office.kepala_dinas, case, "withdraw_live", reason="Belum benar.")

    assert f"“{case.title}”: taken down." in said


def test_a_piece_that_is_live_is_not_called_new(office, case):
    office.bring(case, "7")

    assert "nothing of it has been live before" not in read(office.admin_data, case)


def test_who_deleted_the_page_is_named(office, case, page):
    office.bring(case, "4")
    root = make_user("root", is_superuser=True, first_name="Wira", last_name="Webmaster")

    as_user(root).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

    case.refresh_from_db()
    assert case.status == Case.Status.ENDED
    assert case.events.last().person == "Wira Webmaster"
