"""Templates of pieces: what an author begins with. Rows, so that an agency writes its own."""

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from wagtail_sop.content.blocks import NewsBodyBlock

from .information import InformationCategory
from .pieces import PieceMixin


def piece_models() -> list:
    """The page types of this site that can have templates: those with summary and body."""
    return [model for model in apps.get_models() if issubclass(model, PieceMixin) and not model._meta.proxy]


def only_pieces():
    types = ContentType.objects.get_for_models(*piece_models())
    return models.Q(pk__in=[content_type.pk for content_type in types.values()])


class PieceTemplateForm(WagtailAdminModelForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["page_type"].label_from_instance = name_of_type
        self.fields["page_type"].widget.attrs["class"] = "w-w-full"


def name_of_type(content_type) -> str:
    model = content_type.model_class()
    return str(model._meta.verbose_name).capitalize() if model else str(content_type)


class PieceTemplateQuerySet(models.QuerySet):
    def for_type(self, model):
        return self.filter(page_type=ContentType.objects.get_for_model(model))


class PieceTemplate(models.Model):
    key = models.SlugField(max_length=60, unique=True, null=True, blank=True, editable=False)
    """By which a shipped one is known again, whatever the agency has made of it; None for the agency's own."""
    name = models.CharField(
        verbose_name=_("name"), max_length=100, help_text=_("For example: Press release (siaran pers).")
    )
    description = models.CharField(
        verbose_name=_("when it is used"),
        max_length=200,
        blank=True,
        help_text=_("Stands below its name where authors choose."),
    )
    page_type = models.ForeignKey(
        ContentType,
        verbose_name=_("page type"),
        on_delete=models.CASCADE,
        related_name="+",
        limit_choices_to=only_pieces,
    )
    lead = models.TextField(
        verbose_name=_("summary"),
        max_length=400,
        blank=True,
        help_text=_(
            "Write what the author has to fill in as [isi: who did what, where and when]. "
            "Until it is replaced, the piece says that it is not complete."
        ),
    )
    body = StreamField(NewsBodyBlock(required=False), verbose_name=_("body"), blank=True)
    information_category = models.CharField(
        verbose_name=_("category of public information"),
        max_length=12,
        choices=InformationCategory.choices,
        blank=True,
    )

    FILLS = ("lead", "body", "information_category")

    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("page_type"),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("information_category"),
    ]
    base_form_class = PieceTemplateForm

    objects = PieceTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of pieces")
        verbose_name_plural = _("templates of pieces")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def type_name(self) -> str:
        return name_of_type(self.page_type)

    def fill(self, piece):
        """Write into a piece that is not saved yet what this template says."""
        for name in self.FILLS:
            if value := getattr(self, name):
                setattr(piece, name, self.body_for(piece) if name == "body" else value)

    def body_for(self, piece):
        """Blocks that this type of page does not have are left out; all get ids of their own when they are saved."""
        field = piece._meta.get_field("body")
        return field.to_python([{"type": one["type"], "value": one["value"]} for one in self.body.raw_data])
