"""What visitors may see below a page."""


def public_children(page, model):
    """Live pages of this type directly below, without those that are private; none while the page has no place."""
    return model.objects.child_of(page).live().public() if page.depth else model.objects.none()


def public_descendants(page, model):
    """The same at any depth."""
    return model.objects.descendant_of(page).live().public() if page.depth else model.objects.none()
