"""The SOP being drafted, its enacted editions, and the parts of the site it governs."""

import json
from functools import lru_cache

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Workflow

from wagtail_sop.exceptions import RecordProtected
from wagtail_sop.procedures import Definition

from .content import is_page, page_model
from .positions import Position
from .units import Unit


class Procedure(models.Model):
    """An SOP of an agency as it is drafted; what runs is an enacted ``Edition``."""

    agency = models.ForeignKey(
        Unit,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="procedures",
        limit_choices_to={"parent": None},
    )
    key = models.SlugField(_("key"), max_length=80)
    title = models.CharField(_("title"), max_length=255)
    draft = models.JSONField(_("draft"), default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        ordering = ["title"]
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="sop_procedure_key_per_agency")]

    def __str__(self):
        return self.title

    @property
    def definition(self) -> Definition:
        return Definition.from_data(self.draft)

    @cached_property
    def edition_in_force(self):
        return self.editions.filter(revoked_at=None).order_by("-number").first()


class EditionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(revoked_at=None)

    def of_workflow(self, workflow):
        return self.filter(workflow_id=workflow.pk)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Definition:
    return Definition.from_data(json.loads(text))


class Edition(models.Model):
    """An enacted, immutable version of a procedure. A running case stays on its edition."""

    procedure = models.ForeignKey(
        Procedure, verbose_name=_("procedure"), on_delete=models.PROTECT, related_name="editions"
    )
    number = models.PositiveIntegerField(_("edition"))
    title = models.CharField(_("title"), max_length=255)
    data = models.JSONField(_("definition"))
    workflow = models.OneToOneField(
        Workflow, verbose_name=_("workflow"), on_delete=models.PROTECT, related_name="sop_edition"
    )
    enacted_at = models.DateTimeField(_("enacted at"), default=timezone.now)
    enacted_by = models.CharField(_("enacted by"), max_length=255, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["procedure", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "number"], name="sop_edition_number_per_procedure"),
            models.UniqueConstraint(
                fields=["procedure"], condition=Q(revoked_at=None), name="sop_one_edition_in_force"
            ),
        ]

    def __str__(self):
        return _("%(title)s (edition %(number)s)") % {"title": self.title, "number": self.number}

    def save(self, *args, **kwargs):
        if self.pk and set(kwargs.get("update_fields") or ["*"]) != {"revoked_at"}:
            raise RecordProtected("An enacted edition is never changed; enact a new one.")
        super().save(*args, **kwargs)

    @cached_property
    def definition(self) -> Definition:
        # Every transition reads the edition afresh; parsing it anew each time would cost ten times as much.
        return _parsed(json.dumps(self.data))

    def position(self, actor_code) -> Position:
        """The agency's position bound to a column of the SOP."""
        return self._positions[actor_code]

    @cached_property
    def _positions(self):
        codes = [actor.code for actor in self.definition.actors]
        found = Position.objects.filter(agency_id=self.procedure.agency_id, code__in=codes)
        return {position.code: position for position in found}

    @property
    def workflow_title(self) -> str:
        """Name of the Wagtail workflow of this edition."""
        return _("%(title)s (edition %(number)s)") % {"title": self.title[:220], "number": self.number}

    def task(self, step_key):
        """The Wagtail task of an in-workflow step."""
        return self.tasks.get(step_key=step_key)

    @property
    def first_task(self):
        return self.task(self.definition.workflow_steps[0].key)

    @property
    def is_in_use(self) -> bool:
        """In force, or with cases still open on it."""
        return self.revoked_at is None or self.has_open_cases

    @property
    def has_open_cases(self) -> bool:
        return self.cases.open().exists()


class SectionQuerySet(models.QuerySet):
    def governing(self, obj):
        """The section whose procedure governs this page or snippet: the nearest one upwards; None when free."""
        if is_page(obj):
            return self._governing_page(obj)
        base = ContentType.objects.get_for_model(obj, for_concrete_model=False)
        return self.filter(content_type=base, object_id="").select_related("procedure").first()

    def _governing_page(self, page):
        steps = range(page.steplen, len(page.path) + 1, page.steplen)
        Page = page_model()
        lineage = Page.objects.filter(path__in=[page.path[:end] for end in steps])
        depths = {str(pk): depth for pk, depth in lineage.values_list("pk", "depth")}
        found = self.filter(content_type=self._page_type(), object_id__in=depths).select_related("procedure")
        return max(found, key=lambda section: depths[section.object_id], default=None)

    def for_target(self, target):
        """The row of a page (its root) or of a snippet model."""
        if isinstance(target, type):
            return self.filter(content_type=ContentType.objects.get_for_model(target), object_id="")
        return self.filter(content_type=self._page_type(), object_id=str(target.pk))

    @staticmethod
    def _page_type():
        return ContentType.objects.get_for_model(page_model())

    def page_paths(self) -> list[str]:
        """Tree paths of all governed page sections."""
        ids = self.filter(content_type=self._page_type()).values_list("object_id", flat=True)
        if not (ids := list(ids)):
            return []
        return list(page_model().objects.filter(pk__in=ids).values_list("path", flat=True))


class Section(models.Model):
    """A part of the page tree, or a snippet model, that a procedure governs."""

    procedure = models.ForeignKey(
        Procedure, verbose_name=_("procedure"), on_delete=models.PROTECT, related_name="sections"
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255, blank=True)
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("When everything in this section belongs to one unit."),
    )
    target = GenericForeignKey("content_type", "object_id")

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"], name="sop_one_procedure_per_section"
            )
        ]

    def __str__(self):
        return str(self.target) if self.object_id else self.content_type.name
