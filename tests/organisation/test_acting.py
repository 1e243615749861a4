"""Who may act as a position for a unit: the one answer of the package."""

from datetime import timedelta

import pytest
from django.utils import timezone

from wagtail_sop.models import Appointment, Unit
from wagtail_sop.testing import appoint, make_user

pytestmark = pytest.mark.django_db
Kind = Appointment.Kind


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def names(appointments):
    return {appointment.user.username for appointment in appointments}


def acting(position, unit, **kwargs):
    return names(Appointment.objects.acting(position, unit, **kwargs))


@pytest.fixture
def siti(admin_position, seksi):
    return appoint(make_user("siti"), admin_position, seksi).user


@pytest.fixture
def budi(admin_position, bidang):
    return appoint(make_user("budi"), admin_position, bidang).user


@pytest.fixture
def rina(admin_position, agency):
    return appoint(make_user("rina"), admin_position, agency).user


def test_the_holder_in_the_unit_acts_and_nobody_above(admin_position, seksi, siti, budi, rina):
    assert acting(admin_position, seksi) == {"siti"}


def test_all_holders_in_the_unit_act(admin_position, seksi, siti):
    appoint(make_user("tono"), admin_position, seksi)

    assert acting(admin_position, seksi) == {"siti", "tono"}


def test_a_vacant_post_falls_to_the_nearest_unit_above_that_has_a_holder(admin_position, seksi, budi, rina):
    found = Appointment.objects.acting(admin_position, seksi)

    assert names(found) == {"budi"}
    assert found[0].unit.name == "Bidang Data"


def test_a_post_vacant_up_to_the_agency_is_held_by_nobody(admin_position, seksi):
    assert acting(admin_position, seksi) == set()


def test_a_neighbouring_unit_never_acts(admin_position, agency, bidang, siti):
    neighbour = Unit.objects.create(name="Bidang Lain", parent=agency)

    assert acting(admin_position, neighbour) == set()


def test_the_unit_below_never_acts_for_the_one_above(admin_position, bidang, siti):
    assert acting(admin_position, bidang) == set()


def test_another_position_in_the_unit_does_not_count(admin_position, head, seksi, agency):
    appoint(make_user("kepala"), head, agency)

    assert acting(admin_position, seksi) == set()


def test_a_position_of_the_agency_is_looked_for_at_its_root(head, agency, seksi):
    appoint(make_user("kepala"), head, agency, kind=Kind.DEFINITIVE)

    assert acting(head, seksi) == {"kepala"}


def test_who_is_barred_does_not_act_beside_colleagues(admin_position, seksi, siti, budi):
    tono = appoint(make_user("tono"), admin_position, seksi).user

    assert acting(admin_position, seksi, barred=[tono.pk]) == {"siti"}


def test_when_all_holders_are_barred_the_unit_above_acts(admin_position, seksi, siti, budi):
    assert acting(admin_position, seksi, barred=[siti.pk]) == {"budi"}


def test_when_everybody_is_barred_nobody_acts(admin_position, seksi, siti, budi):
    assert acting(admin_position, seksi, barred=[siti.pk, budi.pk]) == set()


@pytest.mark.parametrize(
    ("first", "last", "acts"),
    [(-10, -1, False), (-10, 0, True), (0, None, True), (0, 0, True), (1, None, False)],
    ids=["ended yesterday", "ends today", "began today", "today only", "begins tomorrow"],
)
def test_an_appointment_counts_from_its_first_day_until_its_last(admin_position, seksi, first, last, acts):
    appoint(
        make_user("siti"),
        admin_position,
        seksi,
        valid_from=today(first),
        valid_until=None if last is None else today(last),
    )

    assert acting(admin_position, seksi) == ({"siti"} if acts else set())


def test_the_question_can_be_asked_for_another_moment(admin_position, seksi):
    appoint(make_user("siti"), admin_position, seksi, valid_from=today(5))

    assert acting(admin_position, seksi, at=timezone.now() + timedelta(days=5)) == {"siti"}


def test_a_deactivated_holder_leaves_the_post_to_the_unit_above(admin_position, seksi, siti, budi):
    siti.is_active = False
    siti.save()

    assert acting(admin_position, seksi) == {"budi"}


def test_an_acting_head_and_the_definitive_one_may_both_act(head, agency):
    appoint(make_user("kepala"), head, agency, kind=Kind.DEFINITIVE)
    appoint(make_user("pengganti"), head, agency, kind=Kind.PLH, valid_from=today(), valid_until=today(3))

    found = {a.user.username: a.capacity for a in Appointment.objects.acting(head, agency)}

    assert found == {"kepala": "Kepala Dinas", "pengganti": "Plh. Kepala Dinas"}


def test_it_costs_one_query_with_all_that_a_screen_shows(
    admin_position, seksi, siti, budi, rina, django_assert_num_queries
):
    with django_assert_num_queries(1):
        [(a.person, a.capacity, str(a.unit)) for a in Appointment.objects.acting(admin_position, seksi)]
