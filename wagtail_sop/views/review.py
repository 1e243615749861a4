"""The page on which a piece is read and decided; made for a phone first."""

from django.forms import Media
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views import View
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import PreviewableMixin, Revision
from wagtail.utils.decorators import xframe_options_sameorigin_override

from wagtail_sop.companions import FIELD, companions, kept_with
from wagtail_sop.completeness import BLOCKING, checks_of
from wagtail_sop.models import Case
from wagtail_sop.models.content import content_hash

from .acts import ActsOnCase
from .case import CaseView, visible_case
from .comparison import changes_since_live
from .offers import Offers


class ReviewView(CaseView):
    template_name = "wagtail_sop/review.html"

    @cached_property
    def revision(self):
        """The content on the screen, and the content a decision is bound to: fetched once."""
        return self.case.latest_revision

    @cached_property
    def piece(self):
        """The page or snippet as that revision says; None when it was deleted."""
        if self.case.content_object is None:
            return None
        return self.revision.as_object() if self.revision else self.case.piece

    @cached_property
    def companions(self):
        return companions_of(self.case, self.piece)

    def read_again(self):
        super().read_again()
        for name in ("revision", "piece", "companions"):
            self.__dict__.pop(name, None)

    def get_context_data(self, bound_name="", bound=None, refusal="", **kwargs):
        case, user = self.case, self.request.user
        checks = checks_of(case, self.piece)
        is_incomplete = any(check.level == BLOCKING for check in checks)
        return super().get_context_data(**kwargs) | {
            "case": case,
            "step": case.current_step,
            "piece": self.piece,
            "revision": self.revision,
            "seen_hash": content_hash(self.revision),
            "is_previewable": is_previewable(self.piece),
            "changes": changes_since_live(case, self.piece, self.request),
            "checks": checks,
            "companions": self.companions,
            "media": sum((part.media for _companion, part in self.companions), Media()),
            "last_notes": last_notes(case),
            "offers": Offers(case, user, bound_name, bound, is_incomplete=is_incomplete),
            "why_not": why_not(case, user),
            "edit_url": self.edit_url,
            "refusal": refusal,
            "errors": bound.errors if bound is not None else {},
        }

    @property
    def edit_url(self):
        """The editor, for whom it would not be locked."""
        user = self.request.user
        may_write = self.case.is_with_contributor or self.case.may_edit(user)
        if self.piece is None or not may_write:
            return None
        return AdminURLFinder(user).get_edit_url(self.case.content_object)


class ActView(ActsOnCase, ReviewView):
    def get(self, request, *args, **kwargs):
        # Reached by a reload after logging in again, say: nothing is done by looking.
        return redirect(self.case_url)


class PreviewView(View):
    """The piece as its visitors will see it, for whoever may see the case."""

    @method_decorator(xframe_options_sameorigin_override)
    def get(self, request, pk):
        case = visible_case(request, pk)
        piece = self.piece_of(case)
        if not is_previewable(piece):
            raise Http404
        return piece.make_preview_request(request, piece.default_preview_mode, {"in_preview_panel": True})

    def piece_of(self, case):
        """As the revision in the address says, if it belongs to the case; else as the latest does."""
        asked, last = self.request.GET.get("revision", ""), last_revision(case)
        if asked.isascii() and asked.isdecimal() and case.content_object is not None:
            of_case = {"base_content_type_id": case.base_content_type_id, "object_id": case.object_id}
            if case.status not in Case.BEFORE_LIVE:
                of_case["pk__lte"] = last.pk if last else 0
            if revision := Revision.objects.filter(pk=asked, **of_case).first():
                return revision.as_object()
        if case.status in Case.BEFORE_LIVE:
            return case.piece
        return last.as_object() if last and case.content_object else None


def last_revision(case):
    """What the case was last about, once it is live or closed: later drafts are another case's, and perhaps another
    unit's. None when the revisions were purged."""
    if case.approved_revision or case.status in Case.BEFORE_LIVE:
        return case.approved_revision
    row = case.steps.exclude(revision=None).select_related("revision").last()
    return row and row.revision


def is_previewable(piece) -> bool:
    return isinstance(piece, PreviewableMixin) and piece.is_previewable()


def companions_of(case, piece) -> list:
    """What wings keep with the piece and have to show, each with its companion."""
    if piece is None or not hasattr(piece, FIELD):
        return []
    kept = kept_with(piece)
    found = [(one, one.shown(case, piece, kept.get(one.key))) for one in companions()]
    return [(companion, part) for companion, part in found if part is not None]


def last_notes(case) -> list:
    """The finished steps whose words are for whoever has the piece now, the newest first."""
    return [row for row in case.steps.leading_here() if row.note] if case.is_open else []


def why_not(case, user) -> str:
    """Why this user cannot act on an open case; empty when the user can."""
    if not case.is_open:
        return ""
    if case.is_with_contributor:
        return "" if case.submitter_appointment(user) else case.why_not_submit(user)
    if case.current_step is None:
        return ""
    return "" if case.appointment_of(user) else case.why_not(user)
