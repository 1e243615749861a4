"""Every road of Wagtail's own to "live", walked by everybody who might take it (rule 1)."""

import json

import pytest
import wagtail
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.publish_page_revision import PublishPagePermissionError, PublishPageRevisionAction
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.models import Page

import tests.urls
from tests.testapp.models import Advert, SimplePage
from wagtail_sop.exceptions import Refused
from wagtail_sop.models import Case

from .forms import fields, read

pytestmark = pytest.mark.usefixtures("in_english")

PEOPLE = ("kontributor_data", "admin_data", "atasan_unit_data", "moderator", "superuser")
everybody = pytest.mark.parametrize("person", PEOPLE)


def assert_not_live(response, page):
    assert response.status_code < 500
    page = Page.objects.get(pk=page.pk)
    assert not page.live
    assert page.first_published_at is None
    assert not Case.objects.filter(break_glass=True).exists()
    assert Case.objects.about(page).before_live().count() == 1


def live_below(section):
    # Not get_children(): the fixture's copy of the section does not know that it has any.
    return list(Page.objects.descendant_of(section).live())


# The editor


@everybody
def test_the_publish_button_of_the_editor_is_neither_offered_nor_obeyed(client_of, draft, person):
    client, address = client_of(person), reverse("wagtailadmin_pages:edit", args=[draft.pk])

    shown = client.get(address)
    answer = client.post(address, fields(draft, **{"action-publish": "1"}))

    assert b'name="action-publish"' not in shown.content
    assert_not_live(answer, draft)


@everybody
def test_a_date_in_the_editor_schedules_nothing(client_of, draft, person):
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    date = {"go_live_at": "2099-01-01 08:00", "action-publish": "1"}

    answer = client_of(person).post(address, fields(draft, **date))

    assert_not_live(answer, draft)
    assert not draft.revisions.filter(approved_go_live_at__isnull=False).exists()


@everybody
def test_a_new_page_in_the_section_is_born_a_draft(client_of, office, person):
    address = reverse("wagtailadmin_pages:add", args=["testapp", "simplepage", office.section.pk])
    client = client_of(person)

    shown = client.get(address)
    page = SimplePage(title="Berita baru", slug="berita-baru")
    answer = client.post(address, fields(page, **{"action-publish": "1"}))

    assert b'name="action-publish"' not in shown.content
    assert answer.status_code < 500
    assert not live_below(office.section)


@everybody
@pytest.mark.parametrize("at_step", ["2", "4", "6"])
def test_the_editor_publishes_nothing_while_the_case_runs(client_of, office, draft, person, at_step):
    case = office.bring(Case.objects.current_on(draft), at_step)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])

    answer = client_of(person).post(address, fields(draft, **{"action-publish": "1"}))

    assert_not_live(answer, draft)
    case.refresh_from_db()
    assert case.is_running


@everybody
def test_an_older_version_is_brought_back_as_a_draft(client_of, draft, person):
    revision = draft.revisions.first()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[draft.pk, revision.pk])
    draft.save_revision()

    shown = client_of(person).get(address)
    answer = client_of(person).post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        fields(draft, revision=revision.pk, **{"action-publish": "1"}),
    )

    assert b'name="action-publish"' not in shown.content
    assert_not_live(answer, draft)


# Bulk actions


@everybody
@pytest.mark.parametrize("descendants", ["", "on"])
def test_the_bulk_action_publishes_nothing_of_the_section(client_of, office, draft, person, descendants):
    chosen = office.section.get_parent() if descendants else draft
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = client_of(person).post(
        f"{address}?id={chosen.pk}&id={draft.pk}", {"include_descendants": descendants}
    )

    assert_not_live(answer, draft)


# Copies, aliases and moves


@everybody
@pytest.mark.parametrize("how", ["publish_copies", "alias"])
def test_nothing_is_copied_into_the_section_as_live(client_of, office, elsewhere, person, how):
    address = reverse("wagtailadmin_pages:copy", args=[elsewhere.pk])
    data = {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": office.section.pk, how: "on"}

    answer = client_of(person).post(address, data)

    assert answer.status_code < 500
    assert not live_below(office.section)


@pytest.mark.parametrize("person", ["moderator", "superuser"])
def test_a_copy_into_the_section_without_publishing_is_a_draft_with_a_case(
    client_of, office, elsewhere, person
):
    elsewhere.save_revision()
    address = reverse("wagtailadmin_pages:copy", args=[elsewhere.pk])
    data = {"new_title": "Salinan", "new_slug": "salinan", "new_parent_page": office.section.pk}

    client_of(person).post(address, data)

    copy = Page.objects.child_of(office.section).get(slug="salinan")
    assert not copy.live
    assert Case.objects.current_on(copy).is_with_contributor


@everybody
@pytest.mark.parametrize("state", ["live", "parent of live", "scheduled", "alias"])
def test_nothing_public_is_moved_into_the_section(client_of, office, elsewhere, person, state):
    page = elsewhere.add_child(instance=SimplePage(title="Masuk", slug="masuk", live=state == "live"))
    if state == "parent of live":
        page.add_child(instance=SimplePage(title="Anak", slug="anak"))
    if state == "scheduled":
        page.save_revision(approved_go_live_at=timezone.now())
    if state == "alias":
        Page.objects.filter(pk=page.pk).update(alias_of=elsewhere)
    client = client_of(person)
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, office.section.pk])

    answer = client.post(address)

    assert answer.status_code < 500
    assert Page.objects.get(pk=page.pk).get_parent().pk == elsewhere.pk
    if person in ("moderator", "superuser"):
        assert any("Unpublish it first" in line for line in read(client))


@everybody
def test_the_bulk_action_moves_nothing_live_into_the_section(client_of, office, elsewhere, person):
    page = elsewhere.add_child(instance=SimplePage(title="Masuk", slug="masuk"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    answer = client_of(person).post(f"{address}?id={page.pk}", {"chooser": office.section.pk})

    assert answer.status_code < 500
    assert Page.objects.get(pk=page.pk).get_parent().pk == elsewhere.pk


def test_what_is_live_in_the_section_can_be_moved_within_it(client_of, office, superuser):
    folder = office.section.add_child(instance=SimplePage(title="2026", slug="2026"))
    page = office.section.add_child(instance=SimplePage(title="Lama", slug="lama"))

    MovePageAction(page, folder, pos="last-child", user=superuser).execute()

    assert Page.objects.get(pk=page.pk).get_parent().pk == folder.pk
    assert not Case.objects.filter(break_glass=True).exists()


def test_the_section_as_a_whole_can_be_moved(office, elsewhere, superuser):
    MovePageAction(office.section, elsewhere, pos="last-child", user=superuser).execute()

    assert Page.objects.get(pk=office.section.pk).get_parent().pk == elsewhere.pk


def test_a_draft_can_be_moved_into_the_section(office, elsewhere, superuser):
    page = elsewhere.add_child(instance=SimplePage(title="Naskah", slug="naskah", live=False))

    MovePageAction(page, office.section, pos="last-child", user=superuser).execute()

    assert Page.objects.get(pk=page.pk).get_parent().pk == office.section.pk


# The APIs


@everybody
@pytest.mark.parametrize(
    ("action", "data"),
    [
        ("publish", {}),
        ("copy", {"keep_live": True, "recursive": False, "slug": "salinan-2"}),
        ("create_alias", {"recursive": False, "update_slug": "alias-2"}),
    ],
)
def test_the_api_of_the_admin_publishes_nothing(client_of, office, draft, person, action, data):
    address = reverse("wagtailadmin_api:pages:action", args=[draft.pk, action])

    answer = client_of(person).post(address, data, content_type="application/json")

    assert answer.status_code in (403, 404)
    assert_not_live(answer, draft)
    assert not live_below(office.section)


@pytest.mark.parametrize("person", ["moderator", "superuser"])
def test_the_api_of_the_admin_copies_and_moves_nothing_live_in(client_of, office, elsewhere, person):
    page = elsewhere.add_child(instance=SimplePage(title="Masuk", slug="masuk"))
    client, there = client_of(person), {"destination_page_id": office.section.pk}

    for action in ("copy", "create_alias", "move"):
        address = reverse("wagtailadmin_api:pages:action", args=[page.pk, action])
        data = there | {"recursive": False, "keep_live": True, "position": "last-child"}
        assert client.post(address, data, content_type="application/json").status_code == 403

    assert not Page.objects.child_of(office.section).exists()


@pytest.mark.parametrize("person", ["moderator", "superuser"])
def test_the_actions_behind_every_api_refuse_and_say_why(office, draft, elsewhere, client_of, person):
    user, page = office.people[person], elsewhere.add_child(instance=SimplePage(title="Masuk", slug="masuk"))
    actions = [
        PublishPageRevisionAction(draft.get_latest_revision(), user=user),
        CopyPageAction(page, to=office.section, user=user, update_attrs={"slug": "b"}),
        CreatePageAliasAction(page, parent=office.section, update_slug="c", user=user),
        MovePageAction(page, office.section, pos="last-child", user=user),
    ]

    for action in actions:
        with pytest.raises(Refused, match="SOP"):
            action.execute()

    assert not live_below(office.section)


@pytest.mark.parametrize("person", ["moderator", "superuser"])
def test_code_that_expects_wagtails_own_refusal_still_gets_it(office, draft, client_of, person):
    with pytest.raises(PublishPagePermissionError):
        draft.get_latest_revision().publish(user=office.people[person])

    assert not Page.objects.get(pk=draft.pk).live


class ApiSite:
    """The addresses of a site that opens Wagtail's newest API."""

    @property
    def urlpatterns(self):
        return self.__dict__.setdefault("patterns", [path("api/", self.api()), *tests.urls.urlpatterns])

    @staticmethod
    def api():
        from wagtail.api.v3.urls import api

        return api.urls


@pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="This Wagtail has no API that publishes by token.")
def test_the_api_by_token_publishes_nothing(settings, office, draft, elsewhere, moderator, superuser):
    from wagtail.models import APIToken

    settings.ROOT_URLCONF = ApiSite()
    page = elsewhere.add_child(instance=SimplePage(title="Masuk", slug="masuk"))
    for user in (office.admin_data, moderator, superuser):
        _row, token = APIToken.create_token(user=user, name="uji")
        client = Client(headers={"authorization": f"Bearer {token}"})

        def send(pk, action, client=client, **data):
            return client.post(f"/api/pages/{pk}/actions/{action}/", data, content_type="application/json")

        into = {"destination_id": office.section.pk}
        answers = [
            send(draft.pk, "publish"),
            send(page.pk, "copy", keep_live=True, slug="salinan", **into),
            send(page.pk, "create_alias", slug="alias", **into),
            send(page.pk, "move", position="last-child", **into),
        ]

        assert [answer.status_code for answer in answers] == [403] * 4, answers
        assert_not_live(answers[0], draft)
    assert not live_below(office.section)


# Snippets


@pytest.fixture
def advert(advert_office):
    advert = Advert(text="Pasar murah", live=False)
    advert.save()
    advert.save_revision(user=advert_office.kontributor_data)
    return advert


@everybody
def test_a_governed_snippet_is_not_published_in_its_editor(client_of, advert, person):
    address = reverse("wagtailsnippets_testapp_advert:edit", args=[advert.pk])
    client = client_of(person)

    shown = client.get(address)
    answer = client.post(address, {"text": "Pasar murah", "action-publish": "1"})

    assert b'name="action-publish"' not in shown.content
    assert answer.status_code < 500
    advert.refresh_from_db()
    assert not advert.live
    assert Case.objects.current_on(advert).is_with_contributor


@everybody
def test_a_governed_snippet_is_born_a_draft(client_of, advert_office, person):
    address = reverse("wagtailsnippets_testapp_advert:add")
    client = client_of(person)

    shown = client.get(address)
    answer = client.post(address, {"text": "Pasar murah", "action-publish": "1"})

    assert b'name="action-publish"' not in shown.content
    assert answer.status_code < 500
    assert not Advert.objects.filter(live=True).exists()


@everybody
def test_a_governed_snippet_is_not_published_by_its_action(office, client_of, advert, person):
    with pytest.raises(Exception, match="SOP|permission"):
        advert.get_latest_revision().publish(user=office.people[person])

    advert.refresh_from_db()
    assert not advert.live


def test_a_snippet_made_in_a_chooser_is_a_draft_with_a_case(advert_office, client_of):
    viewset = ChooserViewSet("advert_chooser", model=Advert, form_fields=["text"])
    request = RequestFactory().post("/", {"text": "Pasar murah"})
    request.user = advert_office.kontributor_data
    create = viewset.create_view
    view = create.view_class(**create.view_initkwargs | {"creation_form_prefix": ""})
    view.setup(request)
    form = view.get_creation_form()
    assert form.is_valid()

    advert = view.save_form(form)

    assert not Advert.objects.get(pk=advert.pk).live
    assert Case.objects.current_on(advert).is_with_contributor


# Forged and stale requests


@everybody
@pytest.mark.parametrize("button", ["action-submit", "action-restart-workflow", "action-cancel-workflow"])
@pytest.mark.parametrize("at_step", [None, "4"])
def test_forged_buttons_leave_a_consistent_case(client_of, office, draft, person, button, at_step):
    case = Case.objects.current_on(draft)
    if at_step:
        office.bring(case, at_step)
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])

    answer = client_of(person).post(address, fields(draft, **{button: "1"}))

    assert answer.status_code < 500
    assert not Page.objects.get(pk=draft.pk).live
    assert_consistent(Case.objects.get(pk=case.pk))


def assert_consistent(case):
    open_rows = case.steps.filter(finished_at=None)
    assert open_rows.count() == (1 if case.status in ("drafting", "running") else 0)
    if case.is_running:
        assert case.workflow_state.status == "in_progress"
        assert case.workflow_state.current_task_state.specific.case_step_id == case.current_step_id
        assert case.workflow_state.current_task_state.status == "in_progress"
    if case.status == Case.Status.WITHDRAWN:
        assert case.workflow_state.status == "cancelled"


@everybody
@pytest.mark.parametrize("extra", [{"update": False}, {"comment": "ok", "user": 1}])
def test_forged_extra_data_does_not_halt_the_case(client_of, office, draft, person, extra):
    case = office.bring(Case.objects.current_on(draft), "4")
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}

    answer = client_of(person).post(
        reverse("wagtailadmin_pages:edit", args=[draft.pk]),
        fields(draft, **action, **{"workflow-action-extra-data": json.dumps(extra)}),
    )

    assert_not_live(answer, draft)
    case.refresh_from_db()
    assert_consistent(case)


def test_a_piece_is_not_decided_through_the_address_of_another(client_of, office, page):
    other = SimplePage(title="Lain", slug="lain")
    mine = office.bring(office.write(page, by=office.kontributor_data), "4")
    theirs = office.bring(office.write(other, by=office.kontributor_care), "4")
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", theirs.current_step.state.pk]
    )
    client = client_of("atasan_unit_data")

    answer = client.post(address)

    assert answer.status_code == 302
    for case in (mine, theirs):
        case.refresh_from_db()
        assert case.step.key == "4"
    assert any("another unit" in line for line in read(client))


def test_who_may_decide_both_is_sent_to_the_right_one(client_of, office, page):
    other = SimplePage(title="Lain", slug="lain")
    office.bring(office.write(page, by=office.kontributor_data), "4")
    second = office.bring(office.write(other, by=office.kontributor_data), "4")
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, "approve", second.current_step.state.pk]
    )
    client = client_of("atasan_unit_data")

    client.post(address)

    second.refresh_from_db()
    assert second.step.key == "4"
    assert any("another piece" in line for line in read(client))


def test_the_second_of_two_reads_who_was_first(client_of, office, draft):
    office.hire("atasan_unit_data_2", "atasan_unit", office.data)
    case = office.bring(Case.objects.current_on(draft), "4")
    state = case.current_step.state
    case.approve(office.atasan_unit_data)
    address = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "approve", state.pk])
    client = client_of("atasan_unit_data_2")

    client.post(address)

    assert any("was first" in line for line in read(client))
    dialogue = client.post(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert dialogue.status_code == 200
    assert dialogue.json()["step"] == "success"
    case.refresh_from_db()
    assert case.step.key == "5"
    assert_consistent(case)


def test_a_return_without_reason_says_so_without_javascript(client_of, office, draft):
    case = office.bring(Case.objects.current_on(draft), "4")
    address = reverse(
        "wagtailadmin_pages:workflow_action", args=[draft.pk, "reject", case.current_step.state.pk]
    )
    client = client_of("atasan_unit_data")

    client.post(address, {"comment": ""})

    assert any("reason" in line for line in read(client))
    case.refresh_from_db()
    assert case.step.key == "4"
