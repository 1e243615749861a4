"""How the page types of this wing are joined to Wagtail's page."""

from django.db import models
from wagtail.models import Page


class JoinedPageMixin(models.Model):
    """Sites have page types of their own that are called NewsPage or HomePage. Django would let both want the name
    ``page.newspage``, and refuse to start; so ours go by another."""

    page_ptr = models.OneToOneField(
        Page,
        parent_link=True,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="%(app_label)s_%(class)s",
        serialize=False,
    )

    class Meta:
        abstract = True
