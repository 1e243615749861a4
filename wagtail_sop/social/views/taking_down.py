"""A piece has left the site: are its posts deleted too?"""

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages as buttons

from wagtail_sop.exceptions import AlreadyDone
from wagtail_sop.models.content import base_content_type
from wagtail_sop.social.actions.decide import keep_public
from wagtail_sop.social.actions.take_down_posts import take_down_posts
from wagtail_sop.social.models import Post
from wagtail_sop.social.words import network_label, profile_of

from .base import Screen, register_trail
from .post_acts import can_be_deleted

TAKE_DOWN_ACTS = ("take_down", "withdraw_live")


# Deleting calls the networks: in no transaction, whatever the site does with its requests.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class TakenDownView(Screen):
    template_name = "wagtail_sop_social/taken_down.html"
    page_title = gettext_lazy("Delete the posts too?")
    header_icon = "warning"

    @property
    def trail(self):
        return [register_trail()]

    @cached_property
    def posts(self) -> list[Post]:
        """Only those about which this user may decide: of a stranger's nothing is shown, not even that it is there."""
        # Asked for first: a number made up by hand may be larger than the database knows.
        content_type = get_object_or_404(ContentType, pk=self.kwargs["content_type"])
        about = {"base_content_type": content_type, "object_id": self.kwargs["object_id"]}
        posts = Post.objects.to_be_taken_down().filter(**about).manageable_by(self.request.user)
        return list(posts.select_related("account__unit").order_by("pk"))

    def get_context_data(self, **kwargs):
        rows = [row_of(post) for post in self.posts]
        return super().get_context_data(
            title=self.posts[0].title if self.posts else "",
            deletable=[row for row in rows if row["can_be_deleted"]],
            by_hand=[row for row in rows if not row["can_be_deleted"]],
            register_url=still_public_url(),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        listed = [
            post
            for post in self.posts
            if str(post.pk) in request.POST.getlist("listed") and can_be_deleted(post)
        ]
        chosen = [post for post in listed if str(post.pk) in request.POST.getlist("delete")]
        still = take_down_posts(chosen, request.user) if chosen else []
        self.keep([post for post in listed if post not in chosen])
        self.tell(chosen, still)
        return redirect(request.path)

    def keep(self, posts):
        for post in posts:
            try:
                keep_public(post, self.request.user)
            except AlreadyDone:
                # A colleague has decided otherwise in the meantime; the page shows it.
                continue

    def tell(self, chosen, still):
        if number := len(chosen) - len(still):
            said = ngettext("%(n)d post was deleted.", "%(n)d posts were deleted.", number) % {"n": number}
            messages.success(self.request, said)
        if number := len(still):
            said = ngettext("%(n)d post is still public.", "%(n)d posts are still public.", number) % {
                "n": number
            }
            messages.error(self.request, said)


def row_of(post) -> dict:
    return {
        "post": post,
        "network": network_label(post.network),
        "profile": profile_of(post.account),
        "can_be_deleted": can_be_deleted(post),
    }


def still_public_url() -> str:
    return reverse("sop_social_posts_modeladmin_index") + "?status=take_down"


# Being led here


def after_act(request, case, name):
    """The core's hook ``after_sop_act``."""
    if name in TAKE_DOWN_ACTS:
        return lead_to_question(request, case.base_content_type_id, case.object_id)
    return None


def after_unpublishing(request, obj):
    """Wagtail's hooks after its own screens for unpublishing."""
    return lead_to_question(request, base_content_type(obj).pk, obj.pk)


def lead_to_question(request, content_type, object_id):
    about = {"base_content_type": content_type, "object_id": str(object_id)}
    posts = Post.objects.to_be_taken_down().filter(**about)
    if posts.manageable_by(request.user).exists():
        return redirect("wagtail_sop_social:taken_down", content_type, object_id)
    if number := posts.count():
        said = ngettext(
            "%(n)d post about it is still public on social media. Tell those who publish for the unit.",
            "%(n)d posts about it are still public on social media. Tell those who publish for the unit.",
            number,
        )
        messages.warning(request, said % {"n": number})
    return None


def after_many(request, action_type, objects, action):
    """Wagtail's hook after an action on several rows."""
    if action_type in ("unpublish", "delete"):
        remind(request)


def after_deleting(request, obj):
    remind(request)


def remind(request):
    number = Post.objects.to_be_taken_down().manageable_by(request.user).count()
    if number:
        said = ngettext(
            "%(n)d post about a piece that is gone is still public on social media.",
            "%(n)d posts about pieces that are gone are still public on social media.",
            number,
        )
        button = buttons.button(still_public_url(), _("Decide about them"))
        buttons.warning(request, said % {"n": number}, buttons=[button])
