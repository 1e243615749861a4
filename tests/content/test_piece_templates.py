"""Templates of pieces: chosen where a page is added, filled in, nothing saved, and never published as they are."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests.screens.conftest import as_user
from wagtail_sop.content.guidance import guidance_left_in
from wagtail_sop.content.models import AnnouncementPage, NewsIndexPage, NewsPage, PieceTemplate, PlainPage
from wagtail_sop.content.shipped_templates import load_templates
from wagtail_sop.exceptions import Incomplete
from wagtail_sop.models import Case
from wagtail_sop.testing import Office, make_user

from .conftest import blocks, put
from .test_completeness import require

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_the_language_of_the_source")]


@pytest.fixture
def newsroom(home):
    return Office(put(home, NewsIndexPage, "Berita"))


@pytest.fixture
def shipped(newsroom):
    load_templates()
    return {template.key: template for template in PieceTemplate.objects.all()}


def add_address(newsroom, choice=None, kind="newspage"):
    address = reverse("wagtailadmin_pages:add", args=["wagtail_sop_content", kind, newsroom.section.pk])
    return address if choice is None else f"{address}?template={choice}"


# The rows


def test_the_shipped_templates_are_for_the_types_they_name(shipped):
    types = {key: template.page_type.model_class() for key, template in shipped.items()}

    assert types == {"siaran-pers": NewsPage, "pengumuman": AnnouncementPage, "informasi-bencana": NewsPage}


def test_loading_again_overwrites_nothing_and_brings_back_only_what_was_deleted(shipped):
    shipped["siaran-pers"].name = "Rilis"
    shipped["siaran-pers"].save()
    shipped["pengumuman"].delete()

    call_command("sop_load_templates")

    assert sorted(PieceTemplate.objects.values_list("name", flat=True)) == [
        "Informasi bencana",
        "Pengumuman",
        "Rilis",
    ]


@pytest.mark.parametrize(
    "said, why",
    [("NewsPage", "Write"), ("a.B=testapp.Nothing", "Nothing"), ("a.B=testapp.SimplePage", "PieceMixin")],
)
def test_a_type_that_cannot_have_templates_is_refused_in_words(newsroom, said, why):
    with pytest.raises(CommandError, match=why):
        call_command("sop_load_templates", instead=[said])

    assert not PieceTemplate.objects.exists()


def test_templates_can_be_for_a_page_type_of_the_sites_own(newsroom):
    call_command("sop_load_templates", instead=["wagtail_sop_content.NewsPage=wagtail_sop_content.PlainPage"])

    assert PieceTemplate.objects.for_type(PlainPage).count() == 2


# Choosing one


def test_an_author_chooses_from_the_templates_of_the_type_or_begins_empty(newsroom, shipped):
    screen = as_user(newsroom.kontributor_data).get(add_address(newsroom) + "?next=/admin/")

    html = screen.content.decode()
    assert screen.status_code == 200
    assert "Siaran pers" in html and "Informasi bencana" in html and "Pengumuman" not in html
    assert "?next=%2Fadmin%2F&amp;template=0" in html


def test_the_form_opens_filled_in_and_nothing_is_saved(newsroom, shipped):
    screen = as_user(newsroom.kontributor_data).get(add_address(newsroom, shipped["informasi-bencana"].pk))

    page = screen.context["form"].instance
    assert page.lead.startswith("[isi: bencana apa")
    assert [block.block_type for block in page.body][:2] == ["heading", "paragraph"]
    assert page.information_category == "immediate"
    assert "Yang perlu dilakukan warga" in screen.content.decode()
    assert not NewsPage.objects.exists() and not Case.objects.exists()


def test_who_begins_empty_gets_the_form_as_it_always_was(newsroom, shipped):
    screen = as_user(newsroom.kontributor_data).get(add_address(newsroom, "0"))

    assert screen.context["form"].instance.lead == ""


@pytest.mark.parametrize("asked", ["999", "x", "'\"><script>", "٣"])
def test_a_template_that_is_not_there_leads_back_to_the_choice(newsroom, shipped, asked):
    html = as_user(newsroom.kontributor_data).get(add_address(newsroom, asked)).content.decode()

    assert "This template is no longer there." in html
    assert "<script>'" not in html


def test_a_type_without_templates_is_added_as_ever(newsroom):
    screen = as_user(newsroom.kontributor_data).get(add_address(newsroom))

    assert screen.context["form"].instance.lead == ""


def test_who_may_not_add_pages_here_is_not_asked(newsroom, shipped):
    answer = as_user(newsroom.kepala_dinas).get(add_address(newsroom))

    assert answer.status_code == 302 and "template" not in answer.url


# Guidance that is left


def from_template(template, **fields):
    piece = NewsPage(title="Bantuan", slug="bantuan", dateline_place="Bantul")
    template.fill(piece)
    for name, value in fields.items():
        setattr(piece, name, value)
    return piece


def test_all_guidance_is_found_wherever_it_stands():
    piece = NewsPage(
        title="[isi: judul]",
        lead="Sudah [ditulis].",
        body=blocks(
            ("paragraph", "<p>[isi: <b>mengapa</b>] dan [isi: mengapa]</p>"),
            ("quote", {"quote": "[ISI: kutipan]", "said_by": "Kepala", "position": "[fill in: position]"}),
        ),
    )

    assert guidance_left_in(piece) == [
        "[isi: judul]",
        "[isi: mengapa]",
        "[ISI: kutipan]",
        "[fill in: position]",
    ]


def test_left_guidance_is_named_under_every_sop(newsroom, shipped):
    require(newsroom, "unit")
    case = newsroom.write(from_template(shipped["siaran-pers"]), newsroom.kontributor_data)

    html = as_user(newsroom.kontributor_data).get(f"/admin/pages/{case.object_id}/edit/").content.decode()

    assert "Replace what the template only asks for: [isi: siapa" in html


def test_an_sop_can_hold_back_a_piece_with_guidance_left(newsroom, shipped):
    require(newsroom, "petunjuk")
    case = newsroom.write(from_template(shipped["siaran-pers"]), newsroom.kontributor_data)
    address = reverse("wagtail_sop:submit", args=[case.pk])
    client = as_user(newsroom.kontributor_data)

    shown = client.get(address).content.decode()
    sent = client.post(address, {"content_class": "routine"})

    assert "Replace what the template only asks for" in shown
    assert "Replace what the template only asks for" in sent.content.decode()
    case.refresh_from_db()
    assert case.is_with_contributor


def test_a_piece_with_guidance_left_goes_on_where_the_sop_does_not_require_it(newsroom, shipped):
    require(newsroom, "unit")
    case = newsroom.write(from_template(shipped["siaran-pers"]), newsroom.kontributor_data)

    newsroom.bring(case, "7")

    assert case.status == Case.Status.LIVE


def test_a_piece_with_guidance_left_does_not_go_on_where_the_sop_requires_it(newsroom, shipped):
    require(newsroom, "petunjuk")
    case = newsroom.write(from_template(shipped["siaran-pers"]), newsroom.kontributor_data)

    with pytest.raises(Incomplete, match="Replace what the template only asks for"):
        newsroom.bring(case, "7")


@pytest.mark.parametrize("is_new", [True, False])
def test_where_no_sop_looks_guidance_is_not_published_by_accident(home, is_new):
    section = put(home, NewsIndexPage, "Tanpa SOP")
    client = as_user(make_user("super", is_superuser=True))
    said = {
        "title": "A",
        "slug": "a",
        "lead": "[isi: siapa]",
        "dateline_date": "2026-11-20",
        "action-publish": "1",
    }
    address = reverse("wagtailadmin_pages:add", args=["wagtail_sop_content", "newspage", section.pk])
    if not is_new:
        page = put(section, NewsPage, "Lama", live=False)
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])

    answer = client.post(address, nested_form_data(said | {"body": streamfield([])}), follow=True)

    page = NewsPage.objects.get()
    assert not page.live and page.get_latest_revision_as_object().lead == "[isi: siapa]"
    assert "Saved, but not published" in answer.content.decode()


@pytest.mark.parametrize("below", [False, True])
def test_where_no_sop_looks_guidance_is_not_published_among_many_pages_either(home, below):
    section = put(home, NewsIndexPage, "Tanpa SOP")
    page = put(section, NewsPage, "A", live=False, dateline_date="2026-11-20")
    page.lead = "[isi: siapa]"
    page.save_revision()
    client = as_user(make_user("super", is_superuser=True))
    address = f"/admin/bulk/wagtailcore/page/publish/?id={section.pk if below else page.pk}&next=/admin/"

    answer = client.post(address, {"include_descendants": "on"} if below else {}, follow=True)

    page.refresh_from_db()
    assert not page.live
    assert "Nothing was published" in answer.content.decode() and "[isi: siapa]" in answer.content.decode()


def test_pages_without_guidance_are_published_together(home):
    section = put(home, NewsIndexPage, "Tanpa SOP")
    page = put(section, NewsPage, "A", live=False, lead="Tiga ton.", dateline_date="2026-11-20")
    client = as_user(make_user("super", is_superuser=True))

    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/", {})

    page.refresh_from_db()
    assert page.live


# Managing them


@pytest.fixture
def manager(newsroom):
    manager = newsroom.admin_data
    type_of_template = ContentType.objects.get_for_model(PieceTemplate)
    manager.user_permissions.add(*Permission.objects.filter(content_type=type_of_template))
    return manager


def test_who_may_writes_templates_of_the_agencys_own(newsroom, manager):
    said = {
        "name": "Liputan",
        "page_type": ContentType.objects.get_for_model(NewsPage).pk,
        "lead": "[isi: apa]",
    }
    body = streamfield([("heading", "Latar")])

    answer = as_user(manager).post(
        reverse("sop_piece_templates:add"), nested_form_data(said | {"body": body})
    )

    assert answer.status_code == 302, answer.context["form"].errors
    assert PieceTemplate.objects.get().type_name == "News item"


def test_only_types_with_summary_and_body_can_be_chosen(manager):
    form = as_user(manager).get(reverse("sop_piece_templates:add")).context["form"]

    offered = {content_type.model for content_type in form.fields["page_type"].queryset}
    assert "newspage" in offered and not offered & {"homepage", "simplepage", "newsindexpage"}


def test_nobody_else_manages_templates(newsroom, shipped):
    for name in ("index", "add"):
        assert (
            as_user(newsroom.kontributor_data).get(reverse(f"sop_piece_templates:{name}")).status_code == 302
        )


def test_the_list_asks_no_more_for_thirty_templates_than_for_three(manager):
    client, page_type = as_user(manager), ContentType.objects.get_for_model(NewsPage)

    def queries(number):
        while PieceTemplate.objects.count() < number:
            PieceTemplate.objects.create(name=f"T{PieceTemplate.objects.count()}", page_type=page_type)
        client.get(reverse("sop_piece_templates:index"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("sop_piece_templates:index"))
        return len(captured)

    assert queries(3) == queries(30)
