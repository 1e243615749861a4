"""Pieces on their way, and people who look at them."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from wagtail_sop.models.content import content_hash


@pytest.fixture(autouse=True)
def wednesday_morning():
    with time_machine.travel("2026-11-18 09:00+07:00", tick=False) as clock:
        yield clock


@pytest.fixture
def case(office, page):
    """A piece of Bidang Data, drafted by its contributor."""
    return office.write(page, office.kontributor_data)


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(case, name="case"):
    return reverse(f"wagtail_sop:{name}", args=[case.pk])


def look(user, case):
    """The review page as HTML."""
    return as_user(user).get(page_of(case)).content.decode()


def shown(case):
    """The hidden fields of every form on the review page as it is now."""
    step = case.current_step
    return {"seen": step.pk if step else "", "seen_hash": content_hash(case.latest_revision)}


def act(user, case, verb, **said):
    """Press a button of the review page; ``said`` may bring what an older page had shown."""
    return as_user(user).post(page_of(case, "act"), {**shown(case), "verb": verb, **said})
