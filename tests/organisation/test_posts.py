"""The overview of posts and vacancies."""

import pytest
from django.utils import timezone

from wagtail_sop.models import Appointment, Position, Unit
from wagtail_sop.testing import appoint, make_user

pytestmark = pytest.mark.django_db


def post(posts, code, unit):
    return next(post for post in posts if (post.position.code, post.unit) == (code, unit))


def test_every_post_says_the_same_as_the_question_who_may_act(office):
    Appointment.objects.filter(user=office.admin_care).delete()
    appoint(make_user("pusat"), office.position("admin"), office.agency)
    Appointment.objects.filter(user=office.atasan_unit_data).delete()
    Unit.objects.create(name="Seksi", parent=office.care)

    posts = Appointment.objects.posts(office.agency)

    assert posts
    for found in posts:
        assert set(found.acting) == set(Appointment.objects.acting(found.position, found.unit))


def test_a_held_post_is_not_vacant(office):
    found = post(Appointment.objects.posts(office.agency), "admin", office.data)

    assert not found.is_vacant
    assert not found.is_stuck
    assert found.stand_in_unit is None


def test_a_vacant_post_names_the_unit_that_stands_in(office):
    Appointment.objects.filter(user=office.admin_care).delete()
    appoint(make_user("pusat"), office.position("admin"), office.agency)

    found = post(Appointment.objects.posts(office.agency), "admin", office.care)

    assert found.is_vacant
    assert not found.is_stuck
    assert found.stand_in_unit == office.agency


def test_a_post_for_which_nobody_acts_is_stuck(office):
    Appointment.objects.filter(user=office.admin_care).delete()

    found = post(Appointment.objects.posts(office.agency), "admin", office.care)

    assert found.is_stuck


def test_a_post_below_agency_level_is_not_missed_at_the_root_where_no_piece_can_belong(office):
    root = [p.position.code for p in Appointment.objects.posts(office.agency) if p.unit == office.agency]

    assert root == ["kepala_dinas"]


def test_a_contributor_at_the_root_makes_its_vacant_posts_matter(office):
    office.hire("kontributor_pusat", "kontributor", office.agency)

    assert post(Appointment.objects.posts(office.agency), "admin", office.agency).is_stuck


def test_a_section_of_the_root_makes_its_vacant_posts_matter(office):
    office.procedure.sections.update(unit=office.agency)

    assert post(Appointment.objects.posts(office.agency), "admin", office.agency).is_stuck


def test_an_expired_appointment_leaves_the_post_vacant(office):
    Appointment.objects.filter(user=office.kepala_dinas).update(valid_until="2020-12-31")

    assert post(Appointment.objects.posts(office.agency), "kepala_dinas", office.agency).is_stuck


def test_a_position_of_the_agency_is_one_post(office):
    posts = [p for p in Appointment.objects.posts(office.agency) if p.position.code == "kepala_dinas"]

    assert [p.unit for p in posts] == [office.agency]


def test_only_posts_that_an_sop_in_force_needs_are_listed(office):
    Position.objects.create(agency=office.agency, code="lain", name="Lain")
    office.procedure.editions.update(revoked_at=None)

    assert "lain" not in {p.position.code for p in Appointment.objects.posts(office.agency)}

    office.procedure.editions.update(revoked_at=timezone.now())
    assert Appointment.objects.posts(office.agency) == []


def test_it_costs_the_same_for_many_units(office, django_assert_num_queries):
    for number in range(30):
        unit = Unit.objects.create(name=f"Balai {number}", parent=office.agency)
        appoint(make_user(f"admin_{number}"), office.position("admin"), unit)

    with django_assert_num_queries(4):
        posts = Appointment.objects.posts(office.agency)
        [(str(p.position), str(p.unit), [str(a) for a in p.acting]) for p in posts]
