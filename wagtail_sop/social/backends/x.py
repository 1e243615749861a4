"""X, through tweepy: OAuth 1.0a in the name of one account, API version 2.

tweepy 4 uploads pictures only to the address of version 1.1, so the upload goes through its client's own request.
"""

from base64 import b64encode
from datetime import UTC, timedelta

from django.utils.translation import gettext_lazy as _

from .base import Backend, CredentialField, Health, PictureRules, Ready, Sent, TextRules, Undecided
from .errors import AccountBroken, DeliveryError, NotSent, OutcomeUnknown
from .http import (
    Loopback,
    Session,
    as_json,
    attempt,
    library,
    lost_call,
    scrub,
    secrets_of,
    silence_debug,
)
from .x_errors import refusal, trace_of, usage_of

HOST = "https://api.twitter.com"
MEDIA_LIFE = timedelta(hours=20)
"""X keeps an upload that no post uses for 24 hours."""

# At DEBUG all of these print the Authorization header, or what it is made of.
silence_debug(
    "tweepy.client",
    "requests_oauthlib.oauth1_auth",
    "oauthlib.oauth1.rfc5849",
    "oauthlib.oauth1.rfc5849.signature",
)


class XBackend(Backend):
    name = "x"
    web = "https://x.com"
    label = _("X")
    text = TextRules(limit=280, counter="x_weighted", link_cost="USD 0.185")
    pictures = PictureRules(
        most=4,
        formats=("jpeg", "png", "webp", "gif"),
        max_bytes=5 * 1024 * 1024,
        min_width=4,
        alt_text_limit=1000,
    )
    fields = (
        CredentialField("consumer_key", _("API key")),
        CredentialField("consumer_secret", _("API key secret")),
        CredentialField(
            "access_token",
            _("Access token"),
            help_text=_(
                "Made in X's developer portal for the agency's own account, with read and write permission."
            ),
        ),
        CredentialField("access_token_secret", _("Access token secret")),
    )

    def __init__(self, credentials, *, options=None, session=None):
        super().__init__(credentials, options=options, session=session or Session())
        if base_url := self.options.get("base_url"):
            self.session.mount(HOST + "/", Loopback(base_url))

    def check(self) -> Health:
        try:
            me = as_json(self.call("GET", "/2/users/me", repeatable=True)).get("data") or {}
        except NotSent:
            raise
        except AccountBroken as error:
            return Health(problem=error.reason, detail=str(error))
        except DeliveryError as error:
            return Health(problem="setup", detail=str(error))
        if "id" not in me:
            raise NotSent("X gave no account in its answer.")
        return Health(name=f"@{me.get('username', '')}", remote_id=str(me["id"]))

    def prepare(self, message, staged, now) -> Ready:
        if not message.pictures:
            return Ready({})
        if staged.get("media") and staged.get("until", "") > now.isoformat():
            return Ready(staged)
        media = [self.upload(picture) for picture in message.pictures[: self.pictures.most]]
        return Ready({"media": media, "until": (now + MEDIA_LIFE).isoformat()})

    def upload(self, picture) -> str:
        content = b64encode(picture.content).decode()
        category = "tweet_gif" if picture.content_type == "image/gif" else "tweet_image"
        upload = {"media": content, "media_category": category}
        answer = as_json(self.call("POST", "/2/media/upload", json=upload, repeatable=True))
        media_id = (answer.get("data") or {}).get("id")
        if not media_id:
            raise NotSent("X took a picture, but gave it no number.")
        if picture.alt_text:
            self.describe(media_id, picture.alt_text)
        return str(media_id)

    def describe(self, media_id, alt_text):
        text = alt_text[: self.pictures.alt_text_limit]
        described = {"id": str(media_id), "metadata": {"alt_text": {"text": text}}}
        self.call("POST", "/2/media/metadata", json=described, repeatable=True)

    def send(self, message, staged) -> Sent:
        client, media = self.client(), staged.get("media")
        response = self.attempt(
            lambda: client.create_tweet(text=self.body_of(message), media_ids=media or None)
        )
        data = as_json(response).get("data")
        remote_id = data.get("id") if isinstance(data, dict) else None
        if not remote_id:
            raise OutcomeUnknown(
                "X answered something that is no answer.",
                status=response.status_code,
                trace_id=trace_of(response),
            )
        return Sent(str(remote_id), self.address_of(remote_id), trace_of(response))

    def reconcile(self, message, staged, since):
        start = (since - timedelta(minutes=2)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        params = {"max_results": 100, "start_time": start, "tweet.fields": "created_at,entities"}
        route = f"/2/users/{self.user_id()}/tweets"
        answer = as_json(self.call("GET", route, params=params, repeatable=True))
        if "data" not in answer and "meta" not in answer:
            return Undecided("X did not list the account's posts.")
        return self.verdict(message, answer)

    def verdict(self, message, answer):
        posts = answer.get("data") or []
        found = [post for post in posts if is_same(post, message)]
        if len(found) == 1:
            return Sent(str(found[0]["id"]), self.address_of(found[0]["id"]))
        if not found and (answer.get("meta") or {}).get("next_token"):
            return Undecided("The account has posted more than X lists at once.")
        return Undecided(f"{len(found)} of the account's last {len(posts)} posts fit.", candidates=len(found))

    def user_id(self) -> str:
        """X's access tokens begin with the account's number; asking for it would cost money."""
        number = self.setting("access_token").partition("-")[0]
        return number if number.isdigit() else self.check().remote_id

    def address_of(self, remote_id) -> str:
        return f"{self.web_url}/i/web/status/{remote_id}" if remote_id else ""

    def delete(self, remote_id):
        client = self.client()
        try:
            self.attempt(lambda: client.delete_tweet(remote_id), repeatable=True)
        except DeliveryError as error:
            if error.status != 404:
                raise

    # The way there

    def client(self):
        self.demand_settings()
        tweepy = library("tweepy")
        keys = {field.name: self.setting(field.name) for field in self.fields}
        # Answers come back raw: a body that is no object must not fail inside tweepy.
        client = tweepy.Client(**keys, return_type=library("requests").Response)
        client.session = self.session
        return client

    def call(self, method, route, *, repeatable, **kwargs):
        client = self.client()
        return self.attempt(lambda: client.request(method, route, user_auth=True, **kwargs), repeatable)

    def attempt(self, call, repeatable=False):
        response = attempt(call, lambda error: self.explain(error, repeatable))
        self.usage = usage_of(response)
        return response

    def explain(self, error, repeatable) -> DeliveryError:
        secrets = secrets_of(self)
        response = getattr(error, "response", None)
        if response is None or not isinstance(error, library("tweepy").HTTPException):
            return lost_call(error, secrets, repeatable=repeatable)
        self.usage = usage_of(response)
        kwargs = {"status": response.status_code, "trace_id": trace_of(response)}
        kwargs["code"] = error.api_codes[0] if error.api_codes else response.status_code
        return refusal(error, response, scrub(str(error), secrets)[:500], repeatable, kwargs)


def is_same(post, message) -> bool:
    """The link is unique to the message. Without one, the text decides."""
    if message.link:
        urls = (post.get("entities") or {}).get("urls") or []
        return any(message.link in (url.get("expanded_url"), url.get("unwound_url")) for url in urls)
    return post.get("text", "").strip() == message.text.strip()
