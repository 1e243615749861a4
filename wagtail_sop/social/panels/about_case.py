"""What was posted about a piece, for the page of its case and the editor's side panel."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from wagtail_sop.social.models import Post
from wagtail_sop.social.words import network_label, standing_of


class PostsPanel(Component):
    template_name = "wagtail_sop_social/posts_panel.html"
    key = "social"
    heading = _("Posts on social media")
    icon = "mail"

    def __init__(self, posts):
        self.posts = posts

    def get_context_data(self, parent_context):
        return {"rows": [row_of(post) for post in self.posts]}


def row_of(post) -> dict:
    return {"post": post, "network": network_label(post.network), "standing": standing_of(post)}


def posts_panel(case, request):
    """The core's hook ``register_sop_panels``; None where nothing was posted. One query."""
    posts = Post.objects.filter(case=case).select_related("account").order_by("pk")
    posts = list(posts.defer("staged", "account__sealed_secrets"))
    return PostsPanel(posts) if posts else None
