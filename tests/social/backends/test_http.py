"""What a failing connection means, and what of it may be told."""

import socket
import ssl
import threading

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured

from wagtail_sop.social.backends.errors import AccountBroken, NotSent, OutcomeUnknown
from wagtail_sop.social.backends.http import HIDDEN, Session, attempt, library, lost_call, scrub


@pytest.fixture
def peer():
    """A listener on this machine that does with the first connection what it is told."""
    listener = socket.create_server(("127.0.0.1", 0))

    def behaves(act):
        def serve():
            connection, _address = listener.accept()
            with connection:
                act(connection)

        threading.Thread(target=serve, daemon=True).start()
        return f"127.0.0.1:{listener.getsockname()[1]}"

    yield behaves
    listener.close()


def outcome_of(url, **kwargs):
    session = Session(timeout=(0.5, 0.5))
    with pytest.raises(Exception) as caught:
        attempt(lambda: session.post(url, json={"status": "Halo"}), lambda error: lost_call(error, **kwargs))
    return caught.value


def answer(connection, content):
    connection.recv(65536)
    connection.sendall(content)


def test_a_refused_connection_sent_nothing(closed_door):
    assert type(outcome_of(closed_door)) is NotSent


def test_a_name_that_does_not_exist_sent_nothing():
    assert type(outcome_of("http://jejaring.invalid/")) is NotSent


def test_a_handshake_that_fails_sent_nothing(peer):
    address = peer(lambda connection: answer(connection, b"HTTP/1.0 400 Bad Request\r\n\r\n"))

    assert type(outcome_of(f"https://{address}/")) is NotSent


def test_a_connection_that_takes_too_long_sent_nothing():
    error = requests.exceptions.ConnectTimeout("timed out")

    assert type(lost_call(error)) is NotSent


def test_a_proxy_that_does_not_answer_sent_nothing(closed_door, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", closed_door)
    monkeypatch.setenv("NO_PROXY", "")

    assert type(outcome_of("https://graph.facebook.com/")) is NotSent


def test_an_error_of_encryption_after_the_handshake_leaves_it_unknown():
    error = requests.exceptions.SSLError(ssl.SSLEOFError("EOF occurred in violation of protocol"))

    assert type(lost_call(error)) is OutcomeUnknown


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda connection: connection.recv(65536), id="closed after the request"),
        pytest.param(
            lambda connection: answer(connection, b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
            id="cut in the body",
        ),
        pytest.param(
            lambda connection: answer(
                connection, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{"
            ),
            id="cut in a chunk",
        ),
        pytest.param(lambda connection: threading.Event().wait(2), id="no answer"),
        pytest.param(lambda connection: answer(connection, b"nonsense\r\n\r\n"), id="no HTTP"),
    ],
)
def test_once_the_request_is_out_nothing_is_certain(peer, act):
    assert type(outcome_of(f"http://{peer(act)}/")) is OutcomeUnknown


def test_what_shows_nothing_to_the_public_may_be_repeated_in_any_case(peer):
    address = peer(lambda connection: connection.recv(65536))

    assert type(outcome_of(f"http://{address}/", repeatable=True)) is NotSent


def test_a_redirection_is_not_followed(peer):
    moved = b"HTTP/1.1 302 Found\r\nLocation: /lain\r\nContent-Length: 0\r\n\r\n"

    response = Session(timeout=(1, 1)).post(f"http://{peer(lambda c: answer(c, moved))}/")

    assert response.status_code == 302


def test_a_header_that_cannot_be_sent_is_not_quoted():
    error = requests.exceptions.InvalidHeader("Invalid header value 'Bearer rahasia\n'")

    broken = lost_call(error)

    assert type(broken) is AccountBroken and "rahasia" not in str(broken)


def test_a_netrc_file_does_not_replace_the_token(networks, account, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine mastodon.example login a password b\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))

    assert account("mastodon").check().problem == ""


@pytest.mark.parametrize(
    "text",
    [
        "GET /me?access_token=abc%7Cdef failed",
        "input_token=abc|def&x=1",
        "Bearer abc|def",
        "appsecret_proof=0f3c",
    ],
)
def test_secrets_are_taken_out_of_a_text_in_each_form(text):
    clean = scrub(text, ["abc|def", ""])

    assert HIDDEN in clean
    assert "def" not in clean and "0f3c" not in clean


def test_a_missing_library_is_named_with_its_cure():
    with pytest.raises(ImproperlyConfigured, match=r"pip install wagtail-sop\[social\]"):
        library("no_such_library")
