"""Draft, three approvals, live: a case of ours against Wagtail's own ``GroupApprovalTask`` with as many steps.

Both with ten people per step and mail on, on the database that ``DATABASE_URL`` names (SQLite in memory if none).
Wall time and number of queries; the aim is a ratio of at most 1 for both.
"""

import statistics
import sys
import time

from site_for_bench import bench_database, query_count, say

PAGES = 12
MEMBERS = 10
SOP = """
skema: sop-ap/1
id: bench
instansi: {nama: DINAS CONTOH}
identitas: {nomor: "1", nama_sop: Bench}
pelaksana:
  - {kode: kontributor, nama: Kontributor, per_unit: true}
  - {kode: satu, nama: Pemeriksa satu, per_unit: true}
  - {kode: dua, nama: Pemeriksa dua, per_unit: true}
  - {kode: tiga, nama: Pemeriksa tiga, per_unit: true}
  - {kode: admin, nama: Admin, per_unit: true}
langkah:
  - {nomor: "1", lingkup: naskah, jenis: siapkan, kegiatan: Menulis, pelaksana: [{kode: kontributor, peran: pelaku}],
     simbol: kapsul, waktu: {asli: 1 hari, min: 1, maks: 1, satuan: hari}}
  - {nomor: "2", lingkup: naskah, jenis: periksa, kegiatan: Memeriksa satu, pelaksana: [{kode: satu, peran: pemutus}],
     simbol: belah_ketupat, waktu: {asli: 2 jam, min: 2, maks: 2, satuan: jam},
     keputusan: {ya: [{ke: "3"}], tidak: {ke: "1"}}}
  - {nomor: "3", lingkup: naskah, jenis: periksa, kegiatan: Memeriksa dua, pelaksana: [{kode: dua, peran: pemutus}],
     simbol: belah_ketupat, waktu: {asli: 2 jam, min: 2, maks: 2, satuan: jam},
     keputusan: {ya: [{ke: "4"}], tidak: {ke: "1"}}}
  - {nomor: "4", lingkup: naskah, jenis: periksa, kegiatan: Memeriksa tiga, pelaksana: [{kode: tiga, peran: pemutus}],
     simbol: belah_ketupat, waktu: {asli: 2 jam, min: 2, maks: 2, satuan: jam},
     keputusan: {ya: [{ke: "5"}], tidak: {ke: "1"}}}
  - {nomor: "5", lingkup: naskah, jenis: tayangkan, kegiatan: Menayangkan, pelaksana: [{kode: admin, peran: pelaku}],
     simbol: kapsul, waktu: {asli: 30 menit, min: 30, maks: 30, satuan: menit}}
"""
STEPS = ["satu", "dua", "tiga", "admin"]


def people_of(position, make_user):
    return [make_user(f"{position}_{number}") for number in range(MEMBERS)]


def our_newsroom(section):
    """Returns a function that brings one new page from draft to live by its procedure."""
    from tests.testapp.models import SimplePage
    from wagtail_sop.actions.install_procedure import install_procedure
    from wagtail_sop.models import Case, Position, Unit
    from wagtail_sop.procedures import loads
    from wagtail_sop.testing import appoint, make_user

    agency = Unit.objects.create(name="Dinas Contoh")
    install_procedure(loads(SOP), [section], agency=agency)
    staff = {code: people_of(code, make_user) for code in ["kontributor", *STEPS]}
    for code, users in staff.items():
        for user in users:
            appoint(user, Position.objects.get(code=code), agency)
    writer = staff["kontributor"][0]

    def run(number):
        page = SimplePage(
            title=f"Berita {number}", slug=f"ours-{number}", body="Isi", live=False, owner=writer
        )
        section.add_child(instance=page)
        page.save_revision(user=writer)
        case = Case.objects.current_on(page)
        case.submit(writer)
        for code in STEPS:
            case.approve(staff[code][0], "Baik.")
        page.refresh_from_db()
        assert page.live

    return run


def plain_newsroom(section):
    """The same with plain Wagtail: one group of ten per task; the last may publish, as its finish action demands."""
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow, WorkflowPage, WorkflowTask

    from tests.testapp.models import SimplePage
    from wagtail_sop.testing import make_user

    access = Permission.objects.get(codename="access_admin")
    workflow = Workflow.objects.create(name="Plain")
    staff = {}
    for order, code in enumerate(STEPS):
        group = Group.objects.create(name=f"plain {code}")
        group.permissions.add(access)
        staff[code] = people_of(f"plain_{code}", make_user)
        group.user_set.add(*staff[code])
        task = GroupApprovalTask.objects.create(name=code)
        task.groups.add(group)
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=section, permission=publish)
    WorkflowPage.objects.create(page=section, workflow=workflow)
    writer = make_user("plain_writer")

    def run(number):
        page = SimplePage(
            title=f"Berita {number}", slug=f"plain-{number}", body="Isi", live=False, owner=writer
        )
        section.add_child(instance=page)
        page.save_revision(user=writer)
        page.get_workflow().start(page, writer)
        for code in STEPS:
            state = page.current_workflow_task_state
            state.task.specific.on_action(state, staff[code][0], "approve", comment="Baik.")
        page.refresh_from_db()
        assert page.live

    return run


def measure(run):
    times, queries = [], []
    run(0)
    for number in range(1, PAGES + 1):
        with query_count() as count:
            started = time.perf_counter()
            run(number)
            times.append(time.perf_counter() - started)
        queries.append(count())
    return statistics.median(times), statistics.median(queries)


def with_mail_sent(run):
    """The same, with the waiting mail sent in the same process at the end, as a worker would."""
    from wagtail_sop.actions.send_notices import send_notices

    def run_and_send(number):
        run(f"{number}-mailed")
        send_notices()

    return run_and_send


def main():
    with bench_database() as (database, home):
        from tests.testapp.models import SimplePage

        sections = [home.add_child(instance=SimplePage(title=name, slug=name)) for name in ("ours", "plain")]
        ours, plain = our_newsroom(sections[0]), plain_newsroom(sections[1])
        readings = {
            name: measure(run)
            for name, run in (("plain", plain), ("act", ours), ("all", with_mail_sent(ours)))
        }
    passed = report(database, "mail left to the worker", readings["act"], readings["plain"])
    passed &= report(database, "mail sent as well", readings["all"], readings["plain"])
    return 0 if passed else 1


def report(database, what, ours, plain):
    (our_time, our_queries), (plain_time, plain_queries) = ours, plain
    detail = f"{our_time * 1000:.0f} ms : {plain_time * 1000:.0f} ms"
    say(f"draft to live, {what}, {database}", our_time / plain_time, 1, detail)
    say(
        f"queries, {what}, {database}",
        our_queries / plain_queries,
        1,
        f"{our_queries:.0f} : {plain_queries:.0f}",
    )
    return our_time <= plain_time and our_queries <= plain_queries


if __name__ == "__main__":
    sys.exit(main())
