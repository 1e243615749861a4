"""What the site must set for its SOPs to run."""

from importlib.util import find_spec

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from wagtail_sop.companions import companions
from wagtail_sop.conf import get_settings

FINISH_ACTION = "wagtail_sop.publishing.finish_workflow"
WAKE_UP_CHOICES = ("auto", "celery", "inline", "none")


@register()
def check_finish_action(app_configs, **kwargs):
    if getattr(settings, "WAGTAIL_FINISH_WORKFLOW_ACTION", None) == FINISH_ACTION:
        return []
    return [
        Error(
            "Wagtail does not publish the approved revision of an SOP's case, so nothing can go live.",
            hint=f'Add this line to the settings: WAGTAIL_FINISH_WORKFLOW_ACTION = "{FINISH_ACTION}"',
            id="wagtail_sop.E001",
        )
    ]


@register()
def check_reapproval(app_configs, **kwargs):
    if not getattr(settings, "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT", False):
        return []
    return [
        Warning(
            "WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT sends a piece back to its first step whenever "
            "somebody edits it, also in the steps in which the SOP has it edited.",
            hint="Remove the line. A case voids an approval itself when what was approved is changed.",
            id="wagtail_sop.W002",
        )
    ]


@register()
def check_modeladmin(app_configs, **kwargs):
    if apps.is_installed("wagtail_modeladmin"):
        return []
    return [
        Error(
            "The registers of cases, units and appointments need wagtail_modeladmin.",
            hint='Add "wagtail_modeladmin" to INSTALLED_APPS, after "wagtail_sop".',
            id="wagtail_sop.E003",
        )
    ]


@register()
def check_order(app_configs, **kwargs):
    names = [config.name for config in apps.get_app_configs()]
    if "wagtail.admin" not in names or names.index("wagtail_sop") < names.index("wagtail.admin"):
        return []
    return [
        Warning(
            "wagtail_sop stands after wagtail.admin in INSTALLED_APPS, so Wagtail's words and templates win.",
            hint='Move "wagtail_sop" before "wagtail.admin" in INSTALLED_APPS.',
            id="wagtail_sop.W004",
        )
    ]


@register()
def check_workflows_enabled(app_configs, **kwargs):
    if getattr(settings, "WAGTAIL_WORKFLOW_ENABLED", True):
        return []
    return [
        Error(
            "WAGTAIL_WORKFLOW_ENABLED is False, so no SOP can run.",
            hint="Remove the line, or set WAGTAIL_WORKFLOW_ENABLED = True.",
            id="wagtail_sop.E005",
        )
    ]


@register()
def check_own_settings(app_configs, **kwargs):
    try:
        wake_up = get_settings().WAKE_UP
    except ImproperlyConfigured as error:
        return [Error(str(error), hint="Correct or remove the key in WAGTAIL_SOP.", id="wagtail_sop.E006")]
    if wake_up not in WAKE_UP_CHOICES:
        return [
            Error(
                f'WAGTAIL_SOP["WAKE_UP"] is "{wake_up}", which means nothing.',
                hint=f"Use one of: {', '.join(WAKE_UP_CHOICES)}.",
                id="wagtail_sop.E007",
            )
        ]
    if wake_up == "celery" and find_spec("celery") is None:
        return [
            Error(
                'WAGTAIL_SOP["WAKE_UP"] is "celery", but Celery is not installed.',
                hint='Install "wagtail-sop[celery]", or set WAKE_UP to "inline" or "auto".',
                id="wagtail_sop.E008",
            )
        ]
    return []


@register()
def check_companions(app_configs, **kwargs):
    try:
        companions()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="wagtail_sop.E020")]
    return []
