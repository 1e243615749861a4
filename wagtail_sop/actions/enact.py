"""Enact a procedure ("Sahkan"): the draft becomes an immutable edition with a Wagtail workflow of its own."""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import GroupPagePermission, Workflow, WorkflowContentType, WorkflowPage, WorkflowTask

from wagtail_sop.exceptions import InstallationError
from wagtail_sop.models import Edition, Position, StepTask
from wagtail_sop.models.content import page_model
from wagtail_sop.procedures import Kind, validate

WRITING_KINDS = frozenset({Kind.PREPARE, Kind.EDIT})


@transaction.atomic
def enact(procedure, by="", at=None) -> Edition:
    """The new edition in force. The older one is revoked; its running cases stay on it.

    Raises ``InstallationError`` with the problems of the draft.
    """
    definition = procedure.definition
    problems = [problem for problem in validate(definition) if problem.level == "error"]
    if problems:
        raise InstallationError(_("This SOP cannot be enacted yet; repair what is listed."), problems)
    at = at or timezone.now()
    bind_positions(procedure.agency, definition)
    procedure.editions.in_force().update(revoked_at=at)
    edition = _new_edition(procedure, definition, by, at)
    _make_tasks(edition)
    procedure.__dict__.pop("edition_in_force", None)
    for section in procedure.sections.all():
        apply_to(section, edition)
    return edition


def bind_positions(agency, definition):
    """One position per column of the SOP, made if the agency has none with that code yet."""
    for actor in definition.actors:
        Position.objects.get_or_create(
            agency=agency,
            code=actor.code,
            defaults={"name": actor.name, "level": level_of(actor, definition)},
        )


def level_of(actor, definition):
    """A column exists in every unit unless the SOP has it only once, for the agency."""
    return (
        Position.Level.UNIT
        if actor.per_unit or actor.code == definition.contributor
        else Position.Level.AGENCY
    )


def _new_edition(procedure, definition, by, at):
    newest = procedure.editions.order_by("-number").values_list("number", flat=True).first() or 0
    workflow = Workflow.objects.create(name=_workflow_name(procedure.title, newest + 1))
    return Edition.objects.create(
        procedure=procedure,
        number=newest + 1,
        title=procedure.title,
        data=definition.to_data(),
        workflow=workflow,
        enacted_at=at,
        enacted_by=by,
    )


def _workflow_name(title, number):
    return _("%(title)s (edition %(number)s)") % {"title": title[:220], "number": number}


def _make_tasks(edition):
    for order, step in enumerate(edition.definition.workflow_steps):
        task = StepTask.objects.create(
            name=f"{step.number}. {step.name}"[:255], edition=edition, step_key=step.key
        )
        WorkflowTask.objects.create(workflow=edition.workflow, task=task, sort_order=order)


@transaction.atomic
def apply_to(section, edition):
    """Put a section under an edition: Wagtail's link to the workflow, and the page rights of the positions."""
    if not section.object_id:
        WorkflowContentType.objects.update_or_create(
            content_type=section.content_type, defaults={"workflow": edition.workflow}
        )
        return grant_model_rights(section.content_type, edition)
    page = page_model().objects.get(pk=section.object_id)
    WorkflowPage.objects.update_or_create(page=page, defaults={"workflow": edition.workflow})
    grant_page_rights(page, edition)


def writing_positions(edition):
    """Positions that write: the contributor and those who edit."""
    definition = edition.definition
    codes = {step.acting for step in definition.item_steps if step.kind in WRITING_KINDS} | {
        definition.contributor
    }
    return [edition.position(code) for code in codes]


def grant_page_rights(page, edition):
    """Writers may add and change pages here; everybody may enter the admin; nobody gets publish."""
    Page = page_model()
    of_pages = Permission.objects.filter(content_type=ContentType.objects.get_for_model(Page))
    rights = of_pages.filter(codename__in=[f"add_{Page._meta.model_name}", f"change_{Page._meta.model_name}"])
    for position in writing_positions(edition):
        for right in rights:
            GroupPagePermission.objects.get_or_create(group=position.group, page=page, permission=right)
    grant_admin_access(edition)


def grant_model_rights(content_type, edition):
    rights = Permission.objects.filter(
        content_type=content_type, codename__in=[f"{verb}_{content_type.model}" for verb in ("add", "change")]
    )
    for position in writing_positions(edition):
        position.group.permissions.add(*rights)
    grant_admin_access(edition)


def grant_admin_access(edition):
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    for actor in edition.definition.actors:
        edition.position(actor.code).group.permissions.add(access)
