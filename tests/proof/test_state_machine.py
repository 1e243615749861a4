"""Cases walked at random by everybody who could touch them, with the ten rules checked after every move.

In the suite a few short walks, always the same; a long one takes minutes and is different every time:

    SOP_WALK=400x60 pytest tests/proof/test_state_machine.py        four hundred walks of sixty moves

With SOP_WALK_SHRINK=no it stops at the first walk that breaks a rule instead of looking for a shorter one.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.proof.walk import Walk, staff

WALKS, MOVES = (int(number) for number in os.environ.get("SOP_WALK", "5x25").split("x"))
AT_RANDOM = "SOP_WALK" in os.environ
SHRINK = os.environ.get("SOP_WALK_SHRINK", "yes") == "yes"


@pytest.fixture(autouse=True)
def mail_waits(settings):
    settings.WAGTAIL_SOP = {"WAKE_UP": "none"}


def test_no_walk_of_cases_breaks_a_rule(office):
    staff(office)
    walk = type("Walk", (Walk,), {"office": office})

    run_state_machine_as_test(
        walk,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=MOVES,
            deadline=None,
            derandomize=not AT_RANDOM,
            database=None,
            phases=[Phase.generate, Phase.shrink] if SHRINK else [Phase.generate],
            suppress_health_check=list(HealthCheck),
            print_blob=True,
        ),
    )
