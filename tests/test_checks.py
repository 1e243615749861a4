"""``manage.py check`` names what is missing, and the repair."""

import importlib.util

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

from tests.testapp.models import Advert, SimplePage
from wagtail_sop.actions.install_procedure import install_procedure
from wagtail_sop.checks.site import check_order
from wagtail_sop.models import Appointment


def found(**kwargs):
    """Our messages, by id."""
    return {message.id: message for message in run_checks(**kwargs) if message.id.startswith("wagtail_sop.")}


def rows():
    return [
        message
        for message in run_checks(tags=[Tags.database], databases=["default"])
        if message.id.startswith("wagtail_sop.")
    ]


def of(messages, number):
    return [message for message in messages if message.id.endswith(number)]


# The settings


def test_a_site_that_follows_the_installation_has_nothing_to_repair():
    assert found() == {}


@pytest.mark.parametrize("value", ["wagtail.workflows.publish_workflow_state", None])
def test_the_line_for_the_finish_action_is_named_in_full(settings, value):
    settings.WAGTAIL_FINISH_WORKFLOW_ACTION = value

    message = found()["wagtail_sop.E001"]

    assert 'WAGTAIL_FINISH_WORKFLOW_ACTION = "wagtail_sop.publishing.finish_workflow"' in message.hint


def test_reapproval_on_edit_does_not_go_with_an_sop(settings):
    settings.WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True

    assert "Remove the line" in found()["wagtail_sop.W002"].hint


def test_a_missing_modeladmin_is_named(monkeypatch):
    # Not by other INSTALLED_APPS: Wagtail's own apps cannot be made ready twice.
    is_installed = apps.is_installed
    monkeypatch.setattr(
        apps, "is_installed", lambda name: name != "wagtail_modeladmin" and is_installed(name)
    )

    assert "INSTALLED_APPS" in found()["wagtail_sop.E003"].hint


def test_the_order_of_the_apps_matters(monkeypatch):
    configs = sorted(apps.get_app_configs(), key=lambda config: config.name == "wagtail_sop")
    monkeypatch.setattr(apps, "get_app_configs", lambda: configs)

    (message,) = check_order(None)

    assert message.id == "wagtail_sop.W004"
    assert "before" in message.hint


def test_workflows_must_be_enabled(settings):
    settings.WAGTAIL_WORKFLOW_ENABLED = False

    assert "wagtail_sop.E005" in found()


def test_an_unknown_key_is_an_error_and_the_known_ones_are_listed(settings):
    settings.WAGTAIL_SOP = {"WAKEUP": "celery"}

    message = found()["wagtail_sop.E006"]

    assert "WAKEUP" in message.msg
    assert "WAKE_UP" in message.msg


def test_an_unknown_way_to_wake_up_is_an_error(settings):
    settings.WAGTAIL_SOP = {"WAKE_UP": "cron"}

    assert "celery, inline, none" in found()["wagtail_sop.E007"].hint


def test_celery_is_asked_for_only_where_it_is_installed(settings, monkeypatch):
    settings.WAGTAIL_SOP = {"WAKE_UP": "celery"}
    assert found() == {}
    find_spec = importlib.util.find_spec
    monkeypatch.setattr(
        "wagtail_sop.checks.site.find_spec", lambda name: None if name == "celery" else find_spec(name)
    )

    assert "wagtail-sop[celery]" in found()["wagtail_sop.E008"].hint


# The rows


def test_the_rows_are_looked_at_only_when_asked_for(office, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert found() == {}


def test_before_the_tables_are_made_the_check_is_silent(django_db_blocker, settings, tmp_path):
    import sqlite3

    from django.db import connections

    from wagtail_sop.checks.rows import check_rows

    sqlite3.connect(tmp_path / "empty.db").close()
    with django_db_blocker.unblock():
        known = connections["default"]
        if known.vendor != "sqlite":
            pytest.skip("Makes an empty database of its own.")
        empty = known.copy()
        empty.settings_dict = known.settings_dict | {"NAME": str(tmp_path / "empty.db")}
        connections["default"] = empty
        try:
            assert check_rows(None, databases=["default"]) == []
        finally:
            empty.close()
            connections["default"] = known


def test_a_staffed_office_has_nothing_to_repair(office):
    GroupPagePermission.objects.filter(permission__codename="publish_page").delete()

    assert rows() == []


def test_groups_that_hold_publish_over_a_section_are_named(office):
    group, below = Group.objects.create(name="Redaksi"), Group.objects.create(name="Anak")
    publish = Permission.objects.get(codename="publish_page")
    child = office.section.add_child(instance=SimplePage(title="Anak", slug="anak"))
    elsewhere = office.section.get_parent().add_child(instance=SimplePage(title="Profil", slug="profil"))
    GroupPagePermission.objects.all().delete()
    for holder, page in ((group, Page.get_first_root_node()), (below, child), (group, elsewhere)):
        GroupPagePermission.objects.create(group=holder, page=page, permission=publish)

    messages = of(rows(), "W010")

    assert [("Redaksi" in message.msg, "Anak" in message.msg) for message in messages] == [
        (False, True),
        (True, False),
    ]
    assert all("Profil" not in message.msg for message in messages)


def test_a_positions_own_group_that_holds_publish_is_an_error(office):
    GroupPagePermission.objects.create(
        group=office.position("admin").group,
        page=office.section,
        permission=Permission.objects.get(codename="publish_page"),
    )

    (message,) = of(rows(), "E009")

    assert office.position("admin").group.name in message.hint


def test_the_right_to_publish_a_governed_kind_of_snippet_is_named(office):
    install_procedure(office.definition, [Advert], agency=office.agency)
    group = Group.objects.create(name="Redaksi")
    group.permissions.add(Permission.objects.get(codename="publish_advert"))

    assert any("Redaksi" in message.msg and "advert" in message.msg for message in of(rows(), "W010"))


def test_workflows_left_below_a_section_are_named(office):
    page = office.section.add_child(instance=SimplePage(title="Anak", slug="anak"))
    workflow = Workflow.objects.create(name="Lama")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Moderasi"))
    WorkflowPage.objects.bulk_create([WorkflowPage(page=page.page_ptr, workflow=workflow)])

    (message,) = of(rows(), "W011")

    assert "Lama" in message.msg
    assert "Anak" in message.hint


def test_aliases_that_follow_a_page_outside_are_named(office):
    elsewhere = office.section.get_parent().add_child(instance=SimplePage(title="Profil", slug="profil"))
    CreatePageAliasAction(elsewhere, parent=office.section, update_slug="alias").execute()

    (message,) = of(rows(), "W012")

    assert "Profil" in message.msg


def test_a_post_that_nobody_fills_up_to_the_agency_is_named_with_its_steps(office):
    Appointment.objects.get(user=office.atasan_unit_data).delete()

    (message,) = of(rows(), "W014")

    assert "Bidang Data" in message.msg
    assert "4. " in message.msg
    assert str(office.position("atasan_unit")) in message.hint


def test_a_vacant_post_with_a_holder_above_is_no_problem(office):
    appointment = Appointment.objects.get(user=office.atasan_unit_data)
    appointment.unit = office.agency
    appointment.save()

    assert of(rows(), "W014") == []


def test_an_expired_head_of_agency_is_named_once(office):
    Appointment.objects.get(user=office.kepala_dinas).delete()

    assert len(of(rows(), "W014")) == 1


def test_an_sop_for_which_nobody_may_write_is_named(office):
    for person in (office.kontributor_data, office.kontributor_care):
        Appointment.objects.get(user=person).delete()

    assert len(of(rows(), "W013")) == 1


def test_an_sop_without_a_section_needs_nobody_yet(office):
    Appointment.objects.all().delete()
    office.procedure.sections.all().delete()

    assert of(rows(), "W013") == of(rows(), "W014") == []


def test_the_command_prints_it(office, capsys):
    GroupPagePermission.objects.create(
        group=Group.objects.create(name="Redaksi"),
        page=office.section,
        permission=Permission.objects.get(codename="publish_page"),
    )

    call_command("check", databases=["default"])

    assert "Redaksi" in capsys.readouterr().err
    assert ContentType.objects.exists()
