"""Refusals that Wagtail's own doors understand, with a sentence for the person."""

from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPagePermissionError
from wagtail.actions.create_alias import CreatePageAliasPermissionError
from wagtail.actions.move_page import MovePagePermissionError
from wagtail.actions.publish_page_revision import PublishPagePermissionError

from wagtail_sop.exceptions import Refused


class PublishRefused(Refused, PublishPagePermissionError):
    def __init__(self):
        super().__init__(
            _("This content is governed by an SOP and goes live only by finishing it. Submit it instead.")
        )


class CopyRefused(Refused, CopyPagePermissionError, CreatePageAliasPermissionError):
    def __init__(self):
        super().__init__(
            _(
                "This section is governed by an SOP, so nothing is copied into it as live. "
                "Copy it as a draft, then submit it."
            )
        )


class MoveRefused(Refused, MovePagePermissionError):
    def __init__(self):
        super().__init__(
            _(
                "The target is governed by an SOP, so nothing that is live, scheduled or an alias is moved "
                "into it. Unpublish it first, then move it and submit it."
            )
        )


def unschedule_refused() -> str:
    return _(
        "This publication was scheduled by its SOP. "
        "Cancel the schedule on the page of its case, with a reason."
    )
