"""The composer in Wagtail's editor: what is asked, what is refused, and what is kept."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.social.composer.conftest import PREFIX, composed, edit_url, form, kept
from wagtail_sop.content.models import NewsIndexPage, NewsPage
from wagtail_sop.models import Case
from wagtail_sop.testing import make_user

pytestmark = [
    pytest.mark.usefixtures("clock", "english"),
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]


@pytest.fixture
def opened(client, newsroom):
    """The editor, as a user sees it."""

    def opened(item, user=None):
        client.force_login(user or newsroom.kontributor_data)
        response = client.get(edit_url(item))
        assert response.status_code == 200
        return response.content.decode()

    return opened


@pytest.fixture
def save(client, newsroom):
    def save(item, composition, user=None, **changes):
        client.force_login(user or newsroom.kontributor_data)
        response = client.post(edit_url(item), form(item, **changes) | composition)
        return unescape(response.content.decode())

    return save


def cards(html):
    """The texts of the cards on a screen, as a person reads them."""
    texts = re.findall(r"data-sop-shown>(.*?)</p>", html, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", text)) for text in texts]


def counters(html):
    return re.findall(r"<span data-sop-length>(\d+)</span>/(\d+)", html)


def accounts_in(html):
    return [int(pk) for pk in re.findall(r'data-sop-account[^>]* data-pk="(\d+)"', html)]


# Which accounts


def test_the_accounts_of_the_unit_and_those_above_it_are_offered(newsroom, connect, write, opened):
    agency, own = connect(), connect("x", unit=newsroom.data)
    connect("x", unit=newsroom.care)
    connect("facebook", status="closed")

    assert accounts_in(opened(write())) == [agency.pk, own.pk]


def test_a_new_page_is_offered_the_accounts_of_the_units_its_writer_serves(newsroom, connect, client):
    agency, own = connect(), connect("x", unit=newsroom.data)
    other = connect("x", unit=newsroom.care)
    url = reverse("wagtailadmin_pages:add", args=["wagtail_sop_content", "newspage", newsroom.section.pk])

    def offered(user):
        client.force_login(user)
        return accounts_in(client.get(url).content.decode())

    assert offered(newsroom.kontributor_data) == [agency.pk, own.pk]
    assert offered(make_user("pengelola", is_superuser=True)) == [agency.pk, own.pk, other.pk]


def test_without_an_account_there_is_no_composer(write, opened):
    assert "sop-compose" not in opened(write())


def test_a_network_that_the_site_has_no_more_does_not_close_the_editor(connect, write, opened):
    connect("friendster")
    kept_account = connect()

    assert accounts_in(opened(write())) == [kept_account.pk]


def test_a_page_that_no_sop_governs_has_no_composer(newsroom, connect, client):
    connect()
    index = newsroom.section.get_parent().add_child(instance=NewsIndexPage(title="Lain", slug="lain"))
    item = index.add_child(instance=NewsPage(title="Bebas", slug="bebas", lead="Kabar."))
    client.force_login(make_user("pengelola", is_superuser=True))

    assert "sop-compose" not in client.get(edit_url(item)).content.decode()


# What is shown


def test_the_usual_text_is_shown_as_it_will_be_posted(connect, write, opened):
    connect("mastodon")
    connect("instagram")

    mastodon, instagram = cards(opened(write(dateline_place="Yogyakarta")))

    assert mastodon == (
        "Bantuan tersalurkan\n\nWarga menerima bantuan pangan.\n\nYogyakarta, 20 November 2026\n\n"
        "https://dinsos.jogjaprov.go.id/berita/berita-dinas/berita-0/"
    )
    assert instagram.startswith("Bantuan tersalurkan\n\nWarga")


def test_the_date_of_a_post_is_that_of_the_site_in_indonesian(connect, write, opened, settings):
    settings.LANGUAGE_CODE = "id"
    connect()

    assert "20 November 2026" in cards(opened(write(dateline_date="2026-11-20", dateline_place="Sleman")))[0]


def test_an_account_shares_by_itself_only_if_it_is_set_so(connect, write, opened):
    by_itself, asked = connect(), connect("x", shares_by_default=False)

    html = opened(write())

    assert is_on(html, by_itself) and not is_on(html, asked)


def is_on(html, account):
    (switch,) = re.findall(rf'<input[^>]*name="{PREFIX}-{account.pk}-share"[^>]*>', html)
    return " checked" in switch


def test_a_page_that_was_public_before_its_accounts_is_not_shared_by_itself(connect, write, opened):
    account, item = connect(), write()
    NewsPage.objects.filter(pk=item.pk).update(live=True, first_published_at="2019-05-01T00:00Z")

    assert not is_on(opened(item), account)


def test_the_counter_counts_the_link_as_the_network_does(connect, write, opened):
    x, facebook = connect("x"), connect("whatsapp")
    item = write(accounts={x: {"share": True, "text": "a" * 10}, facebook: {"share": True, "text": "a" * 10}})

    (by_hand, _limit), (on_x, limit) = counters(opened(item))

    assert (on_x, limit) == ("35", "280")
    # Every letter of the address counts there, its campaign tags included.
    assert int(by_hand) > 10 + 2 + len(
        "https://dinsos.jogjaprov.go.id/berita/berita-dinas/berita-0/?utm_source=whatsapp"
    )


def test_a_longer_limit_of_the_account_is_the_one_that_counts(connect, write, opened):
    connect("x", options={"text_limit": 4000})

    assert counters(opened(write()))[0][1] == "4000"


def test_markup_in_a_text_is_shown_as_written(connect, write, opened):
    account = connect()
    item = write(
        "<script>alert(1)</script>",
        {account: {"share": True, "text": "<script>alert('x')</script> #Bantuan"}},
    )

    html = opened(item)

    assert "<script>alert(" not in html
    assert "<script>alert('x')</script> #Bantuan" in cards(html)[0]
    assert "<b>#Bantuan</b>" in html


def test_a_title_of_five_hundred_characters_is_shortened_in_the_usual_text(connect, write, opened):
    connect("x")

    html = opened(write("Bantuan " * 31, lead="Pangan " * 57))

    length, limit = counters(html)[0]
    assert int(length) <= int(limit) == 280


def test_what_to_think_of_before_posting_is_said(connect, write, opened):
    x, instagram = connect("x"), connect("instagram")
    said = {"share": True, "text": "Terima kasih @kemensos"}

    html = opened(write(accounts={x: said, instagram: said}))

    assert "X may refuse a post that mentions other accounts: @kemensos." in html
    assert "A post with a link costs USD 0.185 more on this network." in html
    assert "Links cannot be clicked on this network." in html
    assert "This network takes no post without a picture. Choose one." in html


def test_networks_without_an_interface_get_an_upload_package(connect, write, opened):
    connect("tiktok")

    assert "Upload package: a person posts it by hand" in opened(write())


def test_a_lost_key_or_a_broken_account_does_not_close_the_editor(connect, write, opened):
    connect(status="broken", sealed_secrets="f1:lost")

    assert "The account needs attention. The post waits until it works again." in opened(write())


# Pictures


def test_the_main_picture_goes_along_cropped_around_its_focal_point(connect, write, opened, picture):
    connect("instagram")
    wide = picture(
        size=(3000, 1000), focal_point_x=2900, focal_point_y=500, focal_point_width=10, focal_point_height=10
    )

    html = opened(write(main_picture=wide, main_picture_alt="Warga menerima beras"))

    assert "aspect-ratio: 1910 / 1000; object-position: 100% 50%" in html
    assert 'alt="Warga menerima beras"' in html
    assert "(cropped)" in html


def test_a_picture_without_words_for_those_who_cannot_see_it_is_called_so(connect, write, opened, picture):
    connect("mastodon")

    assert "A picture has no alternative text." in opened(write(main_picture=picture()))


def test_pictures_chosen_for_an_account_are_kept_in_order_with_their_words(
    connect, write, save, opened, picture
):
    account, item = connect(), write()
    first, second = picture("Satu"), picture("Dua")
    chosen = {"source": "own", "image": [second.pk, first.pk, "x"], "alt": [" Beras ", "", ""]}

    save(item, composed(account, **chosen))

    assert kept(item)["accounts"][str(account.pk)]["pictures"] == [
        {"image": second.pk, "alt": "Beras"},
        {"image": first.pk, "alt": ""},
    ]
    assert re.findall(r"data-sop-title>(.*?)<", opened(item))[:2] == ["Dua", "Satu"]


def test_a_chosen_picture_can_be_dropped_without_a_script(connect, write, save, picture):
    account, item, one = connect(), write(), picture()

    save(item, composed(account, source="own", image=[one.pk], alt=[""], drop=[one.pk]))

    assert kept(item)["accounts"][str(account.pk)]["pictures"] == []


def test_more_pictures_than_the_network_takes_are_refused(connect, write, save, picture):
    account, item, one = connect("x"), write(), picture()

    html = save(item, composed(account, source="own", image=[one.pk] * 5, alt=[""] * 5))

    assert "This network takes 4 pictures. Remove some." in html
    assert kept(item) is None


def test_what_no_database_keeps_is_left_out_of_an_alt_text(connect, write, save, picture):
    account, item, one = connect(), write(), picture()

    save(item, composed(account, source="own", image=[one.pk], alt=["Wa\0rga"]))

    assert kept(item)["accounts"][str(account.pk)]["pictures"] == [{"image": one.pk, "alt": "Warga"}]


def test_a_picture_that_was_deleted_is_left_out(connect, write, opened, picture):
    account, one = connect(), picture()
    item = write(accounts={account: {"share": True, "pictures": [{"image": one.pk, "alt": ""}]}})
    one.delete()

    assert "sop-shot__image" not in opened(item)


# What is kept


def test_what_is_composed_is_kept_in_the_draft(connect, write, save):
    on, off, item = connect(), connect("x"), write()

    save(item, composed(on, text="Kabar\r\nbaik ") | composed(off, share=None))

    assert kept(item) == {
        "accounts": {
            str(on.pk): {"share": True, "text": "Kabar\nbaik"},
            str(off.pk): {"share": False, "text": ""},
        },
        "again": False,
    }


def test_the_usual_text_written_out_goes_on_following_the_piece(connect, write, save, opened):
    account, item = connect(), write()

    save(item, composed(account, text=cards(opened(item))[0]))

    assert kept(item)["accounts"][str(account.pk)]["text"] == ""


def test_a_text_that_is_too_long_is_refused_with_everything_typed_kept(connect, write, save):
    account, item = connect("x"), write()

    html = save(item, composed(account, text="Bantuan " * 40), title="Judul baru")

    assert "characters too long; the network takes 280." in html
    assert "Bantuan Bantuan" in html
    assert 'value="Judul baru"' in html
    assert kept(item) is None


def test_switched_off_the_same_text_blocks_nothing(connect, write, save):
    account, item = connect("x"), write()

    save(item, composed(account, text="a" * 400, share=None))

    assert kept(item)["accounts"][str(account.pk)] == {"share": False, "text": "a" * 400}


def test_an_account_out_of_reach_cannot_be_written_to(newsroom, connect, write, save):
    mine, other, item = connect(), connect("x", unit=newsroom.care), write()

    save(item, composed(mine, other, text="Halo") | {f"{PREFIX}-99999-share": "on"})

    assert set(kept(item)["accounts"]) == {str(mine.pk)}


def test_what_was_said_for_an_account_that_is_out_of_reach_now_stays(newsroom, connect, write, save):
    mine, other = connect(), connect("x", unit=newsroom.care)
    item = write(accounts={other: {"share": True, "text": "Dulu"}})

    save(item, composed(mine))

    assert kept(item)["accounts"][str(other.pk)] == {"share": True, "text": "Dulu"}


def test_garbage_in_a_revision_does_not_close_the_editor(connect, write, opened):
    account = connect()
    item = write(
        sop_companions={"social": {"accounts": {"x": 7, str(account.pk): {"pictures": [3, {"image": "y"}]}}}}
    )

    assert accounts_in(opened(item)) == [account.pk]


def test_a_page_is_created_with_its_composition(newsroom, connect, client):
    account = connect()
    client.force_login(newsroom.kontributor_data)
    url = reverse("wagtailadmin_pages:add", args=["wagtail_sop_content", "newspage", newsroom.section.pk])

    client.post(url, form() | composed(account, text="Halo"))

    item = Case.objects.get().content_object
    assert kept(item)["accounts"][str(account.pk)] == {"share": True, "text": "Halo"}


# Sharing again


def test_sharing_again_is_offered_only_for_what_was_shared_and_never_by_itself(
    connect, write, opened, shared
):
    account, item = connect(), write()
    assert f"{PREFIX}-again" not in opened(item)

    shared(item, account)

    (tick,) = re.findall(rf'<input[^>]*name="{PREFIX}-again"[^>]*>', opened(item))
    assert "checked" not in tick


def test_the_wish_to_share_again_holds_for_the_one_next_time(connect, write, save, opened, shared):
    account, item = connect(), write()
    shared(item, account)

    save(item, composed(account, again=True))

    assert kept(item)["again"] is True and kept(item)["again_for"] == f"{item.pk}/2"
    assert re.search(rf'name="{PREFIX}-again"[^>]* checked', opened(item))
    shared(item, account, round=2)
    assert not re.search(rf'name="{PREFIX}-again"[^>]* checked', opened(item))


def test_a_copy_starts_without_what_was_composed_for_the_original(connect, write, save, opened, shared):
    account, item = connect(), write()
    shared(item, account)
    save(item, composed(account, again=True, text="Halo"))

    copy = NewsPage.objects.get(pk=item.pk).copy(update_attrs={"slug": "salinan"}, keep_live=False)
    shared(copy, account)

    html = opened(copy, make_user("pengelola", is_superuser=True))
    assert "Halo" not in html
    assert not re.search(rf'name="{PREFIX}-again"[^>]* checked', html)


# Speed


def test_the_editor_asks_the_database_no_more_for_thirty_accounts_than_for_three(
    newsroom, connect, write, client, picture
):
    item = write(main_picture=picture())
    client.force_login(newsroom.kontributor_data)

    def queries():
        client.get(edit_url(item))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(edit_url(item)).status_code == 200
        return len(captured)

    for _number in range(3):
        connect("mastodon")
    with_three = queries()
    for network in ("x", "facebook", "instagram") * 9:
        connect(network)

    assert queries() == with_three
