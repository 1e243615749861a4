"""The organisation in the admin, through its own doors."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from wagtail_sop.models import Appointment, Position, Unit, WorkCalendar
from wagtail_sop.testing import appoint, make_user

pytestmark = pytest.mark.django_db

LISTINGS = ["sop_units:index", "sop_positions:index", "sop_appointments:index", "sop_calendars:index"]


def texts(response):
    return [str(message) for message in response.context["messages"]] if response.context else []


def html(response):
    return response.content.decode()


def grant(user, *codenames):
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *codenames]))


# --- Who sees what ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*LISTINGS, "wagtail_sop:posts", "wagtail_sop:people_import"])
def test_a_contributor_sees_none_of_it(client, office, name):
    client.force_login(office.kontributor_data)

    assert client.get(reverse(name)).status_code == 302
    assert reverse(name) not in html(client.get(reverse("wagtailadmin_home")))


def test_django_s_own_permission_on_a_model_opens_its_screen(client, agency):
    user = make_user("bagian_umum")
    grant(user, "change_unit")
    client.force_login(user)

    assert client.get(reverse("sop_units:index")).status_code == 200
    assert client.get(reverse("sop_appointments:index")).status_code == 302
    assert client.get(reverse("sop_units:add")).status_code == 302
    assert client.get(reverse("sop_units:delete", args=[agency.pk])).status_code == 302


@pytest.mark.parametrize("name", [*LISTINGS, "wagtail_sop:posts", "wagtail_sop:people_import"])
def test_all_screens_are_within_reach_of_a_superuser(client, boss, name):
    assert reverse(name) == "/admin/sop/people/" or reverse(name) in html(
        client.get(reverse("wagtailadmin_home"))
    )


# --- Speed -----------------------------------------------------------------------------------


def fill(office, numbers):
    for n in numbers:
        unit = Unit.objects.create(name=f"Balai {n}", parent=office.agency)
        position = Position.objects.create(agency=office.agency, code=f"kode-{n}", name=f"Jabatan {n}")
        appoint(make_user(f"orang_{n}"), position, unit)
        WorkCalendar.objects.create(name=f"Kalender {n}")


@pytest.mark.parametrize("name", [*LISTINGS, "wagtail_sop:posts"])
def test_a_listing_costs_as_many_queries_for_thirty_rows_as_for_three(
    client, boss, office, name, django_assert_num_queries
):
    fill(office, range(3))
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as three:
        client.get(reverse(name), {"all": 1})
    fill(office, range(3, 30))

    with django_assert_num_queries(len(three)):
        response = client.get(reverse(name), {"all": 1})
    assert "Balai 29" in html(response) or name in ("sop_positions:index", "sop_calendars:index")


def test_the_form_of_an_appointment_costs_as_much_with_many_people_and_units(
    client, boss, office, django_assert_max_num_queries
):
    fill(office, range(30))

    with django_assert_max_num_queries(20):
        client.get(reverse("sop_appointments:add"))


# --- Units -----------------------------------------------------------------------------------


def test_the_tree_is_shown_by_indentation(client, boss, seksi):
    page = html(client.get(reverse("sop_units:index")))

    assert (
        page.index("Dinas")
        < page.index("\u21b3 Bidang Data")
        < page.index("\u00a0" * 4 + "\u21b3 Seksi Statistik")
    )


def test_a_unit_is_made_and_moved(client, boss, agency, bidang):
    client.post(reverse("sop_units:add"), {"name": "Balai Baru", "parent": bidang.pk})
    unit = Unit.objects.get(name="Balai Baru")

    client.post(reverse("sop_units:edit", args=[unit.pk]), {"name": "Balai Baru", "parent": agency.pk})

    unit.refresh_from_db()
    assert unit.lineage_ids == [agency.pk, unit.pk]


def test_a_unit_is_not_offered_itself_or_what_lies_below_as_parent(client, boss, agency, bidang, seksi):
    form = client.get(reverse("sop_units:edit", args=[bidang.pk])).context["form"]

    assert list(form.fields["parent"].queryset) == [agency]


def test_a_unit_posted_below_itself_is_refused_with_the_reason(client, boss, bidang, seksi):
    response = client.post(
        reverse("sop_units:edit", args=[bidang.pk]), {"name": "Bidang", "parent": seksi.pk}
    )

    assert response.status_code == 200
    assert response.context["form"].errors["parent"]
    assert Unit.objects.get(pk=bidang.pk).parent_id != seksi.pk


def test_a_unit_in_use_is_not_deleted_and_the_screen_says_what_uses_it(
    client, boss, bidang, seksi, admin_position
):
    appoint(make_user("siti", "Siti", "Contoh"), admin_position, bidang)
    url = reverse("sop_units:delete", args=[bidang.pk])

    page = html(client.get(url))
    response = client.post(url)

    assert "Siti Contoh" in page
    assert "Seksi Statistik" in page
    assert f'action="{url}"' not in page
    assert response.status_code == 302
    assert Unit.objects.filter(pk=bidang.pk).exists()


def test_a_unit_with_an_open_case_is_not_deleted_and_the_case_is_named(client, boss, office, page):
    case = office.write(page, office.kontributor_care)
    Appointment.objects.filter(unit=office.care).delete()

    response = client.get(reverse("sop_units:delete", args=[office.care.pk]))

    assert escape(case.title) in html(response)


def test_an_unused_unit_is_deleted(client, boss, seksi):
    client.post(reverse("sop_units:delete", args=[seksi.pk]))

    assert not Unit.objects.filter(pk=seksi.pk).exists()


# --- Positions -------------------------------------------------------------------------------


def test_a_position_is_made_with_its_group(client, boss, agency):
    client.post(
        reverse("sop_positions:add"),
        {"agency": agency.pk, "name": "Peliput", "code": "peliput", "level": "unit"},
    )

    position = Position.objects.get(code="peliput")
    page = html(client.get(reverse("sop_positions:edit", args=[position.pk])))
    assert position.group.name in page


def test_the_code_agency_and_group_of_a_position_stay(client, boss, agency, admin_position):
    group = admin_position.group
    other = Unit.objects.create(name="Dinas Lain")

    client.post(
        reverse("sop_positions:edit", args=[admin_position.pk]),
        {
            "agency": other.pk,
            "name": "Penyunting",
            "code": "lain",
            "level": "unit",
            "group_name": "x",
            "group": "1",
        },
    )

    admin_position.refresh_from_db()
    assert (admin_position.name, admin_position.code) == ("Penyunting", "admin")
    assert (admin_position.agency, admin_position.group) == (agency, group)


def test_a_position_that_an_sop_needs_is_not_deleted_and_the_sop_is_named(client, boss, office):
    url = reverse("sop_positions:delete", args=[office.position("admin").pk])

    page = html(client.get(url))
    client.post(url)

    assert escape(office.procedure.title) in page
    assert office.position("admin")


# --- Appointments ----------------------------------------------------------------------------


def appointment_data(user, position, unit, **changes):
    return {
        "user": user.pk,
        "position": position.pk,
        "unit": unit.pk,
        "kind": "member",
        "valid_from": str(timezone.localdate()),
    } | changes


def test_a_person_is_appointed(client, boss, admin_position, bidang):
    siti = make_user("siti")

    client.post(reverse("sop_appointments:add"), appointment_data(siti, admin_position, bidang))

    assert Appointment.objects.acting(admin_position, bidang).get().user == siti
    assert siti.groups.filter(pk=admin_position.group_id).exists()


@pytest.mark.parametrize("kind", ["plh", "plt"])
def test_an_acting_official_without_a_last_day_is_saved_with_a_warning(client, boss, head, agency, kind):
    data = appointment_data(make_user("siti"), head, agency, kind=kind)

    response = client.post(reverse("sop_appointments:add"), data, follow=True)

    assert Appointment.objects.filter(kind=kind).exists()
    assert [message.level_tag for message in response.context["messages"]] == ["warning", "success"]


def test_a_second_definitive_holder_is_refused_with_the_name_of_the_first(client, boss, head, agency):
    appoint(make_user("budi", "Budi", "Contoh"), head, agency, kind=Appointment.Kind.DEFINITIVE)
    data = appointment_data(make_user("siti"), head, agency, kind="definitive")

    response = client.post(reverse("sop_appointments:add"), data)

    assert "Budi Contoh" in response.context["form"].errors["kind"][0]
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"validity": "valid"}, {"kini"}),
        ({"validity": "expired"}, {"dulu"}),
        ({"validity": "future"}, {"nanti"}),
        ({"q": "dulu"}, {"dulu"}),
        ({"kind": "plh"}, set()),
    ],
)
def test_appointments_are_filtered_and_searched(client, boss, admin_position, bidang, query, expected):
    today = timezone.localdate()
    appoint(make_user("kini"), admin_position, bidang)
    appoint(make_user("dulu"), admin_position, bidang, valid_until=today - timedelta(days=1))
    appoint(make_user("nanti"), admin_position, bidang, valid_from=today + timedelta(days=1))

    found = client.get(reverse("sop_appointments:index"), query).context["object_list"]

    assert {appointment.user.username for appointment in found} == expected


def test_the_filter_by_unit_takes_in_what_lies_below(client, boss, admin_position, agency, bidang, seksi):
    appoint(make_user("siti"), admin_position, seksi)
    appoint(make_user("rina"), admin_position, agency)

    found = client.get(reverse("sop_appointments:index"), {"unit": bidang.pk}).context["object_list"]

    assert {appointment.user.username for appointment in found} == {"siti"}


def test_a_deactivated_person_stays_on_the_own_appointment_and_is_offered_on_no_other(
    client, boss, admin_position, bidang
):
    siti = make_user("siti")
    appointment = appoint(siti, admin_position, bidang)
    siti.is_active = False
    siti.save()

    edit = client.get(reverse("sop_appointments:edit", args=[appointment.pk])).context["form"]
    add = client.get(reverse("sop_appointments:add")).context["form"]

    assert siti in edit.fields["user"].queryset
    assert siti not in add.fields["user"].queryset


@pytest.mark.parametrize("junk", ["", "x", "999999999999999999999", "-1"])
def test_a_broken_link_to_the_form_shows_an_empty_form(client, boss, agency, junk):
    assert client.get(reverse("sop_appointments:add"), {"unit": junk, "position": junk}).status_code == 200


# --- Posts -----------------------------------------------------------------------------------


def test_the_overview_shows_vacant_posts_with_who_stands_in_and_a_way_to_appoint(client, boss, office):
    Appointment.objects.filter(user=office.admin_care).delete()
    appoint(make_user("pusat", "Rina", "Pusat"), office.position("admin"), office.agency)

    page = html(client.get(reverse("wagtail_sop:posts")))

    assert "Rina Pusat" in page
    link = (
        f"{reverse('sop_appointments:add')}?position={office.position('admin').pk}&amp;unit={office.care.pk}"
    )
    assert link in page
    form = client.get(link.replace("&amp;", "&")).context["form"]
    assert form["unit"].value() == str(office.care.pk)


def test_the_overview_of_a_site_without_an_agency_says_what_to_do(client, boss):
    assert client.get(reverse("wagtail_sop:posts")).status_code == 200


@pytest.mark.parametrize(("asked", "status"), [("x", 200), ("999999", 404)])
def test_an_unknown_agency_is_no_fault_of_the_server(client, boss, office, asked, status):
    assert client.get(reverse("wagtail_sop:posts"), {"agency": asked}).status_code == status


def test_the_group_of_a_position_is_not_deleted_in_the_settings_and_the_screen_says_why(
    client, boss, admin_position
):
    url = reverse("wagtailusers_groups:delete", args=[admin_position.group_id])

    for response in (client.get(url, follow=True), client.post(url, follow=True)):
        assert "Admin" in texts(response)[0]
    admin_position.group.refresh_from_db()


def test_any_other_group_is_deleted_as_ever(client, boss):
    group = Group.objects.create(name="Penerjemah")

    client.post(reverse("wagtailusers_groups:delete", args=[group.pk]))

    assert not Group.objects.filter(pk=group.pk).exists()
