"""The register of cases: who sees which rows, how they are found, and what leaves as a spreadsheet."""

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.testapp.models import SimplePage
from wagtail_sop.testing import make_user

FRIDAY_MORNING = "2026-11-20 09:05+07:00"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(FRIDAY_MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def superuser(db):
    return make_user("pengelola", is_superuser=True)


@pytest.fixture
def url():
    return reverse("sop_register_modeladmin_index")


def piece(office, title, by=None):
    return office.write(
        SimplePage(title=title, slug=title.lower().replace(" ", "-")), by or office.kontributor_data
    )


@pytest.fixture
def listed(client, url):
    """The titles in the register, as a user sees it."""

    def listed(user, **params):
        client.force_login(user)
        response = client.get(url, params)
        assert response.status_code == 200
        return [case.title for case in response.context["object_list"]]

    return listed


@pytest.fixture
def exported(client, url):
    def exported(user, **params):
        client.force_login(user)
        response = client.get(url, {"export": "xlsx"} | params)
        assert response.status_code == 200
        return openpyxl.load_workbook(BytesIO(response.content)).worksheets[0]

    return exported


def test_each_unit_sees_its_own_cases_and_the_head_of_agency_sees_all(office, listed, superuser):
    piece(office, "Bantuan")
    piece(office, "Panti", office.kontributor_care)

    assert listed(office.admin_data) == ["Bantuan"]
    assert listed(office.atasan_unit_care) == ["Panti"]
    assert sorted(listed(office.kepala_dinas)) == ["Bantuan", "Panti"]
    assert sorted(listed(superuser)) == ["Bantuan", "Panti"]


def test_who_holds_no_appointment_is_refused_and_sees_no_menu_item(office, client, url):
    stranger = make_user("penyunting_lain")
    from django.contrib.auth.models import Group, Permission

    group = Group.objects.create(name="Editors of another section")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    stranger.groups.add(group)
    client.force_login(stranger)

    assert client.get(url).status_code == 302
    assert url not in client.get("/admin/").content.decode()


def test_who_holds_an_appointment_finds_the_register_in_the_menu(office, client, url):
    client.force_login(office.kontributor_data)

    assert url in client.get("/admin/").content.decode()


def test_nothing_can_be_added_edited_or_deleted_here(office, client, superuser, url):
    case = piece(office, "Bantuan")
    client.force_login(superuser)

    for action in ("create/", f"edit/{case.pk}/", f"delete/{case.pk}/"):
        assert client.get(f"{url}{action}").status_code == 404


def test_a_title_leads_to_the_page_of_its_case(office, client, url):
    case = piece(office, "Bantuan")
    client.force_login(office.admin_data)

    html = client.get(url).content.decode()

    assert f'href="{reverse("wagtail_sop:case", args=[case.pk])}"' in html


def test_cases_are_found_by_title_and_by_contributor(office, listed, superuser):
    piece(office, "Bantuan")
    piece(office, "Panti", office.kontributor_care)

    assert listed(superuser, q="pant") == ["Panti"]
    assert listed(superuser, q="Kontributor Data") == ["Bantuan"]
    assert listed(superuser, q="nobody") == []


def test_cases_are_filtered_by_unit_with_what_is_below_it(office, listed, superuser):
    piece(office, "Bantuan")
    piece(office, "Panti", office.kontributor_care)

    assert listed(superuser, unit=office.data.pk) == ["Bantuan"]
    assert len(listed(superuser, unit=office.agency.pk)) == 2


def test_cases_are_filtered_by_step_status_class_and_procedure(office, listed, superuser):
    office.bring(piece(office, "Penting"), "4", content_class="important")
    piece(office, "Rutin")

    assert listed(superuser, step="4") == ["Penting"]
    assert listed(superuser, status="drafting") == ["Rutin"]
    assert len(listed(superuser, status="open")) == 2
    assert listed(superuser, status="sealed") == []
    assert listed(superuser, **{"class": "important"}) == ["Penting"]
    assert len(listed(superuser, procedure=office.procedure.pk)) == 2


@pytest.mark.parametrize(
    "params",
    [
        {"unit": "' OR 1=1"},
        {"step": "zzz"},
        {"procedure": "abc"},
        {"p": "abc"},
        {"o": "99.x"},
        {"unknown": "1"},
        {"contributor__password__startswith": "zzz"},
    ],
)
def test_addresses_made_up_by_hand_neither_fail_nor_tell_secrets(office, listed, superuser, params):
    piece(office, "Bantuan")

    assert listed(superuser, **params) == ["Bantuan"]


def test_a_late_piece_says_so_in_words(office, client, url, clock):
    office.bring(piece(office, "Bantuan"), "4")
    clock.move_to("2026-11-25 09:00+07:00")
    client.force_login(office.admin_data)

    response = client.get(url)

    assert "late now" in response.content.decode().lower() or "terlambat" in response.content.decode().lower()


def test_inspecting_a_case_shows_its_steps_people_and_times(office, client, url, superuser):
    case = office.bring(piece(office, "Bantuan"), "4")
    client.force_login(superuser)

    html = client.get(f"{url}inspect/{case.pk}/").content.decode()

    assert "Admin Data" in html
    assert "Penyaringan oleh atasan unit" in html
    assert "20 November 2026" in html


def test_a_case_of_another_unit_cannot_be_inspected(office, client, url):
    case = piece(office, "Panti", office.kontributor_care)
    client.force_login(office.admin_data)

    assert client.get(f"{url}inspect/{case.pk}/").status_code == 302
    assert client.get(f"{url}inspect/bukan-angka/").status_code == 404


# The spreadsheet


def test_the_spreadsheet_has_one_row_a_case_under_headings(office, exported):
    piece(office, "Bantuan")
    piece(office, "Panti", office.kontributor_care)

    sheet = exported(office.kepala_dinas)

    assert sheet.max_row == 3
    assert {sheet.cell(row, 2).value for row in (2, 3)} == {"Bantuan", "Panti"}


def test_the_spreadsheet_holds_only_what_its_reader_may_see_and_has_chosen(office, exported):
    piece(office, "Bantuan")
    piece(office, "Panti", office.kontributor_care)

    assert exported(office.admin_data).max_row == 2
    assert exported(office.kepala_dinas, q="pant").max_row == 2


def test_the_headings_are_in_the_language_of_the_reader(office, exported):
    from wagtail.users.models import UserProfile

    piece(office, "Bantuan")
    UserProfile.get_for_user(office.admin_data)
    UserProfile.objects.filter(user=office.admin_data).update(preferred_language="en")
    office.admin_data.refresh_from_db()

    headings = [cell.value for cell in exported(office.admin_data)[1]]

    assert "Contributor" in headings


def test_times_are_real_dates_in_the_time_zone_of_the_site(office, exported):
    piece(office, "Bantuan")

    moments = [cell for cell in exported(office.admin_data)[2] if isinstance(cell.value, datetime)]

    assert moments[0].value == datetime(2026, 11, 20, 9, 5)
    assert moments[0].is_date


@pytest.mark.parametrize("title", ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1"])
def test_no_cell_is_taken_for_a_formula(office, exported, title):
    case = piece(office, "Bantuan")
    type(case).objects.filter(pk=case.pk).update(title=title)

    cell = exported(office.admin_data).cell(2, 2)

    assert cell.data_type == "s"
    assert not cell.value.startswith(("=", "+", "-", "@", "\t"))


# Queries


@pytest.mark.parametrize("params", [{}, {"export": "xlsx"}])
def test_thirty_rows_cost_as_many_queries_as_three(office, client, url, params):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url, params).status_code == 200
        return len(captured)

    client.force_login(office.kepala_dinas)
    for number in range(3):
        office.bring(piece(office, f"Berita {number}"), "2")
    client.get(url, params)
    three = queries()
    for number in range(3, 30):
        office.bring(piece(office, f"Berita {number}"), "2")

    assert queries() == three
    assert three <= 25
