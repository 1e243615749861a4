import pytest

from wagtail_sop.models import Position, Unit
from wagtail_sop.testing import make_user


@pytest.fixture
def agency(db):
    return Unit.objects.create(name="Dinas Contoh", short_name="Dinas")


@pytest.fixture
def bidang(agency):
    return Unit.objects.create(name="Bidang Data", parent=agency)


@pytest.fixture
def seksi(bidang):
    return Unit.objects.create(name="Seksi Statistik", parent=bidang)


@pytest.fixture
def admin_position(agency):
    return Position.objects.create(agency=agency, code="admin", name="Admin")


@pytest.fixture
def head(agency):
    return Position.objects.create(
        agency=agency, code="kepala_dinas", name="Kepala Dinas", level=Position.Level.AGENCY
    )


@pytest.fixture
def boss(client, db):
    """A superuser, logged in."""
    user = make_user("superuser")
    user.is_superuser = True
    user.save()
    client.force_login(user)
    return user
