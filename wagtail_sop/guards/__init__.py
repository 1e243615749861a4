"""Wagtail's own roads to "live" and out of a workflow, closed for governed content.

Core methods are wrapped at class level, because Wagtail does not ask its permission policies about
superusers, and has hooks on some of its roads only. Each guard takes Wagtail's answer first and looks at
governance only where it would be a yes; content that no SOP governs takes exactly the original path.

Out of reach are a site's own ``Model.save()`` and ``QuerySet.update()`` with ``live=True``: Wagtail is not
asked. Code that publishes with ``skip_permission_checks`` gets through, and its case is flagged for a review.
"""

from . import (
    copies,
    copy_form,
    lapsed,
    moves,
    other_units,
    pages,
    publisher,
    refusals,
    runs,
    settings_forms,
    settings_groups,
    settings_screens,
    snippets,
)


def install():
    """Put every guard in place; safe to repeat. Called when all apps are ready."""
    for part in (
        publisher,
        pages,
        other_units,
        copies,
        copy_form,
        moves,
        snippets,
        runs,
        settings_forms,
        settings_screens,
        settings_groups,
        refusals,
        lapsed,
    ):
        part.install()
