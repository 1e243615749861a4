"""What the law on public information wants to know of a page (UU 14/2008, PerKI 1/2021)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.search import index


class InformationCategory(models.TextChoices):
    PERIODIC = "periodic", _("published regularly (berkala)")
    IMMEDIATE = "immediate", _("announced at once (serta merta)")
    ON_REQUEST = "on_request", _("available at any time (setiap saat)")
    EXCLUDED = "excluded", _("excluded (dikecualikan)")

    @classmethod
    def public(cls):
        """Those that may be listed: what a consequence test has excluded is not even named in public."""
        return [category for category in cls if category != cls.EXCLUDED]


class PublicInformationMixin(models.Model):
    """Puts a page on the public information list as soon as it has a category."""

    information_category = models.CharField(
        verbose_name=_("category of public information"),
        max_length=12,
        choices=InformationCategory.choices,
        blank=True,
        help_text=_(
            "With a category, the page stands by itself on the public information list. "
            "What is excluded must not be published."
        ),
    )
    classification_code = models.CharField(
        verbose_name=_("archive classification code"),
        max_length=40,
        blank=True,
        help_text=_("From the agency's list of codes, for example: 000.8.3.3."),
    )
    retention = models.CharField(
        verbose_name=_("retention period"),
        max_length=120,
        blank=True,
        help_text=_("As the retention schedule says, for example: 2 years active, 3 years inactive."),
    )

    information_panels = [
        MultiFieldPanel(
            [
                FieldPanel("information_category"),
                FieldRowPanel([FieldPanel("classification_code"), FieldPanel("retention")]),
            ],
            heading=_("Public information and archive"),
        ),
    ]
    information_search_fields = [index.FilterField("information_category")]
    information_api_fields = [APIField("information_category"), APIField("classification_code")]

    class Meta:
        abstract = True
