"""People before the screens of the wing, with accounts on the played networks."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from tests.social.outbox.conftest import (  # noqa: F401
    agency,
    boss,
    bulletin,
    connect,
    live_page,
    no_secret_is_told,
    photo,
    send,
    set_social,
    short_patience,
    write_post,
)
from wagtail_sop.testing import make_user

REGISTER = "sop_social_posts_modeladmin_index"


def social(name, *args):
    return reverse(f"wagtail_sop_social:{name}", args=args)


@pytest.fixture
def keepers(db):
    """A group that may connect and change accounts, as a site would make it."""
    group = Group.objects.create(name="Pengelola medsos")
    names = ("access_admin", "add_account", "change_account")
    group.permissions.set(Permission.objects.filter(codename__in=names))
    return group


@pytest.fixture
def keeper(office, keepers):
    """Keeps the accounts of Bidang Data, and serves nobody else."""
    office.admin_data.groups.add(keepers)
    return office.admin_data


@pytest.fixture
def stranger(db):
    user = make_user("orang_luar")
    group = Group.objects.create(name="Editors of another section")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    return user


@pytest.fixture
def as_user(client):
    def log_in(user):
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def read(as_user):
    """The HTML of a screen, as somebody sees it."""

    def read(user, url, **params):
        response = as_user(user).get(url, params)
        assert response.status_code == 200
        return response.content.decode()

    return read


@pytest.fixture
def act(as_user):
    """Does something with a post, as its screen would."""

    def act(user, post, verb, seen=None, **said):
        from wagtail_sop.social.views.post_acts import seen_state

        post.refresh_from_db()
        data = {"verb": verb, "seen": seen or seen_state(post), **said}
        response = as_user(user).post(social("post_act", post.pk), data)
        post.refresh_from_db()
        return response

    return act
