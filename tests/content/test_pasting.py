"""Texts pasted from a word processor: what nobody sees goes, every word stays."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_sop.content.models import NewsPage
from wagtail_sop.content.pasting import clean_html, clean_line, clean_lines

from .conftest import blocks

# Plain texts


@pytest.mark.parametrize(
    "pasted, clean",
    [
        ("Rp\u00a015.000.000  untuk warga ", "Rp 15.000.000 untuk warga"),
        ("ke\u00adpala\u200b dinas\ufeff", "kepala dinas"),
        ("baris satu\r\nbaris dua", "baris satu baris dua"),
        ("anak\x1eanak \x0bdan lansia\x00", "anak-anak dan lansia"),
    ],
)
def test_a_line_keeps_its_words_with_single_spaces_between_them(pasted, clean):
    assert clean_line(pasted) == clean


def test_lines_of_a_text_stay_lines():
    assert clean_lines("Satu \r\n\r\n\r\n\r\nDua\u00a0 tiga\r") == "Satu\n\nDua tiga"


@pytest.mark.parametrize("text", ["👩‍👩‍👧 keluarga", "ꦢꦶꦤꦱ꧀\u200bꦱꦺꦴꦱꦶꦪꦭ꧀", "سلام می‌خواهم"])
def test_characters_that_hold_a_script_together_stay(text):
    assert clean_line(text) == text


# What Draftail makes of Word's clipboard


@pytest.mark.parametrize(
    "pasted, clean",
    [
        (
            '<p data-block-key="a">Bantuan\u00a0tiba.</p><p data-block-key="b"></p>',
            '<p data-block-key="a">Bantuan tiba.</p>',
        ),
        (
            "<p>·\u00a0\u00a0\u00a0\u00a0 Beras</p><p>·\u00a0\u00a0 Gula</p>",
            "<ul><li>Beras</li><li>Gula</li></ul>",
        ),
        ("<p>• Beras</p><p></p><p>• Gula</p>", "<ul><li>Beras</li><li>Gula</li></ul>"),
        (
            "<p>·\u00a0\u00a0 Beras</p><p>o\u00a0\u00a0 5 kg</p><p>·\u00a0\u00a0 Gula</p>",
            "<ul><li>Beras<ul><li>5 kg</li></ul></li><li>Gula</li></ul>",
        ),
        ("<p>- Beras</p><p>- Gula</p>", "<ul><li>Beras</li><li>Gula</li></ul>"),
        (
            "<p>1. Beras</p><p>2.\u00a0\u00a0 <b>Gula</b> pasir</p>",
            "<ol><li>Beras</li><li><b>Gula</b> pasir</li></ol>",
        ),
        ("<p><b>1)\u00a0\u00a0 Beras</b></p><p>2) Gula</p>", "<ol><li><b>Beras</b></li><li>Gula</li></ol>"),
        ("<p>Beras <b> premium </b> tiba</p>", "<p>Beras <b>premium </b>tiba</p>"),
        ("<p><br/>Beras<br/> tiba<br/></p>", "<p>Beras<br/>tiba</p>"),
        ('<p data-block-key="k">•\u00a0Satu</p>', '<ul><li data-block-key="k">Satu</li></ul>'),
    ],
)
def test_paragraphs_come_out_as_they_were_meant(pasted, clean):
    assert clean_html(pasted) == clean


@pytest.mark.parametrize(
    "html",
    [
        "<p>- Kami siap, katanya.</p><p>Rapat selesai.</p>",
        "<p>17. Agustus adalah hari kemerdekaan.</p><p>18. Agustus juga libur.</p>",
        "<p>1. Januari libur.</p>",
        "<p>a. Surat</p><p>b. Kartu</p>",
        "<p>§ 5 berbunyi:</p>",
        "<p>o tempora</p>",
        '<p>A &amp; B &lt; C<br/>D <a linktype="page" id="3">tautan</a></p>',
        '<p>Gambar:</p><embed alt="Warga" embedtype="image" format="left" id="7"/>',
        '<ul><li data-block-key="x1">Beras</li></ul>',
        "",
    ],
)
def test_what_is_clean_or_may_be_meant_so_comes_back_unchanged(html):
    assert clean_html(html) == html


# Word's own HTML, as an import or a program may send it

FROM_WORD = (Path(__file__).parent / "from_word.htm").read_text()


@pytest.mark.parametrize(
    "html", ["<p>• satu<p>• dua", "<p>1. satu<p>2. dua", "<p><p>• satu<b>&nbsp;</b></p>"]
)
def test_no_word_is_lost_where_paragraphs_are_not_closed(html):
    cleaned = clean_html(html)

    assert [word for word in ("satu", "dua") if word in html] == [
        word for word in ("satu", "dua") if word in cleaned
    ]
    assert clean_html(cleaned) == cleaned


def test_a_whole_document_of_word_comes_out_as_its_text():
    assert clean_html(FROM_WORD) == (
        "<p><b>Dinas Sosial</b> menyalurkan lima ton beras.</p>"
        "<ul><li>Beras<ul><li>5 kilogram</li></ul></li><li>Gula</li></ul>"
        '<p>Lihat <a href="https://dinsos.example/">situs</a>.</p>'
    )


def test_cleaning_what_is_clean_changes_nothing():
    once = clean_html(FROM_WORD)

    assert clean_html(once) == once


WORDS = st.text(alphabet="abo1.)-·•§ \u00a0\u00ad\u200b\r\n", max_size=14)
PARAGRAPHS = st.lists(st.tuples(st.sampled_from(["p", "b", "li"]), WORDS), max_size=6)


def words_of(html):
    """Without what stands before the items of a list."""
    text = re.sub(r"<[^>]+>", " ", html)
    return re.findall(r"[ab]+", re.sub("[\u00ad\u200b]", "", text))


@settings(max_examples=150, deadline=None)
@given(PARAGRAPHS)
def test_no_word_is_ever_lost_and_a_second_cleaning_finds_nothing(paragraphs):
    shapes = {"p": "<p>{}</p>", "b": "<p>{0}<b>{0}</b></p>", "li": "<ul><li>{}</li></ul>"}
    html = "".join(shapes[name].format(text) for name, text in paragraphs)

    once = clean_html(html)

    assert words_of(once) == words_of(html)
    assert clean_html(once) == once


# The whole piece


@pytest.mark.django_db
def test_a_piece_is_cleaned_in_all_its_texts_when_it_is_saved():
    piece = NewsPage(
        title="Bantuan\u00a0 pangan",
        lead="Dinas\u00adsos  menyalurkan.\r\n",
        dateline_place="Bantul\u200b",
        body=blocks(
            ("paragraph", "<p>•\u00a0Beras</p>"),
            ("quote", {"quote": "Kami\u00a0siap.", "said_by": "Kepala  Dinas", "position": ""}),
            (
                "image",
                {
                    "image": {"image": 7, "alt_text": "Dua\u00a0relawan", "decorative": False},
                    "caption": "A  B",
                },
            ),
        ),
    )

    piece.clean()

    assert (piece.title, piece.lead, piece.dateline_place) == (
        "Bantuan pangan",
        "Dinassos menyalurkan.",
        "Bantul",
    )
    paragraph, quote, image = (block["value"] for block in piece.body.raw_data)
    assert paragraph == "<ul><li>Beras</li></ul>"
    assert quote == {"quote": "Kami siap.", "said_by": "Kepala Dinas", "position": ""}
    assert image == {"image": {"image": 7, "alt_text": "Dua relawan", "decorative": False}, "caption": "A B"}


@pytest.mark.django_db
def test_a_clean_piece_keeps_its_body_as_it_is():
    piece = NewsPage(title="Bantuan", lead="Tiba.", body=blocks(("paragraph", "<p>Beras tiba.</p>")))
    body = piece.body

    piece.clean()

    assert piece.body is body
