"""The groups of the positions follow the appointments."""

from datetime import date, datetime

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.utils import timezone

from wagtail_sop.actions.sweep import sweep
from wagtail_sop.models import Appointment
from wagtail_sop.testing import appoint, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def siti():
    return make_user("siti")


def at(day):
    return timezone.make_aware(datetime(2026, 11, day, 8))


def is_member(user, position):
    return user.groups.filter(pk=position.group_id).exists()


def test_an_appointment_begins_and_ends_the_membership(siti, admin_position, bidang):
    appoint(siti, admin_position, bidang, valid_from=date(2026, 11, 10), valid_until=date(2026, 11, 12))

    for day, expected in ((9, False), (10, True), (12, True), (13, False)):
        with time_machine.travel(at(day), tick=False):
            sweep()
            assert is_member(siti, admin_position) is expected, day


def test_an_appointment_valid_now_counts_at_once(siti, admin_position, bidang):
    appoint(siti, admin_position, bidang)

    assert is_member(siti, admin_position)


def test_a_deleted_appointment_ends_the_membership_at_once(siti, admin_position, bidang):
    appoint(siti, admin_position, bidang).delete()

    assert not is_member(siti, admin_position)


def test_the_membership_stays_while_another_appointment_needs_it(siti, admin_position, bidang, seksi):
    appoint(siti, admin_position, bidang)
    appoint(siti, admin_position, seksi).delete()

    assert is_member(siti, admin_position)


def test_groups_that_no_position_owns_are_left_alone(siti, admin_position, bidang):
    foreign = Group.objects.create(name="Penerjemah")
    siti.groups.add(foreign)

    appointment = appoint(siti, admin_position, bidang)
    sweep()
    appointment.delete()
    sweep()

    assert list(siti.groups.all()) == [foreign]


def test_a_membership_given_by_hand_is_taken_back(siti, admin_position):
    siti.groups.add(admin_position.group)

    sweep()

    assert not is_member(siti, admin_position)


def test_a_membership_taken_away_by_hand_is_given_back(siti, admin_position, bidang):
    appoint(siti, admin_position, bidang)
    siti.groups.clear()

    sweep()

    assert is_member(siti, admin_position)


def test_a_deactivated_user_loses_the_groups(siti, admin_position, bidang):
    appoint(siti, admin_position, bidang)
    siti.is_active = False
    siti.save()

    sweep()

    assert not is_member(siti, admin_position)


def test_sweeping_again_changes_nothing_and_costs_the_same_for_many(
    admin_position, bidang, django_assert_max_num_queries
):
    for number in range(30):
        appoint(make_user(f"orang_{number}"), admin_position, bidang)
    before = set(Group.objects.values_list("user", "pk"))

    with django_assert_max_num_queries(4):
        sweep()

    assert set(Group.objects.values_list("user", "pk")) == before


def test_a_change_of_person_moves_the_membership_by_the_next_sweep(siti, admin_position, bidang):
    appointment = appoint(siti, admin_position, bidang)
    budi = make_user("budi")

    appointment.user = budi
    appointment.save()
    sweep()

    assert is_member(budi, admin_position)
    assert not is_member(siti, admin_position)
    assert Appointment.objects.count() == 1
