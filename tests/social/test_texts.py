"""The default text of a post, its link, and what an editor is warned of."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from wagtail_sop.social.backends.base import TextRules
from wagtail_sop.social.counting import RULES, hashtags, links
from wagtail_sop.social.text_warnings import warnings_for
from wagtail_sop.social.texts import (
    DEFAULT_TEMPLATE,
    PLACEHOLDERS,
    Facts,
    UnknownPlaceholder,
    hashtag,
    length_of,
    render,
    replace_link,
    tagged_link,
    with_link,
)

LINK = "https://dinsos.jogjaprov.go.id/berita/bantuan-pangan"
X = TextRules(limit=280, counter="x_weighted", link_cost="USD 0.185")
FACEBOOK = TextRules(limit=63_206)
INSTAGRAM = TextRules(limit=2200, clickable_links=False, hashtag_limit=30, mention_limit=20)

WORDS = st.sampled_from(
    [
        "bantuan",
        "pangan,",
        "社会",
        "👨‍👩‍👧‍👦",
        "https://contoh.org/a",
        "dinsos.go.id.",
        "#DIY",
        "@dinsos",
        "–",
        "ꦄꦏ꧀ꦱꦫ",
    ]
)
SENTENCES = st.lists(WORDS | st.text(max_size=12), max_size=60).map(" ".join)
FACTS = st.builds(
    Facts,
    title=SENTENCES,
    lead=SENTENCES,
    place=st.sampled_from(["", "Sleman"]),
    date=st.sampled_from(["", "20 November 2026"]),
    link=st.sampled_from(["", LINK]),
    tags=st.lists(st.sampled_from(["bantuan sosial", "#DIY", "2026", "ꦗꦮ"]), max_size=8),
)
TEMPLATES = st.lists(
    st.sampled_from([*(f"{{{name}}}" for name in PLACEHOLDERS), " – ", "\n", "📍 ", "(", ")", "Baca: "])
).map("".join)


@pytest.fixture
def facts():
    return Facts(
        title="Penyaluran bantuan pangan",
        lead="Dinas Sosial menyalurkan 1.250 paket, sesuai jadwal. Warga mengambilnya di balai desa.",
        place="Sleman",
        date="20 November 2026",
        link=LINK,
        tags=["bantuan sosial", "#DIY"],
    )


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


# The default text


def test_a_post_says_what_its_template_asks_for(facts):
    text = render("{judul}\n\n{lead}\n{tempat}, {tanggal}\n{tautan}\n{tagar}", facts, FACEBOOK)

    assert text == (
        "Penyaluran bantuan pangan\n\n"
        "Dinas Sosial menyalurkan 1.250 paket, sesuai jadwal. Warga mengambilnya di balai desa.\n"
        "Sleman, 20 November 2026\n"
        f"{LINK}\n"
        "#BantuanSosial #DIY"
    )


def test_a_template_may_be_written_in_english(facts):
    assert render("{title} {Link}", facts, FACEBOOK) == f"Penyaluran bantuan pangan {LINK}"


@pytest.mark.parametrize(
    "template, known, text",
    [
        ("{judul}\n\n{lead}\n\n{tautan}", {"link": "https://a.id"}, "Judul\n\nhttps://a.id"),
        ("{judul}\n{tempat}, {tanggal}", {"date": "1 Mei"}, "Judul\n1 Mei"),
        ("{judul}\n{tempat}, {tanggal}", {"place": "Sleman"}, "Judul\nSleman"),
        ("{judul}\n📍 {tempat}, {tanggal}", {"date": "1 Mei"}, "Judul\n📍 1 Mei"),
        ("{judul}\n📍 {tempat}", {}, "Judul"),
        ("{judul} – {tempat}", {}, "Judul"),
        ("{tempat}: {judul}", {}, "Judul"),
        ("{judul} ({tempat})", {}, "Judul"),
        ("{tempat} – {tanggal}: {judul}", {"place": "Sleman"}, "Sleman: Judul"),
        ("{tautan} {tagar}", {"link": "https://a.id/b/"}, "https://a.id/b/"),
        ("{judul}\nBaca selengkapnya:\n{tautan}", {}, "Judul\nBaca selengkapnya:"),
        ("Kabar dari dinas", {}, "Kabar dari dinas"),
    ],
)
def test_what_a_page_does_not_have_leaves_no_gap(template, known, text):
    assert render(template, Facts("Judul", **known), FACEBOOK) == text


def test_what_a_page_says_is_never_taken_for_a_template(facts):
    text = render("{judul}\n{lead}", Facts("{lead} {apa}", lead="Isi"), FACEBOOK)

    assert text == "{lead} {apa}\nIsi"


def test_an_unknown_placeholder_is_refused_with_the_known_ones(facts):
    with pytest.raises(UnknownPlaceholder) as refusal:
        render("{judul} {foto}", facts, FACEBOOK)

    assert str(refusal.value) == (
        "There is no placeholder {foto}. "
        "Use one of these: {judul}, {lead}, {tempat}, {tanggal}, {tautan}, {tagar}."
    )


@pytest.mark.parametrize(
    "words, tag",
    [
        ("bantuan sosial", "#BantuanSosial"),
        ("DIY", "#DIY"),
        ("#sudah", "#sudah"),
        ("lansia & difabel", "#LansiaDifabel"),
        ("2026", ""),
        ("!", ""),
    ],
)
def test_a_tag_of_the_page_becomes_a_hashtag(words, tag):
    assert hashtag(words) == tag


def test_a_network_gets_no_more_hashtags_than_it_takes(facts):
    text = render("{judul} {tagar}", facts, TextRules(limit=500, hashtag_limit=1))

    assert text == "Penyaluran bantuan pangan #BantuanSosial"


# Shortening


def test_a_long_lead_ends_at_a_word_and_title_and_link_stay(facts):
    text = render("{judul}\n\n{lead}\n\n{tautan}", facts, TextRules(limit=85, counter="x_weighted"))

    assert text == f"Penyaluran bantuan pangan\n\nDinas Sosial menyalurkan 1.250…\n\n{LINK}"


def test_what_matters_least_goes_first(facts):
    lengths = (400, 130, 95, 80, 60, 20)
    texts = [render(DEFAULT_TEMPLATE, facts, TextRules(limit=limit, counter="mastodon")) for limit in lengths]

    assert [
        ["balai desa" in text, "…" in text, "#DIY" in text, "Sleman" in text, facts.title in text]
        for text in texts
    ] == [
        [True, False, True, True, True],
        [False, True, True, True, True],
        [False, False, False, True, True],
        [False, False, False, True, True],
        [False, False, False, False, True],
        [False, False, False, False, False],
    ]


def test_a_link_in_the_lead_is_kept_whole_or_left_out():
    facts = Facts(
        "Judul", lead="Unduh formulir di https://contoh.org/formulir lalu kirim kepada kami segera."
    )
    whole = {render("{lead}", facts, TextRules(limit=limit)) for limit in range(1, 90)}

    assert {link for text in whole for link in links(text)} == {"https://contoh.org/formulir"}
    assert "Unduh formulir di https://contoh.org/formulir …" in whole


def test_a_title_too_long_for_the_network_is_shortened_before_the_link_is_lost(facts):
    text = render("{judul}\n\n{tautan}", facts, TextRules(limit=45, counter="x_weighted"))

    assert text == f"Penyaluran bantuan…\n\n{LINK}"


def test_room_is_left_for_a_link_that_the_template_does_not_name(facts):
    rules = TextRules(limit=60, counter="mastodon")
    text = render("{judul} {lead}", facts, rules)

    assert LINK not in text
    assert length_of(text, LINK, rules) <= 60
    assert with_link(text, LINK, rules).endswith(f"\n\n{LINK}")


@given(TEMPLATES, FACTS, st.integers(1, 300), st.sampled_from(sorted(RULES)), st.booleans())
def test_a_post_is_never_too_long_and_never_loses_its_link(template, facts, limit, rule, clickable):
    rules = TextRules(limit=limit, counter=rule, clickable_links=clickable, hashtag_limit=5)
    assume(length_of(facts.link, facts.link, rules) <= limit)

    text = render(template, facts, rules)

    assert length_of(text, facts.link, rules) <= limit
    if "{tautan}" in template:
        assert facts.link in text


@given(st.lists(WORDS, min_size=1, max_size=30), st.integers(1, 200))
def test_no_hashtag_and_no_link_is_ever_cut(words, limit):
    lead = " ".join(words)
    text = render("{lead}", Facts("", lead=lead), TextRules(limit=limit))

    assert set(hashtags(text)) <= set(hashtags(lead))
    assert set(links(text)) <= set(links(lead))


# Links


@pytest.mark.parametrize(
    "url",
    [
        LINK,
        f"{LINK}/",
        f"{LINK}?halaman=2&urut=a%20b",
        f"{LINK}?kosong",
        f"{LINK}#bagian",
        f"{LINK}?a=1&a=2#bagian?bukan=kueri",
        "https://contoh.org",
    ],
)
def test_campaign_tags_leave_the_address_as_it_is(url):
    before, after = urlsplit(url), urlsplit(tagged_link(url, "01J", "x"))

    assert (after.scheme, after.netloc, after.path, after.fragment) == (
        before.scheme,
        before.netloc,
        before.path,
        before.fragment,
    )
    assert after.query.startswith(before.query)
    assert {name: values for name, values in parse_qs(after.query).items() if name.startswith("utm_")} == {
        "utm_source": ["x"],
        "utm_medium": ["social"],
        "utm_campaign": ["publication"],
        "utm_content": ["01J"],
    }


def test_older_campaign_tags_give_way():
    assert tagged_link("https://a.id/?utm_source=surat&b=1&utm_id=7", "k", "facebook") == (
        "https://a.id/?b=1&utm_id=7&utm_source=facebook&utm_medium=social"
        "&utm_campaign=publication&utm_content=k"
    )


def test_what_is_put_into_the_address_is_escaped():
    assert tagged_link("https://a.id/", "a&b=c#d", "x").endswith("utm_content=a%26b%3Dc%23d")


def test_a_page_without_an_address_has_no_tagged_one():
    assert tagged_link("", "k", "x") == ""


@given(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1))
def test_tagging_twice_is_tagging_once(key):
    once = tagged_link(f"{LINK}?b=1#c", key, "x")

    assert tagged_link(once, key, "x") == once


def test_the_tagged_address_takes_the_place_of_the_plain_one():
    text = f"Lihat {LINK}/. Bukan {LINK}/lampiran."

    assert replace_link(text, LINK, "https://t.id") == f"Lihat https://t.id. Bukan {LINK}/lampiran."


def test_a_link_that_stands_in_the_text_is_not_added_again():
    assert with_link(f"Lihat {LINK}", LINK, X) == f"Lihat {LINK}"
    assert with_link("Lihat", LINK, X) == f"Lihat\n\n{LINK}"
    assert with_link("Lihat", LINK, INSTAGRAM) == "Lihat"
    assert with_link("", LINK, X) == LINK


# Warnings


def kinds(text, rules, link=""):
    return [(warning.kind, warning.blocks) for warning in warnings_for(text, rules, link)]


def test_a_plain_text_needs_no_warning():
    assert warnings_for("Bantuan disalurkan.", X) == []


@pytest.mark.parametrize(
    "text, rules, link, expected",
    [
        ("a" * 280, X, "", []),
        ("a" * 281, X, "", [("too_long", True)]),
        ("a" * 255, X, LINK, [("link_cost", False)]),
        ("a" * 256, X, LINK, [("too_long", True), ("link_cost", False)]),
        ("Lihat dinsos.go.id", X, "", [("link_cost", False)]),
        ("Bersama @dinsos", X, "", [("mentions", False)]),
        ("Bersama @dinsos", FACEBOOK, "", []),
        ("Lihat", FACEBOOK, LINK, []),
        ("Lihat", INSTAGRAM, LINK, [("link_not_clickable", False)]),
        (f"Lihat {LINK}", INSTAGRAM, "", [("link_not_clickable", False)]),
        ("#a " * 30, INSTAGRAM, "", []),
        ("#a " * 31, INSTAGRAM, "", [("too_many_hashtags", True)]),
        ("@a " * 21, INSTAGRAM, "", [("too_many_mentions", True)]),
    ],
)
def test_an_editor_is_warned_of_what_the_network_will_do(text, rules, link, expected):
    assert kinds(text, rules, link) == expected


def test_a_warning_says_what_to_do():
    too_long, mention = warnings_for("@dinsos " + "a" * 274, X)

    assert too_long.message == "The text is 2 characters too long; the network takes 280."
    assert mention.message == (
        "X may refuse a post that mentions other accounts: @dinsos. Write the name without @."
    )


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Baca http://localhost/berita/ sekarang", "Baca TAGGED sekarang"),
        ("Baca http://localhost/berita.", "Baca TAGGED."),
        ("http://localhost/berita/lain/ http://localhost/berita.pdf", None),
        ("(http://localhost/berita/)", "(TAGGED)"),
    ],
)
def test_the_address_of_a_site_under_construction_is_replaced_as_well(text, expected):
    assert replace_link(text, "http://localhost/berita/", "TAGGED") == (expected or text)
