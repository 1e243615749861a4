"""The class of a piece, with its words on the screen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_sop.procedures import ContentClass


class ContentClassChoices(models.TextChoices):
    ROUTINE = str(ContentClass.ROUTINE), _("routine")
    IMPORTANT = str(ContentClass.IMPORTANT), _("important")
    POLICY = str(ContentClass.POLICY), _("policy")


RANK = {ContentClassChoices.ROUTINE: 0, ContentClassChoices.IMPORTANT: 1, ContentClassChoices.POLICY: 2}
