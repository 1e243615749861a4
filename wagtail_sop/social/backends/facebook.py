"""A Facebook Page. Pictures are staged unpublished, so that the one call that shows something is small."""

import io
import json
from contextlib import suppress
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from .base import CredentialField, Health, PictureRules, Ready, Sent, TextRules, Undecided
from .errors import DeliveryError, NotSent, OutcomeUnknown
from .graph import GraphBackend

PHOTO_LIFE = timedelta(hours=20)
"""Temporary photos that no post uses vanish after 24 hours."""
FEED_FIELDS = "id,message,created_time,permalink_url,attachments{unshimmed_url,target}"


class FacebookBackend(GraphBackend):
    name = "facebook"
    web = "https://www.facebook.com"
    label = _("Facebook Page")
    text = TextRules(limit=63_206)
    pictures = PictureRules(most=10, formats=("jpeg", "png"), max_bytes=4 * 1024 * 1024, alt_text_limit=1000)
    fields = (
        CredentialField("page_id", _("Page ID"), secret=False),
        CredentialField(
            "access_token",
            _("Page access token"),
            help_text=_("Best of a system user: it does not expire, and does not depend on one person."),
        ),
        CredentialField("app_id", _("App ID"), secret=False, required=False),
        CredentialField(
            "app_secret",
            _("App secret"),
            required=False,
            help_text=_("With it each call is signed, and the token's expiry can be watched."),
        ),
    )
    scopes = frozenset({"pages_manage_posts", "pages_read_engagement"})

    def look(self) -> Health:
        facts = self.token_facts()
        page = self.read(self.setting("page_id"), fields="id,name")
        return Health(name=page.get("name", ""), remote_id=str(page.get("id", "")), **facts)

    def prepare(self, message, staged, now) -> Ready:
        if not message.pictures:
            self.warm_up(message.link)
            return Ready({})
        if staged.get("photos") and staged.get("until", "") > now.isoformat():
            return Ready(staged)
        photos = [self.stage(picture) for picture in message.pictures[: self.pictures.most]]
        return Ready({"photos": photos, "until": (now + PHOTO_LIFE).isoformat()})

    def warm_up(self, link):
        """Let Facebook read the page now: the first to share a page it does not know gets no picture with it."""
        if link:
            with suppress(DeliveryError):
                scrape = {"id": link, "scrape": "true"}
                self.call(lambda graph: graph.request(f"{graph.version}/", post_args=scrape), repeatable=True)

    def stage(self, picture) -> str:
        alt = picture.alt_text[: self.pictures.alt_text_limit]
        # The SDK form-encodes values as they are: False would arrive as the word.
        kwargs = {"published": "false", "temporary": "true"} | ({"alt_text_custom": alt} if alt else {})
        album = f"{self.setting('page_id')}/photos"
        answer = self.call(
            lambda graph: graph.put_photo(file_of(picture), album_path=album, **kwargs), repeatable=True
        )
        if not answer.get("id"):
            raise NotSent("Facebook took a picture, but gave it no number.")
        return str(answer["id"])

    def send(self, message, staged) -> Sent:
        post = self.post_of(message, staged.get("photos") or ())
        page_id = self.setting("page_id")
        answer = self.call(lambda graph: graph.put_object(page_id, "feed", **post))
        if not answer.get("id"):
            raise OutcomeUnknown("Facebook answered without the number of the post.")
        return Sent(str(answer["id"]), f"{self.web_url}/{answer['id']}")

    def post_of(self, message, photos) -> dict:
        if photos:
            attached = [{"media_fbid": photo} for photo in photos]
            return {"message": self.body_of(message), "attached_media": json.dumps(attached)}
        return {"message": message.text} | ({"link": message.link} if message.link else {})

    def reconcile(self, message, staged, since):
        start = int((since - timedelta(minutes=2)).timestamp())
        path = f"{self.setting('page_id')}/feed"
        answer = self.read(path, fields=FEED_FIELDS, since=start, limit=100)
        posts = answer.get("data") or []
        found = [post for post in posts if is_same(post, message, staged.get("photos") or ())]
        if len(found) == 1:
            return Sent(str(found[0]["id"]), found[0].get("permalink_url", ""))
        if not found and (answer.get("paging") or {}).get("next"):
            return Undecided("The Page has posted more than Facebook lists at once.")
        return Undecided(f"{len(found)} of the Page's last {len(posts)} posts fit.", candidates=len(found))

    def discard(self, staged):
        for photo in staged.get("photos") or ():
            with suppress(DeliveryError):
                self.delete(photo)


def file_of(picture):
    """The SDK hands the file to requests, which asks it for its name."""
    file = io.BytesIO(picture.content)
    file.name = "picture." + picture.content_type.partition("/")[2]
    return file


def is_same(post, message, photos) -> bool:
    """Our staged pictures or our link are in no other post; without both, the text decides."""
    attachments = (post.get("attachments") or {}).get("data") or []
    targets = {str((attachment.get("target") or {}).get("id", "")) for attachment in attachments}
    said = post.get("message", "")
    if targets & set(photos):
        return True
    if message.link:
        return message.link in said or any(
            attachment.get("unshimmed_url") == message.link for attachment in attachments
        )
    return said.strip() == message.text.strip()
