"""HTTP for the networks: time limits, nothing repeated, no secret in a log, and what a lost call means."""

import ipaddress
import logging
import re
import ssl
import traceback
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from importlib import import_module
from urllib.parse import quote, urlsplit
from warnings import catch_warnings, simplefilter

import requests
from django.core.exceptions import ImproperlyConfigured
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NameResolutionError, NewConnectionError

from .errors import AccountBroken, DeliveryError, NotSent, OutcomeUnknown

TIMEOUT = (5, 30)
"""Seconds to connect, and between two bytes of the answer. A worker's own time limit must be longer."""
LONGEST_REST = timedelta(days=1)


class Session(requests.Session):
    """Has time limits, follows no redirection and repeats nothing."""

    def __init__(self, timeout=TIMEOUT):
        super().__init__()
        self.timeout = timeout
        # Without an auth of its own, requests would let a .netrc file replace the Authorization header.
        self.auth = keep_headers

    def request(self, method, url, **kwargs):
        # None is what facebook-sdk passes when it was given nothing.
        kwargs["timeout"] = kwargs.get("timeout") or self.timeout
        # A redirected POST would come again as GET, and look like a success.
        kwargs["allow_redirects"] = False
        return super().request(method, url, **kwargs)


def keep_headers(request):
    return request


class Loopback(HTTPAdapter):
    """Sends what is meant for a network to a server on this machine: the sandbox's and the tests' networks."""

    def __init__(self, base_url):
        super().__init__()
        self.base_url = local_address(base_url).rstrip("/")

    def send(self, request, **kwargs):
        address = urlsplit(request.url)
        request.url = self.base_url + address.path + (f"?{address.query}" if address.query else "")
        # A proxy of the environment is meant for the official address.
        return super().send(request, **{**kwargs, "proxies": {}})


def local_address(base_url):
    """``base_url`` itself. Elsewhere than on this machine it would carry tokens over an open line."""
    host = urlsplit(base_url).hostname or ""
    if host != "localhost" and not is_loopback(host):
        raise ImproperlyConfigured(
            f"The option 'base_url' must be an address of this machine, not '{host}'. "
            "Leave it out to reach the real network."
        )
    return base_url


def is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def library(name):
    """An optional library, imported when a network needs it."""
    try:
        with catch_warnings():
            # facebook-sdk has an invalid escape sequence, which newer Pythons report while compiling it.
            simplefilter("ignore")
            return import_module(name)
    except ImportError as error:
        raise ImproperlyConfigured(
            f"Posting to this network needs the library '{name}': pip install wagtail-sop[social]"
        ) from error


# Secrets

HIDDEN = "[…]"


def scrub(text, secrets) -> str:
    """``text`` without any of the ``secrets``, also where they stand encoded in an address."""
    variants = {form for secret in secrets if secret for form in (secret, quote(secret, safe=""))}
    for form in sorted(variants, key=len, reverse=True):
        text = text.replace(form, HIDDEN)
    return SECRET_PARAMETERS.sub(rf"\1={HIDDEN}", text)


SECRET_PARAMETERS = re.compile(r"\b(access_token|input_token|appsecret_proof|client_secret)=[^&\s'\"]+")


def hide_parameters(record):
    """A log filter: urllib3 notes each address at DEBUG, and debug_token takes a token in no other place."""
    record.msg = SECRET_PARAMETERS.sub(rf"\1={HIDDEN}", str(record.msg))
    if isinstance(record.args, tuple):
        record.args = tuple(
            SECRET_PARAMETERS.sub(rf"\1={HIDDEN}", arg) if isinstance(arg, str) else arg
            for arg in record.args
        )
    return True


def above_debug(record):
    return record.levelno > logging.DEBUG


def silence_debug(*names):
    """Drop what these loggers say at DEBUG: they print headers. A level could be set back by a site."""
    for name in names:
        # addFilter leaves out what is there already.
        logging.getLogger(name).addFilter(above_debug)


logging.getLogger("urllib3.connectionpool").addFilter(hide_parameters)


# What became of a call


def attempt(call, explain):
    """What ``call`` returns; else the error that ``explain`` makes of its exception.

    Raised outside the ``except``: a chained original would print addresses and headers wherever a traceback
    is shown, with all the frames that hold them.
    """
    try:
        return call()
    except DeliveryError:
        raise
    except Exception as error:  # noqa: BLE001  (the libraries let their own AttributeError and KeyError out)
        failure = explain(error)
    raise failure


def lost_call(error, secrets=(), *, repeatable=False) -> DeliveryError:
    """What an exception of ``requests`` (or of a library) means.

    Certainly not sent is only what failed before the request left. ``repeatable``: the call shows nothing to
    the public, so that a lost answer does no harm either.
    """
    if isinstance(error, requests.exceptions.InvalidHeader):
        # Its text is the header.
        return AccountBroken("A token holds characters that no header may hold.", reason="setup")
    text = f"{type(error).__name__}: {scrub(str(error), secrets)}"[:500]
    if repeatable or never_left(error):
        return NotSent(text)
    return OutcomeUnknown(text)


NEVER_LEFT = (
    requests.exceptions.ConnectTimeout,
    requests.exceptions.ProxyError,
    requests.exceptions.InvalidURL,
    NewConnectionError,
    NameResolutionError,
    ssl.SSLCertVerificationError,
)


def never_left(error) -> bool:
    causes = list(causes_of(error))
    return any(isinstance(cause, NEVER_LEFT) or in_handshake(cause) for cause in causes)


def causes_of(error):
    """The exception and those it was made of: urllib3 keeps them in ``reason`` or among the arguments."""
    while isinstance(error, BaseException):
        yield error
        inside = [getattr(error, "reason", None), *error.args]
        error = next((cause for cause in inside if isinstance(cause, BaseException)), None)


def in_handshake(error) -> bool:
    """An SSL error can also come while the answer is read; only the place it was raised tells."""
    return isinstance(error, ssl.SSLError) and any(
        frame.f_code.co_name == "do_handshake" for frame, _line in traceback.walk_tb(error.__traceback__)
    )


# Times in answers


def rest_until(response, reset, now=None) -> datetime:
    """When a limit ends that the network dates by its own clock: the span by its clock, counted from ours."""
    now = now or datetime.now(UTC)
    span = reset - (dated(response) or now)
    return now + min(max(span, timedelta(seconds=1)), LONGEST_REST)


def dated(response) -> datetime | None:
    """The network's clock, as the answer gives it."""
    try:
        moment = parsedate_to_datetime(response.headers["Date"])
    except (KeyError, ValueError, TypeError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def clock_differs(response, by=timedelta(minutes=4)) -> bool:
    moment = dated(response)
    return moment is not None and abs(datetime.now(UTC) - moment) > by


def as_json(response) -> dict:
    """The answer's object; empty where it is anything else (a web page, a list, half of something)."""
    try:
        data = response.json()
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def secrets_of(backend) -> list[str]:
    """What may stand in no text: all that the account's form keeps, but for what it declares to be no secret."""
    open_names = {field.name for field in backend.fields if not field.secret}
    values = {name: value for name, value in backend.credentials.values.items() if name not in open_names}
    return [value.strip() for value in values.values() if isinstance(value, str)]
