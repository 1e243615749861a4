"""Videos on other sites: which are allowed, and where their players are. Nothing here asks those sites anything."""

import re
from urllib.parse import parse_qs, urlsplit

from .conf import get_content_settings

YOUTUBE_HOSTS = {"youtube.com", "m.youtube.com", "youtu.be"}
PLAIN = re.compile(r"https?://[a-z0-9.-]+(?:[/?#][^\\]*)?\Z", re.IGNORECASE)
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")


def host_of(address) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def is_allowed(address) -> bool:
    return _is_plain(address) and host_of(address) in get_content_settings().VIDEO_HOSTS


def _is_plain(address) -> bool:
    """Whether browsers see the same host in it as Python: they end it at a backslash, where Python sees a name before
    an ``@``. And no name, which could be read as the host, nor a port, where another server may answer."""
    return bool(PLAIN.match(address))


def allowed_hosts() -> str:
    """The list for a sentence."""
    return ", ".join(get_content_settings().VIDEO_HOSTS)


def player_of(address) -> str:
    """Address of the player to put into the page once the visitor asks for it; empty where only a link will do."""
    if not is_allowed(address):
        return ""
    host, parts = host_of(address).removeprefix("www."), urlsplit(address)
    if host in YOUTUBE_HOSTS and (found := _youtube_id(host, parts)):
        return f"https://www.youtube-nocookie.com/embed/{found}?autoplay=1"
    if host == "vimeo.com" and (found := re.match(r"/(\d+)", parts.path)):
        return f"https://player.vimeo.com/video/{found[1]}?autoplay=1&dnt=1"
    return ""


def _youtube_id(host, parts) -> str:
    steps = [step for step in parts.path.split("/") if step]
    if host == "youtu.be" or steps[:1] in (["shorts"], ["embed"], ["live"]):
        candidate = steps[-1] if steps else ""
    else:
        candidate = parse_qs(parts.query).get("v", [""])[0]
    return candidate if YOUTUBE_ID.fullmatch(candidate) else ""
