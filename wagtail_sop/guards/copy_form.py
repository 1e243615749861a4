"""The copy screen offers only what the section lets happen: a copy into it is a draft."""

from wagtail.admin.forms.pages import CopyForm

from .refused import CopyRefused
from .territory import territory_of
from .wrapping import guard

BORN_LIVE = ("publish_copies", "alias")


def install():
    guard(CopyForm, "__init__", offer_drafts_only)
    guard(CopyForm, "clean", clean)


def offer_drafts_only(original, form, *args, **kwargs):
    """Decided by the parent that the form proposes; whoever chooses another one reads why in ``clean``."""
    original(form, *args, **kwargs)
    if is_governed(form, form.page.get_parent()):
        for name in BORN_LIVE:
            form.fields.pop(name, None)


def clean(original, form):
    cleaned = original(form)
    chosen = cleaned.get("new_parent_page") or form.page.get_parent()
    asks = any(cleaned.get(name) for name in BORN_LIVE)
    # Where the person may not even copy a draft to, Wagtail's own sentence is the right one.
    if asks and is_governed(form, chosen) and form.page.permissions_for_user(form.user).can_copy_to(chosen):
        form.errors["new_parent_page"] = form.error_class([str(CopyRefused())])
    return cleaned


def is_governed(form, page) -> bool:
    return territory_of(form.user).of_page(page) is not None
