"""The buttons below the editor: of governed content exactly those that will be accepted."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import action_menu as pages
from wagtail.admin.ui.components import Component
from wagtail.snippets import action_menu as snippets

from .standing import standing_of

REPLACED = (
    pages.PublishMenuItem,
    pages.SubmitForModerationMenuItem,
    pages.WorkflowMenuItem,
    pages.RestartWorkflowMenuItem,
    pages.CancelWorkflowMenuItem,
    snippets.PublishMenuItem,
    snippets.SubmitForModerationMenuItem,
    snippets.WorkflowMenuItem,
    snippets.RestartWorkflowMenuItem,
    snippets.CancelWorkflowMenuItem,
)
LOCKED = (pages.PageLockedMenuItem, snippets.LockedMenuItem)

SUBMIT = "action-sop-submit"
OPEN = "action-sop-open"


class SopItem(Component):
    """A link, or without ``url`` a button that saves the draft first."""

    template_name = "wagtailadmin/shared/action_menu/menu_item.html"

    def __init__(self, label, *, name="", url="", icon_name="", order=5):
        self.label, self.name, self.url, self.icon_name, self.order = label, name, url, icon_name, order

    def get_context_data(self, parent_context):
        return {"label": self.label, "name": self.name, "url": self.url, "icon_name": self.icon_name}


def construct_page_menu(menu_items, request, context):
    rebuild(menu_items, standing_of(request, context.get("page"), context.get("parent_page")), context)


def construct_snippet_menu(menu_items, request, context):
    rebuild(menu_items, standing_of(request, context.get("instance"), context["model"]), context)


def rebuild(menu_items, standing, context):
    if not standing.is_governed:
        return
    menu_items[:] = [item for item in menu_items if not isinstance(item, REPLACED)]
    if context.get("locked_for_user"):
        add_link(menu_items, standing)
    elif standing.may_submit:
        menu_items.insert(1, SopItem(_("Submit …"), name=SUBMIT, icon_name="resubmit"))
    elif standing.forwards:
        # Where to, and until when, is said on the page it leads to: here the words would fill the menu.
        menu_items.insert(1, SopItem(_("Forward …"), name=OPEN, icon_name="arrow-right"))


def add_link(menu_items, standing):
    """Who may not write here just now, but has a part in the case, goes to its page."""
    if not standing.is_seen:
        return
    label = (
        _("Read and decide …") if any(verb.is_primary for verb in standing.verbs) else _("See where it is")
    )
    url = reverse("wagtail_sop:case", args=[standing.case.pk])
    menu_items[:] = [item for item in menu_items if not isinstance(item, LOCKED)]
    menu_items.insert(0, SopItem(label, url=url, icon_name="clipboard-list"))
