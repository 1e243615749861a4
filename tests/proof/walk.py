"""The state machine: everybody's possible moves around governed pieces, and what must hold after each."""

from dataclasses import dataclass
from datetime import date, timedelta

import time_machine
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.proof.walk_checks import Checks
from tests.proof.walk_doors import Doors, Organisation
from tests.proof.walk_verbs import CLASSES, VERBS, Verbs
from tests.testapp.models import SimplePage
from wagtail_sop.testing import appoint, make_user

START = "2026-11-18 09:00+07:00"
PEOPLE = [
    "kontributor_data",
    "kontributor_care",
    "admin_data",
    "admin_dua",
    "admin_care",
    "atasan_unit_data",
    "atasan_unit_care",
    "kepala_dinas",
    "plh_kepala",
    "bekas_kepala",
    "kepala_penulis",
    "kepala_rangkap",
    "sekretaris",
    "root",
    "orang_luar",
]
# One rule with weights instead of many rules: a short random walk over many rules hardly leaves the first step.
MOVES = [
    *["carry_on"] * 7,
    *["do_what_is_offered"] * 9,
    *["try_anything"] * 6,
    *["edit"] * 4,
    *["time_passes"] * 2,
    *["appointment_begins", "appointment_ends", "appointment_resumes", "appointment_is_deleted"],
    *["account_is_closed", "account_is_deleted", "accounts_are_opened"],
    *["unit_is_renamed", "edition_is_enacted"],
    *["write_a_new_piece"] * 2,
    *["page_moves_out", "page_moves_in", "page_moves_in", "page_is_deleted"],
    *["glass_is_broken", "code_publishes", "page_is_unpublished"],
    *["wagtail_submits"] * 2,
    *["wagtail_decides"] * 4,
    *["wagtail_runs"] * 2,
    *["wagtail_disables", "revisions_are_purged"],
]


@dataclass(frozen=True)
class Ask:
    """All that any move may need; each takes its part."""

    pick: int
    who: str
    other: str
    verb: str
    content_class: str
    to: str | None
    flag: bool


ASKS = st.builds(
    Ask,
    pick=st.integers(0, 419),
    who=st.sampled_from(PEOPLE),
    other=st.sampled_from(PEOPLE),
    verb=st.sampled_from(VERBS),
    content_class=st.sampled_from(CLASSES),
    to=st.sampled_from([None, None, "1", "2", "3", "4", "5", "6"]),
    flag=st.booleans(),
)


def staff(office):
    """Besides the office's own people, those who tempt the rules."""
    office.hire("admin_dua", "admin", office.data)
    office.hire("sekretaris", "atasan_unit", office.agency)
    office.hire("bekas_kepala", "atasan_unit", office.data, valid_until=date(2026, 11, 17))
    acting = {"kind": "plh", "valid_from": date(2026, 11, 17), "valid_until": date(2026, 11, 21)}
    office.hire("plh_kepala", "kepala_dinas", office.agency, **acting)
    writing_head = office.hire("kepala_penulis", "kontributor", office.data)
    appoint(writing_head, office.position("atasan_unit"), office.data, kind="plh")
    two_hats = office.hire("kepala_rangkap", "atasan_unit", office.care)
    appoint(two_hats, office.position("kepala_dinas"), office.agency, kind="plt")
    office.people["root"] = make_user("root", is_superuser=True, is_staff=True)
    office.people["orang_luar"] = make_user("orang_luar")
    office.section.get_parent().add_child(instance=SimplePage(title="Di luar SOP", slug="di-luar"))


class Walk(Checks, Verbs, Organisation, Doors, RuleBasedStateMachine):
    office = None

    def __init__(self):
        super().__init__()
        self.clock = time_machine.travel(START, tick=False)
        self.moment = self.clock.start()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.begin()

    def teardown(self):
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)
        self.clock.stop()

    @initialize(
        first=st.integers(0, 9),
        second=st.integers(0, 9),
        content_class=st.sampled_from(CLASSES),
        writer=st.sampled_from(["kontributor_data", "kontributor_care", "kepala_penulis"]),
    )
    def two_pieces_are_on_their_way(self, first, second, content_class, writer):
        for moves, who in ((first, writer), (second, "kontributor_data")):
            case = self.new_piece(self.user(who))
            self.carry(case, moves, content_class)
            self.moment.shift(timedelta(minutes=40))

    @rule(what=st.sampled_from(MOVES), ask=ASKS)
    def move(self, what, ask):
        getattr(self, what)(ask)

    def check_invariants(self, *args, **kwargs):
        super().check_invariants(*args, **kwargs)
        self.check()
