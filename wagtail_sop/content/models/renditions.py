"""Pictures for many pages at once."""

from django.db.models import Prefetch
from wagtail.images import get_image_model

from wagtail_sop.content.responsive import card_specs


def prefetch_renditions(lookup, specs=None):
    """Fetch these renditions of all pictures in one query, without specs those of cards; ``lookup`` leads to the
    picture's renditions."""
    renditions = get_image_model().get_rendition_model().objects
    # The attribute is the name under which Wagtail's images look for what was fetched before.
    return Prefetch(
        lookup,
        queryset=renditions.filter(filter_spec__in=specs or card_specs()),
        to_attr="prefetched_renditions",
    )


def pictures_in(stream) -> list:
    """The pictures of a body or a gallery, in order. One query, which showing the stream makes anyhow."""
    values = (block.value.get("image") for block in stream or () if hasattr(block.value, "get"))
    return [picture for picture in values if picture]
