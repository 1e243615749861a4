"""Wagtail's own workflow mail and ours do not both arrive."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask

from tests.testapp.models import SimplePage
from wagtail_sop.testing import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def superuser():
    return get_user_model().objects.create_superuser("root", "root@example.go.id", "sop")


@pytest.fixture
def plain_workflow(section):
    workflow = Workflow.objects.create(name="Pemeriksaan biasa")
    task = GroupApprovalTask.objects.create(name="Periksa")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def test_wagtail_sends_no_mail_of_its_own_about_a_piece_under_a_procedure(
    office, page, mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.WAGTAIL_SOP = {"WAKE_UP": "none"}
    case = office.write(page, office.kontributor_data)

    with django_capture_on_commit_callbacks(execute=True):
        office.bring(case, "7", content_class="routine")

    assert page.__class__.objects.get(pk=page.pk).live
    assert mailoutbox == []


def test_other_workflows_keep_wagtails_mail(section, plain_workflow, superuser, mailoutbox):
    writer = make_user("penulis_profil")
    page = (
        Page.objects.get(pk=section.pk)
        .get_parent()
        .add_child(instance=SimplePage(title="Profil", live=False))
    )
    page.save_revision(user=writer)

    run = plain_workflow.start(page, writer)
    run.current_task_state.approve(user=superuser)

    assert [message.to for message in mailoutbox if "Profil" in message.subject][-1] == [writer.email]
