import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.models import GroupPagePermission

from wagtail_sop.models import Position, Unit
from wagtail_sop.testing import appoint, make_user

pytestmark = pytest.mark.django_db


def test_a_position_makes_its_own_group(admin_position):
    assert admin_position.group.name == "SOP Dinas: Admin"
    assert Group.objects.get(sop_position=admin_position) == admin_position.group


def test_two_positions_of_the_same_name_have_two_groups(agency, admin_position):
    second = Position.objects.create(agency=agency, code="admin_2", name="Admin")

    assert second.group != admin_position.group


def test_a_position_with_a_very_long_name_still_gets_a_group(agency):
    position = Position.objects.create(agency=agency, code="panjang", name="A" * 200)

    assert len(position.group.name) <= 150


def test_saving_again_keeps_the_group(admin_position):
    group = admin_position.group

    admin_position.name = "Penyunting"
    admin_position.save()

    assert admin_position.group == group
    assert Group.objects.filter(name__startswith="SOP").count() == 1


def test_the_group_goes_with_the_position(admin_position):
    group = admin_position.group

    admin_position.delete()

    assert not Group.objects.filter(pk=group.pk).exists()


def test_the_group_alone_cannot_be_deleted(admin_position):
    with pytest.raises(models.ProtectedError):
        admin_position.group.delete()


def test_no_group_of_a_position_may_publish(office):
    groups = Group.objects.exclude(sop_position=None)

    assert groups.exists()
    assert not GroupPagePermission.objects.filter(
        group__in=groups, permission__codename__startswith="publish"
    ).exists()
    assert not Permission.objects.filter(group__in=groups, codename__startswith="publish").exists()


def test_a_position_that_an_sop_has_a_column_for_is_not_deleted(office):
    with pytest.raises(models.ProtectedError):
        office.position("admin").delete()


def test_a_held_position_is_not_deleted(admin_position, bidang):
    appoint(make_user("siti"), admin_position, bidang)

    with pytest.raises(models.ProtectedError):
        admin_position.delete()
    assert Group.objects.filter(sop_position=admin_position).exists()


def test_a_position_held_in_units_does_not_become_one_of_the_agency(admin_position, bidang):
    appoint(make_user("siti"), admin_position, bidang)

    admin_position.level = Position.Level.AGENCY

    with pytest.raises(ValidationError) as caught:
        admin_position.full_clean()
    assert "level" in caught.value.message_dict


def test_two_agencies_may_have_the_same_position(agency, admin_position):
    other = Unit.objects.create(name="Dinas Lain")

    Position(agency=other, code="admin", name="Admin").full_clean(exclude=["group"])
