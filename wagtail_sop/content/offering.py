"""Templates where a page is added: the author chooses one, or none, and the form opens filled in. Nothing is saved."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.create import CreateView

from wagtail_sop.guards.wrapping import guard

from .guidance import guidance_left_in
from .models import PieceMixin, PieceTemplate

PARAMETER = "template"
EMPTY = "0"


def install():
    # Wagtail tells nobody of the request when it makes the new page.
    guard(CreateView, "get", open_filled)


def before_create_page(request, parent_page, page_class):
    """For Wagtail's hook: the choice, unless it is made or there is none. Wagtail has asked for the permission."""
    if request.method != "GET" or not issubclass(page_class, PieceMixin):
        return None
    templates = list(PieceTemplate.objects.for_type(page_class))
    asked = request.GET.get(PARAMETER, "")
    if not templates or asked == EMPTY:
        return None
    request.sop_template = next((one for one in templates if str(one.pk) == asked), None)
    if request.sop_template:
        return None
    if asked:
        messages.warning(request, _("This template is no longer there. Choose another one."))
    return ChooseTemplateView.as_view(parent=parent_page, page_class=page_class, templates=templates)(request)


def open_filled(original, view, request, *args, **kwargs):
    if template := getattr(request, "sop_template", None):
        template.fill(view.page)
    return original(view, request, *args, **kwargs)


class ChooseTemplateView(WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_sop_content/admin/choose_template.html"
    header_icon = "doc-empty-inverse"
    parent = page_class = templates = None

    def get_page_title(self):
        return capfirst(_("New %(type)s") % {"type": self.page_class.get_verbose_name().lower()})

    def get_breadcrumbs_items(self):
        above = {
            "url": reverse("wagtailadmin_explore", args=[self.parent.pk]),
            "label": self.parent.get_admin_display_title(),
        }
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        choices = [(template, self.address(template.pk)) for template in self.templates]
        return super().get_context_data(choices=choices, empty_address=self.address(EMPTY), **kwargs)

    def address(self, choice):
        query = self.query.copy()
        query[PARAMETER] = choice
        return f"?{query.urlencode()}"

    @cached_property
    def query(self):
        """What Wagtail itself asks with: where to go afterwards, the language."""
        return self.request.GET.copy()


def before_publish_page(request, page):
    """Where no SOP looks at it: guidance of a template is not for readers. The draft is kept."""
    page = page.specific
    left = guidance_left_in(page) if isinstance(page, PieceMixin) else []
    if not left:
        return None
    keep_as_draft(page)
    sentence = _("Saved, but not published: guidance of the template still stands in it. Replace: %(what)s")
    messages.error(request, sentence % {"what": "; ".join(left)})
    return redirect("wagtailadmin_pages:edit", page.pk)


def before_bulk_action(request, action_type, objects, action):
    """Wagtail asks ``before_publish_page`` of none of many pages that are published at once; then none of them is."""
    if action_type != "publish" or request.method != "POST":
        return None
    pages = list(objects)
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += drafts_below(objects, request.user)
    left = {page.get_admin_display_title(): guidance_in_draft(page) for page in pages}
    if not (named := [f"{title}: {'; '.join(found)}" for title, found in left.items() if found]):
        return None
    sentence = _("Nothing was published: guidance of the template still stands in: %(what)s")
    messages.error(request, sentence % {"what": " | ".join(named)})
    return redirect(action.next_url)


def drafts_below(pages, user):
    """Those that Wagtail would publish with them."""
    drafts = (draft for page in pages for draft in page.get_descendants().not_live().specific())
    return [draft for draft in drafts if draft.permissions_for_user(user).can_publish()]


def guidance_in_draft(page):
    page = page.specific
    return guidance_left_in(page.get_latest_revision_as_object()) if isinstance(page, PieceMixin) else []


def keep_as_draft(page):
    """A page that is made and published at once stands in the tree as live before this hook is asked."""
    if page.live and not page.live_revision_id and not page.first_published_at:
        type(page).objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
