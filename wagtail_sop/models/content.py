"""Content of any kind: pages and snippets alike, reached through content type, object id and revision."""

import hashlib
import json
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.actions.unpublish import UnpublishAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import AbstractPage, Revision

from wagtail_sop.companions import FIELD as COMPANIONS

# What changes without anybody writing: publication state, locks, the place in the tree, the schedule
# (which the publish step sets after approval) and editors' comments.
VOLATILE_KEYS = frozenset(
    {
        "latest_revision",
        "latest_revision_created_at",
        "live",
        "live_revision",
        "has_unpublished_changes",
        "first_published_at",
        "last_published_at",
        "locked",
        "locked_at",
        "locked_by",
        "expired",
        "go_live_at",
        "expire_at",
        "wagtail_admin_comments",
        "path",
        "depth",
        "numchild",
        "url_path",
        "draft_title",
        "owner",
    }
)


def page_model():
    """The site's base page model (Wagtail 8 lets a site swap it)."""
    return apps.get_model(getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"))


def is_page(obj) -> bool:
    return isinstance(obj, AbstractPage)


def base_content_type(obj) -> ContentType:
    return obj.get_base_content_type()


def said(revision) -> dict:
    """What a revision says, without what changes by itself: the content its hash is made of."""
    content = {key: value for key, value in revision.content.items() if key not in VOLATILE_KEYS}
    # No companions say the same as none yet: revisions from before the field was there stay what they were.
    return {key: value for key, value in content.items() if key != COMPANIONS or value}


def content_hash(revision) -> str:
    """SHA-256 of what a revision says, as hexadecimal; empty for no revision."""
    if revision is None:
        return ""
    text = json.dumps(said(revision), cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def latest_revision(base_content_type_id, object_id):
    # By id and not by the object's latest_revision: that pointer is what an import or a bug leaves behind.
    return (
        Revision.objects.filter(base_content_type_id=base_content_type_id, object_id=object_id)
        .order_by("-created_at", "-id")
        .first()
    )


def writer_ids(base_content_type_id, object_id, after_revision_id) -> set[int]:
    """Users who saved a revision after the given one (0: ever)."""
    revisions = Revision.objects.filter(
        base_content_type_id=base_content_type_id, object_id=object_id, id__gt=after_revision_id or 0
    )
    return set(revisions.exclude(user=None).values_list("user_id", flat=True))


def title_of(obj) -> str:
    if is_page(obj):
        return obj.get_admin_display_title()
    return str(obj)


def unpublish(obj, user):
    """Take content off the site for an act that was authorised by its case: no position holds publish permission."""
    action = UnpublishPageAction if is_page(obj) else UnpublishAction
    with authorised():
        action(obj, user=user).execute(skip_permission_checks=True)


_authorised: ContextVar = ContextVar("wagtail_sop_unpublish_authorised", default=False)


@contextmanager
def authorised():
    token = _authorised.set(True)
    try:
        yield
    finally:
        _authorised.reset(token)


def is_unpublished_by_case() -> bool:
    """Whether what Wagtail unpublishes just now is an act of a case, which writes its own event."""
    return _authorised.get()
