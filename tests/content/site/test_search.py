"""The search of the site."""

import json

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.content.conftest import put
from tests.testapp.models import SimplePage
from wagtail_sop.content.models import NewsIndexPage, NewsPage
from wagtail_sop.content.searching import excerpt, highlight
from wagtail_sop.content.texts import texts_of

SEARCH = "/cari/"
ATTACK = "'\"><script>alert(1)</script>"


def found(client, **query):
    return [page.title for page in client.get(SEARCH, query).context["results"]]


def test_words_are_found_in_title_and_body(client, publish):
    publish("Panen sayur di balai")
    publish("Lomba", body='[{"type": "paragraph", "value": "<p>Kebun sayur dinilai.</p>"}]')
    publish("Lain")

    assert sorted(found(client, q="sayur")) == ["Lomba", "Panen sayur di balai"]


def test_drafts_and_private_pages_are_not_found(client, secrets):
    for word in secrets:
        assert found(client, q=word) == []


def test_the_words_are_marked(publish, read):
    publish("Panen sayur di balai")

    assert "Panen <mark>sayur</mark> di balai" in read(SEARCH, {"q": "sayur"})


def test_words_in_javanese_script_are_found_and_marked_whole(client, publish, read):
    publish("Sugeng rawuh", lead="ꦱꦸꦒꦼꦁ ꦫꦮꦸꦃ")

    assert found(client, q="ꦫꦮꦸꦃ") == ["Sugeng rawuh"]
    assert "<mark>ꦫꦮꦸꦃ</mark>" in read(SEARCH, {"q": "ꦫꦮꦸꦃ"})


@pytest.mark.parametrize(
    "words", [ATTACK, "\x00", "%00", "🌱" * 200, "a" * 5000, "*", '"', "AND OR NOT (", "\\"]
)
def test_whatever_is_searched_for_is_answered_and_never_markup(publish, read, words):
    publish("Panen")

    html = read(SEARCH, {"q": words})

    assert "<script>alert" not in html


@pytest.mark.parametrize("name", ["type", "month", "unit", "page"])
def test_whatever_is_filtered_by_is_answered_and_never_markup(publish, read, name):
    publish("Panen")

    assert "<script>alert" not in read(SEARCH, {"q": "Panen", name: ATTACK})


def test_a_title_with_markup_is_shown_as_written(publish, read):
    publish(f"Sayur {ATTACK}")

    html = read(SEARCH, {"q": "sayur"})

    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_a_search_can_be_narrowed_to_a_type(client, section, publish):
    publish("Berita panen")

    assert found(client, q="berita", type="newspage") == ["Berita panen"]
    assert found(client, q="berita", type="newsindexpage") == ["Berita"]


def test_a_search_can_be_narrowed_to_a_month(client, publish):
    publish("Panen")

    assert found(client, q="panen", month="2026-11") == ["Panen"]
    assert found(client, q="panen", month="2026-10") == []


def test_a_search_can_be_narrowed_to_a_unit(client, publish):
    publish("Panen")

    assert found(client, q="panen", unit="1") == []


def test_without_words_nothing_is_listed(client, publish):
    publish("Panen")

    assert found(client) == []


def test_nothing_found_says_what_to_do(publish, read):
    publish("Panen")

    assert "sop-empty" in read(SEARCH, {"q": "tidakada"})


def test_ten_results_with_pictures_take_no_more_queries_than_three(client, publish_many, picture):
    body = [
        {"type": "paragraph", "value": "<p>Sayur segar.</p>"},
        {"type": "image", "value": {"image": {"image": picture.pk, "alt_text": "Dua"}, "caption": "Foto"}},
    ]

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert "Sayur segar." in client.get(SEARCH, {"q": "berita", "type": "newspage"}).content.decode()
        return len(queries)

    publish_many(3, body=json.dumps(body))
    count()
    with_three = count()
    publish_many(7, body=json.dumps(body))

    assert count() == with_three <= 12


def test_search_engines_do_not_index_results(read, home):
    assert "noindex" in read(SEARCH, {"q": "x"})
    assert f"Disallow: {reverse('wagtail_sop_content:search')}" in read("/robots.txt")


def test_the_text_of_pages_of_any_type_comes_in_one_query(home, section, publish, django_assert_num_queries):
    item = publish(lead="Singkat.", body='[{"type": "paragraph", "value": "<p>Isi <b>naskah</b>.</p>"}]')
    other = home.add_child(instance=SimplePage(title="Lain", search_description="Halaman situs"))
    ContentType.objects.get_for_models(NewsPage, NewsIndexPage, SimplePage)

    with django_assert_num_queries(1):
        texts = texts_of([item.page_ptr, section.page_ptr, other.page_ptr])

    assert texts == {
        item.pk: "Singkat. Isi naskah.",
        section.pk: "Kabar dari dinas.",
        other.pk: "Halaman situs",
    }


def test_a_page_opens_with_its_summary_before_what_it_says_to_search_engines(home, publish):
    item = publish(lead="Ringkasan.", search_description="Untuk mesin pencari.")
    section = put(home, NewsIndexPage, "Kabar", intro="Pengantar.", search_description="Untuk mesin pencari.")

    assert texts_of([item, section]) == {item.pk: "Ringkasan.", section.pk: "Pengantar."}


def test_an_excerpt_shows_the_place_of_the_words(publish):
    item = publish(lead="Awal. " + "kata " * 80 + "sayur segar. " + "akhir " * 80)

    text = excerpt(texts_of([item])[item.pk], "SAYUR")

    assert "sayur segar" in text
    assert text.startswith("… ")
    assert text.endswith(" …")


def test_what_is_highlighted_is_escaped():
    assert highlight("<b> & Sayur", "sayur <b>") == "&lt;<mark>b</mark>&gt; &amp; <mark>Sayur</mark>"
