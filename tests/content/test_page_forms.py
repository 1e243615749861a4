"""The editor's forms of every page type, as an editor opens and sends them."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from wagtail_sop.content import models
from wagtail_sop.content.models import EventPage, VideoPage

from .conftest import put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_language_of_the_source")]

TYPES = [kind for name in models.__all__ if issubclass(kind := getattr(models, name), Page)]


@pytest.fixture
def editor(db):
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("super", "super@example.go.id", "sop"))
    return client


def address_of_form(home, kind):
    """Below a parent that takes this type."""
    takes_any = not hasattr(kind, "parent_page_types")
    parent = home if takes_any else put(home, kind.allowed_parent_page_models()[0], "Induk")
    return reverse("wagtailadmin_pages:add", args=[kind._meta.app_label, kind._meta.model_name, parent.pk])


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_the_form_of_every_type_opens(editor, home, kind):
    assert editor.get(address_of_form(home, kind)).status_code == 200


def send(editor, home, kind, **said):
    said = {"title": "Halaman", "slug": "halaman", "lead": "Ringkasan.", "body": streamfield([]), **said}
    return editor.post(address_of_form(home, kind), nested_form_data(said))


def errors_of(response):
    assert response.status_code == 200
    return response.context["form"].errors


VIDEO = {"dateline_date": "2026-11-20", "transcript": rich_text("<p></p>")}


def test_a_title_of_500_characters_is_refused_beside_its_field(editor, home):
    assert "title" in errors_of(send(editor, home, VideoPage, title="x" * 500, **VIDEO))


def test_a_video_from_a_host_that_is_not_on_the_list_is_refused_beside_its_field(editor, home):
    errors = errors_of(send(editor, home, VideoPage, address="https://video.example/1", **VIDEO))

    assert "Videos from video.example cannot be shown here." in str(errors["address"])


def test_an_event_that_ends_before_it_begins_is_refused_beside_its_field(editor, home):
    when = {"starts_at": "2026-11-20 10:00", "ends_at": "2026-11-20 09:00"}

    assert "ends before it begins" in str(errors_of(send(editor, home, EventPage, **when))["ends_at"])


def test_what_is_right_is_saved(editor, home):
    response = send(editor, home, VideoPage, address="https://youtu.be/abcdefghijk", **VIDEO)

    assert response.status_code == 302
    assert VideoPage.objects.get().player
