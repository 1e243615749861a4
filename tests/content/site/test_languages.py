"""A site in Indonesian and English: each page in its language with everything around it, and a way to the other."""

import re

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import translation
from wagtail import urls as wagtail_urls
from wagtail.models import Locale, Site

pytestmark = pytest.mark.urls(__name__)

MOST = 15
"""Three more than of a page in one language: the language twice, and the page in the others."""

urlpatterns = i18n_patterns(
    path("", include("wagtail_sop.content.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)


@pytest.fixture(autouse=True)
def two_languages(settings):
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = settings.LANGUAGES
    settings.MIDDLEWARE = [
        "wagtail_sop.content.middleware.KeepPublicPagesMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        *settings.MIDDLEWARE,
    ]
    # The middleware leaves the language of its last request behind.
    with translation.override("id"):
        yield


@pytest.fixture
def harvest(section, publish):
    """An item in both languages, and one in Indonesian only."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    item = publish("Panen raya")
    above = section.copy_for_translation(english, copy_parents=True)
    above.title = "News"
    above.save_revision().publish()
    translated = item.copy_for_translation(english)
    translated.title, translated.lead = "Great harvest", "Vegetables from the home."
    translated.save_revision().publish()
    publish("Hanya Indonesia")
    Site.clear_site_root_paths_cache()
    return {"id": item, "en": translated}


def attribute(html, pattern):
    return re.search(pattern, html)[1]


@pytest.mark.parametrize(
    "language, menu, words, other",
    [("id", "Berita", "Langsung ke isi", "en"), ("en", "News", "Skip to main content", "id")],
)
def test_a_page_is_in_its_language_with_its_menu_and_leads_to_the_other(
    read, harvest, language, menu, words, other
):
    html = read(harvest[language].url)

    assert attribute(html, r'<html lang="(\w+)"') == language
    assert attribute(html, r'<a href="[^"]+" aria-current="true">(\w+)</a></li>\s*</ul>\s*</details>') == menu
    assert words in html
    assert attribute(html, rf'hreflang="{other}" href="([^"]+)"') == harvest[other].full_url
    assert attribute(html, r'rel="canonical" href="([^"]+)"') == harvest[language].full_url
    assert attribute(html, rf'<a href="([^"]+)" hreflang="{other}" lang="{other}"') == harvest[other].url


@pytest.mark.parametrize("prefix, language", [("", "id"), ("/en", "en")])
def test_feeds_and_search_are_in_the_language_of_their_address(client, read, harvest, prefix, language):
    other = {"id": "en", "en": "id"}[language]

    feed = client.get(f"{prefix}/umpan/feed.json").json()
    rss = read(f"{prefix}/umpan/rss.xml")
    found = [
        page.title for page in client.get(f"{prefix}/cari/", {"q": "harvest OR panen"}).context["results"]
    ]
    here = client.get(f"{prefix}/cari/", {"q": harvest[language].title.split()[1]}).context["results"]
    there = client.get(f"{prefix}/cari/", {"q": harvest[other].title.split()[1]}).context["results"]

    assert feed["language"] == language
    assert harvest[language].title in [item["title"] for item in feed["items"]]
    assert harvest[other].title not in rss
    assert f"<language>{language}</language>" in rss
    assert [page.title for page in here] == [harvest[language].title]
    assert list(there) == [] and found == []


def test_a_page_in_one_language_offers_no_other(read, harvest):
    html = read("/berita/hanya-indonesia/")

    assert "sop-languages" not in html


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_in_two_languages_stay_within_the_queries(client, harvest, language):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(harvest[language].url)
        return len(queries)

    client.get(harvest[language].url)
    cache.clear()
    made, kept = asked(), asked()

    assert made <= MOST
    assert kept == 0
