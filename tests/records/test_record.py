"""The record of a case: one page that shows everything, and that nothing changes once the case is closed."""

import json
import re
from time import perf_counter

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wagtail_sop.actions.enact import enact
from wagtail_sop.models import Appointment, Case, CaseStep
from wagtail_sop.models.content import content_hash
from wagtail_sop.models.extracts import text_of
from wagtail_sop.models.records import record_of
from wagtail_sop.publishing import break_glass
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
def case(office, page):
    return office.write(page, office.kontributor_data)


@pytest.fixture
def sealed(case, office, clock):
    """An important piece that was returned once, by a head whose decree is known, and then sealed."""
    Appointment.objects.filter(user=office.atasan_unit_data).update(decree_number="SK 12/2026")
    office.bring(case, "4", content_class="routine")
    case.change_class(office.kontributor_data, "important", "Menyangkut anggaran.")
    clock.move_to("2026-11-20 13:40+07:00")
    case.send_back(office.atasan_unit_data, "Sumber data belum disebut.")
    case.take(office.admin_data)
    office.write(case.piece, office.admin_data, body="Naskah dengan sumber data.")
    case.refresh_from_db()
    case.approve(office.admin_data)
    case.approve(office.atasan_unit_data, note="Sudah lengkap.")
    clock.move_to("2026-11-23 10:30+07:00")
    case.approve(office.kepala_dinas)
    case.approve(office.admin_data)
    case.seal(office.admin_data, "Arsip lengkap.")
    return case


@pytest.fixture
def read(client, superuser):
    """The record of a case as a reader sees it, without the admin around it."""

    def read(case, user=superuser):
        client.force_login(user)
        response = client.get(reverse("wagtail_sop:record", args=[case.pk]))
        assert response.status_code == 200
        return re.search(r"<article class=.sop-record.*</article>", response.content.decode(), re.DOTALL)[0]

    return read


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_record_names_agency_procedure_and_piece(sealed, read):
    text = words(read(sealed))

    assert "Dinas Contoh" in text
    assert "000.8.3.3/102" in text
    assert "Pengelolaan Media Informasi Website dan Media Sosial" in text
    assert "Penyaluran bantuan pangan" in text
    assert "Bidang Data" in text


def test_the_record_gives_times_as_officials_write_them(sealed, read):
    text = words(read(sealed))

    assert "20 November 2026" in text
    assert "13.40 WIB" in text
    assert "23 November 2026" in text


def test_the_record_names_people_with_their_office_and_decree(sealed, read, office):
    text = words(read(sealed))

    assert "Atasan Unit Data" in text
    assert "SK 12/2026" in text
    assert "Kepala Dinas" in text
    for writer in ("Kontributor Data", "Admin Data"):
        assert writer in text


def test_the_record_keeps_a_return_with_its_reason_and_target(sealed, read):
    text = words(read(sealed))

    assert "Sumber data belum disebut." in text
    assert "3. Sunting" in text


def test_the_record_marks_what_was_late(sealed):
    late = [step["number"] for step in sealed.record["steps"] if step["late"]]

    assert late


def test_the_record_tells_who_changed_the_class(sealed, read):
    text = words(read(sealed))

    assert "Menyangkut anggaran." in text


def test_an_approval_that_no_longer_counts_stays_in_the_record_and_is_marked(case, office, read):
    office.bring(case, "5")
    case.send_back(office.kepala_dinas, "Perbaiki judul.", to="3")
    row = case.steps.get(key="4")

    html = read(case)

    assert row.voided_at
    assert html.count("sop-record__void") >= 1


def test_the_record_holds_the_words_that_went_live_and_can_prove_their_hash(sealed, read):
    kept = sealed.record["content"]

    assert {"label": "Body", "text": "Naskah dengan sumber data."} in kept["text"]
    assert sealed.record["content_hash"] == content_hash(type("Kept", (), {"content": kept["data"]}))
    assert "Naskah dengan sumber data." in words(read(sealed))


def test_an_open_case_is_shown_as_it_is_now_with_a_mark(case, read):
    before = read(case)

    assert "sop-record__mark" in before


def test_a_sealed_record_bears_no_such_mark(sealed, read):
    assert "sop-record__mark" not in read(sealed)


# Nothing that happens afterwards changes it


def delete_page(sealed, office):
    sealed.content_object.delete()


def delete_people(sealed, office):
    for user in (office.atasan_unit_data, office.kontributor_data, office.admin_data):
        user.delete()


def delete_unit(sealed, office):
    Appointment.objects.filter(unit=office.data).delete()
    office.data.delete()


def rename_everybody(sealed, office):
    office.agency.name = "Dinas Lain"
    office.agency.save()
    office.data.name = "Bidang Lain"
    office.data.save()
    for user in office.people.values():
        user.first_name = "Orang"
        user.last_name = "Lain"
        user.save()


def purge(sealed, office):
    office.write(sealed.piece, office.kontributor_data, body="Naskah baru.")
    call_command("purge_revisions", days=0, verbosity=0)


def enact_another_edition(sealed, office):
    office.procedure.draft["title"] = "SOP dengan nama lain"
    office.procedure.title = "SOP dengan nama lain"
    for step in office.procedure.draft["steps"]:
        step["name"] = f"Langkah lain {step['number']}"
    office.procedure.save()
    enact(office.procedure)


def change_the_calendar(sealed, office):
    from wagtail_sop.models import WorkCalendar

    calendar = WorkCalendar.objects.default()
    calendar.timezone = "Asia/Jayapura"
    calendar.save()
    calendar.windows.all().delete()


@pytest.mark.parametrize(
    "happens",
    [
        delete_page,
        delete_people,
        delete_unit,
        rename_everybody,
        purge,
        enact_another_edition,
        change_the_calendar,
    ],
)
def test_a_sealed_record_reads_the_same_byte_for_byte_whatever_happens_afterwards(
    sealed, office, read, clock, happens
):
    before = read(sealed)
    clock.move_to("2027-03-01 08:00+07:00")

    happens(sealed, office)

    assert read(Case.objects.get(pk=sealed.pk)) == before


def test_the_record_of_a_rejected_piece_survives_too(case, office, read):
    office.bring(case, "4")
    case.reject(office.atasan_unit_data, "Tidak layak tayang.")
    before = read(case)

    delete_page(case, office)
    delete_unit(case, office)

    assert read(Case.objects.get(pk=case.pk)) == before
    assert "Tidak layak tayang." in words(before)


def test_a_purge_between_going_live_and_sealing_takes_nothing_from_the_record(case, office, read):
    office.bring(case, "7")
    office.write(case.piece, office.kontributor_data, body="Naskah berikutnya.")
    call_command("purge_revisions", days=0, verbosity=0)
    case.refresh_from_db()

    case.seal(office.admin_data)

    assert case.approved_revision is None
    assert {"label": "Body", "text": "Naskah pertama."} in case.record["content"]["text"]


def test_what_happens_after_closing_is_shown_apart(sealed, office, read, clock):
    clock.move_to("2026-12-01 08:00+07:00")

    sealed.take_down(office.atasan_unit_data, "Foto memuat data pribadi.")

    html = read(sealed)
    assert "sop-record-later" in html
    assert "Foto memuat data pribadi." in html[html.index("sop-record-later") :]


def test_a_forced_publication_is_marked_on_the_record(case, office, read, superuser):
    break_glass(case.piece, superuser, "Banjir, harus segera tayang.")

    text = read(Case.objects.get(pk=case.pk))

    assert "sop-record__mark--serious" in text
    assert "Banjir, harus segera tayang." in words(text)


def test_people_of_another_unit_do_not_see_the_record(sealed, office, client):
    client.force_login(office.admin_care)

    response = client.get(reverse("wagtail_sop:record", args=[sealed.pk]))

    assert response.status_code == 302


def test_whoever_took_part_sees_the_record(sealed, office, read):
    assert "Penyaluran bantuan pangan" in read(sealed, office.kepala_dinas)
    assert "Penyaluran bantuan pangan" in read(sealed, office.kontributor_data)


def test_there_is_no_record_of_a_case_that_does_not_exist(client, superuser):
    client.force_login(superuser)

    assert client.get(reverse("wagtail_sop:record", args=[999])).status_code == 404


def test_names_and_notes_are_text_and_never_markup(case, office, read):
    case.submit(office.kontributor_data, note="<script>alert(1)</script>")

    assert "<script>" not in read(case)


def test_a_sealed_record_asks_the_database_only_for_itself(sealed, read, client, superuser):
    client.force_login(superuser)
    url = reverse("wagtail_sop:record", args=[sealed.pk])
    client.get(url)

    with CaptureQueriesContext(connection) as queries:
        client.get(url)

    about_steps = [
        q["sql"] for q in queries if CaseStep._meta.db_table in q["sql"] and "JOIN" not in q["sql"]
    ]
    assert about_steps == []


def test_sealing_costs_a_constant_number_of_queries_however_long_the_story(case, office, page):
    def queries_of_record(case):
        with CaptureQueriesContext(connection) as queries:
            record_of(Case.objects.select_related(*Case.NEEDED).get(pk=case.pk))
        return len(queries)

    office.bring(case, "4")
    short = queries_of_record(case)
    for _round in range(10):
        case.send_back(office.atasan_unit_data, "Lagi.")
        case.approve(office.admin_data)

    started = perf_counter()
    assert queries_of_record(case) == short
    assert perf_counter() - started < 1
    assert short <= 10
    json.dumps(record_of(case))


def test_the_text_of_a_page_with_rich_text_is_plain(db):
    from tests.testapp.models import EventPage

    piece = EventPage(title="Rapat", description="<p>Agenda <b>utama</b></p>", location="Aula")

    assert {"label": "Location", "text": "Aula"} in text_of(piece)
    assert next(part["text"] for part in text_of(piece) if part["label"] == "Description") == "Agenda utama"
