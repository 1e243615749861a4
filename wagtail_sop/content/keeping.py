"""Answers that the site itself keeps for a minute, in Django's cache: the same for everybody who has no session.

Not by ``wagtail-cache``: its 3.0.0 is for Wagtail below 8, it asks for the user and so for the session, and it empties
the whole cache, where sessions and locks may be too.
"""

import logging
import re
from hashlib import sha256
from uuid import uuid4

from django.conf import settings
from django.core.cache import caches
from django.utils.cache import cc_delim_re
from django.utils.translation import get_language

logger = logging.getLogger("wagtail_sop")

SECONDS = 60
"""What changes without a signal, such as an event that is over, is seen after this time."""
VERSION_KEY = "sop-public-version"
DAY = 86_400
# Others would let anybody fill the cache with copies of one page.
QUERY = re.compile(
    r"(page|month|unit|category|when|type|q)=[^&=]{0,40}(&(page|month|unit|category|when|type|q)=[^&=]{0,40}){0,5}"
)
VARIES_BY = {"accept-language", "cookie"}
"""The language is a part of the key; who has no session gets the same answer whatever other cookies he has."""


def key_for(request) -> str:
    """Where the answer to this request is kept; empty where it is none for everybody, or the cache is down."""
    if not _may_be_kept(request):
        return ""
    try:
        named = (_version(), request.build_absolute_uri(), get_language() or "")
    except Exception:
        logger.exception("The cache cannot be reached; pages are made anew for everybody.")
        return ""
    return f"sop-public-{sha256(repr(named).encode()).hexdigest()}"


def _may_be_kept(request):
    query = request.META.get("QUERY_STRING", "")
    known = settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META
    return request.method in ("GET", "HEAD") and not known and (not query or bool(QUERY.fullmatch(query)))


def kept(key):
    try:
        return _cache().get(key)
    except Exception:
        logger.exception("The cache cannot be reached; pages are made anew for everybody.")
        return None


def keep(key, request, response):
    """Keep it if it says that it may be kept."""
    if request.method != "GET" or not _says_so(response):
        return
    try:
        _cache().set(key, response, SECONDS)
    except Exception:
        logger.exception("The cache cannot be reached; pages are made anew for everybody.")


def _says_so(response):
    varies_by = {name.lower() for name in cc_delim_re.split(response.get("Vary", "")) if name}
    said = "public" in response.get("Cache-Control", "") or getattr(response, "may_be_kept_here", False)
    plain = (
        response.status_code == 200 and not response.streaming and not response.has_header("Content-Encoding")
    )
    return said and plain and not response.cookies and varies_by <= VARIES_BY


def forget_all(**kwargs):
    """Every kept answer at once, in all processes that share the cache. Never raises."""
    try:
        _cache().set(VERSION_KEY, uuid4().hex, DAY)
    except Exception:
        logger.exception("The cache cannot be reached; pages may be shown as they were for a minute more.")


def _version():
    # An answer that was being made while something changed is kept under the old version, which nobody asks for.
    cache = _cache()
    return cache.get(VERSION_KEY) or cache.get_or_set(VERSION_KEY, uuid4().hex, DAY)


def _cache():
    return caches[getattr(settings, "CACHE_MIDDLEWARE_ALIAS", "default")]
