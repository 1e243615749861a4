"""News as visitors get it; there is no SOP anywhere on the site."""

import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext
from PIL import Image as PillowImage
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Locale, Page, PageViewRestriction, Site

from wagtail_sop.content.models import NewsIndexPage, NewsPage

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

FRIDAY_AFTERNOON = datetime(2026, 11, 20, 7, 5, tzinfo=UTC)
"""14.05 in Yogyakarta."""


class Outline(HTMLParser):
    """The parts of a document that people who cannot see it go by."""

    def __init__(self, html):
        super().__init__()
        self.lang, self.levels, self.landmarks, self.images = None, [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.lang = attrs.get("lang")
        elif re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        elif tag in {"header", "main", "nav", "footer"}:
            self.landmarks.append(tag)
        elif tag == "img":
            self.images.append(attrs)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # Wagtail keeps renditions in the cache by the number of the picture, and numbers come again.
    cache.clear()


@pytest.fixture
def home():
    """The home page, made anew where the live server of an earlier test left an empty database."""
    if site := Site.objects.filter(is_default_site=True).first():
        return site.root_page
    Locale.objects.get_or_create(language_code="id")
    Collection.add_root(name="Root")
    home = Page.add_root(title="Root", slug="root").add_child(title="Beranda", slug="home")
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


@pytest.fixture
def section(home):
    section = NewsIndexPage(title="Berita", slug="berita", intro="Kabar dari Dinas Sosial DIY.")
    return home.add_child(instance=section)


def make_picture(size=(1300, 900)):
    content = io.BytesIO()
    PillowImage.new("RGB", size, "green").save(content, "PNG")
    return Image.objects.create(
        title="IMG_2041.png",
        description="Warga menerima bantuan",
        file=ImageFile(content, name="bantuan.png"),
    )


@pytest.fixture
def picture():
    return make_picture()


def publish(section, title="Bantuan tersalurkan", *, at=FRIDAY_AFTERNOON, **fields):
    fields = {"lead": "Dinas Sosial DIY menyalurkan bantuan.", **fields}
    item = NewsPage(title=title, first_published_at=at, last_published_at=at, **fields)
    return section.add_child(instance=item)


def publish_many(section, number, pictures=False):
    for day in range(number):
        picture = make_picture((60, 40)) if pictures else None
        publish(section, f"Berita {day}", at=FRIDAY_AFTERNOON - timedelta(days=day), main_picture=picture)


def titles(response):
    return [item.title for item in response.context["news"]]


def read(client, page, **query):
    response = client.get(page.url, query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_section_lists_the_newest_news_first(client, section):
    publish(section, "Kemarin", at=FRIDAY_AFTERNOON - timedelta(days=1))
    publish(section, "Hari ini", at=FRIDAY_AFTERNOON)
    publish(section, "Lusa lalu", at=FRIDAY_AFTERNOON - timedelta(days=2))

    assert titles(client.get(section.url)) == ["Hari ini", "Kemarin", "Lusa lalu"]


def test_news_without_a_date_of_publication_comes_last(client, section):
    publish(section, "Tanpa tanggal", at=None)
    publish(section, "Hari ini")

    assert titles(client.get(section.url)) == ["Hari ini", "Tanpa tanggal"]


def test_the_section_does_not_list_drafts(client, section):
    publish(section, "Konsep", live=False)
    publish(section, "Tayang")

    assert titles(client.get(section.url)) == ["Tayang"]


def test_the_section_does_not_list_private_news(client, section):
    private = publish(section, "Khusus pegawai")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    publish(section, "Untuk umum")

    assert titles(client.get(section.url)) == ["Untuk umum"]


def test_the_section_does_not_list_the_news_of_another_section(client, home, section):
    other = home.add_child(instance=NewsIndexPage(title="Arsip", slug="arsip"))
    publish(other, "Berita arsip")

    assert titles(client.get(section.url)) == []


def test_an_empty_section_says_so(client, section):
    assert gettext("There is no news here yet.") in read(client, section)


@pytest.mark.parametrize(
    "asked, answered",
    [(None, 1), ("2", 2), ("3", 3), ("99", 3), ("0", 3), ("-1", 3), ("abc", 1), ("", 1)],
)
def test_every_page_number_is_answered(client, section, asked, answered):
    publish_many(section, 21)

    response = client.get(section.url, {} if asked is None else {"page": asked})

    assert response.status_code == 200
    assert response.context["news"].number == answered


def test_ten_news_stand_on_one_page(client, section):
    publish_many(section, 12)

    assert len(titles(client.get(section.url))) == 10
    assert titles(client.get(section.url, {"page": 2})) == ["Berita 10", "Berita 11"]


def test_pages_are_linked_only_where_there_is_more_than_one(client, section):
    publish_many(section, 10)
    assert "sop-pagination" not in read(client, section)

    publish(section, "Satu lagi")
    assert 'aria-current="page"' in read(client, section)


def count_queries(client, page):
    # The first visit makes the renditions and fills the caches of sites and content types.
    read(client, page)
    with CaptureQueriesContext(connection) as queries:
        read(client, page)
    return len(queries)


def test_thirty_news_take_no_more_queries_than_three(client, section):
    publish_many(section, 3, pictures=True)
    with_three = count_queries(client, section)

    publish_many(section, 27, pictures=True)

    assert count_queries(client, section) == with_three


def test_a_picture_in_the_list_is_silent_beside_the_title_that_links(client, section, picture):
    publish(section, main_picture=picture)

    (image,) = Outline(read(client, section)).images

    assert image["alt"] == ""
    assert "960w" in image["srcset"]


def test_a_news_item_opens_with_its_dateline(client, section):
    item = publish(section, dateline_place="Yogyakarta", dateline_date=date(2026, 11, 20))

    assert "Yogyakarta (20/11/2026)." in read(client, item)


def test_a_news_item_without_a_place_has_no_dateline(client, section):
    item = publish(section, dateline_date=date(2026, 11, 20))

    assert "(20/11/2026)" not in read(client, item)


def test_dates_are_written_as_officials_write_them(client, section):
    html = read(client, publish(section))

    assert "20 November 2026" in html
    assert "14.05 WIB" in html


@pytest.mark.parametrize(
    "updated_after, shown",
    [(timedelta(hours=1), False), (timedelta(days=1), True)],
    ids=["same day", "next day"],
)
def test_an_item_published_again_on_a_later_day_says_so(client, section, updated_after, shown):
    item = publish(section)
    NewsPage.objects.update(last_published_at=FRIDAY_AFTERNOON + updated_after)

    assert ("21 November 2026" in read(client, item)) is shown


def test_a_news_item_shows_without_a_picture(client, section):
    html = read(client, publish(section))

    assert Outline(html).images == []
    assert "og:image" not in html


@pytest.mark.parametrize(
    "alt, read_out",
    [
        ("Kepala Dinas menyerahkan bantuan", "Kepala Dinas menyerahkan bantuan"),
        ("", "Warga menerima bantuan"),
    ],
    ids=["of the item", "of the library"],
)
def test_the_main_picture_is_described_to_those_who_cannot_see_it(client, section, picture, alt, read_out):
    item = publish(section, main_picture=picture, main_picture_alt=alt)

    html = read(client, item)

    assert Outline(html).images[0]["alt"] == read_out
    assert "og:image" in html


def test_the_name_of_a_file_is_never_read_out(client, section, picture):
    picture.description = ""
    picture.save()
    item = publish(section, main_picture=picture)

    assert Outline(read(client, item)).images[0]["alt"] == ""


@pytest.fixture
def every_block(picture):
    circular = Document.objects.create(title="Surat edaran", file=ContentFile(b"%PDF", name="edaran.pdf"))
    video = "https://www.youtube.com/watch?v=abcdefghijk"
    return [
        ("paragraph", "<p>Paket sembako disalurkan.</p>"),
        ("heading", "Cara mengajukan"),
        ("image", {"image": {"image": picture.pk, "alt_text": "Dua relawan"}, "caption": "Foto: Humas"}),
        ("quote", {"quote": "Kami hadir.", "said_by": "Endang, SH", "position": "Kepala Dinas"}),
        ("document", {"document": circular.pk, "title": ""}),
        ("embed", {"embed": video, "title": "Video penyaluran"}),
    ]


def as_json(blocks):
    return json.dumps([{"type": name, "value": value} for name, value in blocks])


def test_every_block_of_the_body_shows_what_it_holds(client, section, every_block):
    html = read(client, publish(section, body=as_json(every_block)))

    assert "<p>Paket sembako disalurkan.</p>" in html
    assert "<h2>Cara mengajukan</h2>" in html
    assert "Foto: Humas" in html
    assert "<blockquote><p>Kami hadir.</p></blockquote>" in html
    assert "Endang, SH" in html
    assert "Surat edaran" in html
    assert "PDF" in html
    assert 'data-player="https://www.youtube-nocookie.com/embed/abcdefghijk' in html
    assert html.count("video.js") == 1
    assert [image["alt"] for image in Outline(html).images] == ["Dua relawan"]


def test_nothing_of_another_site_is_loaded_by_a_video_in_the_text(client, section, every_block):
    html = read(client, publish(section, body=as_json(every_block)))

    assert "<iframe" not in html
    assert 'src="http' not in html


def test_a_video_from_a_host_that_is_not_on_the_list_is_only_linked(client, section):
    item = publish(section, body=as_json([("embed", {"embed": "https://gone.example/", "title": "Video"})]))

    html = read(client, item)

    assert "data-player" not in html
    assert "video.js" not in html
    assert 'href="https://gone.example/"' in html


@pytest.mark.parametrize("kind", ["section", "item"])
def test_the_outline_of_a_page_has_no_gaps(client, section, every_block, kind):
    item = publish(section, body=as_json(every_block))

    outline = Outline(read(client, {"section": section, "item": item}[kind]))

    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert set(outline.levels) == {1, 2}
    assert outline.landmarks.count("main") == 1
    assert "nav" in outline.landmarks


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_page_says_its_language(client, section, settings, language):
    settings.LANGUAGE_CODE = language
    with translation.override(language):
        outline = Outline(read(client, publish(section)))

    assert outline.lang == language


@pytest.mark.parametrize("kind", ["section", "item"])
def test_a_title_with_quotes_and_markup_is_shown_as_written(client, section, kind):
    title = """Program "Bangkit" & <script>alert('x')</script>"""
    item = publish(section, title)

    html = read(client, {"section": section, "item": item}[kind])

    assert "<script>alert" not in html
    assert escape(title) in html


def test_the_breadcrumbs_lead_from_the_home_page_of_the_site(client, home, section):
    item = publish(section)

    response = client.get(item.url)

    assert [page.title for page in response.context["breadcrumbs"]] == [home.title, section.title]


def test_nothing_on_a_page_needs_a_script(client, section, every_block):
    html = read(client, publish(section, body=as_json(every_block)))

    scripts = re.findall(r"<script(?! type=.application/ld.json.)[^>]*>", html)
    assert [re.search(r"(\w+)\.js", script)[1] for script in scripts] == ["video", "reading"]
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in html


def test_a_page_of_an_installation_without_a_site_can_be_previewed(section):
    Site.objects.all().delete()

    response = NewsPage(title="Konsep", slug="konsep").make_preview_request()

    assert response.status_code == 200


def test_a_draft_that_is_hardly_begun_can_be_previewed(section):
    response = NewsPage(title="Konsep", slug="konsep").make_preview_request()

    assert response.status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_barrier(browser, live_server, section, picture, every_block, width, scheme):
    publish_many(section, 11)
    item = publish(section, main_picture=picture, body=as_json(every_block))
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()

    for path in (section.url, item.url):
        page.goto(live_server.url + path)

        assert Axe().run(page).response["violations"] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    context.close()
