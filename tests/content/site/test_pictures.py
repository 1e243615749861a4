"""Pictures come in the formats a browser chooses from, and keep their place."""

import json
import re

import pytest
from celery import _state
from django.core.management import call_command
from wagtail.images import get_image_model

from tests.celery_app import make_app
from tests.content.conftest import make_picture
from wagtail_sop.content.responsive import formats
from wagtail_sop.content.tasks import render_pictures

pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")


def test_the_main_picture_comes_first_and_the_others_when_they_are_near(read, publish, picture):
    body = [{"type": "image", "value": {"image": {"image": picture.pk, "alt_text": "Dua"}, "caption": ""}}]
    item = publish(main_picture=picture, body=json.dumps(body))

    main, other = re.findall(r"<picture>.*?</picture>", read(item.url), re.DOTALL)

    assert 'fetchpriority="high"' in main
    assert 'loading="lazy"' not in main
    assert 'loading="lazy"' in other


def test_every_picture_says_its_size_so_that_nothing_moves(read, publish, picture):
    item = publish(main_picture=picture)

    for tag in re.findall(r"<img[^>]*>", read(item.url)):
        assert re.search(r'width="\d+"', tag)
        assert re.search(r'height="\d+"', tag)


def test_a_visitor_does_not_wait_for_the_slow_format(read, publish, picture):
    html = read(publish(main_picture=picture).url)

    assert ".webp" in html
    assert "avif" not in html
    assert not picture.renditions.filter(filter_spec__endswith="avif").exists()


def test_a_browser_may_choose_the_smallest_format_once_it_is_made(read, section, publish, picture):
    item = publish(main_picture=picture)
    call_command("sop_render_pictures", verbosity=0)

    for page in (section, item):
        assert ('type="image/avif"' in read(page.url)) is ("avif" in formats())


def test_what_was_made_after_the_publication_is_all_that_visitors_and_lists_ask_for(
    read, section, publish, picture
):
    body = [
        {"type": "image", "value": {"image": {"image": make_picture().pk, "alt_text": "Dua"}, "caption": ""}}
    ]
    item = publish(main_picture=picture, body=json.dumps(body))
    call_command("sop_render_pictures", verbosity=0)
    made = get_image_model().get_rendition_model().objects.count()

    read(item.url)
    read(section.url)

    assert get_image_model().get_rendition_model().objects.count() == made


def test_a_picture_whose_file_is_gone_does_not_stop_the_others(publish, picture, caplog):
    gone = make_picture()
    gone.file.storage.delete(gone.file.name)
    publish("Hilang", main_picture=gone)
    publish("Ada", main_picture=picture)

    call_command("sop_render_pictures", verbosity=0)

    assert picture.renditions.exists()
    assert "cannot be rendered" in caplog.text


@pytest.fixture
def worker_queue():
    """The queue of a site that has a worker."""
    app = make_app("memory://")
    with app.connection_for_read() as connection, connection.SimpleQueue("celery") as queue:
        yield queue
    app.close()
    _state._deregister_app(app)
    _state._set_current_app(None)


def test_a_worker_renders_what_went_live(publish, picture, worker_queue, django_capture_on_commit_callbacks):
    item = publish(main_picture=picture, live=False)

    with django_capture_on_commit_callbacks(execute=True):
        item.save_revision().publish()

    message = worker_queue.get_nowait()
    assert message.headers["task"] == "wagtail_sop_content.render_pictures"
    render_pictures(*message.payload[0])
    assert picture.renditions.filter(filter_spec="width-1280|format-webp").exists()


def test_what_was_taken_down_meanwhile_is_not_rendered(publish, picture):
    item = publish(main_picture=picture, live=False)

    render_pictures(item.pk)

    assert not picture.renditions.exists()
