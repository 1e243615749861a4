import logging
import socket
import traceback
from datetime import UTC, datetime

import pytest

from sandbox.networks import accounts
from wagtail_sop.social.backends.base import Message

LINK = "https://dinsos.example/berita/bantuan?utm_content=kiriman-7"
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
def logged(caplog):
    """Whatever a test does, no token byte may come into the log, not even at DEBUG."""
    caplog.set_level(logging.DEBUG)
    yield
    written = caplog.text + " ".join(str(vars(record)) for record in caplog.get_records("call"))
    assert leaks(written) == []


def leaks(text):
    return [secret for secret in SECRETS if secret in text]


@pytest.fixture
def refused():
    """The error that a call must end with; nowhere in it, nor in the frames it came through, is a secret."""

    def raised_by(kind, call, *args):
        with pytest.raises(kind) as caught:
            call(*args)
        error = caught.value
        told = traceback.TracebackException.from_exception(error, capture_locals=True, limit=-12)
        assert leaks(str(error) + repr(error) + repr(vars(error)) + "".join(told.format())) == []
        assert error.__context__ is None
        assert type(error) is kind
        return error

    return raised_by


@pytest.fixture
def now():
    return datetime.now(UTC)


@pytest.fixture
def message():
    def make(*pictures, text="Bantuan sosial tersalurkan di Sleman.", link=LINK, key="kiriman-7"):
        return Message(key, text, link, pictures)

    return make


@pytest.fixture
def closed_door():
    """An address of this machine at which nobody listens."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
