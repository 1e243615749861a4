"""The side panel "SOP": where the piece is, who acts until when, why it came back, and its history."""

from django.forms import Media
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.create import CreateView as PageCreateView
from wagtail.admin.views.pages.edit import EditView as PageEditView
from wagtail.snippets.views.snippets import CreateView as SnippetCreateView
from wagtail.snippets.views.snippets import EditView as SnippetEditView

from wagtail_sop.completeness import PASSED, checks_of, names_for
from wagtail_sop.guards.wrapping import guard
from wagtail_sop.models import CaseStep

from .standing import standing_of

NAMES_SHOWN = 3


class SopSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle SOP")
        icon_name = "tasks"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context):
            # A piece that came back calls for attention, like the errors of other panels.
            came_back = bool(self.panel.came_back)
            return super().get_context_data(parent_context) | {"count": int(came_back)}

    name = "sop"
    title = _("SOP")
    template_name = "wagtail_sop/side_panel.html"
    order = 150

    def __init__(self, obj, request, standing):
        super().__init__(obj, request)
        self.standing = standing

    @property
    def case(self):
        return self.standing.case

    @cached_property
    def came_back(self):
        """The finished steps that returned the piece to the step it is at now, the newest first."""
        case = self.standing.running
        rows = case.steps.leading_here() if case else []
        return [row for row in rows if row.outcome == CaseStep.Outcome.RETURNED]

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context) | {
            "case": self.case,
            "is_seen": self.standing.is_seen,
        }
        if self.case is None:
            return context | self.about_the_beginning()
        return context | self.about_now() | {"came_back": self.came_back}

    def about_the_beginning(self):
        definition = self.standing.edition.definition
        return {
            "first": next(iter(definition.item_steps), None),
            "step_count": definition.item_count,
            "required": names_for(type(self.object), definition.completeness.required),
            "advised": names_for(type(self.object), definition.completeness.advised),
        }

    def about_now(self):
        case, step = self.case, self.case.step
        return {
            "step": case.current_step,
            "step_number": case.definition.number_of(step.key) if step else None,
            "step_count": case.definition.item_count,
            "people": self.people(),
            "following": self.following(step),
            "checks": self.checks(),
        }

    def checks(self):
        """Of the draft in the editor, while it can still be put right; what is in order needs no room here."""
        case = self.standing.running
        return [check for check in checks_of(case, self.object) if check.level != PASSED] if case else []

    def people(self):
        """Names of those who may act now, unless one of them holds the piece."""
        if self.case.current_step is None or self.case.current_step.holder:
            return []
        return [appointment.person for appointment in self.case.entitled_list()[:NAMES_SHOWN]]

    def following(self, step):
        """What comes after the current step, and whose it is; None at the end."""
        case = self.case
        found = step and case.definition.next_step(step.key, case.content_class)
        return found and {"step": found, "position": case.edition.position(found.acting)}

    @cached_property
    def media(self):
        return Media(css={"all": [versioned_static("wagtail_sop/sop.css")]})


def install():
    # Wagtail has no hook for side panels; its views of both releases collect them in one method.
    guard(PageEditView, "get_side_panels", on_page_edit)
    guard(PageCreateView, "get_side_panels", on_page_create)
    guard(SnippetEditView, "get_side_panels", on_snippet)
    guard(SnippetCreateView, "get_side_panels", on_snippet)


def on_page_edit(original, view):
    return with_panel(original(view), view, view.page)


def on_page_create(original, view):
    # Also here: as soon as a draft saves itself, Wagtail fills the panels of this page anew.
    return with_panel(original(view), view, view.page, view.parent_page)


def on_snippet(original, view):
    return with_panel(original(view), view, view.form.instance, view.model)


def with_panel(panels, view, obj, place=None):
    standing = standing_of(view.request, obj, place)
    if standing.is_governed or standing.is_seen:
        panels.insert(1, SopSidePanel(obj, view.request, standing))
    return panels
