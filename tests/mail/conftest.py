import pytest
from celery import _state
from django.core import mail
from wagtail.users.models import UserProfile

from wagtail_sop.actions.send_notices import send_notices
from wagtail_sop.models import Notice

from .post_office import PostOffice


@pytest.fixture
def case(office, page):
    """A piece that its contributor is writing."""
    return office.write(page, office.kontributor_data)


@pytest.fixture
def outbox():
    """Empties the mail that has been sent so far, sends what waits, and gives it by recipient."""

    def send():
        mail.outbox.clear()
        send_notices()
        return {message.to[0]: message for message in mail.outbox}

    return send


@pytest.fixture
def post_office(settings):
    """A mail server of its own for the site, still closed."""
    office = PostOffice()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = office.host, office.port
    yield office
    office.close()


def names(notices=None):
    """User names of those who are to be told, with the kind: {("admin_data", "step")}."""
    notices = Notice.objects.all() if notices is None else notices
    return sorted((notice.address.partition("@")[0], str(notice.kind)) for notice in notices)


def prefer(user, **preferences):
    UserProfile.objects.update_or_create(user=user, defaults=preferences)


def states():
    return sorted(Notice.objects.values_list("status", flat=True))


@pytest.fixture(autouse=True)
def no_celery_app_of_another_test():
    """Celery keeps its apps by weak reference: one of an earlier test lives until the garbage is collected. And one
    that knows Django makes itself the app of all threads that have none."""
    for app in list(_state._get_active_apps()):
        _state._deregister_app(app)
    _state._set_current_app(None)
    _state.set_default_app(None)
