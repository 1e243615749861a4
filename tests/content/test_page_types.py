"""Galleries, publications, videos, events, announcements, plain pages and the front page, as visitors get them."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext
from wagtail.models import Page

from wagtail_sop.content import models
from wagtail_sop.content.models import (
    AnnouncementPage,
    EventIndexPage,
    EventPage,
    GalleryPage,
    HomePage,
    ListingPage,
    NewsPage,
    PlainPage,
    PublicationPage,
    SopPage,
    VideoPage,
)
from wagtail_sop.models import Procedure, Unit
from wagtail_sop.testing import Office

from .conftest import FRIDAY_AFTERNOON, blocks, count_queries, make_document, make_picture, put, read
from .test_news_pages import Outline

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

TYPES = [kind for name in models.__all__ if issubclass(kind := getattr(models, name), Page)]
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


@pytest.fixture
def shelf(home):
    return put(home, ListingPage, "Galeri dan unduhan")


@pytest.fixture
def agenda(home):
    return put(home, EventIndexPage, "Agenda")


def titles(response):
    return [item.title for item in response.context["items"]]


def picture_block(picture, **said):
    value = {"image": picture.pk, "alt_text": "Dua relawan", "caption": "Relawan di gudang. Foto: Humas"}
    return ("picture", value | said)


def needs(kind):
    """What a page of this type cannot be saved without."""
    if kind is not SopPage:
        return {}
    agency = Unit.objects.create(name="Dinas Contoh")
    return {"procedure": Procedure.objects.create(agency=agency, key="sop", title="SOP")}


# All of them


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_page_of_any_type_that_is_hardly_begun_can_be_previewed(home, kind):
    response = kind(title="Konsep", slug="konsep").make_preview_request()

    assert response.status_code == 200


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_page_of_any_type_has_one_h1_and_shows_its_title_as_written(client, home, kind):
    title = """Program "Bangkit" & <script>alert('x')</script>"""
    html = read(client, put(home, kind, title, slug="bangkit", **needs(kind)))

    outline = Outline(html)
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert outline.landmarks.count("main") == 1
    assert "<script>alert" not in html
    assert escape(title) in html


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_title_longer_than_the_field_is_refused_in_words(home, kind):
    with pytest.raises(ValidationError) as refused:
        kind(title="x" * 500, slug="x").full_clean()

    assert "title" in refused.value.message_dict


def test_our_page_types_stand_beside_a_sites_own_of_the_same_name():
    from tests.testapp.models import EventPage as EventPageOfTheSite

    assert EventPage is not EventPageOfTheSite
    assert Page._meta.get_field("wagtail_sop_content_eventpage").related_model is EventPage


# The excerpt and the dateline


def test_the_excerpt_is_the_beginning_of_the_summary_unless_one_was_written():
    assert len(NewsPage(lead="Bantuan disalurkan kepada warga. " * 12).excerpt) <= 160
    assert (
        NewsPage(lead="Bantuan.", search_description="Untuk mesin pencari").excerpt == "Untuk mesin pencari"
    )


def test_a_new_item_begins_with_the_place_of_the_sites_settings(settings):
    settings.WAGTAIL_SOP = {**settings.WAGTAIL_SOP, "CONTENT": {"DATELINE_PLACE": "Yogyakarta"}}

    assert NewsPage(dateline_date=date(2026, 11, 20)).dateline == "Yogyakarta (20/11/2026)."


# Sections


def test_a_section_lists_items_of_all_types_the_newest_first(client, shelf):
    put(shelf, GalleryPage, "Galeri", at=FRIDAY_AFTERNOON - timedelta(days=1))
    put(shelf, VideoPage, "Video", at=FRIDAY_AFTERNOON)
    put(shelf, PublicationPage, "Laporan", at=FRIDAY_AFTERNOON - timedelta(days=2))
    put(shelf, AnnouncementPage, "Konsep", live=False)

    assert titles(client.get(shelf.url)) == ["Video", "Galeri", "Laporan"]


def test_an_empty_section_says_so(client, shelf):
    assert gettext("There is nothing here yet.") in read(client, shelf)


@pytest.mark.parametrize("asked, answered", [("2", 2), ("99", 2), ("0", 2), ("abc", 1)])
def test_every_page_number_of_a_section_is_answered(client, shelf, asked, answered):
    for day in range(11):
        put(shelf, VideoPage, f"Video {day}")

    assert client.get(shelf.url, {"page": asked}).context["items"].number == answered


def test_thirty_items_of_a_section_take_no_more_queries_than_three(client, shelf, monkeypatch):
    monkeypatch.setattr(ListingPage, "per_page", 40)
    kinds = [GalleryPage, VideoPage, PublicationPage]
    for number in range(3):
        put(shelf, kinds[number % 3], f"Butir {number}", main_picture=make_picture())
    with_three = count_queries(client, shelf)
    for number in range(27):
        put(shelf, kinds[number % 3], f"Lagi {number}", main_picture=make_picture())

    assert count_queries(client, shelf) == with_three


# Galleries


def test_a_gallery_shows_each_picture_with_its_alt_text_and_caption(client, shelf):
    gallery = put(shelf, GalleryPage, pictures=blocks(picture_block(make_picture())))

    html = read(client, gallery)

    assert [image["alt"] for image in Outline(html).images] == ["Dua relawan"]
    assert "Relawan di gudang. Foto: Humas" in html


@pytest.mark.parametrize("missing", ["alt_text", "caption"])
def test_a_picture_of_a_gallery_without_alt_text_or_caption_is_refused(missing):
    gallery = GalleryPage(pictures=blocks(picture_block(make_picture(), **{missing: ""})))

    with pytest.raises(ValidationError):
        field = GalleryPage._meta.get_field("pictures")
        field.stream_block.clean(gallery.pictures)


def test_thirty_pictures_take_no_more_queries_than_three(client, shelf):
    pictures = [picture_block(make_picture()) for _number in range(30)]
    three = put(shelf, GalleryPage, "Tiga", pictures=blocks(*pictures[:3]))
    thirty = put(shelf, GalleryPage, "Tiga puluh", pictures=blocks(*pictures))

    assert count_queries(client, thirty) == count_queries(client, three)


# Publications


def test_the_link_to_a_file_says_its_name_its_kind_and_its_size(client, shelf):
    document = make_document(content=b"%PDF-" + b"x" * 2043)
    page = put(
        shelf,
        PublicationPage,
        number="188/21",
        files=blocks(("document", {"document": document.pk, "title": ""})),
    )

    html = " ".join(read(client, page).split())

    assert 'Surat edaran <span class="sop-document__kind">(PDF, 2,0' in html.replace("\xa0", " ")
    assert "188/21" in html


# Videos


def test_nothing_of_another_site_is_loaded_before_the_visitor_asks(client, shelf):
    html = read(client, put(shelf, VideoPage, address=YOUTUBE, main_picture=make_picture()))

    assert "<iframe" not in html
    assert 'src="https://' not in html
    assert 'data-player="https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"' in html
    assert f'href="{YOUTUBE}"' in html


def test_a_video_of_ones_own_has_captions_and_a_transcript(client, shelf):
    film = make_document("film.mp4", b"\0\0\0\x18ftypmp42", "Film")
    captions = make_document("film.vtt", b"WEBVTT\n", "Takarir")
    page = put(shelf, VideoPage, video_file=film, captions_file=captions, transcript="<p>Selamat pagi.</p>")

    html = read(client, page)

    assert '<track kind="captions"' in html
    assert 'srclang="id"' in html
    assert "Selamat pagi." in html
    assert "video.js" not in html


@pytest.mark.parametrize(
    "address",
    [
        "https://video.example/1",
        "https://www.youtube.com.example/watch?v=abcdefghijk",
        "https://youtube.com@video.example/x",
        "https://video.example\\@www.youtube.com/x",
        "https://www.youtube.com/x\\@video.example",
        "https://video.example@www.youtube.com/x",
        "https://www.youtube.com:8443/x",
        "ftp://www.youtube.com/x",
        "https://[::1",
    ],
)
def test_a_video_from_a_host_that_is_not_on_the_list_is_refused_with_the_list(address):
    with pytest.raises(ValidationError) as refused:
        VideoPage(title="Video", address=address).clean()

    assert "youtube.com" in str(refused.value.message_dict["address"])


def test_a_host_that_was_taken_off_the_list_is_only_linked(client, shelf, settings):
    page = put(shelf, VideoPage, address=YOUTUBE)
    settings.WAGTAIL_SOP = {**settings.WAGTAIL_SOP, "CONTENT": {"VIDEO_HOSTS": ["vimeo.com"]}}

    html = read(client, page)

    assert "data-player" not in html
    assert f'href="{YOUTUBE}"' in html


@pytest.mark.parametrize(
    "address, player",
    [
        ("https://youtu.be/abcdefghijk?t=3", "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"),
        (
            "https://www.youtube.com/shorts/abcdefghijk",
            "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1",
        ),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1"),
        ("https://www.youtube.com/@dinsosdiy", ""),
        ("https://www.youtube.com/watch?v=<script>", ""),
    ],
)
def test_the_player_is_found_from_the_address_people_copy(address, player):
    assert VideoPage(address=address).player == player


@pytest.mark.parametrize("field, name", [("video_file", "film.avi"), ("captions_file", "takarir.srt")])
def test_a_file_that_browsers_cannot_play_is_refused(field, name):
    with pytest.raises(ValidationError) as refused:
        VideoPage(title="Video", **{field: make_document(name, b"data")}).clean()

    assert list(refused.value.message_dict) == [field]


# The agenda


def event(agenda, title, days, **fields):
    return put(agenda, EventPage, title, starts_at=timezone.now() + timedelta(days=days), **fields)


def test_the_agenda_lists_what_is_to_come_the_next_first(client, agenda):
    event(agenda, "Pekan depan", 7)
    event(agenda, "Besok", 1)
    event(agenda, "Kemarin", -1)
    event(agenda, "Sedang berlangsung", -1, ends_at=timezone.now() + timedelta(days=1))

    assert titles(client.get(agenda.url)) == ["Sedang berlangsung", "Besok", "Pekan depan"]


def test_the_agenda_keeps_what_was_the_last_first(client, agenda):
    event(agenda, "Bulan lalu", -30)
    event(agenda, "Kemarin", -1)
    event(agenda, "Besok", 1)

    assert titles(client.get(agenda.url, {"when": "past"})) == ["Kemarin", "Bulan lalu"]


def test_the_way_through_past_events_stays_in_the_past(client, agenda):
    for number in range(11):
        event(agenda, f"Acara {number}", -number - 1)

    html = read(client, agenda, when="past")

    assert "when=past&amp;page=2" in html


def test_thirty_events_take_no_more_queries_than_three(client, agenda, monkeypatch):
    monkeypatch.setattr(EventIndexPage, "per_page", 40)
    for number in range(3):
        event(agenda, f"Acara {number}", 1)
    with_three = count_queries(client, agenda)
    for number in range(27):
        event(agenda, f"Lagi {number}", 1)

    assert count_queries(client, agenda) == with_three


def test_an_event_says_when_and_where(client, agenda):
    page = put(agenda, EventPage, starts_at=FRIDAY_AFTERNOON, ends_at=FRIDAY_AFTERNOON, venue="Balai Desa")

    html = read(client, page)

    assert "20 November 2026" in html
    assert "14.05" in html
    assert "Balai Desa" in html
    assert gettext("This event is over.") in html


def test_an_event_cannot_end_before_it_begins():
    wrong = EventPage(starts_at=FRIDAY_AFTERNOON, ends_at=FRIDAY_AFTERNOON - timedelta(hours=1))

    with pytest.raises(ValidationError):
        wrong.clean()


# Announcements, plain pages, the front page


@pytest.mark.parametrize("days, is_over", [(-1, True), (0, False), (1, False)])
def test_an_announcement_holds_until_the_end_of_its_last_day(client, shelf, days, is_over):
    page = put(shelf, AnnouncementPage, valid_until=timezone.localdate() + timedelta(days=days))

    assert page.is_over is is_over
    assert ("<strong>" in read(client, page)) is is_over


def test_a_service_pledge_is_signed_by_an_office(client, home):
    page = put(home, PlainPage, "Maklumat", lead="", signed_by="Kepala Dinas", signed_on=date(2026, 1, 5))

    html = read(client, page)

    assert "Kepala Dinas" in html
    assert "5 Januari 2026" in html


@pytest.fixture
def front(home):
    return put(home, HomePage, "Dinas Sosial")


def fill(front, number):
    for each in range(number):
        put(front, NewsPage, f"Berita {each}", main_picture=make_picture())
        put(front, EventPage, f"Acara {each}", starts_at=timezone.now() + timedelta(days=each + 1))
        put(front, AnnouncementPage, f"Pengumuman {each}")


def test_the_front_page_shows_what_is_new_and_what_holds(client, front):
    fill(front, 1)
    put(front, AnnouncementPage, "Kedaluwarsa", valid_until=date(2020, 1, 1))
    put(front, EventPage, "Sudah lewat", starts_at=FRIDAY_AFTERNOON - timedelta(days=3000))

    html = read(client, front)

    assert all(title in html for title in ("Berita 0", "Acara 0", "Pengumuman 0"))
    assert "Kedaluwarsa" not in html
    assert "Sudah lewat" not in html


def test_the_front_page_takes_as_many_queries_for_thirty_items_as_for_three(client, front, monkeypatch):
    for name in ("news_shown", "events_shown", "announcements_shown"):
        monkeypatch.setattr(HomePage, name, 30)
    fill(front, 1)
    with_three = count_queries(client, front)
    fill(front, 9)

    assert count_queries(client, front) == with_three


# What Wagtail does with pages of every type


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_page_of_any_type_can_be_copied_revised_and_deleted(home, kind):
    page = put(home, kind, "Halaman", **needs(kind))

    copied = page.copy(update_attrs={"slug": "salinan"})
    copied.title = "Salinan baru"
    copied.save_revision().publish()
    page.delete()

    assert kind.objects.get() == copied
    assert Page.objects.get(pk=copied.pk).specific.title == "Salinan baru"


def test_a_video_in_the_body_from_a_host_that_is_not_on_the_list_is_refused_with_the_list():
    body = NewsPage(body=blocks(("embed", {"embed": "https://video.example/1", "title": "Video"}))).body

    with pytest.raises(ValidationError) as refused:
        NewsPage._meta.get_field("body").stream_block.clean(body)

    said = refused.value.block_errors[0].block_errors["embed"].message
    assert "video.example" in said
    assert "youtube.com" in said


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_barrier(browser, live_server, home, width):
    from axe_playwright_python.sync_playwright import Axe

    paths = [page.url for page in one_of_each(home)]
    context = browser.new_context(viewport={"width": width, "height": 900})
    tab = context.new_page()

    for path in paths:
        tab.goto(live_server.url + path)

        assert (path, Axe().run(tab).response["violations"]) == (path, [])
        assert (path, tab.evaluate("document.documentElement.scrollWidth <= innerWidth")) == (path, True)

    context.close()


def one_of_each(home):
    """Pages of every type with something on them, below a front page."""
    front = put(home, HomePage, "Dinas Sosial", intro="Layanan sosial bagi warga.")
    fill(front, 2)
    picture, document = make_picture(description="Warga menerima bantuan"), make_document()
    shelf = put(front, ListingPage, "Galeri dan unduhan")
    agenda = put(front, EventIndexPage, "Agenda")
    office = Office(front.add_child(instance=models.NewsIndexPage(title="Berita", slug="kabar")))
    news = NewsPage(title="Kabar", slug="satu", lead="Bantuan disalurkan.", information_category="periodic")
    office.bring(office.write(news, office.kontributor_data), "7")
    sops = put(front, models.SopListPage, "SOP")
    return [
        front,
        shelf,
        agenda,
        sops,
        NewsPage.objects.get(pk=news.pk),
        put(shelf, GalleryPage, "Galeri", pictures=blocks(picture_block(picture)), main_picture=picture),
        put(shelf, PublicationPage, "Laporan", files=blocks(("document", {"document": document.pk}))),
        put(shelf, VideoPage, "Video", address=YOUTUBE, main_picture=picture, transcript="<p>Halo.</p>"),
        put(shelf, AnnouncementPage, "Pengumuman", valid_until=date(2020, 1, 1)),
        event(agenda, "Upacara", 1, venue="Balai Desa"),
        put(front, PlainPage, "Maklumat", signed_by="Kepala Dinas", signed_on=date(2026, 1, 5)),
        put(sops, SopPage, "Pengelolaan media", procedure=office.procedure),
        put(front, models.InformationListPage, "Daftar Informasi Publik"),
    ]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_player_comes_only_after_a_click(browser, live_server, home):
    body = blocks(("embed", {"embed": "https://vimeo.com/76979871", "title": "Di naskah"}))
    page = put(put(home, ListingPage, "Galeri"), VideoPage, "Video", address=YOUTUBE, body=body)
    context = browser.new_context()
    asked = []
    # Nobody outside is asked, and whoever would have been is written down.
    context.route(re.compile("^https://"), lambda route: (asked.append(route.request.url), route.abort()))
    tab = context.new_page()
    tab.goto(live_server.url + page.url)
    assert asked == []

    for _video in range(2):
        with tab.expect_request(re.compile("^https://")):
            tab.locator(".sop-facade__link").first.click()
        tab.wait_for_load_state("networkidle")

    assert tab.locator("iframe").evaluate_all("frames => frames.map(one => one.title)") == [
        "Video",
        "Di naskah",
    ]
    assert asked == [
        "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1",
        "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1",
    ]
    context.close()
