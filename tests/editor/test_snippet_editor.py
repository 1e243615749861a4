"""Wagtail's snippet editor on a governed model: the same buttons, lock and panel as for pages."""

import re

import pytest
import time_machine
from django.urls import reverse

from tests.testapp.models import Advert
from wagtail_sop.actions.install_procedure import install_procedure
from wagtail_sop.models import Case


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-20 09:05+07:00", tick=False) as clock:
        yield clock


@pytest.fixture
def governed(office):
    install_procedure(office.definition, [Advert], agency=office.agency)
    return office


@pytest.fixture
def advert(governed):
    advert = Advert.objects.create(text="Pendaftaran dibuka", live=False)
    advert.save_revision(user=governed.kontributor_data)
    return advert


@pytest.fixture
def case(advert):
    return Case.objects.current_on(advert)


@pytest.fixture
def edit_url(advert):
    return reverse("wagtailsnippets_testapp_advert:edit", args=[advert.pk])


ADD_URL = "wagtailsnippets_testapp_advert:add"


def offered(response):
    html = response.content.decode()
    return set(re.findall(r'(?:name|data-workflow-action-name)="((?:action-|approve|reject)[\w-]*)"', html))


def test_the_contributor_saves_or_submits_and_nothing_else(governed, client, edit_url):
    client.force_login(governed.kontributor_data)

    assert offered(client.get(edit_url)) == {"action-sop-submit"}
    assert offered(client.get(reverse(ADD_URL))) == {"action-sop-submit"}


def test_submitting_saves_the_draft_and_leads_to_the_submission(governed, client, edit_url, advert, case):
    client.force_login(governed.kontributor_data)

    response = client.post(
        edit_url, {"text": "Pendaftaran ditutup", "url": "", "action-sop-submit": "Ajukan …"}
    )

    assert response.url == reverse("wagtail_sop:submit", args=[case.pk])
    assert case.piece.text == "Pendaftaran ditutup"


def test_a_new_snippet_is_created_as_a_draft_and_led_to_the_submission(governed, client):
    client.force_login(governed.kontributor_data)

    response = client.post(reverse(ADD_URL), {"text": "Baru", "url": "", "action-sop-submit": "Ajukan …"})

    created = Advert.objects.get()
    assert response.url == reverse("wagtail_sop:submit", args=[Case.objects.current_on(created).pk])
    assert not created.live


def test_a_snippet_with_a_gap_is_saved_as_a_draft_but_not_submitted(governed, client, edit_url):
    client.force_login(governed.kontributor_data)

    refused = client.post(edit_url, {"text": "", "url": "", "action-sop-submit": "Ajukan …"})
    saved = client.post(edit_url, {"text": "", "url": ""})

    assert refused.status_code == 200
    assert saved.status_code == 302


def test_while_the_case_runs_the_snippet_is_locked_with_our_sentence(governed, client, edit_url, case):
    governed.bring(case, "4")
    client.force_login(governed.kontributor_data)

    response = client.get(edit_url)

    assert offered(response) == set()
    assert "4. Penyaringan oleh atasan unit" in response.content.decode()
    assert reverse("wagtail_sop:case", args=[case.pk]) in response.content.decode()


def test_in_the_edit_step_the_admin_forwards(governed, client, edit_url, case):
    governed.bring(case, "3")
    client.force_login(governed.admin_data)

    assert offered(client.get(edit_url)) == {"action-sop-open"}
    response = client.post(edit_url, {"text": "Disunting", "url": "", "action-sop-open": "Teruskan …"})

    assert response.url == reverse("wagtail_sop:case", args=[case.pk])


def test_the_panel_is_there_before_and_after_the_first_draft(governed, client, edit_url):
    client.force_login(governed.kontributor_data)

    assert "sop-panel" in client.get(edit_url).content.decode()
    assert "sop-panel" in client.get(reverse(ADD_URL)).content.decode()


def test_a_model_that_no_sop_governs_gets_neither(office, client):
    from wagtail_sop.testing import make_user

    client.force_login(make_user("pengelola", is_superuser=True))
    html = client.get(reverse(ADD_URL)).content.decode()

    assert "sop-panel" not in html
    assert "action-sop-submit" not in html
    assert "action-publish" in html
