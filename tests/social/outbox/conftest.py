"""An agency with accounts on the played networks, and pieces that are public."""

import io
import logging
from datetime import timedelta

import pytest
from django.core.files.images import ImageFile
from django.utils import timezone, translation
from PIL import Image as Drawing
from wagtail.images import get_image_model

from sandbox.networks import accounts
from tests.testapp.models import BulletinPage
from wagtail_sop.models import Unit
from wagtail_sop.social.actions.deliver import deliver
from wagtail_sop.social.actions.reconcile import reconcile
from wagtail_sop.social.models import Account, Attempt, Post

OPEN_NAMES = {"page_id", "account_id", "app_id", "host"}
SECRETS = sorted(
    {
        value
        for values in accounts.CREDENTIALS.values()
        for name, value in values.items()
        if name not in OPEN_NAMES
    }
)


@pytest.fixture(autouse=True)
def no_secret_is_told(caplog, db):
    """Whatever a test does: no token in a row, an attempt or the log, not even at DEBUG."""
    caplog.set_level(logging.DEBUG)
    yield
    written = caplog.text
    for model in (Account, Post, Attempt):
        written += str(list(model.objects.values()))
    assert [secret for secret in SECRETS if secret in written] == []


@pytest.fixture
def agency(request, db):
    """The office's, in tests that have one; else an agency without people."""
    if "office" in request.fixturenames:
        return request.getfixturevalue("office").agency
    return Unit.objects.create(name="Dinas Contoh")


@pytest.fixture
def boss(django_user_model, db):
    return django_user_model.objects.create_superuser("boss", "boss@example.go.id", "sop")


@pytest.fixture(autouse=True)
def short_patience(settings):
    social = {**settings.WAGTAIL_SOP["SOCIAL"], "TIMEOUT": (2, 0.6)}
    settings.WAGTAIL_SOP = {"WAKE_UP": "none", "SOCIAL": social}


@pytest.fixture
def set_social(settings):
    """Changes settings of the wing."""

    def change(**keys):
        social = {**settings.WAGTAIL_SOP["SOCIAL"], **keys}
        settings.WAGTAIL_SOP = {**settings.WAGTAIL_SOP, "SOCIAL": social}

    return change


@pytest.fixture
def connect(agency, networks):
    """Connects an account; what ``Account`` has may be given."""

    def make(network="mastodon", secrets=None, **facts):
        options = {"base_url": networks.base_url(network)} if network in accounts.PATHS else {}
        facts = {"network": network, "name": f"{network} Dinas", "unit": agency, "options": options} | facts
        account = Account.objects.create(**facts)
        account.set_credentials({**accounts.CREDENTIALS.get(network, {}), **(secrets or {})})
        return account

    return make


@pytest.fixture
def bulletin():
    """A piece that nobody has written yet, of a kind that is shared."""
    return BulletinPage(title="Penyaluran bantuan pangan", slug="bantuan-pangan", summary="Naskah pertama.")


@pytest.fixture
def live_page(section, bulletin):
    """A piece that is public already."""
    bulletin.live = True
    return section.add_child(instance=bulletin)


@pytest.fixture
def write_post(live_page):
    """A post that waits, about a page that is public."""

    def make(account, **facts):
        given = {
            "account": account,
            "account_name": account.name,
            "network": account.network,
            "base_content_type": live_page.get_base_content_type(),
            "object_id": str(live_page.pk),
            "title": live_page.title,
            "text": "Bantuan pangan tersalurkan.",
            "next_try_at": timezone.now() - timedelta(minutes=1),
            "round": Post.objects.filter(account=account).count() + 1,
        }
        post = Post(**given | facts)
        post.link = facts.get("link") or f"{live_page.full_url}?utm_content={post.key}"
        post.save()
        return post

    return make


@pytest.fixture
def send():
    """One try of a post that is due; gives it back as it is then."""

    def once(post, **kwargs):
        assert deliver(post, **kwargs)
        post.refresh_from_db()
        post.account.refresh_from_db()
        return post

    return once


@pytest.fixture
def look():
    """One look for a post whose answer was lost, at its time."""

    def once(post):
        assert reconcile(post, post.next_try_at)
        post.refresh_from_db()
        post.account.refresh_from_db()
        return post

    return once


@pytest.fixture
def photo(db):
    """A picture in Wagtail's library."""
    file = io.BytesIO()
    Drawing.new("RGB", (640, 480), "#7a4317").save(file, "JPEG")
    return get_image_model().objects.create(title="Warga antre", file=ImageFile(file, name="antre.jpg"))


@pytest.fixture
def now():
    return timezone.now()


def outcomes(post):
    return [(attempt.kind, attempt.outcome) for attempt in post.attempts.order_by("pk")]


@pytest.fixture
def publish(office):
    """Brings a piece through its procedure until it is live; gives its case."""

    def make(page, companions=None, social=None):
        changes = {}
        if social is not None:
            companions = {"social": social}
        if companions is not None:
            changes["sop_companions"] = companions
        case = office.write(page, office.kontributor_data, **changes)
        office.bring(case, "7", content_class="routine")
        return case

    return make


@pytest.fixture
def new_version(office, publish):
    """The same page, written and published once more."""

    def make(page, **kwargs):
        page = type(page).objects.get(pk=page.pk)
        page.summary += " Diperbarui."
        return publish(page, **kwargs)

    return make


def shares(*accounts, again=False, **wish):
    return {"accounts": {str(account.pk): {"share": True, **wish} for account in accounts}, "again": again}


@pytest.fixture
def in_english():
    """The sentences of the source; the catalogue has tests of its own."""
    with translation.override("en"):
        yield
