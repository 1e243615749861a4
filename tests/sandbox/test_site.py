"""The demo as a whole site: what is published, and whether all of it holds together."""

import json
import shutil
import sqlite3
from itertools import combinations

import pytest

from tests.sandbox.demo import Demo

pytestmark = pytest.mark.worker

PUBLISHED = {
    "NewsPage": 28,
    "GalleryPage": 6,
    "VideoPage": 3,
    "PublicationPage": 8,
    "AnnouncementPage": 8,
    "EventPage": 10,
    "PlainPage": 6,
    "SopPage": 1,
    "InformationListPage": 1,
}
MENU = ["/profil/", "/berita/", "/pengumuman/", "/agenda/", "/galeri/", "/video/", "/publikasi/",
    "/informasi-publik/"]  # fmt: skip


@pytest.fixture(scope="module")
def site(demo, tmp_path_factory):
    """What a copy of the demo tells of itself; the demo goes on as it is."""
    var = tmp_path_factory.mktemp("site") / "var"
    shutil.copytree(demo.var, var, ignore=shutil.ignore_patterns("*.sqlite3*", "images", "mail"))
    with sqlite3.connect(demo.var / "db.sqlite3") as source, sqlite3.connect(var / "db.sqlite3") as copy:
        source.backup(copy)
    said = Demo(var).ask("from tests.sandbox.walk import report; print('REPORT' + report())")
    return json.loads(said.rpartition("REPORT")[2])


def test_more_than_sixty_items_of_all_types_are_published(site):
    types = site["types"]
    too_few = {name: types.get(name, 0) for name, count in PUBLISHED.items() if types.get(name, 0) < count}

    assert too_few == {}
    assert sum(types[name] for name in PUBLISHED) >= 60
    assert min(site["gallery_pictures"]) >= 4


def test_the_archive_the_agenda_and_the_announcements_have_a_past(site):
    assert site["months"] >= 12
    assert {True, False} == set(site["over"]) == set(site["past"])
    assert site["past"].count(False) >= 3


def test_no_two_pictures_look_alike_and_each_says_what_it_shows(site):
    _titles, texts, digests, marks = zip(*site["pictures"], strict=True)

    assert len(set(digests)) == len(digests) >= 60
    alike = [pair for pair in combinations(range(len(marks)), 2) if differences(marks, pair) < 4]
    assert alike == []
    assert all(texts)
    assert len(set(texts)) == len(texts)


def differences(marks, pair):
    one, other = (marks[number] for number in pair)
    return sum(a != b for a, b in zip(one, other, strict=True))


def test_every_link_of_the_site_leads_somewhere_and_every_page_has_one_title(site):
    broken = {path: status for path, (status, _titles) in site["walked"].items() if status != 200}
    untitled = [path for path, (_status, titles) in site["walked"].items() if titles not in (1, None)]

    assert broken == {}
    assert untitled == []
    assert set(MENU) < set(site["walked"])
    assert len(site["walked"]) > 100


def test_live_news_lacks_nothing_that_its_sop_asks_for(site):
    assert site["gaps"] == {}


def test_every_governed_item_says_by_which_sop_it_was_made_but_the_one_that_was_forced_live(site):
    assert site["silent"] == ["posko-hujan"]


def test_the_public_information_list_has_all_categories_drawn_and_entered(site):
    kinds = {tuple(row) for row in site["rows"]}

    assert len({category for category, _drawn in kinds}) == 3
    assert len(kinds) == 6


@pytest.mark.browser
def test_its_own_video_plays_with_captions(demo, browser):
    tab = browser.new_page(base_url=demo.url)
    tab.goto("/video/video-sanggahan/")

    tab.evaluate("document.querySelector('video').play()")
    tab.wait_for_function("document.querySelector('video').currentTime > 0.2")

    assert tab.evaluate("document.querySelector('video').textTracks[0].cues.length") == 6
    tab.close()
