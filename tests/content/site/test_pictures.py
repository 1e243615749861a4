"""Pictures come in the formats a browser chooses from, and keep their place."""

import json
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail_sop.content.responsive import formats

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


def test_a_browser_may_choose_the_smallest_format(read, publish, picture):
    html = read(publish(main_picture=picture).url)

    assert ".webp" in html
    assert ('type="image/avif"' in html) is ("avif" in formats())


def test_a_news_page_takes_few_queries(client, publish, publish_many, picture):
    publish_many(5)
    item = publish("Panen", main_picture=picture)
    client.get(item.url)
    cache.clear()

    with CaptureQueriesContext(connection) as queries:
        client.get(item.url)

    assert len(queries) <= 12
