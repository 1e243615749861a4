"""Settings → Workflows: screens that would only refuse say so at once, and do not offer an SOP's steps."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views import workflows
from wagtail.models import Task
from wagtail.workflows import get_task_types

from wagtail_sop.models import Edition, StepTask

from .settings_forms import edition_of_task, workflow_is_fixed
from .wrapping import guard


def install():
    guard(workflows.Index, "get_base_queryset", list_own_workflows)
    guard(workflows.TaskIndex, "get_base_queryset", list_own_tasks)
    guard(workflows.Edit, "dispatch", explain_workflow)
    guard(workflows.Disable, "dispatch", explain_workflow)
    guard(workflows.EditTask, "dispatch", explain_task)
    guard(workflows.DisableTask, "dispatch", explain_task)
    guard(workflows.CreateTask, "dispatch", explain_new_task)
    guard(workflows.BaseTaskChooserView, "get_task_listing_context_data", list_without_steps)
    # Wagtail's own list, made once all models are known; steps are made by enacting only.
    if StepTask in get_task_types():
        get_task_types().remove(StepTask)


def list_own_workflows(original, view):
    """Without those that an SOP generated: the list links each row to an edit screen, which would only refuse.

    What an SOP runs on is shown with its procedure; here, nothing about it can be changed.
    """
    return original(view).filter(sop_edition=None)


def list_own_tasks(original, view):
    """Without the steps of an SOP, for the same reason."""
    return original(view).filter(steptask=None)


def explain_workflow(original, view, request, *args, **kwargs):
    edition = Edition.objects.filter(workflow_id=kwargs["pk"]).first()
    if is_free(edition, view):
        return original(view, request, *args, **kwargs)
    messages.error(request, workflow_is_fixed(edition))
    return redirect(workflows.Index.index_url_name)


def explain_task(original, view, request, *args, **kwargs):
    edition = edition_of_task(kwargs["pk"])
    if is_free(edition, view):
        return original(view, request, *args, **kwargs)
    messages.error(request, workflow_is_fixed(edition))
    return redirect(workflows.TaskIndex.index_url_name)


def is_free(edition, view) -> bool:
    """An old edition on which nothing runs any more may be put away, but never changed."""
    disables = isinstance(view, (workflows.Disable, workflows.DisableTask))
    return edition is None or (disables and not edition.is_in_use)


def explain_new_task(original, view, request, *args, **kwargs):
    if view.model is not StepTask:
        return original(view, request, *args, **kwargs)
    messages.error(request, _("Steps of an SOP are not added by hand. Enact the SOP to make its steps."))
    return redirect(workflows.TaskIndex.index_url_name)


def list_without_steps(original, view):
    context = original(view)
    if context["all_tasks"].model is Task:
        shown = context["tasks"].paginator
        tasks = shown.object_list.filter(steptask=None)
        context["all_tasks"] = context["all_tasks"].filter(steptask=None)
        context["tasks"] = Paginator(tasks, shown.per_page).get_page(view.request.GET.get("p"))
    return context
