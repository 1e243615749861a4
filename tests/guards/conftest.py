"""Those who could publish anything before the SOP came, and a place that no SOP governs."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import translation
from wagtail.models import GroupPagePermission, Page

from tests.testapp.models import Advert, SimplePage
from wagtail_sop.actions.install_procedure import install_procedure
from wagtail_sop.testing import make_user


@pytest.fixture
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def elsewhere(section):
    """A part of the site that no SOP governs."""
    return section.get_parent().add_child(instance=SimplePage(title="Profil", slug="profil"))


@pytest.fixture
def publishers(db):
    """A group that may do everything everywhere."""
    group = Group.objects.create(name="Semua halaman")
    root = Page.get_first_root_node()
    for verb in ("add", "change", "publish", "bulk_delete", "lock", "unlock"):
        GroupPagePermission.objects.create(
            group=group, page=root, permission=Permission.objects.get(codename=f"{verb}_page")
        )
    of_adverts = Permission.objects.filter(content_type__app_label="testapp", content_type__model="advert")
    group.permissions.add(Permission.objects.get(codename="access_admin"), *of_adverts)
    return group


@pytest.fixture
def moderator(section, publishers):
    user = make_user("moderator")
    user.groups.add(publishers)
    return user


@pytest.fixture
def superuser(db):
    return make_user("superuser", is_superuser=True, is_staff=True)


@pytest.fixture
def draft(office, page):
    """A first draft in the section, by the contributor of one unit."""
    office.write(page, by=office.kontributor_data)
    return page


@pytest.fixture
def advert_office(office):
    """The office, whose SOP governs adverts too."""
    install_procedure(office.definition, [Advert], agency=office.agency)
    return office


@pytest.fixture
def client_of(office, moderator, superuser):
    """A browser in which this person is logged in."""
    office.people |= {"moderator": moderator, "superuser": superuser}

    def log_in(person):
        client = Client()
        client.force_login(office.people[person])
        return client

    return log_in
