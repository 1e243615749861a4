"""After posting: the record, the panels, the public page, and the question when a piece is taken down."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from wagtail_sop.content.models import NewsPage
from wagtail_sop.models import Case
from wagtail_sop.record_sheet import sheet_of
from wagtail_sop.social.models import Post

from .conftest import REGISTER, social

Status = Post.Status


@pytest.fixture
def shared(office, connect, bulletin, send):
    """A piece that is live, posted on two networks, and to be posted by hand on a third."""
    for network in ("x", "mastodon", "whatsapp"):
        connect(network, unit=office.agency, name=f"{network} Dinas")
    case = office.write(bulletin, office.kontributor_data)
    office.bring(case, "7", content_class="routine")
    for post in Post.objects.filter(case=case, status=Status.WAITING):
        send(post)
    return Case.objects.get(pk=case.pk)


def take_down(client, case):
    data = {"verb": "take_down", "reason": "Salah data.", "seen": case.current_step_id or ""}
    return client.post(reverse("wagtail_sop:act", args=[case.pk]), data)


def question(case):
    return social("taken_down", case.base_content_type_id, case.object_id)


# Showing


def test_the_record_names_each_post_with_its_address(shared):
    part = sheet_of(shared).parts[0]

    assert part.key == "social"
    assert len(part.lines) == 3
    assert {line.url for line in part.lines} == {post.url for post in shared.social_posts.all()}


def test_the_page_of_the_case_and_the_editor_show_the_posts(office, shared, read):
    page = read(office.admin_data, reverse("wagtail_sop:case", args=[shared.pk]))
    editor = read(office.admin_data, reverse("wagtailadmin_pages:edit", args=[shared.object_id]))

    for post in shared.social_posts.all():
        assert social("post", post.pk) in page
        assert social("post", post.pk) in editor


def test_what_was_posted_is_not_called_unshared(office, shared, as_user):
    page = as_user(office.admin_data).get(reverse("wagtail_sop:case", args=[shared.pk]))

    assert page.context["companions"] == []


def test_a_case_without_posts_shows_no_empty_panel(office, page, read):
    case = office.write(page, office.kontributor_data)

    assert "sop-social-panel" not in read(office.admin_data, reverse("wagtail_sop:case", args=[case.pk]))


def test_visitors_are_led_to_the_posts_by_one_query(shared):
    piece = shared.piece
    template = Template("{% load sop_social %}{% sop_posts page %}")
    template.render(Context({"page": piece}))

    with CaptureQueriesContext(connection) as captured:
        html = template.render(Context({"page": piece}))

    assert len(captured) == 1
    for post in shared.social_posts.exclude(url=""):
        assert post.url in html
    assert html.count("<a ") == 2


def test_a_piece_that_was_not_posted_says_nothing_of_networks(section):
    assert (
        Template("{% load sop_social %}{% sop_posts page %}").render(Context({"page": section})).strip() == ""
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http-equiv:javascript"])
def test_an_address_that_is_none_never_becomes_a_link(shared, boss, read, url):
    post = shared.social_posts.get(network="x")
    Post.objects.filter(pk=post.pk).update(url=url, piece_gone_at=timezone.now())
    screens = [social("post", post.pk), question(shared), reverse(REGISTER)]
    screens.append(reverse("wagtail_sop:case", args=[shared.pk]))

    html = Template("{% load sop_social %}{% sop_posts page %}").render(Context({"page": shared.piece}))
    html += "".join(read(boss, screen) for screen in screens)

    assert f'href="{url}' not in html


def test_the_sandbox_shows_on_its_own_pages_where_else_to_read(section, connect, settings, client):
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [settings.BASE_DIR / "templates"]}]
    piece = section.add_child(instance=NewsPage(title="Bantuan", slug="bantuan", lead="Tersalurkan."))
    Post.objects.create(
        account=connect("x"),
        network="x",
        base_content_type=piece.get_base_content_type(),
        object_id=str(piece.pk),
        status=Status.SENT,
        url="https://x.com/dinsosdiy/status/1",
    )

    assert "https://x.com/dinsosdiy/status/1" in client.get(piece.url).content.decode()


# Taking down


def test_taking_down_leads_to_the_question_and_deletes_what_is_ticked(office, shared, as_user, networks):
    client = as_user(office.admin_data)

    assert take_down(client, shared).url == question(shared)
    html = client.get(question(shared)).content.decode()
    posts = list(shared.social_posts.filter(status=Status.SENT).order_by("pk"))
    assert html.count("checked") == len(posts) == 2
    listed = [post.pk for post in posts]
    client.post(question(shared), {"listed": listed, "delete": listed[:1]})

    deleted, kept = Post.objects.filter(pk__in=listed).order_by("pk")
    assert deleted.status == Status.DELETED
    assert (kept.status, kept.piece_gone_at) == (Status.SENT, None)
    again = client.post(question(shared), {"listed": listed, "delete": listed})
    kept.refresh_from_db()
    assert (again.status_code, kept.status) == (302, Status.SENT)


def test_who_may_take_down_but_not_decide_about_posts_is_told_of_them(office, shared, as_user):
    response = take_down(as_user(office.atasan_unit_data), shared)

    assert response.url != question(shared)
    assert "2" in as_user(office.atasan_unit_data).get(response.url).content.decode()


def test_nobody_else_is_shown_or_deletes_anything(office, shared, as_user):
    take_down(as_user(office.admin_data), shared)
    listed = list(shared.social_posts.values_list("pk", flat=True))

    client = as_user(office.admin_care)
    shown = client.get(question(shared)).context
    client.post(question(shared), {"listed": listed, "delete": listed})

    assert (shown["title"], shown["deletable"], shown["by_hand"]) == ("", [], [])
    assert shared.social_posts.filter(status=Status.DELETED).count() == 0


def test_what_was_posted_by_hand_is_deleted_by_hand_and_noted(office, shared, as_user, act):
    post = shared.social_posts.get(network="whatsapp")
    act(office.admin_data, post, "posted", url="https://whatsapp.com/channel/1")
    take_down(as_user(office.admin_data), shared)

    html = as_user(office.admin_data).get(question(shared)).content.decode()
    assert social("post", post.pk) in html
    act(office.admin_data, post, "deleted")

    assert post.status == Status.DELETED


def test_what_a_network_refuses_to_delete_stays_on_the_list_and_says_so(office, shared, as_user, networks):
    networks.fault("x", "*", "forbidden", times=-1)
    post = shared.social_posts.get(network="x")
    client = as_user(office.admin_data)
    take_down(client, shared)

    client.post(question(shared), {"listed": post.pk, "delete": post.pk})

    post.refresh_from_db()
    assert (post.status, post.problem) == (Status.SENT, "take_down")
    assert f'value="{post.pk}" checked' in client.get(question(shared)).content.decode()
    assert 'value="deleted"' in client.get(social("post", post.pk)).content.decode()


def test_a_post_without_a_number_on_the_network_is_left_to_a_person(office, shared, as_user, act):
    post = shared.social_posts.get(network="x")
    take_down(as_user(office.admin_data), shared)
    Post.objects.filter(pk=post.pk).update(remote_id="")

    html = as_user(office.admin_data).get(social("post", post.pk)).content.decode()

    assert 'value="take_down"' not in html
    assert 'value="deleted"' in html
    act(office.admin_data, post, "keep")
    assert (post.status, post.piece_gone_at) == (Status.SENT, None)


def test_unpublishing_in_wagtail_leads_to_the_same_question(boss, live_page, connect, write_post, as_user):
    write_post(connect("x"), status=Status.SENT, remote_id="1", sent_at=timezone.now())
    client = as_user(boss)

    response = client.post(reverse("wagtailadmin_pages:unpublish", args=[live_page.pk]))

    content_type = live_page.get_base_content_type().pk
    assert response.url == social("taken_down", content_type, live_page.pk)
    assert live_page.title in client.get(response.url).content.decode()


def test_deleting_a_page_reminds_of_its_posts(boss, live_page, connect, write_post, as_user):
    write_post(connect("x"), status=Status.SENT, remote_id="1", sent_at=timezone.now())

    response = as_user(boss).post(reverse("wagtailadmin_pages:delete", args=[live_page.pk]), follow=True)

    assert "status=take_down" in response.content.decode()


def test_a_question_made_up_by_hand_is_empty(boss, read, as_user, live_page):
    assert "checkbox" not in read(boss, social("taken_down", live_page.get_base_content_type().pk, "abc"))
    assert as_user(boss).get(social("taken_down", 10**30, "abc")).status_code == 404


# The dashboard


def test_the_dashboard_speaks_up_only_when_somebody_is_needed(office, shared, read):
    assert 'id="sop-social-section"' in read(office.admin_data, "/admin/")
    assert f"{reverse(REGISTER)}?status=by_hand" in read(office.admin_data, "/admin/")

    Post.objects.filter(status=Status.BY_HAND).update(status=Status.CANCELLED)

    assert 'id="sop-social-section"' not in read(office.admin_data, "/admin/")
    assert 'id="sop-social-section"' not in read(office.admin_care, "/admin/")


def test_keepers_are_told_of_an_account_that_needs_attention(office, keeper, connect, read):
    connect("x", unit=office.data, name="X Data", status="broken", problem="token")
    connect("mastodon", unit=office.care, name="M Balai", status="broken", problem="token")

    html = read(keeper, "/admin/")

    assert "X Data" in html
    assert "M Balai" not in html


def test_the_dashboard_costs_the_same_with_thirty_posts(office, shared, as_user):
    def queries():
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    client = as_user(office.admin_data)
    few = queries()
    post = shared.social_posts.first()
    for number in range(2, 29):
        post.pk, post.key, post.round, post.status = None, f"{number}", number, Status.FAILED
        post.save()

    assert queries() == few
