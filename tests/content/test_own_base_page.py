"""The mixins on a base page of the site's own."""

import pytest

from tests.testapp.models import ArticlePage
from wagtail_sop.content.completeness import checks_of_piece
from wagtail_sop.content.models import InformationListPage, NewsIndexPage
from wagtail_sop.testing import Office

from .conftest import make_picture, put, read

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]


@pytest.fixture
def article(home):
    section = put(home, NewsIndexPage, "Berita")
    said = {"location": "Aula", "dateline_place": "Sleman", "information_category": "periodic"}
    return put(section, ArticlePage, "Lomba kampung", main_picture=make_picture(), **said)


def test_it_is_shown_by_the_template_of_the_wing(client, article):
    html = read(client, article)

    assert "Lomba kampung" in html
    assert "Sleman (" in html
    assert "<picture" in html


def test_it_is_found_by_search_and_stands_on_the_information_list(client, home, article):
    dip = put(home, InformationListPage, "Daftar Informasi Publik")

    assert "Lomba kampung" in read(client, dip)
    assert "Lomba <mark>kampung</mark>" in client.get("/cari/", {"q": "kampung"}).content.decode()


def test_it_is_examined_as_news(home, article):
    office = Office(article.get_parent())
    case = office.write(article, office.kontributor_data)

    assert "unsur_5w1h" in {check.code for check in checks_of_piece(case, article)}
