"""What becomes of a list of people, and that it becomes all of that or nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from wagtail_sop.actions.import_people import PeopleFile, Verdict, import_people, plan_import
from wagtail_sop.exceptions import ImportRefused, UnreadableFile
from wagtail_sop.models import Appointment, Position, Unit
from wagtail_sop.testing import appoint, make_user

User = get_user_model()
pytestmark = pytest.mark.django_db

HEADING = [
    "nama",
    "nama_pengguna",
    "email",
    "jabatan",
    "unit",
    "jenis",
    "jabatan_lengkap",
    "mulai",
    "sampai",
    "nomor_sk",
]
SITI = {
    "nama": "Siti Contoh",
    "nama_pengguna": "siti",
    "email": "siti@x.example",
    "jabatan": "Admin",
    "unit": "Bidang Data",
}


@pytest.fixture(autouse=True)
def organisation(agency, bidang, seksi, admin_position, head):
    return agency


def people(*rows, heading=HEADING):
    body = [(number, [row.get(column, "") for column in heading]) for number, row in enumerate(rows, start=2)]
    return PeopleFile.from_table("orang.csv", [(1, heading), *body])


def line(**changes):
    return plan_import(people(SITI | changes)).lines[0]


def problems(**changes):
    return dict(line(**changes).problems)


def run(people_file, **kwargs):
    return import_people(people_file, plan_import(people_file).fingerprint, **kwargs)


# --- Headings --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        ["Nama Lengkap", "Username", "JABATAN", "Unit Kerja"],
        ["nama", "e-mail", "Peran", "bidang"],
        ["name", "surel", "position", "unit"],
    ],
)
def test_headings_are_understood_as_people_write_them(heading):
    values = ["Siti Contoh", "siti@x.example", "Admin", "Bidang Data"]

    plan = plan_import(PeopleFile.from_table("a.csv", [(1, heading), (2, values)]))

    assert plan.can_be_imported


@pytest.mark.parametrize(
    ("heading", "named"),
    [
        (["nama", "email", "unit"], "jabatan"),
        (["nama", "jabatan", "unit"], "nama_pengguna"),
        (["email", "jabatan"], "nama, unit"),
        (["nama", "name", "email", "jabatan", "unit"], "name"),
    ],
)
def test_missing_or_double_headings_are_named(heading, named):
    with pytest.raises(UnreadableFile, match=named):
        PeopleFile.from_table("a.csv", [(1, heading), (2, ["x"] * len(heading))])


def test_a_file_with_only_headings_is_refused():
    with pytest.raises(UnreadableFile):
        people()


def test_columns_that_mean_nothing_here_are_told():
    assert people(SITI, heading=[*HEADING, "NIP"]).unknown == ["NIP"]


# --- Rows ------------------------------------------------------------------------------------


def test_a_new_person_gets_a_user_and_an_appointment(bidang, admin_position):
    row = SITI | {
        "jenis": "Plh.",
        "mulai": "20/11/2026",
        "sampai": "30/11/2026",
        "nomor_sk": "800/1",
        "jabatan_lengkap": "X",
    }

    run(people(row))

    appointment = Appointment.objects.get()
    assert (appointment.position, appointment.unit, appointment.kind) == (admin_position, bidang, "plh")
    assert (appointment.valid_from, appointment.valid_until) == (date(2026, 11, 20), date(2026, 11, 30))
    assert (appointment.decree_number, appointment.title) == ("800/1", "X")
    user = appointment.user
    assert (user.username, user.get_full_name(), user.email) == ("siti", "Siti Contoh", "siti@x.example")


def test_a_new_person_is_in_the_group_of_the_position_at_once(admin_position):
    run(people(SITI))

    assert User.objects.get(username="siti").groups.filter(pk=admin_position.group_id).exists()


@pytest.mark.parametrize(
    "changes", [{"nama_pengguna": "SITI"}, {"nama_pengguna": "", "email": "Siti@X.example"}]
)
def test_a_person_with_an_account_is_recognised_by_user_name_or_email(changes):
    siti = make_user("siti")
    siti.email = "siti@x.example"
    siti.save()

    found = line(**changes)

    assert found.account.user == siti
    assert not found.makes_user


def test_without_a_user_name_the_email_becomes_it():
    run(people(SITI | {"nama_pengguna": ""}))

    assert User.objects.get().username == "siti@x.example"


def test_one_new_person_may_have_several_posts(bidang, seksi):
    plan = run(people(SITI, SITI | {"unit": "Seksi Statistik"}))

    assert len(plan.new_accounts) == 1
    assert set(Appointment.objects.values_list("unit", flat=True)) == {bidang.pk, seksi.pk}
    assert User.objects.count() == 1


def test_the_position_is_found_by_code_and_the_unit_by_short_name(agency, head):
    found = line(jabatan="KEPALA_DINAS", unit="dinas")

    assert (found.appointment.position, found.appointment.unit) == (head, agency)


def test_units_of_the_same_name_are_told_apart_by_the_one_above(agency, bidang):
    twin = Unit.objects.create(name="Seksi Statistik", parent=agency)

    assert "unit" in problems(unit="Seksi Statistik")
    assert line(unit="Dinas > Seksi Statistik").appointment.unit == twin


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("", "member"), ("Anggota", "member"), ("DEFINITIF", "definitive"), ("plh", "plh"), ("Plt.", "plt")],
)
def test_kinds_are_understood_as_people_write_them(kind, expected):
    assert line(jenis=kind).appointment.kind == expected


@pytest.mark.parametrize(
    "text",
    ["20/11/2026", "20-11-2026", "20.11.2026", "2026-11-20", "20 November 2026", "2026-11-20 00:00:00"],
)
def test_dates_are_understood_as_people_and_programs_write_them(text):
    assert line(mulai=text).appointment.valid_from == date(2026, 11, 20)


@pytest.mark.parametrize(
    "text", ["31/02/2026", "11/20/2026", "46346", "besok", "2026", "20/11/26", "0/0/0000"]
)
def test_other_dates_are_refused_with_an_example(text):
    assert "20/11/2026" in problems(mulai=text)["mulai"]


def test_without_a_first_day_it_is_today():
    assert line().appointment.valid_from == timezone.localdate()


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"nama": ""}, "nama"),
        ({"nama": "S" * 400}, "nama"),
        ({"nama_pengguna": "", "email": ""}, "nama_pengguna"),
        ({"nama_pengguna": "siti contoh"}, "nama_pengguna"),
        ({"nama_pengguna": "s" * 200}, "nama_pengguna"),
        ({"email": "siti"}, "email"),
        ({"jabatan": ""}, "jabatan"),
        ({"jabatan": "Admim"}, "jabatan"),
        ({"unit": ""}, "unit"),
        ({"unit": "Bidang Dita"}, "unit"),
        ({"jabatan": "Kepala Dinas"}, "unit"),
        ({"jenis": "tetap"}, "jenis"),
        ({"mulai": "20/11/2026", "sampai": "19/11/2026"}, "sampai"),
        ({"nomor_sk": "9" * 200}, "nomor_sk"),
        ({"jabatan_lengkap": "=HYPERLINK(1)"}, "jabatan_lengkap"),
    ],
)
def test_an_error_names_the_row_s_cell(changes, column):
    found = line(**changes)

    assert found.verdict == Verdict.ERROR
    assert [name for name, _sentence in found.problems] == [column]


def test_all_errors_of_a_row_are_told_at_once():
    assert set(problems(jenis="tetap", mulai="besok", unit="Nirwana")) == {"jenis", "mulai", "unit"}


def test_an_unknown_unit_or_position_suggests_the_nearest():
    assert "Bidang Data" in problems(unit="Bidang Dta")["unit"]
    assert "Admin" in problems(jabatan="Admn")["jabatan"]


def test_a_unit_of_another_agency_has_that_agency_s_positions():
    Unit.objects.create(name="Dinas Lain")

    assert "Dinas Lain" in problems(unit="Dinas Lain")["jabatan"]


def test_somebody_elses_email_is_refused_with_the_user_name():
    budi = make_user("budi")

    assert "budi" in problems(email=budi.email)["email"]


def test_two_new_people_with_one_email_are_refused():
    plan = plan_import(people(SITI, SITI | {"nama_pengguna": "siti2", "nama": "Siti Lain"}))

    assert [found.verdict for found in plan.lines] == [Verdict.NEW, Verdict.ERROR]


def test_one_new_user_with_two_names_is_refused():
    plan = plan_import(people(SITI, SITI | {"nama": "Budi Contoh", "unit": "Seksi Statistik"}))

    assert dict(plan.lines[1].problems)["nama"]


def test_an_email_that_several_users_share_does_not_say_who_is_meant():
    for username in ("satu", "dua"):
        User.objects.create_user(username, email="bersama@x.example")

    assert "email" in problems(nama_pengguna="", email="bersama@x.example")


def test_a_deactivated_account_is_refused():
    User.objects.create_user("siti", is_active=False)

    assert "nama_pengguna" in problems(email="")


def test_the_same_row_twice_is_refused_with_the_number_of_the_first():
    plan = plan_import(people(SITI, SITI))

    assert "2" in dict(plan.lines[1].problems)["jabatan"]


def test_two_definitive_holders_in_one_list_are_refused():
    budi = {"nama": "Budi", "nama_pengguna": "budi", "email": "budi@x.example"}
    plan = plan_import(people(SITI | {"jenis": "definitif"}, SITI | budi | {"jenis": "definitif"}))

    assert "Siti Contoh" in dict(plan.lines[1].problems)["jenis"]


def test_a_second_definitive_holder_is_refused(admin_position, bidang):
    appoint(make_user("budi", "Budi", "Contoh"), admin_position, bidang, kind="definitive")

    assert "Budi Contoh" in problems(jenis="definitif")["jenis"]


@pytest.mark.parametrize("mulai", ["", "1/1/2020"])
def test_an_appointment_that_is_already_there_is_left_as_it_is(admin_position, bidang, mulai):
    siti = make_user("siti")
    appoint(siti, admin_position, bidang)

    found = line(mulai=mulai, email="")

    assert found.verdict == Verdict.THERE
    assert not plan_import(people(SITI | {"mulai": mulai, "email": ""})).can_be_imported


def test_the_same_appointment_with_other_dates_is_not_made_twice(admin_position, bidang):
    appoint(make_user("siti"), admin_position, bidang)

    assert "mulai" in problems(mulai="1/6/2026", email="")


def test_an_ended_appointment_may_be_followed_by_a_new_one(admin_position, bidang):
    appoint(make_user("siti"), admin_position, bidang, valid_until=timezone.localdate() - timedelta(days=1))

    assert line(email="").is_new


def test_what_deserves_a_second_look_is_noted(bidang):
    assert len(line(jenis="Plt.", email="").notes) == 2
    assert line().notes == []


# --- All or nothing --------------------------------------------------------------------------


def counts():
    return User.objects.count(), Appointment.objects.count(), ModelLogEntry.objects.count()


def test_one_wrong_row_stops_all():
    before = counts()
    people_file = people(SITI, SITI | {"nama_pengguna": "budi", "email": "", "unit": "Nirwana"})

    with pytest.raises(ImportRefused):
        run(people_file)

    assert counts() == before


def test_a_preview_that_is_out_of_date_is_refused(admin_position, bidang):
    people_file = people(SITI)
    seen = plan_import(people_file).fingerprint
    make_user("siti")
    before = counts()

    with pytest.raises(ImportRefused):
        import_people(people_file, seen)

    assert counts() == before


def test_confirming_twice_imports_once():
    people_file = people(SITI)
    seen = plan_import(people_file).fingerprint
    import_people(people_file, seen)

    with pytest.raises(ImportRefused):
        import_people(people_file, seen)

    assert Appointment.objects.count() == 1


def test_a_preview_of_yesterday_is_out_of_date_when_the_rows_say_today():
    people_file = people(SITI)
    seen = plan_import(people_file, timezone.now() - timedelta(days=1)).fingerprint

    with pytest.raises(ImportRefused):
        import_people(people_file, seen)


def test_a_fault_in_the_middle_leaves_nothing_behind():
    def fail(sender, instance, **kwargs):
        if instance.username == "budi":
            raise IntegrityError("duplicate key")

    post_save.connect(fail, sender=User)
    try:
        with pytest.raises(ImportRefused):
            run(people(SITI, SITI | {"nama": "Budi", "nama_pengguna": "budi", "email": "budi@x.example"}))
    finally:
        post_save.disconnect(fail, sender=User)

    assert not User.objects.exists()


def test_the_log_says_who_imported_whom():
    boss = make_user("boss")

    run(people(SITI), by=boss)

    entries = ModelLogEntry.objects.filter(action="wagtail.create", user=boss)
    assert {entry.content_type.model for entry in entries} == {User._meta.model_name, "appointment"}


def test_nobody_knows_the_password_of_a_new_user_but_it_can_be_reset(client, mailoutbox):
    run(people(SITI))
    user = User.objects.get()

    assert user.has_usable_password()
    assert not user.check_password("")
    client.post("/admin/password_reset/", {"email": user.email})
    assert [message.to for message in mailoutbox] == [["siti@x.example"]]


def test_groups_that_no_position_owns_stay_as_they_are():
    siti = make_user("siti")
    foreign = Group.objects.create(name="Penerjemah")
    siti.groups.add(foreign)

    run(people(SITI | {"email": ""}))

    assert foreign in siti.groups.all()


# --- Speed -----------------------------------------------------------------------------------


def many(number):
    return people(
        *(
            SITI | {"nama": f"Orang {n}", "nama_pengguna": f"orang{n}", "email": f"orang{n}@x.example"}
            for n in range(number)
        )
    )


def test_a_preview_costs_as_many_queries_for_thirty_rows_as_for_three(django_assert_num_queries):
    with django_assert_num_queries(4):
        plan_import(many(3))
    with django_assert_num_queries(4):
        plan_import(many(30))


def test_each_row_of_an_import_costs_few_queries():
    with CaptureQueriesContext(connection) as three:
        run(many(3))
    Appointment.objects.all().delete()
    User.objects.all().delete()
    with CaptureQueriesContext(connection) as thirty:
        run(many(30))

    assert (len(thirty) - len(three)) / 27 <= 8
    assert Position.objects.count() == 2


# --- Two at once -----------------------------------------------------------------------------


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_confirmations_at_the_same_instant_import_once(admin_position, bidang):
    make_user("siti")
    people_file = people(SITI | {"email": ""})
    seen = plan_import(people_file).fingerprint
    start = Barrier(4)

    def confirm():
        start.wait()
        try:
            import_people(people_file, seen)
            return "imported"
        except ImportRefused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        results = [future.result() for future in [pool.submit(confirm) for _ in range(4)]]

    assert sorted(results) == ["imported", "refused", "refused", "refused"]
    assert Appointment.objects.count() == 1
