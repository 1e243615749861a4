"""What the walk remembers, how it acts, and the rules it checks after every move."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from wagtail.models import TaskState

from tests.proof.consistency import assert_consistent, hash_of, story_of
from tests.proof.model_of_entitlement import able
from tests.testapp.models import SimplePage
from wagtail_sop.exceptions import ContentChanged, NotEntitled, RecordProtected, Refused, TakenByAnother
from wagtail_sop.models import Case, CaseStep, Section
from wagtail_sop.models.content import content_hash

DECIDING = ("take", "approve", "schedule", "send_back", "reject", "seal", "confirm_live", "withdraw_live")
PASSED = ("received", "forwarded", "approved", "published", "scheduled", "submitted", "documented")
REASON = "Perlu diperbaiki."
# What may vanish from a finished row with what it pointed at, and what a later return may mark.
VANISHING = ("actor_id", "unit_id", "position_id", "revision_id", "holder_id")
VOIDING = ("voided_at", "voided_because")


class Checks:
    def begin(self):
        self.writings = {}  # page: [(revision, user)], as they were saved
        self.forced_by = {}  # case: who published it past the procedure
        self.behind = set()  # pages changed past every signal since
        self.finished = {}  # row: what it said when it was finished
        self.ended = {}  # case: what it said when it was closed
        self.carried_on = set()  # rows passed on by a person who was asked
        self.turn = 0  # counts, for names and for whose turn it is

    # What there is

    def user(self, name):
        return get_user_model().objects.filter(username=name).first()

    def cases(self):
        return list(Case.objects.select_related(*Case.NEEDED).order_by("pk"))

    def fresh(self, case):
        return Case.objects.select_related(*Case.NEEDED).get(pk=case.pk)

    def case(self, pick):
        """Mostly one that is open."""
        cases = [case for case in self.cases() if case.is_open]
        if not cases or pick % 7 == 6:
            cases = self.cases()
        return cases[pick % len(cases)]

    def page(self, pick):
        """One of the pieces; None when all were deleted."""
        pages = list(SimplePage.objects.filter(slug__startswith="naskah-").order_by("pk"))
        return pages[pick % len(pages)] if pages else None

    def section(self):
        return SimplePage.objects.get(pk=self.office.section.pk)

    def outside(self):
        return SimplePage.objects.get(slug="di-luar")

    # Doing it

    def attempt(self, act, *also):
        """Do it; the refusal, or None when it went through. Nothing else may come out of a door."""
        self.moment.shift(timedelta(seconds=1))
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                act()
        except (Refused, RecordProtected, *also) as refusal:
            return refusal
        return None

    def attempt_at_once(self, act, *also):
        """As a view does it whose requests are transactions."""

        def together():
            with transaction.atomic():
                act()

        return self.attempt(together, *also)

    def save(self, page, user, overwrite=None):
        revision = page.save_revision(user=user, overwrite_revision=overwrite)
        self.writings.setdefault(page.pk, []).append((revision.pk, user.pk))

    def writers(self, case):
        base = case.base_revision_id
        return {user for revision, user in self.writings.get(int(case.object_id), []) if revision > base}

    def able(self, case):
        return able(case, self.writers(case), self.forced_by.get(case.pk, ()))

    def digest(self, case):
        fresh = Case.objects.get(pk=case.pk)
        page = SimplePage.objects.filter(pk=case.object_id).first()
        return (
            *(fresh.status, fresh.content_class, fresh.current_step_id, fresh.unit_id, fresh.edition_id),
            fresh.workflow_state and fresh.workflow_state.status,
            list(fresh.steps.values_list("pk", "outcome", "voided_at", "holder")),
            fresh.events.count(),
            TaskState.objects.count(),
            page and (page.live, page.latest_revision_id, page.path),
        )

    def perform(self, case, user, verb, *, content_class="important", to=None, unit=None, colleague=None):
        """One verb of ours, with all it asks for. A refusal leaves no trace."""
        seen = {"seen": case.current_step_id}
        acts = {
            "submit": lambda: case.submit(user, content_class=content_class, unit=unit, **seen),
            "take": lambda: case.take(user, **seen),
            "release": lambda: case.release(user, **seen),
            "reassign": lambda: case.reassign(user, colleague or user, **seen),
            "approve": lambda: case.approve(user, **seen),
            "schedule": lambda: case.approve(user, go_live_at=timezone.now() + timedelta(hours=3), **seen),
            "send_back": lambda: case.send_back(user, REASON, to=to, **seen),
            "reject": lambda: case.reject(user, REASON, **seen),
            "withdraw": lambda: case.withdraw(user),
            "change_class": lambda: case.change_class(user, content_class),
            "seal": lambda: case.seal(user, **seen),
            "unschedule": lambda: case.unschedule(user, REASON),
            "take_down": lambda: case.take_down(user, REASON),
            "confirm_live": lambda: case.confirm_live(user, **seen),
            "withdraw_live": lambda: case.withdraw_live(user, REASON, **seen),
        }
        may, before = self.able(case), self.digest(case)
        holder = case.current_step and case.current_step.holder_id
        refusal = self.attempt(acts[verb])
        if verb in DECIDING:
            self.compare(refusal, user, may, holder)
        if refusal is None or isinstance(refusal, ContentChanged):
            self.behind.discard(int(case.object_id))
        elif self.digest(case) != before:
            raise AssertionError(f"{verb} was refused ({refusal}) and yet changed something")
        self.carried_on |= self.passed_on()
        return refusal

    def compare(self, refusal, user, may, holder):
        """The answer to «who may act» with our own reckoning."""
        if refusal is None:
            assert user.pk in may, f"{user} acted, but only {may} may"
            assert holder in (None, user.pk) or holder not in may, f"{user} acted on what {holder} holds"
        elif isinstance(refusal, NotEntitled):
            assert user.pk not in may, f"{user} may act, but was refused: {refusal}"
        elif isinstance(refusal, TakenByAnother):
            assert holder in may and holder != user.pk, str(refusal)

    def passed_on(self):
        return set(CaseStep.objects.filter(outcome__in=PASSED).values_list("pk", flat=True))

    # What must hold

    def check(self):
        for case in Case.objects.all():
            assert_consistent(case)
        self.check_nothing_passed_by_itself()
        self.check_the_record()
        self.check_inboxes()

    def check_nothing_passed_by_itself(self):
        """Rule 7: no deadline, sweep, edit or change of staff carries a piece on."""
        assert self.passed_on() <= self.carried_on, (
            f"passed on by nobody: {self.passed_on() - self.carried_on}"
        )

    def check_the_record(self):
        """Rule 6: what is finished says the same for ever."""
        finished = CaseStep.objects.exclude(finished_at=None)
        for row in finished:
            said = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
            for name, value in self.finished.setdefault(row.pk, said).items():
                vanished = name in VANISHING and said[name] is None
                marked = name in VOIDING and not value
                assert said[name] == value or vanished or marked, f"{row.pk}: {name} {value} → {said[name]}"
            self.finished[row.pk] = said
        assert len(finished) == len(self.finished), "a finished row is gone"
        closed = Case.objects.exclude(closed_at=None)
        for case in closed:
            names = (case.title, case.unit_name, case.contributor_name, case.url)
            said = (case.status, case.closed_at, case.record, *names)
            assert self.ended.setdefault(case.pk, said) == said, f"the closed case {case.pk} changed"
        assert len(closed) == len(self.ended), "a closed case is open again, or gone"

    def check_inboxes(self):
        """The inbox, made in one query, holds what asking each case one by one gives."""
        cases = [case for case in self.cases() if case.is_open]
        entitled = {case.pk: {held.user_id for held in case.entitled()} for case in cases}
        for case in cases:
            assert entitled[case.pk] == self.able(case), [*story_of(case), entitled[case.pk], self.able(case)]
        # A few people after each move, all in turn: this is the dearest of the checks.
        self.turn += 1
        for user in list(get_user_model().objects.order_by("pk"))[self.turn % 5 :: 5]:
            waiting = set(Case.objects.waiting_for(user).values_list("pk", flat=True))
            expected = {
                case.pk
                for case in cases
                if user.pk in entitled[case.pk]
                and not (case.kind == "prepare" and case.contributor_id not in (None, user.pk))
            }
            assert waiting == expected, f"{user}: the inbox says {waiting}, the cases {expected}"
            assert waiting <= set(Case.objects.visible_to(user).values_list("pk", flat=True)), user

    def assert_draft_has_a_case(self, page):
        page = SimplePage.objects.get(pk=page.pk)
        if Section.objects.governing(page) is None or Case.objects.about(page).before_live().exists():
            return
        assert page.live and content_hash(page.get_latest_revision()) == hash_of(page), (
            "a draft without a case"
        )
