"""Pictures for many pages at once."""

from django.db.models import Prefetch
from wagtail.images import get_image_model

CARD_RENDITIONS = ("fill-480x320|format-webp", "fill-960x640|format-webp")
"""The renditions that includes/news_card.html shows."""


def prefetch_renditions(lookup, specs=CARD_RENDITIONS):
    """Fetch these renditions of all pictures in one query; ``lookup`` leads to the picture's renditions."""
    renditions = get_image_model().get_rendition_model().objects
    # The attribute is the name under which Wagtail's images look for what was fetched before.
    return Prefetch(
        lookup, queryset=renditions.filter(filter_spec__in=specs), to_attr="prefetched_renditions"
    )
