"""X, as far as posting goes."""

import base64
import binascii
import re
import time
from datetime import UTC, datetime

from . import accounts
from .calls import Answer, picture_type
from .network import WINDOW, Network, reset_after
from .oauth import Verifier

HOST = "https://api.twitter.com"
LIMIT = 100
LINK = re.compile(r"https?://\S+")


class X(Network):
    prefix = "x"
    names = ("x",)
    routes = (
        ("GET", "/2/users/me", "me"),
        ("POST", "/2/media/upload", "media"),
        ("POST", "/2/media/metadata", "metadata"),
        ("POST", "/2/tweets", "create"),
        ("DELETE", r"/2/tweets/(\w+)", "delete"),
        ("GET", r"/2/users/(\d+)/tweets", "timeline"),
    )

    def __init__(self, state, faults):
        super().__init__(state, faults)
        self.verifier = Verifier(accounts.X)
        self.left = LIMIT

    def refuse(self, call):
        authorisation = call.headers.get("Authorization", "")
        problem = self.verifier.problem(call.method, HOST + call.path, call.query_string, authorisation)
        return refused(401, "Unauthorized", problem) if problem else None

    def refusal(self, fault):
        if fault.kind == "rate_limited":
            headers = {"x-rate-limit-limit": "100", "x-rate-limit-remaining": "0"}
            headers["x-rate-limit-reset"] = str(reset_after(fault))
            return refused(429, "Too Many Requests", "Too Many Requests", headers)
        return {
            "revoked": refused(401, "Unauthorized", "Unauthorized"),
            "expired": refused(401, "Unauthorized", "Invalid or expired token."),
            "forbidden": refused(403, "Forbidden", NOT_CONFIGURED),
            "restricted": refused(403, "Forbidden", "Your account is suspended and is not permitted."),
            "duplicate": refused(403, "Forbidden", DUPLICATE),
            "no_credits": refused(402, "CreditsDepleted", "Your account has no credits left."),
            "capped": refused(429, "UsageCapExceeded", "Usage cap exceeded: Monthly product cap"),
        }.get(fault.kind)

    def headers(self):
        self.left = self.left - 1 if self.left > 1 else LIMIT
        return {
            "x-rate-limit-limit": str(LIMIT),
            "x-rate-limit-remaining": str(self.left),
            "x-rate-limit-reset": str(int(time.time()) + WINDOW),
            "x-transaction-id": f"{time.time_ns():x}",
        }

    def on_me(self, call, fault=None):
        return Answer({"data": accounts.X_USER}, headers=self.headers())

    def on_media(self, call, fault=None):
        try:
            content = base64.b64decode(call.json["media"], validate=True)
        except (KeyError, binascii.Error):
            return refused(400, "Invalid Request", "media is not base64.")
        if not picture_type(content):
            return refused(400, "Invalid Request", "media type unrecognized.")
        if len(content) > 5 * 1024 * 1024:
            return refused(413, "Payload Too Large", "media is too large.")
        media = self.state.add("x", "media", content)
        data = {
            "id": media.id,
            "media_key": f"3_{media.id}",
            "size": len(content),
            "expires_after_secs": 86400,
        }
        return Answer({"data": data}, headers=self.headers())

    def on_metadata(self, call, fault=None):
        media = self.state.get("x", "media", call.json.get("id", ""))
        text = call.json.get("metadata", {}).get("alt_text", {}).get("text", "")
        if not media or not text or len(text) > 1000:
            return refused(400, "Invalid Request", "metadata is not valid.")
        self.state.change(media, alt=text)
        return Answer({"data": {"id": media.id, "associated_metadata": {"alt_text": {"text": text}}}})

    def on_create(self, call, fault=None):
        text = call.json.get("text", "")
        wanted = call.json.get("media", {}).get("media_ids", [])
        media = [self.state.get("x", "media", id) for id in wanted]
        if not all(media) or len(media) > 4 or not (text or media):
            return refused(400, "Invalid Request", "Your media IDs are invalid.")
        if len(LINK.sub("x" * 23, text)) > 280:
            return refused(403, "Forbidden", "Your Tweet text is too long.")
        with self.state.lock:
            if any(post["text"] == text for post in self.state.all("x", deleted=False)):
                return refused(403, "Forbidden", DUPLICATE)
            post = self.state.add("x", "post", text=text, pictures=shown(media))
        data = {"id": post.id, "text": text, "edit_history_tweet_ids": [post.id]}
        return Answer({"data": data}, 201, self.headers())

    def on_delete(self, call, id, fault=None):
        post = self.state.get("x", "post", id)
        if not post or post.deleted_at:
            return refused(404, "Not Found", "Could not find that post.")
        self.state.delete(post)
        return Answer({"data": {"deleted": True}}, headers=self.headers())

    def on_timeline(self, call, user, fault=None):
        start = datetime.fromisoformat(call.query.get("start_time", "2006-03-21T00:00:00Z")).timestamp()
        recent = [post for post in self.state.all("x", deleted=False) if post.created_at >= start]
        most = int(call.query.get("max_results", 10))
        listed = [as_tweet(post) for post in reversed(recent)][:most]
        meta = {"result_count": len(listed)} | ({"next_token": "more"} if len(recent) > most else {})
        return Answer({"meta": meta} | ({"data": listed} if listed else {}), headers=self.headers())


DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
NOT_CONFIGURED = (
    "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint."
)


def refused(status, title, detail, headers=None):
    body = {"title": title, "detail": detail, "type": "about:blank", "status": status}
    return Answer(body, status, headers or {}, "application/problem+json")


def as_tweet(post):
    """X puts its own address in place of each link, and names the real one beside the text."""
    links = LINK.findall(post["text"])
    text = LINK.sub("https://t.co/abcdefghij", post["text"])
    urls = [{"url": "https://t.co/abcdefghij", "expanded_url": link} for link in links]
    created_at = datetime.fromtimestamp(post.created_at, UTC).isoformat()
    return {"id": post.id, "text": text, "created_at": created_at} | (
        {"entities": {"urls": urls}} if urls else {}
    )


def shown(media):
    return [{"id": picture.id, "alt": picture["alt"] or ""} for picture in media]
