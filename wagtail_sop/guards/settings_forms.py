"""Settings → Workflows: what an SOP generated stays as it was enacted, at the model and in the forms."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.workflows import WorkflowContentTypeForm, WorkflowPageForm
from wagtail.models import Task, WorkflowContentType, WorkflowPage, WorkflowTask
from wagtail.models.workflows import AbstractWorkflow

from wagtail_sop.exceptions import Refused
from wagtail_sop.models import Edition, Section, StepTask

from .wrapping import guard


def install():
    guard(AbstractWorkflow, "deactivate", deactivate_workflow)
    guard(Task, "deactivate", deactivate_task)
    guard(WorkflowTask, "clean", clean_workflow_task)
    guard(WorkflowTask, "save", save_workflow_task)
    guard(WorkflowTask, "delete", delete_workflow_task)
    guard(WorkflowPage, "save", save_workflow_page)
    guard(WorkflowPage, "delete", delete_workflow_page)
    guard(WorkflowContentType, "save", save_workflow_content_type)
    guard(WorkflowPageForm, "clean", clean_page_form)
    guard(WorkflowContentTypeForm, "clean", clean_content_type_form)


# Switching off


def deactivate_workflow(original, workflow, user=None):
    edition = getattr(workflow, "sop_edition", None)
    if edition is not None and edition.is_in_use:
        raise Refused(workflow_is_fixed(edition))
    return original(workflow, user)


def deactivate_task(original, task, user=None):
    # Wagtail's settings hand out tasks as their base class, which would pass by the step's own refusal.
    if type(task) is Task and task.specific_class is StepTask:
        return task.specific.deactivate(user)
    return original(task, user)


def workflow_is_fixed(edition) -> str:
    return _(
        "“%(edition)s” is an enacted SOP. Its workflow and its steps cannot be changed, disabled or taken "
        "off here; enact a new edition instead."
    ) % {"edition": edition}


# Which steps a workflow has


def edition_of_task(task_id):
    step = StepTask.objects.filter(pk=task_id).select_related("edition").first()
    return step and step.edition


def mixing(row) -> str:
    """Why this task may not stand in this workflow; empty when it may."""
    in_sop = Edition.objects.filter(workflow_id=row.workflow_id).first()
    of_sop = edition_of_task(row.task_id)
    if in_sop == of_sop:
        return ""
    if in_sop:
        return workflow_is_fixed(in_sop)
    return _("“%(task)s” is a step of an enacted SOP and belongs to that SOP alone. Choose another task.") % {
        "task": row.task
    }


def clean_workflow_task(original, row):
    original(row)
    if row.task_id and (reason := mixing(row)):
        raise ValidationError({"task": reason})


def save_workflow_task(original, row, *args, **kwargs):
    if reason := mixing(row):
        raise Refused(reason)
    return original(row, *args, **kwargs)


def delete_workflow_task(original, row, *args, **kwargs):
    if edition := Edition.objects.filter(workflow_id=row.workflow_id).first():
        raise Refused(workflow_is_fixed(edition))
    return original(row, *args, **kwargs)


# Which content a workflow has


def is_taken(section, workflow) -> str:
    """Why this workflow may not be put on content of this section; empty when it may."""
    edition = getattr(workflow, "sop_edition", None) if workflow.pk else None
    if section is None or (edition and edition.procedure_id == section.procedure_id):
        return ""
    return _("“%(section)s” is governed by the SOP “%(procedure)s” and takes no other workflow.") % {
        "section": section,
        "procedure": section.procedure,
    }


def save_workflow_page(original, row, *args, **kwargs):
    if reason := is_taken(Section.objects.governing(row.page), row.workflow):
        raise Refused(reason)
    return original(row, *args, **kwargs)


def delete_workflow_page(original, row, *args, **kwargs):
    # Only this row's own delete: with its page, or with its section, it goes by a query that does not ask.
    edition = getattr(row.workflow, "sop_edition", None)
    if edition and Section.objects.for_target(row.page).filter(procedure=edition.procedure_id).exists():
        raise Refused(workflow_is_fixed(edition))
    return original(row, *args, **kwargs)


def save_workflow_content_type(original, row, *args, **kwargs):
    if reason := is_taken(section_of_model(row.content_type), row.workflow):
        raise Refused(reason)
    return original(row, *args, **kwargs)


def section_of_model(content_type):
    return Section.objects.filter(content_type=content_type, object_id="").select_related("procedure").first()


def clean_page_form(original, form):
    cleaned = original(form)
    page, workflow = form.cleaned_data.get("page"), form.cleaned_data.get("workflow")
    if page and workflow and (reason := is_taken(Section.objects.governing(page), workflow)):
        form.add_error("page", reason)
    return cleaned


def clean_content_type_form(original, form):
    cleaned = original(form)
    for content_type in form.cleaned_data.get("content_types") or ():
        if reason := is_taken(section_of_model(content_type), form.workflow):
            params = {"content_type_id": content_type.pk}
            form.add_error("content_types", ValidationError(reason, code="governed", params=params))
    return cleaned
