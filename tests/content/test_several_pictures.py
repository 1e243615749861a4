"""Many pictures at once: each goes through Wagtail's own form, and a bad one keeps no other from being taken."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.images.models import Image
from wagtail.models import Collection, GroupCollectionPermission

from tests.screens.conftest import as_user
from wagtail_sop.content.models import GalleryPage, ListingPage
from wagtail_sop.testing import Office

from .conftest import put
from .test_uploads import GPS, photo

pytestmark = [
    pytest.mark.usefixtures("in_the_language_of_the_source"),
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

ADDRESS = "/admin/sop/pictures/add/"


@pytest.fixture
def newsroom(home):
    return Office(put(home, ListingPage, "Galeri"))


@pytest.fixture
def author(newsroom):
    """May add and choose pictures in one collection of two."""
    own = Collection.get_first_root_node().add_child(name="Bidang Data")
    Collection.get_first_root_node().add_child(name="Balai")
    allow(newsroom.kontributor_data, own, "add_image", "choose_image")
    return newsroom.kontributor_data


def allow(user, collection, *codenames):
    for permission in Permission.objects.filter(codename__in=codenames):
        GroupCollectionPermission.objects.create(
            group=user.groups.get(), collection=collection, permission=permission
        )


def send(user, content, name="rapat desa.jpg", **said):
    return as_user(user).post(ADDRESS, {"file": SimpleUploadedFile(name, content), **said})


def test_each_picture_goes_into_the_library_and_comes_back_to_be_shown(author):
    picture = send(author, photo()).json()["picture"]

    image = Image.objects.get()
    assert (image.title, image.collection.name, image.uploaded_by_user) == (
        "rapat desa",
        "Bidang Data",
        author,
    )
    assert (picture["id"], picture["title"]) == (str(image.pk), "rapat desa")
    assert picture["preview"]["url"]
    with PillowImage.open(image.file.path) as stored:
        assert GPS not in stored.getexif()


def test_one_bad_file_among_ten_says_why_and_the_nine_are_kept(author):
    contents = [photo(size=(60, 40 + number)) for number in range(9)]
    answers = [send(author, content).json() for content in [*contents[:4], photo()[:200], *contents[4:]]]

    assert Image.objects.count() == 9
    assert [answer["why"] for answer in answers if "why" in answer] == [answers[4]["why"]]
    assert "damaged" in answers[4]["why"]


def test_a_collection_that_is_not_ones_own_gets_nothing(author):
    allow(author, Collection.get_first_root_node().add_child(name="Kedua"), "add_image")
    foreign = Collection.objects.get(name="Balai")

    assert "Collection" in send(author, photo(), collection=foreign.pk).json()["why"]
    assert not Image.objects.exists()


def test_without_a_file_it_says_so(author):
    assert as_user(author).post(ADDRESS).json() == {"why": "No picture arrived. Choose it again."}


def test_who_may_not_add_pictures_is_refused(newsroom):
    assert send(newsroom.admin_data, photo()).status_code == 302
    assert not Image.objects.exists()


def form_of(user, newsroom):
    address = reverse(
        "wagtailadmin_pages:add", args=["wagtail_sop_content", "gallerypage", newsroom.section.pk]
    )
    return as_user(user).get(address).content.decode()


def test_the_form_of_a_gallery_offers_what_the_author_may(author, newsroom):
    html = form_of(author, newsroom)

    assert "Upload pictures" in html and "Choose from the library" in html
    assert "Upload into the collection" not in html


def test_an_author_of_several_collections_chooses_one(author, newsroom):
    allow(author, Collection.objects.get(name="Balai"), "add_image")

    assert "Upload into the collection" in form_of(author, newsroom)


def test_who_may_do_nothing_with_pictures_is_offered_nothing(newsroom):
    assert "Several pictures at once" not in form_of(newsroom.admin_data, newsroom)


def test_a_comparison_of_versions_is_not_in_the_way(author, newsroom):
    gallery = GalleryPage(title="A", slug="a", lead="B")
    newsroom.write(gallery, author)
    newsroom.write(gallery, author, lead="C")
    one, two = gallery.revisions.order_by("pk")

    address = reverse("wagtailadmin_pages:revisions_compare", args=[gallery.pk, one.pk, two.pk])
    assert as_user(author).get(address).status_code == 200
