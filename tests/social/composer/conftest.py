"""A newsroom with accounts on several networks."""

import io

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.urls import reverse
from django.utils import translation
from PIL import Image as PillowImage
from wagtail.images.models import Image
from wagtail.models import Collection, Page, Site
from wagtail.test.utils.form_data import nested_form_data, streamfield

from wagtail_sop.content.models import NewsIndexPage, NewsPage
from wagtail_sop.social.models import Account, Post
from wagtail_sop.testing import Office

PREFIX = "sop_companions-social"
FRIDAY_MORNING = "2026-11-20 09:05+07:00"


@pytest.fixture
def clock():
    with time_machine.travel(FRIDAY_MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    # Wagtail keeps renditions in the cache by the number of the picture, and numbers come again.
    cache.clear()


@pytest.fixture
def newsroom(section, own_files):
    """The SOP on a section of news pages, on a site with an address."""
    home = section.get_parent()
    # A domain, because networks take nothing else for a link.
    address = {"hostname": "dinsos.jogjaprov.go.id", "port": 443, "root_page": home}
    Site.objects.update_or_create(is_default_site=True, defaults=address)
    Site.clear_site_root_paths_cache()
    index = section.add_child(instance=NewsIndexPage(title="Berita dinas", slug="berita-dinas"))
    return Office(index)


@pytest.fixture
def connect(newsroom):
    """An account on a network; nobody is asked, so it needs no secrets."""

    def make(network="mastodon", **facts):
        unit = facts.pop("unit", newsroom.agency)
        return Account.objects.create(network=network, name=f"Dinsos {network}", unit=unit, **facts)

    return make


@pytest.fixture
def picture(own_files):
    def make(title="IMG_2041.png", size=(1600, 900), description="", **facts):
        if not Collection.objects.exists():
            Collection.add_root(name="Root")
        content = io.BytesIO()
        PillowImage.new("RGB", size, "teal").save(content, "PNG")
        file = ImageFile(io.BytesIO(content.getvalue()), name="bantuan.png")
        return Image.objects.create(title=title, description=description, file=file, **facts)

    return make


@pytest.fixture
def write(newsroom):
    """A drafted news item; ``accounts`` is what its composition says, by account."""

    def make(title="Bantuan tersalurkan", accounts=None, by=None, **facts):
        if accounts is not None:
            facts["sop_companions"] = {
                "social": {"accounts": {str(account.pk): said for account, said in accounts.items()}}
            }
        slug = f"berita-{NewsPage.objects.count()}"
        item = NewsPage(title=title, slug=slug, **{"lead": "Warga menerima bantuan pangan."} | facts)
        newsroom.write(item, by or newsroom.kontributor_data)
        return item

    return make


@pytest.fixture
def shared():
    """Say that a piece was shared already."""

    def make(item, account, round=1, **facts):
        return Post.objects.create(
            account=account,
            base_content_type=item.get_base_content_type(),
            object_id=str(item.pk),
            title=item.title,
            account_name=account.name,
            network=account.network,
            text="Kabar",
            round=round,
            status=Post.Status.SENT,
            **facts,
        )

    return make


def form(item=None, **changes):
    """What the editor sends, without the composer."""
    comments = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
    values = {
        "title": item.title if item else "Bantuan tersalurkan",
        "slug": item.slug if item else "bantuan",
        "lead": item.lead if item else "Warga menerima bantuan pangan.",
        "dateline_place": "",
        "dateline_date": "2026-11-20",
        "main_picture": item.main_picture_id or "" if item else "",
        "main_picture_alt": "",
        "main_picture_caption": "",
        "body": streamfield([]),
        "comments": comments,
    }
    return nested_form_data(values | changes)


def composed(*accounts, again=False, **said):
    """What the composer sends: each account is on, unless ``share`` says otherwise."""
    data = {f"{PREFIX}-sent": "1"}
    if again:
        data[f"{PREFIX}-again"] = "1"
    for account in accounts:
        answers = {"share": "on", "text": "", "source": "main"} | said
        for name, value in answers.items():
            if value not in (None, False):
                data[f"{PREFIX}-{account.pk}-{name}"] = value
    return data


def edit_url(item):
    return reverse("wagtailadmin_pages:edit", args=[item.pk])


def kept(item):
    page = Page.objects.get(pk=item.pk).get_latest_revision_as_object()
    return page.sop_companions.get("social")
