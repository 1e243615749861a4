"""The delivery register and the page of a post: who sees what, and what a person decides."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.social.outbox.conftest import SECRETS
from wagtail_sop.social.models import Attempt, Post

from .conftest import REGISTER, social

# Wagtail leaves the file of a new rendition to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")

Status = Post.Status
IMAGES = ("image/jpeg", "image/png")


@pytest.fixture
def listed(as_user):
    def listed(user, **params):
        response = as_user(user).get(reverse(REGISTER), params)
        assert response.status_code == 200
        return {post.pk for post in response.context["object_list"]}

    return listed


@pytest.fixture
def case_post(office, connect, bulletin):
    """A post that came with a publication of Bidang Data."""
    connect("x", unit=office.agency)
    case = office.write(bulletin, office.kontributor_data)
    office.bring(case, "7", content_class="routine")
    return Post.objects.get(case=case)


def lost_answer(write_post, account, **facts):
    at = timezone.now() - timedelta(hours=2)
    post = write_post(account, status=Status.UNKNOWN, next_try_at=None, sending_at=at, tries=1, **facts)
    sending = Attempt.objects.create(post=post, kind="send", started_at=at)
    sending.finish("unknown", text="read timeout")
    Attempt.objects.create(post=post, kind="look", started_at=at).finish("undecided", text="0 of 5 posts fit")
    return post


# Who sees which


def test_who_publishes_for_the_unit_sees_the_posts_and_may_act_and_others_do_not(
    office, case_post, listed, read, as_user
):
    page = social("post", case_post.pk)

    assert listed(office.admin_data) == {case_post.pk}
    assert listed(office.admin_care) == set()
    assert 'value="cancel"' in read(office.admin_data, page)
    assert as_user(office.admin_care).get(page).status_code == 302


def test_the_contributor_reads_but_is_offered_nothing(office, case_post, read, act):
    assert 'name="verb"' not in read(office.kontributor_data, social("post", case_post.pk))

    act(office.kontributor_data, case_post, "cancel")

    assert case_post.status == Status.WAITING


def test_strangers_are_refused_and_see_no_menu_item(case_post, stranger, as_user):
    client = as_user(stranger)

    assert client.get(reverse(REGISTER)).status_code == 302
    assert client.get(social("picture", case_post.pk, 1)).status_code == 302
    assert reverse(REGISTER) not in client.get("/admin/").content.decode()


# The register


def test_posts_are_found_by_what_needs_a_person(connect, write_post, listed, boss, office):
    x, care = connect("x"), connect("mastodon", unit=office.care)
    undecided = lost_answer(write_post, x)
    failed = write_post(care, status=Status.FAILED, problem="too_long")
    gone = write_post(x, status=Status.SENT, piece_gone_at=timezone.now())
    by_hand = write_post(x, status=Status.BY_HAND)
    sent = write_post(x, status=Status.SENT)

    assert listed(boss, status="person") == {undecided.pk, failed.pk, gone.pk, by_hand.pk}
    assert listed(boss, status="undecided") == {undecided.pk}
    assert listed(boss, status="take_down") == {gone.pk}
    assert listed(boss, status="sent") == {gone.pk, sent.pk}
    assert listed(boss, unit=office.care.pk) == listed(boss, network="mastodon") == {failed.pk}
    assert listed(boss, account=care.pk) == {failed.pk}
    assert listed(boss, q="bantuan pangan") == {undecided.pk, failed.pk, gone.pk, by_hand.pk, sent.pk}
    assert listed(boss, q="tiada") == set()
    assert len(listed(boss, status="zzz", account__sealed_secrets__startswith="f1")) == 5


def test_the_spreadsheet_holds_the_posts_and_no_secret(connect, write_post, boss, as_user):
    for network in ("x", "mastodon"):
        write_post(connect(network), title="=1+1", status=Status.FAILED, problem="too_long")

    content = as_user(boss).get(reverse(REGISTER), {"export": "xlsx"}).content

    rows = [
        [str(cell.value) for cell in row] for row in openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    ]
    assert len(rows) == 3
    assert rows[1][0] == "'=1+1"
    told = str(rows)
    assert [secret for secret in [*SECRETS, "f1:"] if secret in told] == []


def test_thirty_posts_cost_as_many_queries_as_three(connect, write_post, boss, as_user):
    def queries(**params):
        client.get(reverse(REGISTER), params)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(REGISTER), params).status_code == 200
        return len(captured)

    client, account = as_user(boss), connect("x")
    for _number in range(3):
        lost_answer(write_post, account)
    three = [queries(), queries(export="xlsx")]
    for _number in range(27):
        write_post(account, status=Status.FAILED)

    assert [queries(), queries(export="xlsx")] == three


# Deciding


def test_what_failed_is_sent_again(connect, write_post, boss, act):
    post = write_post(connect("x"), status=Status.FAILED, problem="other", tries=1)

    response = act(boss, post, "retry")

    assert response.url == social("post", post.pk)
    assert post.status == Status.WAITING


def test_what_is_refused_as_it_is_is_rather_posted_by_hand(connect, write_post, boss, as_user):
    post = write_post(connect("x"), status=Status.FAILED, problem="too_long")

    offers = as_user(boss).get(social("post", post.pk)).context["offers"]

    assert list(offers)[:2] == ["by_hand", "retry"]


def test_the_second_half_of_a_double_click_is_no_error(connect, write_post, boss, act):
    post = write_post(connect("x"))
    seen = "waiting-0-0"

    act(boss, post, "cancel", seen=seen)
    again = act(boss, post, "cancel", seen=seen)

    assert again.status_code == 302
    assert post.status == Status.CANCELLED


def test_a_stale_tab_is_told_what_the_post_is_now(connect, write_post, boss, act):
    post = write_post(connect("x"), status=Status.SENT, decided_by="Admin lain")

    response = act(boss, post, "cancel", seen="waiting-0-0")

    assert response.status_code == 409
    assert str(Status.SENT.label) in response.content.decode()
    assert post.status == Status.SENT


@pytest.mark.parametrize(
    "data", [{}, {"verb": "cancel"}, {"verb": "cancel", "seen": "x" * 300}, {"verb": "resend", "seen": "y"}]
)
def test_requests_made_up_by_hand_do_nothing(connect, write_post, boss, as_user, data):
    post = write_post(connect("x"))

    response = as_user(boss).post(social("post_act", post.pk), data)

    post.refresh_from_db()
    assert response.status_code in (200, 400, 409)
    assert post.status == Status.WAITING


def test_an_act_that_the_post_does_not_allow_is_refused_in_words(connect, write_post, boss, act):
    post = write_post(connect("x"), status=Status.SENT)

    response = act(boss, post, "retry")

    assert response.status_code == 409
    assert post.title in response.content.decode()


def test_the_decision_says_where_when_and_what_to_look_for(connect, write_post, boss, read):
    account = connect("x", remote_name="@dinsosdiy")
    post = lost_answer(write_post, account)

    html = read(boss, social("post", post.pk))

    assert "https://x.com/dinsosdiy" in html
    assert post.text in html
    assert post.key in html
    assert "0 of 5 posts fit" in html
    local = timezone.localtime(post.sending_at)
    assert f"{local:%H.%M} WIB" in html
    assert 'value="found"' in html
    assert 'value="absent"' in html


def test_found_on_the_network_it_is_sent_with_its_address(connect, write_post, boss, act):
    post = lost_answer(write_post, connect("x"))

    act(boss, post, "found", url="https://x.com/dinsosdiy/status/1")

    assert (post.status, post.url) == (Status.SENT, "https://x.com/dinsosdiy/status/1")


def test_not_found_it_waits_to_be_sent_again(connect, write_post, boss, act):
    post = lost_answer(write_post, connect("x"))

    act(boss, post, "absent")

    assert post.status == Status.WAITING


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x.com/1", "bukan alamat", "data:text/html,x"])
def test_only_addresses_of_the_web_are_taken(connect, write_post, boss, act, url):
    post = write_post(connect("whatsapp"), status=Status.BY_HAND)

    response = act(boss, post, "posted", url=url)

    assert response.status_code == 200
    assert post.status == Status.BY_HAND


def test_a_package_has_text_pictures_and_a_place_for_the_address(
    connect, write_post, boss, read, act, photo, as_user
):
    picture = {"image": photo.pk, "alt": "Warga antre.", "title": photo.title}
    post = write_post(connect("whatsapp"), status=Status.BY_HAND, pictures=[picture])

    html = read(boss, social("post", post.pk))
    assert "<textarea" in html
    assert post.text in html
    file = as_user(boss).get(social("picture", post.pk, 1))
    assert file["Content-Type"] in IMAGES
    assert "attachment" in file["Content-Disposition"]
    assert as_user(boss).get(social("picture", post.pk, 2)).status_code == 404

    act(boss, post, "posted", url="https://whatsapp.com/channel/1")
    assert post.status == Status.SENT


def test_a_picture_that_left_the_library_is_told(connect, write_post, boss, read):
    post = write_post(connect("x"), pictures=[{"image": 987654, "alt": "", "title": "Antre"}])

    assert "Antre" in read(boss, social("post", post.pk))


def test_nothing_is_sent_again_where_it_could_not_go_out(connect, write_post, boss, read, live_page):
    closed = write_post(connect("x", status="closed"), status=Status.FAILED)
    private = write_post(connect("mastodon"), status=Status.FAILED)

    assert 'value="retry"' not in read(boss, social("post", closed.pk))
    assert 'value="retry"' in read(boss, social("post", private.pk))
    live_page.unpublish()
    assert 'value="retry"' not in read(boss, social("post", private.pk))


def test_script_in_a_post_is_only_text(connect, write_post, boss, read):
    script = "<script>alert(1)</script>"
    post = lost_answer(write_post, connect("x"), title=script, text=script, detail=script)

    for url in (social("post", post.pk), reverse(REGISTER)):
        html = read(boss, url)
        assert script not in html
        assert "&lt;script&gt;alert(1)" in html


def test_a_network_that_was_taken_away_does_not_close_its_posts(connect, write_post, boss, read, set_social):
    posts = [write_post(connect("x"), status=status) for status in (Status.FAILED,)]
    set_social(BACKENDS={"x": None})

    for post in posts:
        assert post.text in read(boss, social("post", post.pk))
    assert "x" in read(boss, reverse(REGISTER))
