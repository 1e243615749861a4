"""An agency with accounts on the played networks, and pieces that are public."""

import pytest
from django.utils import timezone

from sandbox.networks import accounts
from wagtail_sop.social.models import Account, Post


@pytest.fixture
def connect(office, networks):
    """Connects an account; ``unit``, ``name`` and what else ``Account`` has may be given."""

    def make(network="mastodon", **facts):
        options = {"base_url": networks.base_url(network)} if network in accounts.PATHS else {}
        account = Account.objects.create(
            **{"network": network, "name": f"{network} Dinas", "unit": office.agency, "options": options}
            | facts
        )
        account.set_credentials(accounts.CREDENTIALS.get(network, {}))
        return account

    return make


@pytest.fixture
def live_page(section, page):
    page.live = True
    return section.add_child(instance=page)


@pytest.fixture
def write_post(live_page):
    """A post that waits, about a page that is public."""

    def make(account, about=None, **facts):
        about = about or live_page
        given = {
            "account": account,
            "account_name": account.name,
            "network": account.network,
            "base_content_type": about.get_base_content_type(),
            "object_id": str(about.pk),
            "title": about.title,
            "text": "Bantuan pangan tersalurkan.",
            "link": "https://dinsos.example/berita/bantuan-pangan/?utm_content=abc",
            "next_try_at": timezone.now(),
        }
        return Post.objects.create(**given | facts)

    return make
