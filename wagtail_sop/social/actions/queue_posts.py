"""Write down what is to be posted about a piece that goes live."""

import logging
from dataclasses import replace

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Max, Q
from django.utils import timezone
from wagtail.images import get_image_model

from wagtail_sop.models import CaseStep
from wagtail_sop.models.endings import address_of
from wagtail_sop.social.backends.base import TextRules
from wagtail_sop.social.composition import Wish, can_carry, composition_of
from wagtail_sop.social.facts import facts_of, picture_of
from wagtail_sop.social.models import Account, Post
from wagtail_sop.social.models.pieces import is_public, reread
from wagtail_sop.social.models.posts import expiry, new_key
from wagtail_sop.social.texts import (
    DEFAULT_TEMPLATE,
    UnknownPlaceholder,
    render,
    replace_link,
    tagged_link,
)

logger = logging.getLogger("wagtail_sop")


def queue_posts(case, piece=None, at=None) -> list[Post]:
    """One waiting row for each account that the approved version names; nothing leaves the process.

    Also for an account that is paused or broken: its row waits. Called twice for a case it writes once. The primary
    keys of what it returns may be unset.
    """
    piece = piece or reread(case.base_content_type, case.object_id)
    if piece is None or not is_shareable(case, piece):
        return []
    round_before, wishes = wishes_of(case, piece)
    return Sharing(case, piece, at or timezone.now()).write(wishes, round_before + 1) if wishes else []


def is_shareable(case, piece) -> bool:
    """Published by its procedure, for everybody, at an address; no query unless all else holds."""
    if case.break_glass or case.unit is None or not can_carry(piece):
        return False
    return is_public(piece)


def wishes_of(case, piece) -> tuple[int, dict[Account, Wish]]:
    """The last round of posts about the piece, and the accounts to share on now, with what was said for each."""
    composition = composition_of(case.approved_revision)
    earlier = rounds_of(piece, case)
    is_first = earlier["shared"] is None
    is_again = composition.asks_again(piece.pk, (earlier["last"] or 0) + 1)
    if earlier["ours"] or not (is_first or is_again):
        return 0, {}
    # An account that was connected later has nothing to say about what was public before.
    accounts = Account.objects.for_unit(case.unit).filter(created_at__lte=case.went_live_at)
    accounts = [account for account in accounts if was_known(account, composition, case)]
    by_itself = is_first and not was_public(piece, earlier, case.opened_at)
    wishes = {account: wish_for(account, composition, by_itself) for account in accounts}
    return earlier["last"] or 0, {account: wish for account, wish in wishes.items() if wish.share}


def was_known(account, composition, case) -> bool:
    """To those who approved the piece: nothing is posted where they could not see it."""
    written_at = case.approved_revision.created_at if case.approved_revision else case.opened_at
    if account.pk in composition.accounts or account.created_at <= written_at:
        return True
    approvals = case.steps.standing().filter(outcome=CaseStep.Outcome.APPROVED)
    approved_at = approvals.aggregate(last=Max("finished_at"))["last"]
    return approved_at is None or account.created_at <= approved_at


def rounds_of(piece, case=None) -> dict:
    """Of its posts: the ``last`` round; one that was ``shared``, for the public; one that is ``ours``, of the case."""
    in_vain = Q(status=Post.Status.CANCELLED, problem=Post.Problem.NOT_PUBLIC)
    return Post.objects.about(piece).aggregate(
        last=Max("round"), shared=Max("pk", filter=~in_vain), ours=Max("pk", filter=Q(case=case))
    )


def was_public(piece, earlier, before=None) -> bool:
    """Whether a piece without posts is no news all the same: it was public before the accounts were.

    ``earlier``: its rounds of posts. What was called off before anybody saw it leaves the piece as new as it was.
    """
    at = getattr(piece, "first_published_at", None)
    return earlier["last"] is None and at is not None and (before is None or at < before)


def wish_for(account, composition, is_new) -> Wish:
    """What was said; of an account that nobody mentioned, what it does by itself with a new piece."""
    usual = Wish(share=is_new and account.shares_by_default)
    return composition.accounts.get(account.pk, usual)


class Sharing:
    """One round of posts about a piece."""

    def __init__(self, case, piece, at):
        self.case, self.piece, self.at = case, piece, at
        self.address = address_of(piece)
        self.facts = facts_of(piece)
        self.main_picture = picture_of(piece)

    def write(self, wishes, number) -> list[Post]:
        titles = self.titles_of_pictures(wishes.values())
        posts = [self.post(account, wish, titles, number) for account, wish in wishes.items()]
        # Of two who do this at the same moment, the second writes nothing.
        Post.objects.bulk_create(posts, ignore_conflicts=True)
        return posts

    def post(self, account, wish, titles, number) -> Post:
        key = new_key()
        tagged = tagged_link(self.address, key, account.network)
        network = network_of(account)
        by_hand = bool(network and network.is_manual)
        return Post(
            account=account,
            case=self.case,
            base_content_type_id=self.case.base_content_type_id,
            object_id=self.case.object_id,
            revision_id=self.case.approved_revision_id,
            content_hash=self.case.approved_hash,
            round=number,
            key=key,
            title=self.facts.title[:255],
            account_name=account.name,
            network=account.network,
            text=self.text(account, wish, tagged, network),
            link=tagged,
            pictures=self.pictures(wish, titles),
            status=Post.Status.BY_HAND if by_hand else Post.Status.WAITING,
            next_try_at=None if by_hand else self.at,
            expires_at=expiry(),
        )

    def text(self, account, wish, tagged, network) -> str:
        if wish.text:
            return replace_link(wish.text, self.address, tagged)
        return default_text(account, self.facts, tagged, network, wish.template)

    def pictures(self, wish, titles) -> list[dict]:
        chosen = self.main_picture if wish.pictures is None else wish.pictures
        return [picture | {"title": titles.get(picture["image"], "")} for picture in chosen]

    def titles_of_pictures(self, wishes) -> dict:
        chosen = [self.main_picture if wish.pictures is None else wish.pictures for wish in wishes]
        pks = {picture["image"] for pictures in chosen for picture in pictures}
        images = get_image_model().objects.filter(pk__in=pks)
        return dict(images.values_list("pk", "title")) if pks else {}


def network_of(account):
    """Its class; None where the site has this network no more. The row is written all the same, and says so later."""
    try:
        return account.backend_class
    except ImproperlyConfigured:
        return None


def default_text(account, facts, link, network, template="") -> str:
    """What is posted where nobody wrote anything: from the template that was approved, else the account's, or the
    usual one if that is faulty."""
    rules = rules_of(account, network)
    facts = replace(facts, link=link)
    try:
        return render(template or account.template or DEFAULT_TEMPLATE, facts, rules)
    except UnknownPlaceholder:
        logger.warning("The template of the account %s names unknown placeholders.", account.pk)
        return render(DEFAULT_TEMPLATE, facts, rules)


def rules_of(account, network) -> TextRules:
    rules = network.text if network else TextRules(limit=280)
    limit = account.options.get("text_limit")
    return replace(rules, limit=int(limit)) if limit else rules
