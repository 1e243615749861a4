"""What is missing from a piece: found by the wing, weighed by the SOP, shown to whoever has the piece."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests.screens.conftest import as_user, look, page_of
from wagtail_sop.actions.enact import enact
from wagtail_sop.completeness import known_codes
from wagtail_sop.content.completeness import CODES, EXAMINATIONS, checks_of_piece
from wagtail_sop.content.models import (
    EventPage,
    GalleryPage,
    NewsIndexPage,
    NewsPage,
    PlainPage,
    PublicationPage,
    VideoPage,
)
from wagtail_sop.exceptions import Incomplete
from wagtail_sop.models import Case
from wagtail_sop.procedures import Completeness
from wagtail_sop.testing import Office

from .conftest import blocks, make_document, make_picture, put

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_language_of_the_source")]

PARAGRAPH = "<p>" + "Warga menerima bantuan pangan karena panen gagal. " * 12 + "</p>"


@pytest.fixture
def newsroom(home):
    return Office(put(home, NewsIndexPage, "Berita"))


def found(piece, unit_id=1):
    """Level and message of each check, by its code."""
    checks = checks_of_piece(SimpleNamespace(unit_id=unit_id), piece)
    return {check.code: (check.level, check.message) for check in checks}


def story(**fields):
    complete = {
        "title": "Bantuan",
        "lead": "Dinas Sosial menyalurkan bantuan.",
        "body": blocks(("paragraph", PARAGRAPH)),
        "dateline_place": "Bantul",
        "information_category": "periodic",
        "classification_code": "000.8.3.3",
    }
    return NewsPage(**complete | fields)


def image_block(alt_text="Dua relawan", caption="Foto: Humas", decorative=False):
    image = {"image": make_picture().pk, "alt_text": alt_text, "decorative": decorative}
    return ("image", {"image": image, "caption": caption})


# What is found


def test_a_complete_report_has_nothing_missing():
    assert {level for level, _message in found(story()).values()} == {"passed"}


@pytest.mark.parametrize(
    "code, gap, says",
    [
        ("naskah", {"lead": " ", "body": ""}, "summary and body are empty"),
        ("unsur_5w1h", {"lead": ""}, "who did what"),
        ("unsur_5w1h", {"dateline_place": ""}, "where"),
        ("unsur_5w1h", {"body": blocks(("paragraph", "<p>Tiga kata saja.</p>"))}, "has 3 words"),
        ("tempat_tanggal", {"dateline_place": ""}, "the place"),
        ("tempat_tanggal", {"dateline_date": None}, "the date"),
        ("kategori_informasi", {"information_category": ""}, "category of public information"),
        ("kode_klasifikasi", {"classification_code": " "}, "classification code"),
    ],
)
def test_what_a_report_lacks_is_named(code, gap, says):
    level, message = found(story(**gap))[code]

    assert level == "warning"
    assert says in message


def test_a_piece_without_a_unit_is_told_where_to_choose_one():
    assert found(story(), unit_id=None)["unit"][0] == "warning"


def test_every_picture_without_alt_text_is_named_where_it_stands():
    body = blocks(image_block(), image_block(alt_text=""), image_block(alt_text="", decorative=True))
    piece = story(body=body, main_picture=make_picture())

    level, message = found(piece)["teks_alternatif"]

    assert level == "warning"
    assert message == "Say what is to be seen (alt text): main picture; picture 2 in the body."


def test_the_description_in_the_picture_library_counts_as_alt_text():
    piece = story(main_picture=make_picture(description="Warga menerima bantuan"))

    assert found(piece)["teks_alternatif"][0] == "passed"


def test_pictures_of_a_gallery_need_alt_texts_and_captions():
    picture = {"image": make_picture().pk, "alt_text": "", "caption": ""}
    gallery = GalleryPage(lead="Galeri", pictures=blocks(("picture", picture)))

    assert "picture 1 of the gallery" in found(gallery)["teks_alternatif"][1]
    assert "picture 1 of the gallery" in found(gallery)["keterangan_foto"][1]


def test_a_piece_without_pictures_is_asked_for_none():
    assert not {"teks_alternatif", "keterangan_foto", "takarir"} & set(found(story()))


def test_a_video_without_captions_or_transcript_says_so():
    film = make_document("film.mp4", b"\0\0\0\x18ftypmp42")

    assert "captions" in found(VideoPage(lead="Film", video_file=film))["takarir"][1]
    assert "transcript" in found(VideoPage(lead="Film", address="https://youtu.be/abcdefghijk"))["takarir"][1]


def test_a_video_page_without_a_video_says_so():
    assert "Choose the video" in found(VideoPage(lead="Film"))["naskah"][1]


@pytest.mark.parametrize("kind", [EventPage, PlainPage, PublicationPage, GalleryPage, VideoPage])
def test_an_empty_piece_of_any_type_can_be_examined(kind):
    assert found(kind())


def test_what_is_excluded_may_not_be_published_whatever_the_sop_says():
    level, message = found(story(information_category="excluded"))[""]

    assert level == "blocking"
    assert "must not be published" in message


def test_every_check_has_a_name_and_every_name_a_check():
    assert set(CODES) == set(EXAMINATIONS)
    assert set(CODES) <= set(known_codes())


# What becomes of it


def require(newsroom, *codes):
    definition = replace(newsroom.definition, completeness=Completeness(required=codes))
    newsroom.procedure.draft = definition.to_data()
    newsroom.procedure.save()
    enact(newsroom.procedure)


def submit(newsroom, piece):
    case = newsroom.write(piece, newsroom.kontributor_data, slug="bantuan")
    newsroom.bring(case, "7")
    return case


def test_the_shipped_sop_only_warns_of_a_missing_alt_text(newsroom):
    case = submit(newsroom, story(main_picture=make_picture()))

    assert case.status == Case.Status.LIVE


def test_an_sop_that_requires_alt_texts_lets_no_picture_pass_without(newsroom):
    require(newsroom, "teks_alternatif")

    with pytest.raises(Incomplete, match="main picture"):
        submit(newsroom, story(main_picture=make_picture()))


def test_an_sop_that_requires_alt_texts_lets_a_piece_pass_that_has_them(newsroom):
    require(newsroom, "teks_alternatif")

    case = submit(newsroom, story(main_picture=make_picture(), main_picture_alt="Warga"))

    assert case.status == Case.Status.LIVE


def test_what_is_excluded_does_not_go_live_by_any_door(newsroom):
    with pytest.raises(Incomplete, match="must not be published"):
        submit(newsroom, story(information_category="excluded"))


def test_contributor_receiver_and_approver_read_the_same_list(newsroom):
    piece = story(classification_code="", slug="bantuan")
    case = newsroom.write(piece, newsroom.kontributor_data)
    missing = "Fill in the archive classification code."

    editor = as_user(newsroom.kontributor_data).get(f"/admin/pages/{piece.pk}/edit/").content.decode()
    submission = as_user(newsroom.kontributor_data).get(page_of(case, "submit")).content.decode()
    received = look(newsroom.admin_data, newsroom.bring(case, "2", content_class="routine"))
    decided = look(newsroom.atasan_unit_data, newsroom.bring(case, "4", content_class="routine"))

    assert all(missing in screen for screen in (editor, submission, received, decided))


def test_the_review_page_asks_no_more_for_thirty_pictures_than_for_three(newsroom):
    case = newsroom.bring(newsroom.write(story(slug="bantuan"), newsroom.kontributor_data), "4")
    client = as_user(newsroom.atasan_unit_data)

    def queries(number):
        page = NewsPage.objects.get(pk=case.object_id)
        page.body = blocks(*[image_block() for _each in range(number)])
        page.save_revision()
        client.get(page_of(case))
        with CaptureQueriesContext(connection) as captured:
            client.get(page_of(case))
        return len(captured)

    assert queries(3) == queries(30)


# Before and while it is written


def panel_on(user, newsroom, kind="newspage"):
    html = (
        as_user(user)
        .get(f"/admin/pages/add/wagtail_sop_content/{kind}/{newsroom.section.pk}/")
        .content.decode()
    )
    return html.partition("What the piece will need")[2].partition("looks again at each save")[0]


def test_who_begins_a_piece_reads_what_the_sop_will_require_of_its_type(newsroom):
    needs = panel_on(newsroom.kontributor_data, newsroom)

    required, _advised, advised = needs.partition("Advised:")
    assert "Text" in required and "Caption of every picture" not in required
    assert "Caption of every picture" in advised
    # Asked of videos only.
    assert "Captions and transcript" not in needs


@pytest.mark.parametrize("saves_by_itself", [True, False])
def test_what_is_missing_is_looked_at_again_at_every_save(newsroom, saves_by_itself):
    piece = story(classification_code="", slug="bantuan")
    newsroom.write(piece, newsroom.kontributor_data)
    client, address = as_user(newsroom.kontributor_data), f"/admin/pages/{piece.pk}/edit/"
    missing = "Fill in the archive classification code."
    assert missing in client.get(address).content.decode()
    said = {
        name: str(getattr(piece, name))
        for name in ("title", "slug", "lead", "dateline_place", "dateline_date")
    }
    said |= {"body": streamfield([]), "classification_code": "000.8.3.3", "information_category": "periodic"}

    headers = {"accept": "application/json"} if saves_by_itself else {}
    answer = client.post(address, nested_form_data(said), headers=headers)

    html = answer.json()["html"] if saves_by_itself else client.get(address).content.decode()
    assert "Still missing" in html and missing not in html


def test_a_piece_is_previewed_on_a_phone_first():
    piece = story()

    assert [size["device_width"] for size in piece.preview_sizes] == [390, 768, 1280]
    assert piece.default_preview_size == "mobile"
