"""The inbox with 10,000 open cases in 40 units, against ``TaskState.objects.reviewable_by`` on the same data.

Wagtail's side is set up as one group and task per unit and step, as a site without us must; its dashboard panel is
rendered for one head of a unit, and so is ours. Aims: at most 12 queries, at least 20 times faster.
"""

import statistics
import sys
import time
from datetime import timedelta

from site_for_bench import bench_database, query_count, say

UNITS = 40
CASES = 10_000
REPEATS = 5


def rows_of_pages(section):
    """10,000 draft pages with a revision each, past the slow road of one save per page."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import Page, Revision

    from tests.testapp.models import SimplePage

    kind, base = ContentType.objects.get_for_model(SimplePage), ContentType.objects.get_for_model(Page)
    first = section.add_child(instance=SimplePage(title="Pola", slug="pola", live=False))
    pattern = first.serializable_data()
    bulk = []
    for number in range(CASES):
        page = Page(
            title=f"Berita {number}",
            draft_title=f"Berita {number}",
            slug=f"berita-{number}",
            live=False,
            content_type=kind,
            path=section.path + Page._int2str(number + 2).rjust(4, "0"),
            depth=section.depth + 1,
            url_path=f"{section.url_path}berita-{number}/",
            locale_id=section.locale_id,
        )
        bulk.append(page)
    Page.objects.bulk_create(bulk, batch_size=1000)
    pages = list(
        Page.objects.filter(
            path__startswith=section.path, depth=section.depth + 1, title__startswith="Berita"
        )
    )
    insert_children(pages)
    revisions = [
        Revision(
            object_id=str(page.pk),
            content_type=kind,
            base_content_type=base,
            object_str=page.title,
            created_at=timezone.now(),
            content=pattern | {"pk": page.pk, "title": page.title},
        )
        for page in pages
    ]
    Revision.objects.bulk_create(revisions, batch_size=1000)
    latest = {
        int(revision.object_id): revision
        for revision in Revision.objects.filter(object_str__startswith="Berita")
    }
    for page in pages:
        page.latest_revision = latest[page.pk]
    Page.objects.bulk_update(pages, ["latest_revision"], batch_size=1000)
    return pages, latest, kind, base


def insert_children(pages):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO testapp_simplepage (page_ptr_id, body) VALUES (%s, '')", [(p.pk,) for p in pages]
        )


def our_side(section, pages, latest, kind, base):
    """An open case per page, standing at the head of its unit; returns one head."""
    from django.utils import timezone

    from wagtail_sop.models import Case, CaseStep, Unit
    from wagtail_sop.testing import Office, appoint, make_user

    office = Office(section)
    units = [Unit.objects.create(name=f"Unit {number}", parent=office.agency) for number in range(UNITS)]
    position = office.position("atasan_unit")
    heads = [make_user(f"head{number}") for number in range(UNITS)]
    for unit, head in zip(units, heads, strict=True):
        appoint(head, position, unit)
    now, edition = timezone.now(), office.procedure.edition_in_force
    cases = [
        Case(
            edition=edition, content_type=kind, base_content_type=base, object_id=str(page.pk), title=page.title,
            unit=units[number % UNITS], unit_name=str(units[number % UNITS]), content_class="important",
            status=Case.Status.RUNNING, opened_at=now,
        )
        for number, page in enumerate(pages)
    ]  # fmt: skip
    Case.objects.bulk_create(cases, batch_size=1000)
    cases = list(Case.objects.order_by("pk"))
    rows = [
        CaseStep(
            case=case, key="4", number="4", name="Penyaringan", kind="review", position=position,
            position_name=position.name, unit_id=case.unit_id, started_at=now,
            due_at=now + timedelta(minutes=number % 600), limit_seconds=7200,
        )
        for number, case in enumerate(cases)
    ]  # fmt: skip
    CaseStep.objects.bulk_create(rows, batch_size=1000)
    for case, row in zip(cases, CaseStep.objects.order_by("pk"), strict=True):
        case.current_step = row
    Case.objects.bulk_update(cases, ["current_step"], batch_size=1000)
    return heads[0]


def plain_side(pages, latest, kind, base):
    """A task and a group per unit and step; the states stand at the third step. Returns one member."""
    from django.contrib.auth.models import Group
    from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowState, WorkflowTask

    from wagtail_sop.testing import make_user

    tasks, workflows = {}, []
    for unit in range(UNITS):
        workflow = Workflow.objects.create(name=f"Plain {unit}")
        for step in range(5):
            group = Group.objects.create(name=f"unit {unit} step {step}")
            task = GroupApprovalTask.objects.create(name=f"unit {unit} step {step}")
            task.groups.add(group)
            WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=step)
            tasks[unit, step] = task, group
        workflows.append(workflow)
    runs = WorkflowState.objects.bulk_create(
        [
            WorkflowState(
                content_type=kind,
                base_content_type=base,
                object_id=str(page.pk),
                workflow=workflows[n % UNITS],
            )
            for n, page in enumerate(pages)
        ],
        batch_size=1000,
    )
    states = TaskState.objects.bulk_create(
        [
            TaskState(
                workflow_state=run, revision=latest[int(run.object_id)], task=tasks[n % UNITS, 2][0].task_ptr
            )
            for n, run in enumerate(runs)
        ],
        batch_size=1000,
    )
    for run, state in zip(runs, states, strict=True):
        run.current_task_state = state
    WorkflowState.objects.bulk_update(runs, ["current_task_state"], batch_size=1000)
    member = make_user("plain_head")
    member.groups.add(tasks[0, 2][1])
    return member


def panel_html(panel, user):
    from django.template.context import RequestContext
    from django.test import RequestFactory

    request = RequestFactory().get("/admin/")
    request.user = type(user).objects.get(pk=user.pk)
    return panel.render_html(RequestContext(request, {"request": request, "csrf_token": "x"}))


def measure(panel, user):
    """Median seconds and queries of drawing the panel, and what it drew."""
    panel_html(panel, user)
    times = []
    for _turn in range(REPEATS):
        with query_count() as count:
            started = time.perf_counter()
            html = panel_html(panel, user)
            times.append(time.perf_counter() - started)
    return statistics.median(times), count(), html


def main():
    with bench_database() as (database, home):
        from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

        from tests.testapp.models import SimplePage
        from wagtail_sop.panels import WaitingPanel

        section = home.add_child(instance=SimplePage(title="Berita", slug="berita"))
        facts = rows_of_pages(section)
        head, member = our_side(section, *facts), plain_side(*facts)
        our_time, our_queries, our_html = measure(WaitingPanel(), head)
        plain_time, plain_queries, plain_html = measure(WorkflowObjectsToModeratePanel(), member)
        assert "Berita 0" in our_html and "Berita 0" in plain_html
    say(
        f"inbox, times faster, {database}",
        plain_time / our_time,
        20,
        f"{our_time * 1000:.0f} ms : {plain_time * 1000:.0f} ms",
    )
    say(f"inbox, queries, {database}", our_queries, 12, f"{our_queries} : {plain_queries}")
    return 0 if our_queries <= 12 and plain_time >= 20 * our_time else 1


if __name__ == "__main__":
    sys.exit(main())
