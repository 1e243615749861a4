"""Draft, three approvals, live: a case of ours against Wagtail's own ``GroupApprovalTask`` with as many steps.

Both with ten people per step and mail on, on the database that ``DATABASE_URL`` names (SQLite in memory if none).
Wall time and number of queries; the aim is a ratio of at most 1 for both.
"""

import statistics
import sys
import time

from django.core import mail
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
    """Returns a function that brings one new page from draft to live by its procedure, and calls ``after`` where a
    request would end."""
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

    def run(number, after=lambda: None):
        page = SimplePage(
            title=f"Berita {number}", slug=f"ours-{number}", body="Isi", live=False, owner=writer
        )
        section.add_child(instance=page)
        page.save_revision(user=writer)
        case = Case.objects.current_on(page)
        case.submit(writer)
        after()
        for code in STEPS:
            case.approve(staff[code][0], "Baik.")
            after()
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


def measure(runs, tidy):
    """Median seconds, queries and mails of each, in turns: what else the machine does then disturbs all alike."""
    readings = {name: [] for name in runs}
    for number in range(PAGES + 1):
        for name, run in runs.items():
            mail.outbox.clear()
            with query_count() as count:
                started = time.perf_counter()
                run(f"{name}-{number}")
                seconds = time.perf_counter() - started
            readings[name].append((seconds, count(), len(mail.outbox)))
            tidy()
    # The first of each fills caches.
    return {name: list(zip(*rows[1:], strict=True)) for name, rows in readings.items()}


def main():
    with bench_database() as (database, home):
        from tests.testapp.models import SimplePage
        from wagtail_sop.actions.send_notices import send_notices

        sections = [home.add_child(instance=SimplePage(title=name, slug=name)) for name in ("ours", "plain")]
        ours, plain = our_newsroom(sections[0]), plain_newsroom(sections[1])
        runs = {"plain": plain, "act": ours, "all": lambda number: ours(number, after=send_notices)}
        readings = measure(runs, tidy=send_notices)
    passed = report(database, "mail left to the worker", readings["act"], readings["plain"])
    passed &= report(database, "mail sent after each act", readings["all"], readings["plain"])
    return 0 if passed else 1


def report(database, what, ours, plain):
    """Ratios turn by turn, and of these the median."""
    (our_times, our_queries, our_mails), (plain_times, plain_queries, plain_mails) = ours, plain
    time_ratio = statistics.median(a / b for a, b in zip(our_times, plain_times, strict=True))
    query_ratio = statistics.median(our_queries) / statistics.median(plain_queries)
    milliseconds = [f"{statistics.median(times) * 1000:.0f} ms" for times in (our_times, plain_times)]
    detail = f"{' : '.join(milliseconds)}, mails {our_mails[-1]} : {plain_mails[-1]}"
    say(f"draft to live, {what}, {database}", time_ratio, 1, detail)
    detail = f"{statistics.median(our_queries):.0f} : {statistics.median(plain_queries):.0f}"
    say(f"queries, {what}, {database}", query_ratio, 1, detail)
    return time_ratio <= 1 and query_ratio <= 1


if __name__ == "__main__":
    sys.exit(main())
