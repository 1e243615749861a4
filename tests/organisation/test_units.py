import pytest
from django.core.exceptions import ValidationError
from django.db import models

from wagtail_sop.models import Unit
from wagtail_sop.testing import appoint, make_user

pytestmark = pytest.mark.django_db


def reload(unit):
    return Unit.objects.get(pk=unit.pk)


def test_a_unit_knows_its_lineage_from_the_agency_down(agency, bidang, seksi):
    assert seksi.lineage_ids == [agency.pk, bidang.pk, seksi.pk]
    assert seksi.agency == agency
    assert (agency.depth, bidang.depth, seksi.depth) == (0, 1, 2)


def test_everything_under_a_unit_is_the_unit_and_what_lies_below(agency, bidang, seksi):
    other = Unit.objects.create(name="Bidang Lain", parent=agency)

    assert set(Unit.objects.under(bidang)) == {bidang, seksi}
    assert set(Unit.objects.under(agency)) == {agency, bidang, seksi, other}


def test_a_moved_unit_takes_everything_below_along(agency, bidang, seksi):
    other = Unit.objects.create(name="Bidang Lain", parent=agency)
    desk = Unit.objects.create(name="Meja", parent=seksi)

    seksi.parent = other
    seksi.save()

    assert reload(seksi).lineage_ids == [agency.pk, other.pk, seksi.pk]
    assert reload(desk).lineage_ids == [agency.pk, other.pk, seksi.pk, desk.pk]
    assert reload(desk).depth == 3
    assert set(Unit.objects.under(bidang)) == {bidang}


def test_a_unit_saved_from_an_outdated_copy_keeps_the_place_of_what_lies_below(agency, bidang, seksi):
    outdated = reload(seksi)
    desk = Unit.objects.create(name="Meja", parent=seksi)
    seksi.parent = agency
    seksi.save()

    outdated.name = "Seksi Baru"
    outdated.save()

    assert reload(outdated).lineage_ids == [agency.pk, bidang.pk, seksi.pk]
    assert reload(desk).lineage_ids == [agency.pk, bidang.pk, seksi.pk, desk.pk]


def test_a_new_unit_follows_a_parent_that_was_moved_meanwhile(agency, bidang, seksi):
    outdated = reload(seksi)
    seksi.parent = agency
    seksi.save()

    desk = Unit.objects.create(name="Meja", parent=outdated)

    assert desk.lineage_ids == [agency.pk, seksi.pk, desk.pk]


@pytest.mark.parametrize("place", ["itself", "below"])
def test_a_unit_is_never_placed_below_itself(bidang, seksi, place):
    bidang.parent = bidang if place == "itself" else seksi

    with pytest.raises(ValidationError, match="di bawah|below itself"):
        bidang.full_clean()
    with pytest.raises(ValidationError):
        bidang.save()
    assert reload(bidang).parent_id != bidang.pk


def test_two_units_cannot_be_put_below_each_other_from_outdated_copies(agency, bidang):
    other = Unit.objects.create(name="Bidang Lain", parent=agency)
    outdated = reload(other)
    bidang.parent = other
    bidang.save()

    outdated.parent = reload(bidang)
    with pytest.raises(ValidationError):
        outdated.save()


def test_the_tree_is_listed_in_its_order_whatever_the_primary_keys(agency, bidang, seksi):
    units = [Unit.objects.create(name=f"Balai {n}", parent=agency) for n in range(12)]
    desk = Unit.objects.create(name="Meja", parent=units[0])
    second = Unit.objects.create(name="Dinas Lain")

    listed = list(Unit.objects.all())

    assert listed == [agency, bidang, seksi, units[0], desk, *units[1:], second]


def test_a_unit_with_appointments_cannot_move_to_another_agency(bidang, admin_position):
    appoint(make_user("siti"), admin_position, bidang)

    bidang.parent = Unit.objects.create(name="Dinas Lain")

    with pytest.raises(ValidationError) as caught:
        bidang.full_clean()
    assert "parent" in caught.value.message_dict


def test_an_unused_unit_can_move_to_another_agency(bidang, seksi):
    other = Unit.objects.create(name="Dinas Lain")

    bidang.parent = other
    bidang.full_clean()
    bidang.save()

    assert reload(seksi).agency_id == other.pk


def test_a_unit_with_an_open_case_is_not_deleted(office, page):
    office.write(page, office.kontributor_care)

    with pytest.raises(models.ProtectedError):
        office.care.delete()


def test_a_unit_with_an_open_case_cannot_move_to_another_agency(office, page):
    case = office.write(page, office.kontributor_care)
    office.care.appointments.all().delete()
    assert case.unit == office.care

    office.care.parent = Unit.objects.create(name="Dinas Lain")

    with pytest.raises(ValidationError) as caught:
        office.care.full_clean()
    assert "parent" in caught.value.message_dict
