"""What a second review found: each of these was possible once."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision
from wagtail.users.models import UserProfile

from tests.testapp.models import Advert, SimplePage
from wagtail_sop import signals
from wagtail_sop.exceptions import Refused
from wagtail_sop.models import Appointment, Case, Unit
from wagtail_sop.testing import appoint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def case(office, draft):
    return Case.objects.current_on(draft)


@pytest.fixture
def advert(advert_office):
    """A draft of Bidang Data."""
    advert = Advert.objects.create(text="Iklan", live=False)
    advert.save_revision(user=advert_office.kontributor_data)
    return advert


def in_a_day():
    return timezone.now() + timedelta(days=1)


def its_hour_comes(case):
    past = timezone.now() - timedelta(minutes=1)
    revision = Revision.objects.get(pk=case.approved_revision_id)
    content = revision.content | {"go_live_at": past.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past, content=content)


# The class


def test_the_class_of_a_scheduled_piece_is_not_raised_past_the_head_of_agency(office, case):
    office.bring(case, "6", "routine")
    case.approve(office.admin_data, go_live_at=in_a_day())

    with pytest.raises(Refused):
        case.change_class(office.kontributor_data, "policy")

    assert not case.may_change_class(office.kontributor_data, "policy")


def test_a_contributor_does_not_lower_the_class_past_the_head_of_agency_who_returned_it(office, case):
    office.bring(case, "5", "important")
    case.send_back(office.kepala_dinas, "Belum layak.", to="1")

    with pytest.raises(Refused):
        case.submit(office.kontributor_data, content_class="routine")
    with pytest.raises(Refused):
        case.change_class(office.kontributor_data, "routine")

    case.refresh_from_db()
    assert case.content_class == "important"


def test_a_class_raised_with_the_resubmission_is_on_the_record(office, case):
    office.bring(case, "4", "routine")
    case.send_back(office.atasan_unit_data, "Belum layak.", to="1")

    case.submit(office.kontributor_data, content_class="policy")

    event = case.events.get(kind="class_changed")
    assert event.data == {"from": "routine", "to": "policy"}


# Resubmission


def test_the_unit_chosen_at_the_resubmission_counts(office, case):
    appoint(office.kontributor_data, office.position("kontributor"), office.care)
    office.bring(case, "4")
    case.send_back(office.atasan_unit_data, "Milik balai.", to="1")

    case.submit(office.kontributor_data, unit=office.care)

    assert Case.objects.get(pk=case.pk).unit == office.care


def test_the_case_in_hand_is_what_the_database_says_after_a_resubmission(office, case):
    office.bring(case, "4")
    case.send_back(office.atasan_unit_data, "Belum.", to="1")

    case.submit(office.kontributor_data)

    fresh = Case.objects.get(pk=case.pk)
    assert (case.status, case.current_step_id) == (fresh.status, fresh.current_step_id)


# Who may act


def test_nobody_stretches_an_appointment_by_a_time_zone_of_ones_own(office, case, client_of):
    office.bring(case, "4")
    head = office.atasan_unit_data
    today = timezone.localdate(None, timezone.get_default_timezone())
    # Of these two places one is always on another day than Jakarta.
    if timezone.now().astimezone(zone("Pacific/Pago_Pago")).date() < today:
        theirs, dates = "Pacific/Pago_Pago", {"valid_until": today - timedelta(days=1)}
    else:
        theirs, dates = "Pacific/Kiritimati", {"valid_from": today + timedelta(days=1)}
    Appointment.objects.filter(user=head).update(**dates)
    UserProfile.objects.update_or_create(user=head, defaults={"current_time_zone": theirs})

    client_of("atasan_unit_data").post(
        reverse("wagtail_sop:act", args=[case.pk]), {"verb": "approve", "seen": case.current_step.pk}
    )

    case.refresh_from_db()
    assert case.current_step.key == "4"


def zone(name):
    from zoneinfo import ZoneInfo

    return ZoneInfo(name)


def test_who_wrote_on_a_withdrawn_case_is_barred_after_a_purge_too(office, case, draft):
    head = office.atasan_unit_data
    office.write(draft, head, body="Ditulis kepala.")
    office.write(draft, office.kontributor_data, body="Ditulis kepala, disunting.")
    case.withdraw(office.kontributor_data)
    call_command("purge_revisions", stdout=StringIO())

    second = office.bring(office.write(draft, office.kontributor_data, body="Lagi."), "4")

    assert not second.may_act(head)


def test_the_inbox_knows_who_wrote_on_a_withdrawn_case(office, case, draft):
    head = office.atasan_unit_data
    office.write(draft, head, body="Ditulis kepala.")
    case.withdraw(office.kontributor_data)

    second = office.bring(office.write(draft, office.kontributor_data, body="Lagi."), "4")

    assert second not in Case.objects.waiting_for(head)


@pytest.mark.parametrize("loss", [{"valid_until": "yesterday"}, {"is_active": False}])
def test_whose_appointment_ended_withdraws_nothing(office, case, loss):
    case.submit(office.kontributor_data)
    if "is_active" in loss:
        type(office.kontributor_data).objects.update(is_active=False)
    else:
        Appointment.objects.update(valid_until=timezone.localdate() - timedelta(days=1))

    with pytest.raises(Refused):
        case.withdraw(office.kontributor_data)


# Other units


def test_a_snippet_of_another_unit_is_neither_read_nor_overwritten(client_of, advert):
    stranger = client_of("kontributor_care")
    for screen in ("edit", "history", "copy"):
        address = reverse(Advert.snippet_viewset.get_url_name(screen), args=[advert.pk])
        assert "Iklan" not in stranger.get(address).content.decode(), screen

    address = reverse(Advert.snippet_viewset.get_url_name("edit"), args=[advert.pk])
    stranger.post(address, {"text": "Diubah unit lain", "url": ""})

    assert Advert.objects.get(pk=advert.pk).get_latest_revision_as_object().text == "Iklan"


def test_a_snippet_with_the_same_number_bars_nobody_from_a_page(advert_office, page, client_of):
    advert_office.write(page, advert_office.kontributor_care)
    advert = Advert.objects.create(pk=page.pk, text="Iklan", live=False)
    advert.save_revision(user=advert_office.kontributor_data)

    response = client_of("kontributor_care").get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize("asks_for_it", [False, True])
def test_a_closed_case_does_not_show_the_next_draft_of_another_unit(
    office, case, draft, client_of, asks_for_it
):
    office.bring(case, "none")
    draft.refresh_from_db()
    office.write(draft, office.kontributor_care, body="Rahasia balai.")

    address = reverse("wagtail_sop:case_preview", args=[case.pk])
    query = f"?revision={draft.latest_revision_id}" if asks_for_it else ""
    response = client_of("atasan_unit_data").get(address + query)

    assert "Rahasia balai." not in response.content.decode()
    assert "Naskah pertama." in response.content.decode()


def test_a_rejected_case_still_shows_what_was_rejected(office, case, draft, client_of):
    office.bring(case, "4").reject(office.atasan_unit_data, "Bukan berita.")
    draft.refresh_from_db()
    office.write(draft, office.kontributor_care, body="Rahasia balai.")

    address = reverse("wagtail_sop:case_preview", args=[case.pk])
    response = client_of("atasan_unit_data").get(f"{address}?revision={draft.latest_revision_id}")

    assert "Naskah pertama." in response.content.decode()


# The record


def test_what_is_flagged_when_moved_in_is_what_is_public(office, elsewhere, section):
    page = elsewhere.add_child(instance=SimplePage(title="Profil", slug="kami", body="Publik", live=False))
    page.save_revision().publish()
    page.body = "Belum publik"
    page.save_revision()
    page.refresh_from_db()

    page.move(section, pos="last-child")

    assert Case.objects.about(page).get().approved_revision_id == page.live_revision_id


def test_a_forced_publication_that_is_down_is_not_confirmed(office, draft, case, superuser):
    case.force_live(superuser, "Darurat.")
    draft.refresh_from_db()
    draft.unpublish(user=superuser)

    with pytest.raises(Refused):
        case.confirm_live(office.kepala_dinas)


def test_a_scheduled_publication_that_fails_leaves_nothing_half_done(office, case, draft, monkeypatch):
    office.bring(case, "6")
    case.approve(office.admin_data, go_live_at=in_a_day())
    its_hour_comes(case)

    def fail(*args, **kwargs):
        raise ValueError("The calendar has no hours.")

    monkeypatch.setattr(Case, "mark_live", fail)
    with pytest.raises(ValueError, match="hours"):
        call_command("publish_scheduled", stdout=StringIO())

    draft.refresh_from_db()
    assert not draft.live


# Signals


def test_a_wing_that_fails_does_not_fail_the_act(office, case, django_capture_on_commit_callbacks):
    def fail(**kwargs):
        raise RuntimeError("The broker is down.")

    signals.step_started.connect(fail)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            case.submit(office.kontributor_data)
    finally:
        signals.step_started.disconnect(fail)

    assert case.is_running


# The unit


def test_nobody_submits_to_another_unit_than_the_section_has(office, case, section):
    office.procedure.sections.update(unit=office.data)

    with pytest.raises(Refused, match="Bidang Data"):
        case.submit(office.kontributor_data, unit=office.care)
    case.submit(office.kontributor_data, unit=office.data)

    assert case.unit == office.data


def test_nobody_submits_to_a_unit_of_another_agency(office, case):
    with pytest.raises(Refused, match="agency"):
        case.submit(office.kontributor_data, unit=Unit.objects.create(name="Dinas Lain"))

    assert Case.objects.get(pk=case.pk).unit == office.data


# After a take-down


def test_after_a_take_down_who_wrote_the_earlier_version_may_decide_on_the_next(office, case, draft):
    appoint(office.atasan_unit_data, office.position("kontributor"), office.data)
    Case.objects.filter(pk=case.pk).update(status=Case.Status.ENDED, current_step=None)
    first = office.write(draft, office.atasan_unit_data, title="Versi pertama")
    office.hire("atasan_lain", "atasan_unit", office.data)
    first.submit(office.atasan_unit_data)
    first.approve(office.admin_data)
    first.approve(office.admin_data)
    first.approve(office.atasan_lain)
    first.approve(office.admin_data)
    first.take_down(office.kepala_dinas, "Salah angka.")
    first.seal(office.admin_data)

    second = office.write(draft, office.kontributor_data, title="Versi kedua")

    assert office.atasan_unit_data.pk not in second._writer_ids()
    assert office.kontributor_data.pk in second._writer_ids()
