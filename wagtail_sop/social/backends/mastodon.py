"""Mastodon, and servers that speak like it. The idempotency key makes a repeated post the same post, for an hour."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from .base import (
    Absent,
    Backend,
    CredentialField,
    Health,
    NotReady,
    PictureRules,
    Ready,
    Sent,
    TextRules,
    Undecided,
    Usage,
)
from .errors import AccountBroken, ContentRefused, DeliveryError, NotSent, OutcomeUnknown, RateLimited
from .http import Loopback, Session, as_json, attempt, lost_call, rest_until, scrub, secrets_of

LISTED = 40
OUR_REST = timedelta(minutes=5)
HOST_NAME = re.compile(r"([a-z0-9-]+\.)+[a-z][a-z0-9-]+(:\d+)?")
"""Not a number: who keeps an account shall not have the server knock at doors inside its own network."""


class Refusal(Exception):
    def __init__(self, response):
        super().__init__(f"HTTP {response.status_code}: {as_json(response).get('error', '')}")
        self.response = response


class MastodonBackend(Backend):
    name = "mastodon"
    label = _("Mastodon")
    text = TextRules(limit=500, counter="mastodon")
    pictures = PictureRules(
        most=4, formats=("jpeg", "png", "webp", "gif"), max_bytes=16 * 1024 * 1024, alt_text_limit=1500
    )
    fields = (
        CredentialField(
            "host", _("Server"), secret=False, help_text=_("Its name alone, like mastodon.social.")
        ),
        CredentialField(
            "access_token",
            _("Access token"),
            help_text=_(
                "Of an application with the permissions read:accounts, read:statuses, write:statuses, "
                "write:media."
            ),
        ),
    )
    supports_idempotency = True

    def __init__(self, credentials, *, options=None, session=None):
        super().__init__(credentials, options=options, session=session or Session())
        if base_url := self.options.get("base_url"):
            self.session.mount("https://", Loopback(base_url))

    @property
    def address(self):
        host = self.setting("host").removeprefix("https://").rstrip("/").lower()
        if not HOST_NAME.fullmatch(host):
            raise AccountBroken(
                f"'{host}' is not the name of a server. Write it like mastodon.social.", reason="setup"
            )
        return f"https://{host}"

    def check(self) -> Health:
        try:
            me = self.me()
        except NotSent:
            raise
        except DeliveryError as error:
            return Health(problem=getattr(error, "reason", "setup"), detail=str(error))
        return Health(name=f"@{me.get('acct', '')}", remote_id=str(me["id"]))

    def me(self) -> dict:
        me = as_json(self.call("GET", "/api/v1/accounts/verify_credentials", repeatable=True))
        if not me.get("id"):
            raise NotSent("The server gave no account in its answer.")
        return me

    def prepare(self, message, staged, now):
        media = staged.get("media") or [
            self.upload(picture) for picture in message.pictures[: self.pictures.most]
        ]
        staged = {"media": media} if media else {}
        if all(self.is_processed(media_id) for media_id in media):
            return Ready(staged)
        return NotReady(staged, now + timedelta(seconds=30))

    def upload(self, picture) -> str:
        file = ("picture." + picture.content_type.partition("/")[2], picture.content, picture.content_type)
        description = picture.alt_text[: self.pictures.alt_text_limit]
        data = {"description": description} if description else None
        answer = as_json(self.call("POST", "/api/v2/media", files={"file": file}, data=data, repeatable=True))
        if not answer.get("id"):
            raise NotSent("The server took a picture, but gave it no number.")
        return str(answer["id"])

    def is_processed(self, media_id) -> bool:
        return self.call("GET", f"/api/v1/media/{media_id}", repeatable=True).status_code == 200

    def send(self, message, staged) -> Sent:
        status = {"status": self.body_of(message), "media_ids": staged.get("media") or []}
        status["visibility"] = self.options.get("visibility") or "public"
        response = self.call(
            "POST", "/api/v1/statuses", json=status, headers={"Idempotency-Key": message.key}
        )
        posted = as_json(response)
        if not posted.get("id"):
            raise OutcomeUnknown(
                "The server answered without the number of the post.", status=response.status_code
            )
        return Sent(str(posted["id"]), posted.get("url") or "", response.headers.get("X-Request-Id", ""))

    def reconcile(self, message, staged, since):
        route = f"/api/v1/accounts/{self.me()['id']}/statuses"
        params = {"limit": LISTED, "exclude_reblogs": "true"}
        posts = listed(self.call("GET", route, params=params, repeatable=True))
        recent = [post for post in posts if moment(post["created_at"]) >= since - timedelta(minutes=2)]
        found = [post for post in recent if is_same(post, message, staged.get("media") or ())]
        if len(found) == 1:
            return Sent(str(found[0]["id"]), found[0].get("url") or "")
        if found or len(recent) == LISTED:
            return Undecided(
                f"{len(found)} of the account's last {len(posts)} posts fit.", len(found) or None
            )
        return Absent()

    def address_of(self, remote_id) -> str:
        if not remote_id:
            return ""
        try:
            return (
                as_json(self.call("GET", f"/api/v1/statuses/{remote_id}", repeatable=True)).get("url") or ""
            )
        except (DeliveryError, ImproperlyConfigured):
            return ""

    def delete(self, remote_id):
        try:
            self.call("DELETE", f"/api/v1/statuses/{remote_id}", repeatable=True)
        except DeliveryError as error:
            if error.status != 404:
                raise

    # The way there

    def signed(self, request):
        # As requests' "auth" and not in a dict of headers: error mails print the local variables of every frame.
        request.headers["Authorization"] = f"Bearer {self.setting('access_token')}"
        return request

    def call(self, method, route, *, repeatable=False, **kwargs):
        self.demand_settings()
        address = self.address + route
        response = attempt(
            lambda: successful(self.session.request(method, address, auth=self.signed, **kwargs)),
            lambda error: self.explain(error, repeatable),
        )
        self.usage = usage_of(response)
        return response

    def explain(self, error, repeatable) -> DeliveryError:
        secrets = secrets_of(self)
        if not isinstance(error, Refusal):
            return lost_call(error, secrets, repeatable=repeatable)
        self.usage = usage_of(error.response)
        return refusal(error.response, scrub(str(error), secrets)[:500], repeatable)


def listed(response) -> list:
    try:
        posts = response.json()
    except ValueError:
        posts = None
    if not isinstance(posts, list):
        raise NotSent("The server did not list the account's posts.", status=response.status_code)
    return posts


def successful(response):
    if 200 <= response.status_code < 300:
        return response
    raise Refusal(response)


def refusal(response, text, repeatable) -> DeliveryError:
    status, said = response.status_code, text.lower()
    kwargs = {"status": status, "code": status, "trace_id": response.headers.get("X-Request-Id", "")}
    if status == 429:
        return RateLimited(text, retry_at=reset_of(response) or datetime.now(UTC) + OUR_REST, **kwargs)
    if status == 401:
        return AccountBroken(text, reason="token", **kwargs)
    if status == 403:
        return AccountBroken(text, reason="restricted" if "login" in said else "permission", **kwargs)
    if status == 402:
        return AccountBroken(text, reason="credits", **kwargs)
    if 400 <= status < 500 and status != 408:
        return ContentRefused(text, reason=reason_of(status, said), **kwargs)
    return (NotSent if repeatable else OutcomeUnknown)(text, **kwargs)


def reason_of(status, said) -> str:
    if "character limit" in said or "too long" in said:
        return "too_long"
    return "picture" if status == 413 or "file" in said or "media" in said else "other"


def is_same(post, message, media) -> bool:
    if set(media) & {str(attachment.get("id")) for attachment in post.get("media_attachments") or ()}:
        return True
    content = post.get("content", "")
    if message.link:
        return message.link in unescape(content)
    return words_of(content) == message.text.split()


def words_of(content) -> list[str]:
    """Of the HTML that the server makes of a text."""
    lines = re.sub(r"</p>|<br ?/?>", " ", content)
    return unescape(re.sub(r"<[^>]+>", "", lines)).split()


def moment(text) -> datetime:
    return datetime.fromisoformat(text)


def reset_of(response) -> datetime | None:
    try:
        return rest_until(response, moment(response.headers["X-RateLimit-Reset"]))
    except (KeyError, ValueError, TypeError):
        return None


def usage_of(response) -> Usage:
    try:
        total = int(response.headers["X-RateLimit-Limit"])
        left = int(response.headers["X-RateLimit-Remaining"])
    except (KeyError, ValueError):
        return Usage()
    return Usage(100 * (total - left) / total if total else None, None if left else reset_of(response))
