"""What a person may do with a post: exactly what is not refused."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from wagtail_sop.social.actions import decide
from wagtail_sop.social.actions.take_down_posts import take_down_posts
from wagtail_sop.social.models import Account, Post
from wagtail_sop.social.words import network_of

from .account_forms import WebAddressField

Status = Post.Status
AS_IT_IS = (Post.Problem.TOO_LONG, Post.Problem.PICTURE, Post.Problem.NOT_ALLOWED)


def seen_state(post) -> str:
    """What a screen showed: who acts on another state is told so."""
    return f"{post.status}-{post.tries}-{int(bool(post.piece_gone_at))}"


class SeenForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)

    @property
    def own_fields(self):
        return self.visible_fields()


class AddressForm(SeenForm):
    url = WebAddressField(
        label=_("Address of the post"),
        required=False,
        max_length=1000,
        help_text=_("Copied from the network, beginning with https://. Leave it empty if there is none."),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )


@dataclass(frozen=True)
class Act:
    label: str
    done: str
    do: Callable
    """Called with the post, the user and what was filled in."""
    leads_to: tuple
    form: type = SeenForm
    is_critical: bool = False


ACTS = {
    "retry": Act(
        _("Send it again"),
        _("It is sent again, within a minute."),
        lambda post, user, said: decide.retry_post(post, user),
        (Status.WAITING, Status.PREPARING, Status.SENDING, Status.SENT),
    ),
    "by_hand": Act(
        _("Post it by hand"),
        _("Post it from the package on this page."),
        lambda post, user, said: decide.post_by_hand(post, user),
        (Status.BY_HAND,),
    ),
    "posted": Act(
        _("It is posted"),
        _("Noted as posted."),
        lambda post, user, said: decide.mark_posted(post, user, said["url"]),
        (Status.SENT,),
        AddressForm,
    ),
    "found": Act(
        _("It is there"),
        _("Noted as posted."),
        lambda post, user, said: decide.decide_unknown(post, user, True, said["url"]),
        (Status.SENT,),
        AddressForm,
    ),
    "absent": Act(
        _("It is not there – send it again"),
        _("It is sent again, within a minute."),
        lambda post, user, said: decide.decide_unknown(post, user, False),
        (Status.WAITING, Status.PREPARING, Status.SENDING, Status.SENT),
    ),
    "give_up": Act(
        _("Nobody can tell – leave it"),
        _("It is not sent again."),
        lambda post, user, said: decide.give_up_unknown(post, user),
        (Status.CANCELLED,),
        is_critical=True,
    ),
    "cancel": Act(
        _("Do not post it"),
        _("It is not posted."),
        lambda post, user, said: decide.cancel_post(post, user),
        (Status.CANCELLED,),
        is_critical=True,
    ),
    "take_down": Act(
        _("Delete it on the network"),
        _("It is deleted."),
        lambda post, user, said: take_down_posts([post], user),
        (Status.TAKING_DOWN, Status.DELETED),
        is_critical=True,
    ),
    "deleted": Act(
        _("I have deleted it there"),
        _("Noted as deleted."),
        lambda post, user, said: decide.mark_taken_down(post, user),
        (Status.DELETED,),
    ),
    "keep": Act(
        _("Leave it public"),
        _("It stays public, and nobody is asked again."),
        lambda post, user, said: decide.keep_public(post, user),
        (Status.SENT,),
    ),
}


def offered(post) -> list[str]:
    """Names of the acts that this post allows now, the likeliest first."""
    if post.status == Status.WAITING:
        return ["cancel"]
    if post.status == Status.UNKNOWN:
        return ["found", "absent", "give_up"]
    if post.status == Status.BY_HAND:
        return ["posted", "cancel"]
    if post.status == Status.SENT:
        return of_sent(post)
    if post.status in (Status.FAILED, Status.EXPIRED, Status.CANCELLED):
        again = ["retry"] if can_be_sent(post) else []
        ended = [] if post.status == Status.CANCELLED else ["cancel"]
        likely = ["by_hand", *again] if is_refused_as_it_is(post) else [*again, "by_hand"]
        return [*likely, "posted", *ended]
    return []


def is_refused_as_it_is(post) -> bool:
    """The same text and pictures would be refused again, and they were approved as they are."""
    return post.status == Status.FAILED and post.problem in AS_IT_IS


def of_sent(post) -> list[str]:
    acts = ["take_down"] if can_be_deleted(post) else []
    if post.piece_gone_at or post.problem == Post.Problem.TAKE_DOWN:
        acts.append("deleted")
    return [*acts, "keep"] if post.piece_gone_at else acts


def can_be_sent(post) -> bool:
    """Not by a person's network, not where it might appear twice, and never about a piece that is not public."""
    network = network_of(post.network)
    if network is None or network.is_manual or post.why_not_again():
        return False
    return post.is_piece_public


def can_be_deleted(post) -> bool:
    network = network_of(post.network)
    is_open = post.account.status != Account.Status.CLOSED
    return bool(network and is_open and network.supports_delete and post.remote_id)
