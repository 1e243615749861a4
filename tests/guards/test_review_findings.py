"""No screen offers what is then refused, and what Wagtail does by itself is on the record."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowTask
from wagtail.users.models import UserProfile

from tests.testapp.models import Advert, SimplePage
from wagtail_sop.models import Appointment, Case, CaseEvent, StepTask
from wagtail_sop.testing import appoint

from .forms import read

pytestmark = pytest.mark.usefixtures("in_english")

both = pytest.mark.parametrize("person", ["moderator", "superuser"])


@pytest.fixture
def public(office, draft):
    """A piece of the section that its SOP brought to the public."""
    office.bring(Case.objects.current_on(draft), to="6").approve(office.admin_data)
    return Page.objects.get(pk=draft.pk)


# Copying


@both
def test_the_copy_screen_of_the_section_offers_drafts_only(client_of, public, person):
    address = reverse("wagtailadmin_pages:copy", args=[public.pk])

    shown = client_of(person).get(address).context["form"].fields

    assert "new_title" in shown
    assert not {"publish_copies", "alias"} & set(shown)


@both
def test_the_copy_screen_elsewhere_still_offers_both(client_of, office, elsewhere, person):
    address = reverse("wagtailadmin_pages:copy", args=[elsewhere.pk])

    shown = client_of(person).get(address).context["form"].fields

    assert {"publish_copies", "alias"} <= set(shown)


@both
@pytest.mark.parametrize("how", ["publish_copies", "alias"])
def test_a_live_copy_into_the_section_is_refused_in_the_words_of_the_sop(
    client_of, office, elsewhere, person, how
):
    address = reverse("wagtailadmin_pages:copy", args=[elsewhere.pk])
    data = {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": office.section.pk, how: "on"}

    client = client_of(person)
    UserProfile.objects.create(user=office.people[person], preferred_language="id")

    answer = client.post(address, data)

    (told,) = answer.context["form"].errors["new_parent_page"]
    assert told.startswith("Bagian situs ini diatur oleh SOP")


# Moving


@both
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_live_page_is_not_asked_whether_it_should_move_in(client_of, office, elsewhere, person, method):
    page = elsewhere.add_child(instance=SimplePage(title="Masuk", slug="masuk"))
    client = client_of(person)

    answer = getattr(client, method)(
        reverse("wagtailadmin_pages:move_confirm", args=[page.pk, office.section.pk])
    )

    assert answer.url == reverse("wagtailadmin_explore", args=[elsewhere.pk])
    assert any("Unpublish it first" in line for line in read(client))


def test_a_draft_is_still_asked_and_moved_in(client_of, office, elsewhere):
    page = elsewhere.add_child(instance=SimplePage(title="Masuk", slug="masuk", live=False))
    client = client_of("superuser")
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, office.section.pk])

    assert client.get(address).status_code == 200
    client.post(address)

    assert Page.objects.get(pk=page.pk).get_parent().pk == office.section.pk


# Taking down with Wagtail's own button


def taken_down(obj):
    return CaseEvent.objects.filter(case__in=Case.objects.about(obj), kind=CaseEvent.Kind.TAKEN_DOWN)


@both
def test_wagtails_own_unpublish_is_on_the_record(client_of, office, public, person):
    client_of(person).post(reverse("wagtailadmin_pages:unpublish", args=[public.pk]))

    event = taken_down(public).get()
    assert not Page.objects.get(pk=public.pk).live
    assert event.user == office.people[person]
    assert event.note == "Taken down with Wagtail's own button, no reason given."


def test_it_is_on_the_record_of_what_was_live_and_not_of_the_next_draft(client_of, office, public):
    office.write(public.specific, by=office.kontributor_data, body="Naskah kedua.")

    client_of("superuser").post(reverse("wagtailadmin_pages:unpublish", args=[public.pk]))

    assert Case.objects.about(public).count() == 2
    assert taken_down(public).get().case.went_live_at


def test_a_governed_snippet_is_on_the_record_too(client_of, advert_office):
    advert = Advert.objects.create(text="Pasar murah", live=False)
    case = advert_office.write(advert, by=advert_office.kontributor_data)
    advert_office.bring(case, to="6").approve(advert_office.admin_data)

    client_of("superuser").post(reverse(Advert.snippet_viewset.get_url_name("unpublish"), args=[advert.pk]))

    assert taken_down(advert).get().user == advert_office.superuser


def test_a_case_that_takes_down_writes_one_event_only(office, public):
    Case.objects.current_on(public).take_down(office.kepala_dinas, "Angka keliru.")

    assert taken_down(public).get().note == "Angka keliru."


def test_what_expires_by_its_own_date_is_not_taken_down_by_anybody(public):
    Page.objects.filter(pk=public.pk).update(expire_at=timezone.now() - timedelta(hours=1))

    call_command("publish_scheduled")

    assert Page.objects.get(pk=public.pk).expired
    assert not taken_down(public).exists()


def test_deleting_is_not_taking_down(client_of, public):
    client_of("superuser").post(reverse("wagtailadmin_pages:delete", args=[public.pk]))

    assert not Page.objects.filter(pk=public.pk).exists()
    assert not taken_down(public).exists()


def test_what_no_sop_governs_is_unpublished_without_a_record(client_of, elsewhere):
    client_of("superuser").post(reverse("wagtailadmin_pages:unpublish", args=[elsewhere.pk]))

    assert not Page.objects.get(pk=elsewhere.pk).live
    assert not CaseEvent.objects.filter(kind=CaseEvent.Kind.TAKEN_DOWN).exists()


# Settings


@pytest.fixture
def own_workflow(db):
    workflow = Workflow.objects.create(name="Persetujuan biasa")
    task = GroupApprovalTask.objects.create(name="Moderasi")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


@pytest.mark.parametrize("query", ["", "?show_disabled=true", "?q=a"])
@pytest.mark.parametrize("listing", ["index", "task_index"])
def test_the_settings_list_only_what_can_be_edited_there(client_of, office, own_workflow, listing, query):
    answer = client_of("superuser").get(reverse(f"wagtailadmin_workflows:{listing}") + query)

    listed = [row.pk for row in answer.context["object_list"]]
    of_sop = {
        "index": [office.procedure.edition_in_force.workflow_id],
        "task_index": StepTask.objects.values_list("pk", flat=True),
    }
    own = {"index": own_workflow.pk, "task_index": own_workflow.tasks.get().pk}
    assert own[listing] in listed
    assert not set(of_sop[listing]) & set(listed)


@pytest.mark.parametrize("screen", ["task_chooser", "task_chooser_results"])
def test_the_workflow_editor_does_not_offer_steps_of_an_sop(client_of, office, own_workflow, screen):
    answer = client_of("superuser").get(reverse(f"wagtailadmin_workflows:{screen}"))

    assert [task.pk for task in answer.context["tasks"]]
    assert not StepTask.objects.filter(pk__in=[task.pk for task in answer.context["tasks"]]).exists()


# An appointment that ended


@pytest.fixture
def lapsed(office):
    """The head of the agency, whose term is over and who has lost access with it."""
    term = office.kepala_dinas.sop_appointments.get()
    term.valid_until = timezone.localdate() - timedelta(days=1)
    term.save()
    return office.kepala_dinas


SENTENCE = "Your appointment as Kepala Dinas"


@pytest.mark.parametrize("method", ["get", "post"])
def test_whose_appointment_ended_reads_so(client_of, office, draft, lapsed, method):
    case = office.bring(Case.objects.current_on(draft), to="5", content_class="policy")
    screen = {"get": "case", "post": "act"}[method]
    address = reverse(f"wagtail_sop:{screen}", args=[case.pk])

    answer = getattr(client_of("kepala_dinas"), method)(address, {"verb": "approve"})

    assert answer.status_code == 403
    assert SENTENCE in answer.content.decode()
    assert "Ask for it to be renewed." in answer.content.decode()
    assert not Page.objects.get(pk=draft.pk).live


def test_it_is_said_in_the_persons_own_language(client_of, lapsed):
    UserProfile.objects.create(user=lapsed, preferred_language="id")

    answer = client_of("kepala_dinas").get(reverse("wagtailadmin_home"))

    assert "Penugasan Anda sebagai" in answer.content.decode()
    assert 'lang="id"' in answer.content.decode()


def test_the_lapsed_person_can_log_out(client_of, lapsed):
    client = client_of("kepala_dinas")

    answer = client.post(reverse("wagtailadmin_logout"))

    assert answer.url == reverse("wagtailadmin_login")
    assert client.get(reverse("wagtailadmin_home")).status_code == 302


def test_a_renewed_person_is_let_in_without_an_old_message(client_of, office, lapsed):
    client = client_of("kepala_dinas")
    client.get(reverse("wagtailadmin_home"))

    appoint(lapsed, office.position("kepala_dinas"), office.agency, valid_from=timezone.localdate())

    assert read(client) == []


def test_a_stranger_is_still_sent_to_the_login_form(client, client_of, office):
    office.hire("tamu", "admin", office.data).sop_appointments.all().delete()
    Appointment.sync_groups([office.tamu])
    client.force_login(office.tamu)

    assert client.get(reverse("wagtailadmin_home")).status_code == 302


# A workflow that was begun elsewhere


def test_a_plain_workflow_begun_before_the_piece_came_here_ends_when_the_piece_is_submitted(
    office, own_workflow
):
    page = SimplePage(title="Dari luar", slug="dari-luar", body="Naskah.", live=False)
    office.section.get_parent().add_child(instance=page)
    page.save_revision(user=office.kontributor_data)
    foreign = own_workflow.start(page, office.kontributor_data)
    page.move(office.section, pos="last-child")
    case = office.write(SimplePage.objects.get(pk=page.pk), office.kontributor_data)

    case.submit(office.kontributor_data)

    foreign.refresh_from_db()
    assert foreign.status == "cancelled"
    assert case.is_running and case.workflow_state != foreign
