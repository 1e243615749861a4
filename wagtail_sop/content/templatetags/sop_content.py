"""What templates of published items ask for."""

from django import template

from wagtail_sop.content.models.made_by import made_by

register = template.Library()


@register.simple_tag
def sop_made_by(page):
    """By which procedure this item was made; None where nothing is to be said::

    {% sop_made_by page as made %}
    """
    return made_by(page)
