"""What visitors may see below a page."""

from wagtail_sop.content.public import public


def public_children(page, model):
    """Live pages of this type directly below, without those that are private; none while the page has no place."""
    return public(model.objects.child_of(page)) if page.depth else model.objects.none()


def public_descendants(page, model):
    """The same at any depth."""
    return public(model.objects.descendant_of(page)) if page.depth else model.objects.none()
