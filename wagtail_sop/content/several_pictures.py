"""Several pictures at once: they are uploaded or chosen together, and each becomes a block of the form."""

from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.panels import Panel
from wagtail.admin.staticfiles import versioned_static
from wagtail.images import get_image_model
from wagtail.images.utils import get_accept_attributes

ADD_URL = "wagtail_sop_add_picture"


def picture_policy():
    """Who may do what with the pictures of the library. Wagtail 7.4 and 8 keep it in different places; its own view
    of both knows where."""
    # Needs all models, and page types name this panel while they are loaded.
    from wagtail.images.views.multiple import AddView

    view = AddView()
    view.model = get_image_model()
    return view.permission_policy


class SeveralPicturesPanel(Panel):
    """Stands before the panel of a StreamField ``field``, and adds blocks of the type ``block`` at its end.

    Such a block has the children ``image``, ``alt_text`` and ``caption``. Nothing is saved: the author does that, or
    takes the blocks out again.
    """

    def __init__(self, field, block, **kwargs):
        super().__init__(**kwargs)
        self.field, self.block = field, block

    def clone_kwargs(self):
        return super().clone_kwargs() | {"field": self.field, "block": self.block}

    @property
    def clean_name(self):
        return super().clean_name or f"several_{self.field}"

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_sop_content/admin/several_pictures.html"

        @cached_property
        def collections(self):
            """Where this person may put pictures."""
            policy = picture_policy()
            return list(policy.collections_user_has_permission_for(self.request.user, "add"))

        @cached_property
        def may_choose(self):
            return picture_policy().user_has_permission(self.request.user, "choose")

        def is_shown(self):
            has_field = self.form is not None and self.panel.field in self.form.fields
            return has_field and bool(self.collections or self.may_choose)

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {
                "stream": self.form[self.panel.field].id_for_label or self.panel.field,
                "collections": self.collections,
                "may_choose": self.may_choose,
                "accept": get_accept_attributes(),
                "add_url": reverse(ADD_URL),
                "choose_url": reverse("wagtailimages_chooser:choose"),
            }

        @property
        def media(self):
            from wagtail.images.widgets import AdminImageChooser

            script = versioned_static("wagtail_sop_content/several_pictures.js")
            own = Media(js=[script], css={"all": [versioned_static("wagtail_sop_content/editing.css")]})
            return AdminImageChooser().media + own
