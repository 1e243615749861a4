"""A Mastodon server with one account."""

import re
import time
from datetime import UTC, datetime
from html import escape

from . import accounts
from .calls import Answer, picture_type
from .network import Network, reset_after

LIMIT = 300
LINK = re.compile(r"https?://\S+")


class Mastodon(Network):
    prefix = "mastodon"
    names = ("mastodon",)
    routes = (
        ("GET", "/api/v1/accounts/verify_credentials", "verify"),
        ("POST", "/api/v2/media", "media"),
        ("GET", r"/api/v1/media/(\d+)", "media_state"),
        ("POST", "/api/v1/statuses", "statuses"),
        ("GET", r"/api/v1/accounts/(\d+)/statuses", "timeline"),
        ("GET", r"/api/v1/statuses/(\d+)", "status"),
        ("DELETE", r"/api/v1/statuses/(\d+)", "delete"),
    )

    def __init__(self, state, faults):
        super().__init__(state, faults)
        self.media_looks = 0
        """How often a new picture is still being worked on."""
        self.left = LIMIT

    def refuse(self, call):
        if call.headers.get("Authorization") != f"Bearer {accounts.MASTODON['access_token']}":
            return Answer({"error": "The access token is invalid"}, 401)
        return None

    def refusal(self, fault):
        if fault.kind == "rate_limited":
            headers = limit_headers(0, reset_after(fault))
            return Answer({"error": "Too many requests"}, 429, headers)
        answers = {
            "revoked": ("The access token was revoked", 401),
            "expired": ("The access token expired", 401),
            "forbidden": ("This action is outside the authorized scopes", 403),
            "restricted": ("Your login is currently disabled", 403),
            "no_credits": ("Payment required", 402),
        }
        if fault.kind not in answers:
            return None
        said, status = answers[fault.kind]
        return Answer({"error": said}, status)

    def headers(self):
        self.left = self.left - 1 if self.left > 1 else LIMIT
        return limit_headers(self.left, time.time() + 300)

    def on_verify(self, call, fault=None):
        return Answer(accounts.MASTODON_USER, headers=self.headers())

    def on_media(self, call, fault=None):
        _kind, content = call.form.get("file", ("", b""))
        if not picture_type(content):
            return Answer({"error": "Validation failed: File content type is invalid"}, 422)
        media = self.state.add(
            "mastodon", "media", content, alt=call.form.get("description", ""), looks=self.media_looks
        )
        return Answer(as_media(media), 202 if media["looks"] else 200, self.headers())

    def on_media_state(self, call, id, fault=None):
        media = self.state.get("mastodon", "media", id)
        if not media:
            return self.on_nothing(call)
        if not media["looks"]:
            return Answer(as_media(media), 200, self.headers())
        self.state.change(media, looks=media["looks"] - 1)
        return Answer(as_media(media), 206, self.headers())

    def on_statuses(self, call, fault=None):
        key, text = call.headers.get("Idempotency-Key", ""), call.json.get("status", "")
        media = [self.state.get("mastodon", "media", id) for id in call.json.get("media_ids", [])]
        if not all(media) or not (text or media):
            return Answer({"error": "Validation failed: Text can't be blank"}, 422)
        if len(LINK.sub("x" * 23, text)) > 500:
            return Answer({"error": "Validation failed: Text character limit of 500 exceeded"}, 422)
        with self.state.lock:
            known = [post for post in self.state.all("mastodon") if key and post["key"] == key]
            pictures = [{"id": picture.id, "alt": picture["alt"]} for picture in media]
            post = (
                known[0]
                if known
                else self.state.add("mastodon", "post", text=text, key=key, pictures=pictures)
            )
        return Answer(as_status(post), headers={**self.headers(), "X-Request-Id": f"req-{post.id}"})

    def on_timeline(self, call, account, fault=None):
        posts = self.state.all("mastodon", deleted=False)
        most = int(call.query.get("limit", 20))
        return Answer([as_status(post) for post in reversed(posts)][:most], headers=self.headers())

    def on_status(self, call, id, fault=None):
        post = self.state.get("mastodon", "post", id)
        return Answer(as_status(post)) if post and not post.deleted_at else self.on_nothing(call)

    def on_delete(self, call, id, fault=None):
        post = self.state.get("mastodon", "post", id)
        if not post or post.deleted_at:
            return self.on_nothing(call)
        self.state.delete(post)
        return Answer(as_status(post), headers=self.headers())

    def on_nothing(self, call, fault=None):
        return Answer({"error": "Record not found"}, 404)


def limit_headers(left, reset):
    return {
        "X-RateLimit-Limit": str(LIMIT),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": datetime.fromtimestamp(reset, UTC).isoformat().replace("+00:00", "Z"),
    }


def as_media(media):
    return {"id": media.id, "type": "image", "url": None if media["looks"] else f"/pictures/{media.id}"}


def as_status(post):
    content = LINK.sub(lambda link: f'<a href="{link[0]}">{link[0]}</a>', escape(post["text"]))
    return {
        "id": post.id,
        "created_at": datetime.fromtimestamp(post.created_at, UTC).isoformat().replace("+00:00", "Z"),
        "content": f"<p>{content}</p>",
        "url": f"{accounts.WEB['mastodon']}/@dinsosdiy/{post.id}",
        "media_attachments": [{"id": picture["id"]} for picture in post["pictures"]],
    }
