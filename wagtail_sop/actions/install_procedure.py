"""Install a shipped SOP on a part of the site."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import WorkflowMixin

from wagtail_sop.exceptions import InstallationError
from wagtail_sop.models import Procedure, Section, Unit
from wagtail_sop.models.content import is_page, page_model

from .enact import apply_to, enact


@transaction.atomic
def install_procedure(definition, targets, *, agency=None, by="", unit=None) -> Procedure:
    """The procedure in force on the targets: pages (with all below) or snippet model classes.

    Safe to repeat: an unchanged SOP keeps its edition. Raises ``InstallationError``.
    """
    agency = agency or agency_for(definition)
    procedure, _created = Procedure.objects.get_or_create(
        agency=agency, key=definition.key, defaults={"title": definition.title, "draft": definition.to_data()}
    )
    if procedure.draft != definition.to_data():
        procedure.draft, procedure.title = definition.to_data(), definition.title
        procedure.save()
    edition = procedure.edition_in_force
    if edition is None or edition.data != procedure.draft:
        edition = enact(procedure, by=by)
    for target in targets:
        apply_to(put_under(procedure, target, unit), edition)
    return procedure


def agency_for(definition) -> Unit:
    """The agency the SOP names, made as the root of a tree if it is not there."""
    name = definition.agency.short_name or definition.agency.name
    agency = Unit.objects.agencies().filter(name=name).first()
    return agency or Unit.objects.create(name=name)


def put_under(procedure, target, unit=None) -> Section:
    section = Section.objects.for_target(target).select_related("procedure").first()
    if section and section.procedure_id != procedure.pk:
        raise InstallationError(
            _("“%(section)s” is already governed by “%(procedure)s”. Remove it there first.")
            % {"section": section, "procedure": section.procedure}
        )
    _check_target(target)
    if section is None:
        model = target if isinstance(target, type) else page_model()
        section = Section(procedure=procedure, content_type=ContentType.objects.get_for_model(model))
        section.object_id = "" if isinstance(target, type) else str(target.pk)
    section.unit = unit or section.unit
    section.save()
    return section


def _check_target(target):
    if isinstance(target, type):
        if not issubclass(target, WorkflowMixin) or is_page(target()):
            raise InstallationError(_("“%s” is not a snippet model with WorkflowMixin.") % target.__name__)
    elif not is_page(target) or target.depth < 2:
        raise InstallationError(_("Choose a page below the root as the section."))
