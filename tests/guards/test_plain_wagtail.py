"""With an SOP on one section, the rest of the site behaves as plain Wagtail does (rule 10)."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from tests.testapp.models import Advert, SimplePage
from wagtail_sop.models import Case
from wagtail_sop.testing import make_user

from .forms import fields

pytestmark = [pytest.mark.usefixtures("in_english", "office"), pytest.mark.django_db]


@pytest.fixture
def browser_of():
    def log_in(user):
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def piece(elsewhere):
    page = elsewhere.add_child(instance=SimplePage(title="Visi", slug="visi", live=False))
    page.save_revision()
    return page


@pytest.fixture
def workflow(elsewhere, publishers):
    workflow = Workflow.objects.create(name="Persetujuan biasa")
    task = GroupApprovalTask.objects.create(name="Moderasi")
    task.groups.add(publishers)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=elsewhere)
    return workflow


@pytest.fixture
def editor(section, publishers):
    """Somebody who writes outside the section, without the right to publish."""
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupPagePermission

    group = Group.objects.create(name="Penulis")
    for verb in ("add", "change"):
        permission = Permission.objects.get(codename=f"{verb}_page")
        GroupPagePermission.objects.create(group=group, page=section.get_parent(), permission=permission)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = make_user("editor")
    user.groups.add(group)
    return user


def is_live(page):
    return Page.objects.get(pk=page.pk).live


@pytest.fixture(autouse=True)
def no_case_comes_of_it():
    yield
    assert not Case.objects.exists()


@pytest.mark.parametrize("person", ["moderator", "superuser"])
def test_the_editor_publishes(request, browser_of, piece, person):
    client = browser_of(request.getfixturevalue(person))
    address = reverse("wagtailadmin_pages:edit", args=[piece.pk])

    shown = client.get(address)
    client.post(address, fields(piece, **{"action-publish": "1"}))

    assert b'name="action-publish"' in shown.content
    assert is_live(piece)


@pytest.mark.parametrize("person", ["moderator", "superuser"])
def test_a_new_page_is_published_in_one_go(request, browser_of, elsewhere, person):
    address = reverse("wagtailadmin_pages:add", args=["testapp", "simplepage", elsewhere.pk])
    client = browser_of(request.getfixturevalue(person))

    client.post(address, fields(SimplePage(title="Misi", slug="misi"), **{"action-publish": "1"}))

    assert Page.objects.child_of(elsewhere).get(slug="misi").live


def test_the_bulk_action_publishes(browser_of, superuser, piece):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    browser_of(superuser).post(f"{address}?id={piece.pk}")

    assert is_live(piece)


def test_a_schedule_publishes(browser_of, moderator, piece):
    address = reverse("wagtailadmin_pages:edit", args=[piece.pk])
    date = {"go_live_at": "2099-01-01 08:00", "action-publish": "1"}
    client = browser_of(moderator)
    client.post(address, fields(piece, **date))
    revision = piece.revisions.get(approved_go_live_at__isnull=False)
    unschedule = reverse("wagtailadmin_pages:revisions_unschedule", args=[piece.pk, revision.pk])

    assert unschedule in client.get(address).content.decode()
    client.post(unschedule)
    assert not piece.revisions.filter(approved_go_live_at__isnull=False).exists()
    piece.go_live_at = timezone.now() - timezone.timedelta(minutes=1)
    piece.save_revision(approved_go_live_at=piece.go_live_at)
    call_command("publish_scheduled")

    assert is_live(piece)


@pytest.mark.parametrize("how", ["publish_copies", "alias"])
def test_live_pages_are_copied_as_live(browser_of, moderator, elsewhere, how):
    address = reverse("wagtailadmin_pages:copy", args=[elsewhere.pk])
    data = {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": elsewhere.get_parent().pk}

    browser_of(moderator).post(address, data | {how: "on"})

    assert Page.objects.get(slug="salinan").live


def test_live_pages_are_moved(browser_of, moderator, elsewhere, piece):
    page = elsewhere.add_child(instance=SimplePage(title="Sejarah", slug="sejarah"))
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, piece.pk])

    browser_of(moderator).post(address)

    assert Page.objects.get(pk=page.pk).get_parent().pk == piece.pk


def test_a_workflow_runs_from_submission_to_live_with_its_mails(
    browser_of, editor, moderator, piece, workflow, django_capture_on_commit_callbacks
):
    edit = reverse("wagtailadmin_pages:edit", args=[piece.pk])
    author, client = browser_of(editor), browser_of(moderator)

    assert b'name="action-submit"' in author.get(edit).content
    with django_capture_on_commit_callbacks(execute=True):
        author.post(edit, fields(piece, **{"action-submit": "1"}))
    state = piece.current_workflow_task_state
    assert {address for message in mail.outbox for address in message.to} == {moderator.email}
    mail.outbox.clear()

    approve = reverse("wagtailadmin_pages:workflow_action", args=[piece.pk, "approve", state.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(approve, {"comment": ""})

    assert is_live(piece)
    assert {address for message in mail.outbox for address in message.to} == {editor.email}


def test_a_workflow_is_rejected_resumed_restarted_and_cancelled(
    browser_of, editor, moderator, piece, workflow
):
    edit, author = reverse("wagtailadmin_pages:edit", args=[piece.pk]), browser_of(editor)

    def press(button):
        author.post(edit, fields(piece, **{button: "1"}))
        return piece.workflow_states.order_by("-pk").first()

    run = press("action-submit")
    run.current_task_state.specific.reject(user=moderator, comment="Kurang.")
    run.refresh_from_db()
    assert run.status == "needs_changes"
    assert b'name="action-restart-workflow"' in author.get(edit).content
    run = press("action-submit")
    assert run.status == "in_progress"
    run.current_task_state.specific.reject(user=moderator)
    again = press("action-restart-workflow")
    assert (again.pk != run.pk, again.status) == (True, "in_progress")

    author.post(edit, fields(piece, **{"action-cancel-workflow": "1"}))
    again.refresh_from_db()
    assert again.status == "cancelled"
    assert not is_live(piece)


def test_a_decision_may_be_made_past_the_page_in_the_address(browser_of, moderator, editor, piece, workflow):
    # As in plain Wagtail, where a group's approval does not depend on the page.
    workflow.start(piece, editor)
    other = piece.get_parent().add_child(instance=SimplePage(title="Misi", slug="misi", live=False))
    other.save_revision()
    workflow.start(other, editor)
    state = other.current_workflow_task_state

    browser_of(moderator).post(
        reverse("wagtailadmin_pages:workflow_action", args=[piece.pk, "approve", state.pk])
    )

    assert is_live(other)


def test_workflows_and_tasks_of_the_site_are_edited_and_switched_off(browser_of, superuser, workflow, piece):
    client, task = browser_of(superuser), workflow.tasks.get()
    run = workflow.start(piece, superuser)

    assert client.get(reverse("wagtailadmin_workflows:edit", args=[workflow.pk])).status_code == 200
    assert client.get(reverse("wagtailadmin_workflows:edit_task", args=[task.pk])).status_code == 200
    client.post(reverse("wagtailadmin_workflows:disable", args=[workflow.pk]))
    client.post(reverse("wagtailadmin_workflows:disable_task", args=[task.pk]))

    workflow.refresh_from_db()
    task.refresh_from_db()
    run.refresh_from_db()
    assert (workflow.active, task.active, run.status) == (False, False, "cancelled")
    assert not WorkflowPage.objects.filter(workflow=workflow).exists()


def test_a_workflow_is_taken_off_a_page(browser_of, superuser, workflow, elsewhere):
    browser_of(superuser).post(reverse("wagtailadmin_workflows:remove", args=[elsewhere.pk]))

    assert not WorkflowPage.objects.filter(page=elsewhere).exists()


@pytest.mark.parametrize("person", ["moderator", "superuser"])
def test_snippets_are_published(request, browser_of, person):
    client = browser_of(request.getfixturevalue(person))
    add = reverse("wagtailsnippets_testapp_advert:add")

    assert b'name="action-publish"' in client.get(add).content
    client.post(add, {"text": "Pasar murah", "action-publish": "1"})

    assert Advert.objects.get().live


def test_a_snippet_runs_through_a_workflow(browser_of, moderator, superuser, workflow):
    from django.contrib.contenttypes.models import ContentType

    WorkflowContentType.objects.create(
        workflow=workflow, content_type=ContentType.objects.get_for_model(Advert)
    )
    advert = Advert(text="Pasar murah", live=False)
    advert.save()
    advert.save_revision()
    edit = reverse("wagtailsnippets_testapp_advert:edit", args=[advert.pk])

    browser_of(superuser).post(edit, {"text": "Pasar murah", "action-submit": "1"})
    advert.current_workflow_task_state.approve(user=moderator)

    advert.refresh_from_db()
    assert advert.live


def test_a_refusal_of_wagtails_own_reads_as_before(browser_of, editor, piece):
    page_of_another = reverse("wagtailadmin_workflows:index")

    answer = browser_of(editor).get(page_of_another, follow=True)

    assert "Sorry, you do not have permission" in answer.content.decode()


# Queries


def own_queries(client, address):
    """What a screen asks of this package's tables; the second time, when nothing is new any more."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured if "wagtail_sop_" in query["sql"]]


@pytest.mark.parametrize("screen", ["explorer", "editor", "new", "snippet"])
def test_the_screens_of_the_rest_of_the_site_stay_as_fast(browser_of, moderator, elsewhere, piece, screen):
    address = {
        "explorer": reverse("wagtailadmin_explore", args=[elsewhere.pk]),
        "editor": reverse("wagtailadmin_pages:edit", args=[piece.pk]),
        "new": reverse("wagtailadmin_pages:add", args=["testapp", "simplepage", elsewhere.pk]),
        "snippet": reverse("wagtailsnippets_testapp_advert:add"),
    }[screen]
    client = browser_of(moderator)
    few = own_queries(client, address)

    for number in range(20):
        elsewhere.add_child(instance=SimplePage(title=f"Halaman {number}", slug=f"halaman-{number}"))
    many = own_queries(client, address)

    # One for what is governed, and two for whether our menu items are for this person.
    assert len(many) == len(few) <= 3, "\n".join(many)


def test_all_permissions_of_many_pages_cost_two_queries_more(moderator, elsewhere):
    pages = [elsewhere.add_child(instance=SimplePage(title=f"H {n}", slug=f"h-{n}")) for n in range(20)]
    moderator.get_all_permissions()
    pages[0].permissions_for_user(moderator)

    with CaptureQueriesContext(connection) as captured:
        for page in pages:
            tester = page.permissions_for_user(moderator)
            assert tester.can_publish()
            assert tester.can_set_view_restrictions()
            assert tester.can_unschedule()

    assert len(captured) == 2
