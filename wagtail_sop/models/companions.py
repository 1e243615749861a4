"""The field in which wings keep what belongs to a piece."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CompanionsMixin(models.Model):
    """For page types and snippets whose pieces have companions, such as the texts for social media::

        class Article(CompanionsMixin, Page):
            content_panels = [*Page.content_panels, CompanionsPanel()]

    A piece's companions are part of its revisions, so that they are approved together with it. Data of a wing that
    is not installed any more stays.
    """

    sop_companions = models.JSONField(_("belongs to the piece"), default=dict, blank=True)

    class Meta:
        abstract = True
