"""What machines read: feeds, sitemap, structured data, shared links."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Site

from wagtail_sop.content.structured import as_script

pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")

FEEDS = ["/umpan/rss.xml", "/umpan/atom.xml", "/umpan/feed.json"]


def structured(html):
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {part["@type"]: part for part in json.loads(text)["@graph"]}


def titles(text):
    if text.startswith("{"):
        return [item["title"] for item in json.loads(text)["items"]]
    items = [node for node in ElementTree.fromstring(text).iter() if node.tag.endswith(("item", "entry"))]  # noqa: S314
    return [child.text for item in items for child in item if child.tag.endswith("title")]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_lists_the_newest_items(read, publish_many, address):
    publish_many(3)

    assert titles(read(address)) == ["Berita 0", "Berita 1", "Berita 2"]


@pytest.mark.parametrize("address", FEEDS)
def test_a_section_has_feeds_of_its_own(client, section, publish, address):
    publish("Satu")

    own = address.replace("/umpan/", f"/umpan/{section.pk}/")

    assert titles(client.get(own).content.decode()) == ["Satu"]
    assert client.get(address.replace("/umpan/", "/umpan/99999/")).status_code == 404


def test_the_feed_of_a_private_section_does_not_exist(client, section, publish, hide):
    publish("Satu")
    hide(section)

    assert client.get(f"/umpan/{section.pk}/rss.xml").status_code == 404
    assert titles(client.get("/umpan/rss.xml").content.decode()) == []


@pytest.mark.parametrize(
    "address", [*FEEDS, "/sitemap.xml", "/berita/", "/cari/?q=umum", "/berita/untuk-umum/"]
)
def test_nothing_of_drafts_private_pages_or_cases_leaves_the_house(read, secrets, address):
    html = read(address)

    assert "ntuk" in html
    assert not [word for word in secrets if word in html]


@pytest.mark.parametrize("address", FEEDS)
def test_thirty_items_take_no_more_queries_than_three(client, publish_many, address):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    publish_many(3)
    count()
    with_three = count()
    publish_many(27)

    assert count() == with_three


def test_the_sitemap_lists_what_is_public(read, publish):
    item = publish()

    assert item.full_url in read("/sitemap.xml")
    assert "Sitemap: http://testserver/sitemap.xml" in read("/robots.txt")


def test_a_news_item_is_described_as_an_article(read, publish, picture):
    item = publish("Panen", main_picture=picture)

    parts = structured(read(item.url))

    article = parts["NewsArticle"]
    assert article["headline"] == "Panen"
    assert article["url"] == item.full_url
    assert article["datePublished"].startswith("2026-11-20")
    assert article["publisher"]["@type"] == "GovernmentOrganization"
    assert article["image"][0].startswith("http")
    assert [step["name"] for step in parts["BreadcrumbList"]["itemListElement"]][1:] == ["Berita", "Panen"]


def test_no_person_of_the_office_is_named_to_machines(read, publish, admin_user):
    item = publish("Panen", owner=admin_user)

    assert structured(read(item.url))["NewsArticle"]["author"]["name"] == "Dinas Sosial DIY"


def test_structured_data_cannot_be_broken_out_of(read, publish):
    item = publish("""</script><script>alert('x')</script> & "kutipan" """)

    html = read(item.url)

    assert "<script>alert" not in html
    assert structured(html)["NewsArticle"]["headline"].startswith("</script>")
    assert as_script({"a": "</script><!--&"}).count("<") == 2


def test_a_shared_link_has_everything_networks_ask_for(read, publish, picture):
    item = publish("Panen", main_picture=picture)

    html = read(item.url)

    for name in (
        "og:title",
        "og:description",
        "og:image",
        "og:image:alt",
        "og:url",
        "og:locale",
        "og:site_name",
    ):
        assert f'property="{name}"' in html
    assert 'content="summary_large_image"' in html
    assert f'<link rel="canonical" href="{item.full_url}">' in html


def test_filters_are_no_addresses_of_their_own_but_later_pages_are(read, section, publish_many):
    publish_many(12)

    canonical = re.compile(r'rel="canonical" href="([^"]+)"')

    assert canonical.search(read(section.url, {"month": "2026-11"}))[1] == section.full_url
    assert canonical.search(read(section.url, {"page": "2"}))[1] == f"{section.full_url}?page=2"


def test_share_links_go_nowhere_before_they_are_followed(read, publish):
    item = publish("Panen & lomba")

    html = read(item.url)

    assert "https://wa.me/?text=Panen+%26+lomba" in html
    assert not re.findall(r'(?:src|srcset|data)="https?://(?!testserver)', html)


def test_related_items_are_public_and_others(client, publish, publish_many, hide):
    publish_many(2)
    hide(publish("Khusus"))
    item = publish("Ini")

    html = client.get(item.url).content.decode()

    related = re.search(r'class="sop-related".*?</section>', html, re.DOTALL)[0]
    assert "Berita 0" in related
    assert "Khusus" not in related
    assert "Ini" not in related


@pytest.fixture
def harvest_in_english(settings, publish):
    """An item in Indonesian and in English, each below a front page of its language."""
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    item = publish("Panen")
    english = item.copy_for_translation(
        Locale.objects.get_or_create(language_code="en")[0], copy_parents=True
    )
    english.title = "Harvest"
    english.save_revision().publish()
    Site.clear_site_root_paths_cache()
    return item, english


def test_a_page_is_linked_with_its_translation(read, harvest_in_english):
    item, english = harvest_in_english

    html = read(item.url)

    assert f'hreflang="en" href="{english.full_url}"' in html
    assert 'class="sop-languages"' in html
    assert 'aria-current="true">Bahasa Indonesia</a>' in html


def test_no_language_is_offered_where_a_page_is_in_one_only(read, harvest_in_english, publish):
    html = read(publish("Lain").url)

    assert "hreflang" not in html
    assert "sop-languages" not in html


def test_a_page_that_is_not_there_helps_to_find_it(client, home, settings):
    response = client.get("/tidak/ada/'\"><script>alert(1)</script>/")

    html = response.content.decode()
    assert response.status_code == 404
    assert 'action="/cari/"' in html
    assert "noindex" in html
    assert "<script>alert" not in html


def test_a_failure_is_told_without_the_database(client, django_db_blocker):
    from wagtail_sop.content.views import server_error

    with django_db_blocker.block():
        response = server_error(None)

    assert response.status_code == 500
    assert b"<h1" in response.content


def test_the_menu_says_in_which_section_an_item_stands(read, section, publish):
    html = " ".join(read(publish("Panen").url).split())

    assert '<a href="/berita/" aria-current="true">Berita</a>' in html
    assert '<span class="sop-menu__here">Berita</span>' in html
    assert '<a href="/berita/" aria-current="page">Berita</a>' in " ".join(read(section.url).split())
