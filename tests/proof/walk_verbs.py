"""Moves at our own doors: what people do with pieces, rightly or not."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from wagtail.models import Revision

from tests.testapp.models import SimplePage
from wagtail_sop.actions.sweep import sweep
from wagtail_sop.exceptions import ContentChanged
from wagtail_sop.models import Appointment, Case
from wagtail_sop.procedures import Kind

CLASSES = ["routine", "important", "policy"]
VERBS = [
    "submit",
    "take",
    "release",
    "reassign",
    "approve",
    "schedule",
    "send_back",
    "reject",
    "withdraw",
    "change_class",
    "seal",
    "unschedule",
    "take_down",
    "confirm_live",
    "withdraw_live",
]
MAIN_VERB = {"drafting": "submit", "live": "seal", "under_review": "confirm_live", "running": "approve"}


class Verbs:
    def write_a_new_piece(self, ask):
        if (user := self.user(ask.who)) and Case.objects.count() < 6:
            self.new_piece(user)

    def new_piece(self, user):
        self.turn += 1
        page = SimplePage(title=f"Naskah {self.turn}", slug=f"naskah-{self.turn}", body="Naskah.", live=False)
        self.section().add_child(instance=page)
        self.attempt(lambda: self.save(page, user))
        return Case.objects.about(page).before_live().get()

    def carry_on(self, ask):
        """Those who may do what the steps are there for, one after the other."""
        self.carry(self.case(ask.pick), 1 + ask.pick % 3, ask.content_class, ask.pick)

    def carry(self, case, moves, content_class, pick=0):
        for _move in range(moves):
            case = self.fresh(case)
            people = sorted(self.able(case))
            if not people or not case.is_open:
                return
            holder = case.current_step.holder_id
            user = get_user_model().objects.get(pk=holder if holder in people else people[pick % len(people)])
            self.must_be_accepted(case, user, MAIN_VERB[case.status], content_class=content_class)
            self.check()

    def do_what_is_offered(self, ask):
        """No button is offered that would then be refused."""
        case, user = self.case(ask.pick), self.user(ask.who)
        # Break-glass is walked as a door of its own, which keeps account of who forced.
        verbs = [verb for verb in case.verbs_for(user) if verb.name != "force_live"] if user else []
        if not verbs:
            return
        name = verbs[ask.pick % len(verbs)].name
        if name == "approve" and case.kind == Kind.PUBLISH and ask.flag:
            name = "schedule"
        colleagues = list(case.entitled())
        self.must_be_accepted(
            case,
            user,
            name,
            content_class=ask.content_class,
            unit=None if case.unit else self.own_unit(user),
            colleague=colleagues[ask.pick % len(colleagues)].user if colleagues else None,
        )

    def must_be_accepted(self, case, user, verb, **kwargs):
        changed = int(case.object_id) in self.behind
        refusal = self.perform(case, user, verb, **kwargs)
        if refusal is not None:
            assert changed and isinstance(refusal, ContentChanged), f"{verb} by {user}: {refusal!r}"

    def own_unit(self, user):
        held = Appointment.objects.of_user(user).filter(position=self.office.position("kontributor")).first()
        return held and held.unit

    def try_anything(self, ask):
        """Whatever is asked of whatever case by whomever: done by the rules, or refused without a trace."""
        case, user = self.case(ask.pick), self.user(ask.who)
        if user is None:
            return
        colleague = self.user(ask.other)
        offered = case.may_change_class(user, ask.content_class)
        details = {"content_class": ask.content_class, "to": ask.to, "colleague": colleague}
        refusal = self.perform(case, user, ask.verb, **details)
        if ask.verb == "change_class":
            assert offered == (refusal is None), f"offered {offered}, then {refusal!r}"

    def edit(self, ask):
        page, user = self.page(ask.pick), self.user(ask.who)
        if user is None or page is None:
            return
        how = ["new", "new", "same", "overwrite", "overwrite", "behind"][ask.pick % 6]
        draft = page.get_latest_revision_as_object() if page.latest_revision_id else page
        if how != "same":
            draft.body = f"Naskah {ask.pick % 4}."
        if how == "behind":
            return self.edit_in_the_database(page, draft.body)
        overwrite = page.get_latest_revision() if how == "overwrite" else None
        if overwrite and ask.flag:
            user = overwrite.user or user
        refusal = self.attempt_at_once(lambda: self.save(draft, user, overwrite), PermissionDenied)
        assert refusal is None or how == "overwrite", refusal
        if refusal is None:
            self.behind.discard(page.pk)
            self.assert_draft_has_a_case(page)

    def edit_in_the_database(self, page, body):
        """Past every signal. What is public or scheduled is left alone: nobody could answer for that."""
        revision = page.get_latest_revision()
        if (
            revision
            and not Case.objects.filter(approved_revision=revision).exclude(status="running").exists()
        ):
            Revision.objects.filter(pk=revision.pk).update(content=revision.content | {"body": body})
            self.behind.add(page.pk)

    def time_passes(self, ask):
        self.moment.shift(timedelta(hours=[1, 4, 24, 120][ask.pick % 4]))
        if ask.flag:
            self.attempt(sweep)
        self.attempt(lambda: call_command("publish_scheduled"))
