"""The composition is approved with the piece: the approver reads it, and no change of it goes unseen."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.social.composer.conftest import PREFIX, composed, edit_url, form, kept
from tests.social.composer.test_editor import cards
from wagtail_sop.content.models import NewsPage
from wagtail_sop.models import Case
from wagtail_sop.models.records import record_of
from wagtail_sop.social.models import Post

pytestmark = [
    pytest.mark.usefixtures("clock", "english"),
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]


@pytest.fixture
def read(client):
    """The review page, as a user sees it."""

    def read(case, user):
        client.force_login(user)
        return client.get(reverse("wagtail_sop:case", args=[case.pk])).content.decode()

    return read


def case_of(item):
    return Case.objects.current_on(item)


def test_the_approver_reads_the_texts_exactly_as_they_will_be_posted(newsroom, connect, write, read, picture):
    x, off = connect("x"), connect("mastodon")
    chosen = [{"image": picture("Beras").pk, "alt": "Beras di balai desa"}]
    item = write(
        accounts={
            x: {"share": True, "text": "<b>Kabar</b> baik", "pictures": chosen},
            off: {"share": False, "text": "Tidak"},
        }
    )
    newsroom.bring(case_of(item), "4")

    html = read(case_of(item), newsroom.atasan_unit_data)

    address = "https://dinsos.jogjaprov.go.id/berita/berita-dinas/berita-0/"
    assert cards(html) == [f"<b>Kabar</b> baik\n\n{address}"]
    assert "&lt;b&gt;Kabar" in html
    assert 'alt="Beras di balai desa"' in html
    assert "Alt text: Beras di balai desa" in html
    assert "A post with a link costs USD 0.185 more" in html
    assert "Dinsos mastodon (Mastodon)" in html
    assert "<textarea" not in html.split('id="sop-social-section"')[1].split("</section>")[0]


def test_what_the_approver_reads_is_what_is_posted(newsroom, connect, write, read):
    connect("mastodon")
    connect("x")
    case = case_of(write("Bantuan " * 12, dateline_place="Sleman"))
    newsroom.bring(case, "6")
    seen = cards(read(case, newsroom.admin_data))

    newsroom.bring(case, "7")

    posts = Post.objects.order_by("account__name")
    link = "https://dinsos.jogjaprov.go.id/berita/berita-dinas/berita-0/"
    assert [post.text.replace(post.link, link) for post in posts] == seen


def test_a_template_that_changes_after_the_editing_changes_nothing_that_was_approved(
    newsroom, connect, write, client, read
):
    account, item = connect(template="Kabar: {judul}\n\n{tautan}"), write("Bantuan tersalurkan")
    client.force_login(newsroom.kontributor_data)
    client.post(edit_url(item), form(item, **composed(account)))
    case = case_of(item)
    newsroom.bring(case, "6")

    account.template = "Sesuatu yang lain. {tautan}"
    account.save()

    assert cards(read(case, newsroom.admin_data))[0].startswith("Kabar: Bantuan tersalurkan")
    newsroom.bring(case, "7")
    assert Post.objects.get().text.startswith("Kabar: Bantuan tersalurkan")


def test_a_later_template_does_not_make_an_unchanged_page_a_changed_one(newsroom, connect, write, client):
    account, item = connect(template="Kabar: {judul}"), write()
    client.force_login(newsroom.kontributor_data)
    client.post(edit_url(item), form(item, **composed(account)))
    newsroom.bring(case_of(item), "7").seal(newsroom.admin_data)
    account.template = "Lain: {judul}"
    account.save()

    item.refresh_from_db()
    client.post(edit_url(item), form(item, **composed(account)))

    assert kept(item)["accounts"][str(account.pk)]["template"] == "Kabar: {judul}"
    assert not Case.objects.about(item).before_live().exists()


def test_changing_only_a_social_text_after_an_approval_voids_it(newsroom, connect, write, client):
    account, item = connect(), write()
    case = case_of(item)
    newsroom.bring(case, "6")
    approval = case.steps.get(key="4")
    client.force_login(newsroom.admin_data)
    assert approval.voided_at is None

    changed = NewsPage.objects.get(pk=item.pk).get_latest_revision_as_object()
    changed.sop_companions = {"social": {"accounts": {str(account.pk): {"share": True, "text": "Lain"}}}}
    changed.save_revision(user=newsroom.admin_data)

    approval.refresh_from_db()
    assert approval.voided_at is not None


@pytest.mark.parametrize(
    "occasion, is_shared", [("{pk}/2", False), ("{pk}/3", True), ("999/3", False), (None, True)]
)
def test_the_wish_to_share_again_counts_for_its_own_occasion_only(
    newsroom, connect, write, shared, occasion, is_shared
):
    account, item = connect(), write()
    for number in (1, 2):
        shared(item, account, round=number)
    said = {"accounts": {str(account.pk): {"share": True, "text": "Lagi"}}, "again": True}
    if occasion:
        said["again_for"] = occasion.format(pk=item.pk)
    newsroom.write(item, newsroom.kontributor_data, sop_companions={"social": said})

    newsroom.bring(case_of(item), "7")

    assert Post.objects.filter(round=3, text="Lagi").exists() is is_shared


def test_what_changed_in_a_social_text_is_told_in_words(newsroom, connect, write, client, read):
    account = connect()
    item = write(accounts={account: {"share": True, "text": "Kabar baik"}})
    newsroom.bring(case_of(item), "7")
    newsroom.next_actor(case_of(item), "data")
    item = NewsPage.objects.get(pk=item.pk)
    item.sop_companions = {"social": {"accounts": {str(account.pk): {"share": True, "text": "Kabar buruk"}}}}
    item.save_revision(user=newsroom.kontributor_data)

    html = read(case_of(item), newsroom.admin_data)

    assert "Social media: Dinsos mastodon (mastodon)" in html
    assert 'deletion">baik<' in html and 'addition">buruk<' in html
    assert "&quot;share&quot;" not in html
    assert "This piece was shared before. The new version is not shared again." in html


def test_the_record_says_what_was_decided_for_each_account(newsroom, connect, write):
    by_text, off = connect(), connect("x")
    item = write(
        accounts={by_text: {"share": True, "text": "Kabar baik", "pictures": []}, off: {"share": False}}
    )
    newsroom.bring(case_of(item), "7")

    text = {line["label"]: line["text"] for line in record_of(case_of(item))["content"]["text"]}

    assert text["Social media: Dinsos mastodon (mastodon)"] == "Kabar baik\nWithout a picture."
    assert text["Social media: Dinsos x (x)"] == "Not shared."


def test_the_review_page_asks_no_more_for_thirty_accounts_than_for_three(
    newsroom, connect, write, read, picture
):
    case = case_of(write(main_picture=picture()))
    newsroom.bring(case, "4")

    def queries():
        read(case, newsroom.atasan_unit_data)
        with CaptureQueriesContext(connection) as captured:
            read(case, newsroom.atasan_unit_data)
        return len(captured)

    for _number in range(3):
        connect("mastodon")
    with_three = queries()
    for network in ("x", "facebook", "instagram") * 9:
        connect(network)

    # A login is of a session; all else is of the page.
    assert queries() == with_three


# While somebody writes


@pytest.fixture
def drawn(client):
    """The cards that the composer fetches for what stands in the editor."""

    def drawn(item, user, composition, **changes):
        client.force_login(user)
        html = unescape(client.get(edit_url(item)).content.decode())
        (url,) = re.findall(r'data-cards-url="([^"]+)"', html)
        return client.post(url, form(item, **changes) | composition)

    return drawn


def test_the_cards_follow_what_stands_in_the_editor_and_nothing_is_saved(newsroom, connect, write, drawn):
    account, item = connect(), write()

    response = drawn(item, newsroom.kontributor_data, composed(account), title="Judul <baru>", lead="Inti.")

    card = response.json()["cards"][str(account.pk)]
    assert cards(card["html"])[0].startswith("Judul <baru>\n\nInti.\n\n20 November 2026")
    assert "Judul <baru>" not in card["html"]
    assert card["usual"].startswith("Judul <baru>")
    assert kept(item) is None
    assert NewsPage.objects.get(pk=item.pk).title == "Bantuan tersalurkan"


def test_the_cards_show_the_picture_just_chosen(newsroom, connect, write, drawn, picture):
    account, item, one = connect(), write(), picture()

    response = drawn(
        item, newsroom.kontributor_data, composed(account), main_picture=one.pk, dateline_date="?"
    )

    assert "sop-shot__image" in response.json()["cards"][str(account.pk)]["html"]


def test_the_cards_of_a_new_page_have_the_address_it_will_have(newsroom, connect, client):
    account = connect()
    client.force_login(newsroom.kontributor_data)
    add = reverse("wagtailadmin_pages:add", args=["wagtail_sop_content", "newspage", newsroom.section.pk])
    (url,) = re.findall(r'data-cards-url="([^"]+)"', unescape(client.get(add).content.decode()))

    response = client.post(url, form() | composed(account))

    text = cards(response.json()["cards"][str(account.pk)]["html"])[0]
    assert text.endswith("https://dinsos.jogjaprov.go.id/berita/berita-dinas/bantuan/")


def test_cards_are_drawn_only_for_who_may_write(newsroom, connect, write, client):
    connect()
    item = write()
    client.force_login(newsroom.kontributor_data)
    (url,) = re.findall(r'data-cards-url="([^"]+)"', unescape(client.get(edit_url(item)).content.decode()))

    for wrong in (url.replace("type=", "type=x"), url.split("?")[0]):
        assert client.post(wrong, form()).status_code == 404
    client.force_login(newsroom.kontributor_care)
    refused = client.post(url, form(), headers={"x-requested-with": "XMLHttpRequest"})
    kind = url.split("&")[0]
    for wrong in ("pk=x", "place=x", "place=9999999999999999999999"):
        assert client.post(f"{kind}&{wrong}", form()).status_code == 404
    assert (refused.status_code, "cards" in refused.content.decode()) == (403, False)
    client.logout()
    assert client.post(url, form()).status_code == 302


def test_a_draft_saved_by_itself_keeps_the_composition(newsroom, connect, write, client):
    account, item = connect(), write()
    client.force_login(newsroom.kontributor_data)

    answer = client.post(
        edit_url(item), form(item) | composed(account, text="Halo"), headers={"accept": "application/json"}
    )

    assert answer.json()["success"] is True
    assert kept(item)["accounts"][str(account.pk)]["text"] == "Halo"
    assert f"{PREFIX}-sent" in composed(account)
