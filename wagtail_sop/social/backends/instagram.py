"""An Instagram business account, by Facebook Login. Containers are prepared; publishing one is the single public act.

A container tells afterwards whether it was published, so that a lost answer is no riddle here.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from .base import Absent, CredentialField, Health, NotReady, PictureRules, Ready, Sent, TextRules, Undecided
from .errors import ContentRefused, DeliveryError, DuplicateRefused, NotSent, OutcomeUnknown
from .graph import GraphBackend

LOOK_AGAIN = timedelta(minutes=1)
BEGIN_AGAIN = timedelta(minutes=5)
PATIENCE = timedelta(minutes=10)
"""After so long Instagram does not finish a container any more."""
ROUNDS = 3


class InstagramBackend(GraphBackend):
    name = "instagram"
    label = _("Instagram")
    text = TextRules(limit=2200, clickable_links=False, hashtag_limit=30, mention_limit=20)
    pictures = PictureRules(
        most=10,
        formats=("jpeg",),
        max_bytes=8 * 1024 * 1024,
        min_ratio=0.8,
        max_ratio=1.91,
        min_width=320,
        max_width=1440,
        max_height=1800,
        needs_public_url=True,
        required=True,
        alt_text_limit=1000,
    )
    fields = (
        CredentialField("account_id", _("Instagram account ID"), secret=False),
        CredentialField(
            "access_token",
            _("Access token"),
            help_text=_("Of a system user, or of the Facebook Page that the account is connected with."),
        ),
        CredentialField("app_id", _("App ID"), secret=False, required=False),
        CredentialField("app_secret", _("App secret"), required=False),
    )
    scopes = frozenset({"instagram_basic", "instagram_content_publish"})
    reconcile_after = 30

    @property
    def account_id(self):
        return self.setting("account_id")

    def look(self) -> Health:
        facts = self.token_facts()
        account = self.read(self.account_id, fields="id,username")
        used, total = self.quota()
        return Health(
            name=f"@{account.get('username', '')}",
            remote_id=str(account.get("id", "")),
            quota_used=used,
            quota_total=total,
            **facts,
        )

    def quota(self) -> tuple[int | None, int | None]:
        """Posts used and allowed in a day. Meta's pages name three different limits, so it is read."""
        answer = self.read(f"{self.account_id}/content_publishing_limit", fields="quota_usage,config")
        row = next(iter(answer.get("data") or []), {})
        return row.get("quota_usage"), (row.get("config") or {}).get("quota_total")

    # Preparing: children first, then what holds them, then patience

    def prepare(self, message, staged, now):
        if not message.pictures:
            raise ContentRefused("Instagram takes no post without a picture.", reason="picture")
        if not staged.get("containers"):
            staged = self.begin(message, staged, now)
        statuses = [self.status_of(container) for container in staged["containers"]]
        if bad := [status for status in statuses if status[0] in ("ERROR", "EXPIRED")]:
            return self.begin_again(staged, now, bad[0][1])
        if "PUBLISHED" in {code for code, _said in statuses}:
            raise DuplicateRefused("Instagram has published this already.")
        if any(code != "FINISHED" for code, _said in statuses):
            return self.wait(staged, now)
        return self.gather(message, staged, now)

    def begin(self, message, staged, now) -> dict:
        pictures = message.pictures[: self.pictures.most]
        if len(pictures) == 1:
            containers = [self.container(pictures[0], caption=message.text)]
        else:
            containers = [self.container(picture, is_carousel_item="true") for picture in pictures]
        return {
            "containers": containers,
            "container": containers[0] if len(containers) == 1 else "",
            "since": now.isoformat(),
            "round": staged.get("round", 0) + 1,
        }

    def container(self, picture, **kwargs) -> str:
        if picture.alt_text:
            kwargs["alt_text"] = picture.alt_text[: self.pictures.alt_text_limit]
        return self.create(image_url=picture.url, **kwargs)

    def create(self, **kwargs) -> str:
        account = self.account_id
        answer = self.call(lambda graph: graph.put_object(account, "media", **kwargs), repeatable=True)
        if not answer.get("id"):
            raise NotSent("Instagram gave a picture no number.")
        return str(answer["id"])

    def gather(self, message, staged, now):
        """All parts are finished: one picture is ready, several need the container around them."""
        if staged["container"]:
            return Ready(staged)
        children = staged["containers"]
        around = self.create(media_type="CAROUSEL", children=",".join(children), caption=message.text)
        staged = {**staged, "containers": [around], "container": around, "since": now.isoformat()}
        code, said = self.status_of(around)
        if code == "FINISHED":
            return Ready(staged)
        return self.begin_again(staged, now, said) if code == "ERROR" else self.wait(staged, now)

    def wait(self, staged, now) -> NotReady:
        if now - datetime.fromisoformat(staged["since"]) > PATIENCE:
            return self.begin_again(staged, now, "Instagram did not finish preparing the pictures.")
        return NotReady(staged, now + LOOK_AGAIN)

    def begin_again(self, staged, now, said) -> NotReady:
        if staged.get("round", 1) >= ROUNDS:
            raise ContentRefused(f"Instagram could not prepare the pictures: {said}"[:500], reason="picture")
        return NotReady({"round": staged.get("round", 1)}, now + BEGIN_AGAIN)

    def status_of(self, container) -> tuple[str, str]:
        answer = self.read(container, fields="status_code,status")
        return answer.get("status_code", ""), str(answer.get("status", ""))

    # Publishing, and what became of it

    def send(self, message, staged) -> Sent:
        account, container = self.account_id, staged["container"]
        answer = self.call(lambda graph: graph.put_object(account, "media_publish", creation_id=container))
        if not answer.get("id"):
            raise OutcomeUnknown("Instagram answered without the number of the post.")
        return Sent(str(answer["id"]))

    def reconcile(self, message, staged, since):
        if not staged.get("container"):
            return Absent()
        code, said = self.status_of(staged["container"])
        if code == "PUBLISHED":
            return self.published(message, since)
        if code in ("FINISHED", "EXPIRED"):
            return Absent()
        return Undecided(f"Instagram says of the prepared post: {code} {said}".strip())

    def published(self, message, since) -> Sent:
        """It is public, whatever else is found. Without exactly one candidate it stays without a number: a wrong
        one would be deleted in its place one day."""
        try:
            found = self.published_since(message, since - timedelta(minutes=2))
        except DeliveryError:
            found = []
        if len(found) != 1:
            return Sent("")
        return Sent(str(found[0]["id"]), found[0].get("permalink", ""))

    def published_since(self, message, start) -> list[dict]:
        answer = self.read(f"{self.account_id}/media", fields="id,caption,timestamp,permalink", limit=25)
        return [
            media
            for media in answer.get("data") or []
            if media.get("caption", "").strip() == message.text.strip()
            and datetime.fromisoformat(media["timestamp"]) >= start
        ]

    def address_of(self, remote_id) -> str:
        return super().address_of(remote_id, field="permalink")
