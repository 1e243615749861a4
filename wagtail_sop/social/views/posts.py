"""The page of one post: what was posted, what was tried, and what a person decides."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Media
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.images import get_image_model

from wagtail_sop.exceptions import NotEntitled, Refused
from wagtail_sop.models import Case
from wagtail_sop.models.entitlement import person_name
from wagtail_sop.social.models import Attempt, Post
from wagtail_sop.social.words import network_label, network_of, profile_of, standing_of, text_as_posted

from .base import Screen, register_trail
from .post_acts import ACTS, is_refused_as_it_is, offered, seen_state

LISTED_LATE = timedelta(minutes=10)
"""So much later than its sending a network may list a post."""


def visible_post(request, pk) -> Post:
    post = get_object_or_404(Post.objects.select_related("account__unit", "case"), pk=pk)
    if not Post.objects.visible_to(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return post


class PostView(Screen):
    template_name = "wagtail_sop_social/post_page.html"
    header_icon = "mail"

    def dispatch(self, request, *args, pk, **kwargs):
        self.post_row = visible_post(request, pk)
        return super().dispatch(request, *args, pk=pk, **kwargs)

    @property
    def trail(self):
        return [register_trail()]

    def get_page_title(self):
        return _("Post on social media")

    def get_page_subtitle(self):
        return self.post_row.title

    @cached_property
    def may_decide(self) -> bool:
        return Post.objects.manageable_by(self.request.user).filter(pk=self.post_row.pk).exists()

    def offers(self, bound_name="", bound=None) -> dict:
        if not self.may_decide:
            return {}
        return {
            name: self.offer(name, bound if name == bound_name else None) for name in offered(self.post_row)
        }

    def offer(self, name, bound):
        fresh = {"auto_id": f"id_{name}_%s", "initial": {"seen": seen_state(self.post_row)}}
        return {
            "name": name,
            "act": ACTS[name],
            "form": bound or ACTS[name].form(**fresh),
            "is_open": bool(bound),
        }

    def get_context_data(self, bound_name="", bound=None, refusal="", **kwargs):
        post, network = self.post_row, network_of(self.post_row.network)
        offers = self.offers(bound_name, bound)
        return super().get_context_data(
            post=post,
            standing=standing_of(post),
            network=network_label(post.network),
            text=text_as_posted(post),
            profile=profile_of(post.account),
            shots=shots_of(post),
            attempts=post.attempts.all(),
            looked=post.attempts.filter(kind=Attempt.Kind.LOOK).exclude(finished_at=None),
            window=window_of(post),
            offers=offers,
            others=[offer for name, offer in offers.items() if name not in ("found", "absent", "posted")],
            link_is_apart=bool(network and not network.text.clickable_links and post.link),
            case_url=case_url(self.request.user, post),
            is_refused_as_it_is=is_refused_as_it_is(post),
            refusal=refusal,
            media=Media(js=[versioned_static("wagtail_sop_social/js/copy.js")]),
            **kwargs,
        )


def window_of(post) -> dict | None:
    """Between which moments it appeared, if it did."""
    began = post.sending_at
    if began is None:
        return None
    sendings = post.attempts.filter(kind=Attempt.Kind.SEND).exclude(finished_at=None)
    last = sendings.order_by("-pk").first()
    return {"since": began, "until": (last.finished_at if last else began) + LISTED_LATE}


def shots_of(post) -> list[dict]:
    """Its pictures, numbered from 1; without an image where it is not in the library any more."""
    images = get_image_model().objects.in_bulk([picture["image"] for picture in post.pictures])
    return [
        {"number": number, "image": images.get(picture["image"]), **without_key(picture)}
        for number, picture in enumerate(post.pictures, start=1)
    ]


def without_key(picture) -> dict:
    return {"alt": picture.get("alt", ""), "title": picture.get("title", "")}


def case_url(user, post) -> str:
    if not post.case_id or not Case.objects.visible_to(user).filter(pk=post.case_id).exists():
        return ""
    return reverse("wagtail_sop:case", args=[post.case_id])


# Deleting calls the network: in no transaction, whatever the site does with its requests.
@method_decorator(transaction.non_atomic_requests, name="dispatch")
class PostActView(PostView):
    """Does what was asked, or shows the page again with the reason why not."""

    def get(self, request, *args, **kwargs):
        return redirect("wagtail_sop_social:post", self.post_row.pk)

    def post(self, request, *args, **kwargs):
        name = request.POST.get("verb", "")
        act = ACTS.get(name)
        if act is None:
            return HttpResponseBadRequest(_("Unknown action “%s”.") % name)
        form = act.form(request.POST, auto_id=f"id_{name}_%s")
        if not form.is_valid():
            return self.show_again(name, form)
        if form.cleaned_data["seen"] != seen_state(self.post_row):
            return self.tell_of_change(act)
        return self.do(act, form)

    def do(self, act, form):
        try:
            act.do(self.post_row, self.request.user, form.cleaned_data)
        except NotEntitled:
            raise
        except Refused as refused:
            self.post_row.refresh_from_db()
            return self.show_again(refusal=str(refused), status=409)
        self.post_row.refresh_from_db()
        return self.leave(act)

    def leave(self, act):
        if self.post_row.status in act.leads_to and self.post_row.problem != Post.Problem.TAKE_DOWN:
            messages.success(self.request, act.done)
        else:
            messages.error(
                self.request, standing_of(self.post_row).next or self.post_row.get_status_display()
            )
        return redirect("wagtail_sop_social:post", self.post_row.pk)

    def tell_of_change(self, act):
        """The page that was acted on is out of date: by this very person's double click, or by somebody else."""
        post = self.post_row
        if post.status in act.leads_to and post.decided_by == person_name(self.request.user)[:255]:
            messages.info(self.request, _("That is done already."))
            return redirect("wagtail_sop_social:post", post.pk)
        sentence = _(
            "Nothing was done: since you opened this page the post has changed. It is now: %(status)s."
        )
        return self.show_again(refusal=sentence % {"status": standing_of(post).label}, status=409)

    def show_again(self, name="", form=None, refusal="", status=200):
        context = self.get_context_data(bound_name=name, bound=form, refusal=refusal)
        return self.render_to_response(context, status=status)
