"""What rows of the site stand in an SOP's way."""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.checks import Error, Tags, Warning, register
from django.db import OperationalError, ProgrammingError
from wagtail.models import GroupPagePermission, WorkflowPage

from wagtail_sop.completeness import known_codes
from wagtail_sop.models import Appointment, Edition, Position, Section
from wagtail_sop.models.content import page_model
from wagtail_sop.models.posts import posts_of


@register(Tags.database)
def check_rows(app_configs, databases=None, **kwargs):
    """Only when asked for with ``--database``; says nothing before the tables are there."""
    if not databases or "default" not in databases:
        return []
    audits = (rights_to_publish, foreign_workflows, foreign_aliases, nobody_can_act, unknown_requirements)
    try:
        return [message for audit in audits for message in audit()]
    except (OperationalError, ProgrammingError):
        # ``migrate`` checks the database before it makes the tables.
        return []


def governed_pages():
    """Section and its root page, for all page sections."""
    sections = Section.objects.exclude(object_id="").select_related("procedure")
    pages = page_model().objects.in_bulk([int(section.object_id) for section in sections])
    return [
        (section, pages[int(section.object_id)]) for section in sections if int(section.object_id) in pages
    ]


def rights_to_publish():
    """Groups that hold "publish" where an SOP governs: they cannot publish, but take down and hide."""
    rights = Permission.objects.filter(content_type=ContentType.objects.get_for_model(page_model()))
    publish = rights.filter(codename=f"publish_{page_model()._meta.model_name}")
    for section, page in governed_pages():
        held = GroupPagePermission.objects.filter(permission__in=publish).select_related("group", "page")
        for row in held.order_by("group__name"):
            if page.path.startswith(row.page.path) or row.page.path.startswith(page.path):
                yield right_to_publish(row.group, f"on the page “{row.page}”", section)
    yield from model_rights_to_publish()


def model_rights_to_publish():
    for section in Section.objects.filter(object_id="").select_related("procedure", "content_type"):
        publish = Permission.objects.filter(
            content_type=section.content_type, codename=f"publish_{section.content_type.model}"
        )
        for group in Group.objects.filter(permissions__in=publish).order_by("name"):
            yield right_to_publish(group, f"for “{section.content_type.name}”", section)


def right_to_publish(group, where, section):
    if hasattr(group, "sop_position"):
        return Error(
            f"The group “{group}” belongs to a position of an SOP and holds the right to publish {where}, "
            f"where “{section.procedure}” governs.",
            hint=f"Take that right from the group “{group}”; what is approved is published without it.",
            id="wagtail_sop.E009",
        )
    return Warning(
        f"The group “{group}” holds the right to publish {where}, where “{section.procedure}” governs. "
        "It cannot publish there, but it can unpublish and hide pages past the SOP.",
        hint=f"Give the group “{group}” that right only where no SOP governs, unless this is meant.",
        id="wagtail_sop.W010",
    )


def foreign_workflows():
    """Workflows assigned below a section before the SOP came: they can be chosen, but no longer finish."""
    for section, page in governed_pages():
        rows = WorkflowPage.objects.filter(page__path__startswith=page.path).select_related(
            "page", "workflow"
        )
        for row in rows.exclude(workflow__sop_edition__procedure=section.procedure):
            if not row.workflow.active or Section.objects.governing(row.page) != section:
                continue
            yield Warning(
                f"The page “{row.page}” has the workflow “{row.workflow}”, but “{section.procedure}” governs "
                "it. Pieces there cannot be submitted from Wagtail's editor.",
                hint=f"Take the page “{row.page}” out of the workflow under Settings → Workflows.",
                id="wagtail_sop.W011",
            )


def foreign_aliases():
    """Aliases of pages that the SOP does not govern: they follow those pages live."""
    for section, page in governed_pages():
        aliases = page_model().objects.filter(path__startswith=page.path, alias_of__isnull=False)
        for alias in aliases.select_related("alias_of"):
            source = Section.objects.governing(alias.alias_of)
            if source is None or source.procedure_id != section.procedure_id:
                yield Warning(
                    f"The page “{alias}” follows “{alias.alias_of}” as its alias, but is governed by "
                    f"“{section.procedure}”, and that page is not.",
                    hint="Convert the alias to an ordinary page, or delete it; else each update is flagged.",
                    id="wagtail_sop.W012",
                )


def nobody_can_act():
    """Posts that nobody fills, from the unit up to the agency: what reaches them waits for ever."""
    for edition in Edition.objects.in_force().filter(procedure__sections__isnull=False).distinct():
        contributor = edition.position(edition.definition.contributor)
        units = units_that_write(edition, contributor)
        if not units:
            yield Warning(
                f"Nobody is appointed as “{contributor}”, so nothing can be submitted to “{edition}”.",
                hint=f"Appoint somebody as “{contributor}” in each unit that writes.",
                id="wagtail_sop.W013",
            )
        for post in posts_of(edition.procedure.agency, Appointment.objects.valid()):
            once = post.position.level == Position.Level.AGENCY
            if post.is_stuck and (once or post.unit.pk in units) and (steps := steps_of(edition, post)):
                yield stuck_post(edition, post, steps)


def units_that_write(edition, contributor) -> set[int]:
    """Units to which a piece can belong: those with a contributor, and those of the sections."""
    held = Appointment.objects.valid().filter(position=contributor).values_list("unit_id", flat=True)
    fixed = edition.procedure.sections.exclude(unit=None).values_list("unit_id", flat=True)
    return {*held, *fixed}


def steps_of(edition, post) -> list[str]:
    steps = edition.definition.item_steps
    return [f"{step.number}. {step.name}" for step in steps if step.acting == post.position.code]


def stuck_post(edition, post, steps):
    return Warning(
        f"In “{post.unit}” nobody can act as “{post.position}”, nor in a unit above it. "
        f"“{edition}” stops there at: {'; '.join(steps)}.",
        hint=f"Appoint somebody as “{post.position}” in “{post.unit}” or in a unit above it.",
        id="wagtail_sop.W014",
    )


def unknown_requirements():
    """An SOP may require what nothing installed can check: a slip of the pen, or a wing that was taken out."""
    known = known_codes()
    for edition in Edition.objects.in_force().select_related("procedure"):
        if unknown := [code for code in edition.definition.completeness.required if code not in known]:
            yield Warning(
                f"“{edition}” requires of pieces {', '.join(unknown)}, which nothing on this site checks.",
                hint=f"Under “kelengkapan” use one of: {', '.join(sorted(known)) or 'none, as no wing checks pieces'}; "
                "or install the wing that checks them.",
                id="wagtail_sop.W015",
            )
