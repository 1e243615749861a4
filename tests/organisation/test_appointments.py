from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from wagtail_sop.models import Appointment, Position, Unit
from wagtail_sop.testing import appoint, make_user

pytestmark = pytest.mark.django_db
Kind, Validity = Appointment.Kind, Appointment.Validity


@pytest.fixture
def siti():
    return make_user("siti", "Siti", "Contoh")


def day(offset):
    return timezone.localdate() + timedelta(days=offset)


def definitive(user, position, unit, **kwargs):
    return Appointment(
        **{
            "user": user,
            "position": position,
            "unit": unit,
            "kind": Kind.DEFINITIVE,
            "valid_from": date(2026, 1, 1),
        }
        | kwargs
    )


def test_the_last_day_may_not_lie_before_the_first(siti, admin_position, bidang):
    appointment = definitive(siti, admin_position, bidang, valid_until=date(2025, 12, 31))

    with pytest.raises(ValidationError) as caught:
        appointment.full_clean()
    assert "valid_until" in caught.value.message_dict


def test_a_unit_of_another_agency_is_refused(siti, admin_position):
    with pytest.raises(ValidationError) as caught:
        definitive(siti, admin_position, Unit.objects.create(name="Dinas Lain")).full_clean()
    assert "unit" in caught.value.message_dict


def test_a_position_of_the_agency_is_held_only_there(siti, head, bidang, agency):
    with pytest.raises(ValidationError) as caught:
        definitive(siti, head, bidang).full_clean()
    assert "unit" in caught.value.message_dict

    definitive(siti, head, agency).full_clean()


@pytest.mark.parametrize(
    ("first", "last", "clashes"),
    [
        (date(2026, 1, 1), None, True),
        (date(2025, 1, 1), date(2026, 1, 1), True),
        (date(2025, 1, 1), date(2025, 12, 31), False),
        (date(2026, 6, 30), date(2026, 7, 31), True),
        (date(2026, 7, 1), None, False),
    ],
)
def test_a_post_has_one_definitive_holder_at_a_time(siti, admin_position, bidang, first, last, clashes):
    definitive(siti, admin_position, bidang, valid_until=date(2026, 6, 30)).save()
    second = definitive(make_user("budi"), admin_position, bidang, valid_from=first, valid_until=last)

    if not clashes:
        return second.full_clean()

    with pytest.raises(ValidationError) as caught:
        second.full_clean()
    assert "Siti Contoh" in caught.value.message_dict["kind"][0]


def test_an_acting_official_and_members_stand_beside_the_definitive_holder(siti, admin_position, bidang):
    definitive(siti, admin_position, bidang).save()

    for number, kind in enumerate((Kind.PLH, Kind.PLT, Kind.MEMBER)):
        definitive(make_user(f"u{number}"), admin_position, bidang, kind=kind).full_clean()


def test_the_same_post_in_another_unit_is_another_post(siti, admin_position, bidang, seksi):
    definitive(siti, admin_position, bidang).save()

    definitive(make_user("budi"), admin_position, seksi).full_clean()


def test_a_saved_definitive_appointment_does_not_clash_with_itself(siti, admin_position, bidang):
    appointment = definitive(siti, admin_position, bidang)
    appointment.save()

    appointment.full_clean()


@pytest.mark.parametrize(
    ("first", "last", "validity"),
    [
        (-5, None, Validity.VALID),
        (0, 0, Validity.VALID),
        (-5, -1, Validity.EXPIRED),
        (1, None, Validity.FUTURE),
    ],
)
def test_an_appointment_says_whether_it_counts_today(siti, admin_position, bidang, first, last, validity):
    appointment = appoint(
        siti, admin_position, bidang, valid_from=day(first), valid_until=None if last is None else day(last)
    )

    assert appointment.validity() == validity


def test_the_appointment_of_a_deactivated_person_says_so(siti, admin_position, bidang):
    siti.is_active = False
    siti.save()

    assert appoint(siti, admin_position, bidang).validity() == Validity.INACTIVE


def test_validity_and_the_queries_say_the_same(siti, admin_position, bidang):
    for first, last in ((-5, None), (0, 0), (-5, -1), (1, None), (3, 4)):
        appoint(
            siti,
            admin_position,
            bidang,
            valid_from=day(first),
            valid_until=last and day(last) or (day(0) if last == 0 else None),
        )

    for validity, found in (
        (Validity.VALID, Appointment.objects.valid()),
        (Validity.EXPIRED, Appointment.objects.expired()),
        (Validity.FUTURE, Appointment.objects.future()),
    ):
        assert set(found) == {a for a in Appointment.objects.all() if a.validity() == validity}


@pytest.mark.parametrize(
    ("kind", "last", "lacks"),
    [
        (Kind.PLH, None, True),
        (Kind.PLT, None, True),
        (Kind.PLH, day(3), False),
        (Kind.DEFINITIVE, None, False),
    ],
)
def test_an_acting_official_without_a_last_day_is_noticed(siti, admin_position, bidang, kind, last, lacks):
    appointment = appoint(siti, admin_position, bidang, kind=kind, valid_from=day(0), valid_until=last)

    assert appointment.lacks_end is lacks
    appointment.full_clean()


def test_the_office_is_named_as_the_record_needs_it(siti, admin_position, head, agency, bidang):
    assert definitive(siti, admin_position, bidang).capacity == "Admin, Bidang Data"
    assert definitive(siti, head, agency, kind=Kind.PLT).capacity == "Plt. Kepala Dinas"
    assert definitive(siti, head, agency, title="Kepala Dinas Contoh", kind=Kind.PLH).capacity == (
        "Plh. Kepala Dinas Contoh"
    )
    assert Position.objects.count() == 2
