"""Meta's Graph API with one Page and one Instagram account."""

import hashlib
import hmac
import json
import re
import time
import urllib.request
from datetime import UTC, datetime

from . import accounts
from .calls import Answer, picture_type
from .network import Network, seconds

OLDEST_VERSION = 22
QUOTA = 50
OBJECT = r"/([\d_]+)"
PAGE, ACCOUNT = accounts.PAGE["id"], accounts.INSTAGRAM_USER["id"]


class Graph(Network):
    prefix = "graph"
    names = ("facebook", "instagram")
    routes = (
        ("GET", "/debug_token", "debug_token"),
        ("POST", "/", "scrape"),
        ("POST", f"/{PAGE}/photos", "photos"),
        ("POST", f"/{PAGE}/feed", "feed"),
        ("GET", f"/{PAGE}/feed", "timeline"),
        ("GET", f"/{PAGE}", "page"),
        ("GET", f"/{ACCOUNT}", "account"),
        ("GET", f"/{ACCOUNT}/content_publishing_limit", "limit"),
        ("GET", f"/{ACCOUNT}/media", "media_list"),
        ("POST", f"/{ACCOUNT}/media", "media"),
        ("POST", f"/{ACCOUNT}/media_publish", "media_publish"),
        ("GET", OBJECT, "object"),
        ("DELETE", OBJECT, "delete"),
    )

    def __init__(self, state, faults):
        super().__init__(state, faults)
        self.container_looks = 1
        """How often a new container says IN_PROGRESS."""
        self.expires_at = 0
        self.scopes = list(accounts.SCOPES)
        self.usage = 28
        """Per cent, as the usage headers say it."""
        self.scraped = []

    def answer(self, call):
        version = re.match(r"/v(\d+)\.\d+(?=/)", call.path)
        if not version or int(version[1]) < OLDEST_VERSION:
            return refused(400, 2635, f"You are calling a deprecated version of the Ads API: {call.path}")
        call.path = call.path[version.end() :]
        answer = super().answer(call)
        if answer.content_type == "application/json":
            answer.headers = {**self.usage_headers(), **answer.headers}
        return answer

    def usage_headers(self):
        share = {"call_count": self.usage, "total_time": 25, "total_cputime": 25}
        business = {PAGE: [{"type": "pages", **share, "estimated_time_to_regain_access": 0}]}
        return {"X-App-Usage": json.dumps(share), "X-Business-Use-Case-Usage": json.dumps(business)}

    # Who is let in

    def refuse(self, call):
        given = {**call.query, **call.form}
        if "access_token" in given:
            return refused(400, 100, "These networks demand the token in the Authorization header.")
        token = call.headers.get("Authorization", "").removeprefix("Bearer ")
        if token == f"{accounts.APP_ID}|{accounts.APP_SECRET}":
            return None
        if token != accounts.GRAPH_TOKEN:
            return refused(400, 190, "Invalid OAuth access token.", 467)
        if given.get("appsecret_proof") != proof_of(token):
            return refused(400, 100, "Invalid appsecret_proof provided in the API argument")
        return None

    def refusal(self, fault):
        if fault.kind == "rate_limited":
            return self.rate_limited(fault)
        codes = {
            "revoked": (190, "The user has not authorized application.", 458),
            "expired": (190, "Error validating access token: Session has expired.", 463),
            "forbidden": (200, "Requires pages_manage_posts permission.", None),
            "restricted": (368, "Confirm your identity to publish as this Page.", 4854002),
            "duplicate": (506, "Duplicate status message.", 1366051),
            "capped": (9, "Application request limit reached.", 2207042),
            "image_unreachable": (9004, "Only photo or video can be accepted as media type.", 2207052),
        }
        return refused(400, *codes[fault.kind]) if fault.kind in codes else None

    def rate_limited(self, fault):
        minutes = max(1, round(seconds(fault, 1800) / 60))
        row = {"type": "pages", "call_count": 100, "total_cputime": 30, "total_time": 30}
        usage = {PAGE: [{**row, "estimated_time_to_regain_access": minutes}]}
        answer = refused(400, 32, "Page request limit reached.")
        answer.headers = {"X-Business-Use-Case-Usage": json.dumps(usage)}
        return answer

    def on_nothing(self, call, fault=None):
        return missing(call.path)

    # The account

    def on_debug_token(self, call, fault=None):
        if call.query.get("input_token") != accounts.GRAPH_TOKEN:
            error = {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"}
            return Answer({"data": {"is_valid": False, "error": error, "scopes": []}})
        data = {"app_id": accounts.APP_ID, "type": "PAGE", "is_valid": True, "expires_at": self.expires_at}
        return Answer({"data": {**data, "data_access_expires_at": 0, "scopes": self.scopes}})

    def on_page(self, call, fault=None):
        return Answer(accounts.PAGE)

    def on_account(self, call, fault=None):
        return Answer(accounts.INSTAGRAM_USER)

    def on_limit(self, call, fault=None):
        config = {"quota_total": QUOTA, "quota_duration": 86400}
        return Answer({"data": [{"quota_usage": len(self.state.all("instagram")), "config": config}]})

    # The Page

    def on_scrape(self, call, fault=None):
        self.scraped.append(call.form.get("id"))
        return Answer({"url": call.form.get("id"), "type": "article", "title": "…"})

    def on_photos(self, call, fault=None):
        if call.form.get("published") != "false":
            return refused(400, 100, "These networks expect photos to be staged unpublished.")
        _kind, content = call.form.get("source", ("", b""))
        if picture_type(content) not in ("image/jpeg", "image/png"):
            return refused(400, 324, "Missing or invalid image file", 2069019)
        if len(content) > 4 * 1024 * 1024:
            return refused(400, 100, "Your photos couldn't be uploaded.", 1366046)
        photo = self.state.add("facebook", "photo", content, alt=call.form.get("alt_text_custom", ""))
        return Answer({"id": photo.id})

    def on_feed(self, call, fault=None):
        form = call.form
        attached = [row["media_fbid"] for row in json.loads(form.get("attached_media", "[]"))]
        photos = [self.state.get("facebook", "photo", id) for id in attached]
        if not all(photos):
            return refused(400, 100, "Invalid parameter: attached_media")
        if not (form.get("message") or form.get("link") or photos):
            return refused(400, 100, "This status update appears to be blank.", 1349125)
        pictures = [{"id": photo.id, "alt": photo["alt"]} for photo in photos]
        post = self.state.add(
            "facebook", "post", text=form.get("message", ""), link=form.get("link", ""), pictures=pictures
        )
        return Answer({"id": f"{PAGE}_{post.id}"})

    def on_timeline(self, call, fault=None):
        since = float(call.query.get("since", 0))
        posts = [post for post in self.state.all("facebook", deleted=False) if post.created_at >= since]
        limit = int(call.query.get("limit", 25))
        paging = {"paging": {"next": "https://graph.facebook.com/more"}} if len(posts) > limit else {}
        return Answer({"data": [as_post(post) for post in reversed(posts)][:limit], **paging})

    # Instagram

    def on_media(self, call, fault=None):
        form = call.form
        if form.get("media_type") == "CAROUSEL":
            return self.carousel(form, fault)
        content = fetched(form.get("image_url", ""))
        if content is None:
            return refused(400, 9004, "The media could not be fetched from this URI.", 2207052)
        if picture_type(content) != "image/jpeg":
            return refused(400, 9004, "The image format is not supported.", 2207005)
        if len(form.get("caption", "")) > 2200:
            return refused(400, 100, "The caption is too long.", 2207010)
        pictures = [
            {"id": self.state.add("instagram", "picture", content).id, "alt": form.get("alt_text", "")}
        ]
        return self.container(form, pictures, fault)

    def carousel(self, form, fault):
        children = [
            self.state.get("instagram", "container", id) for id in form.get("children", "").split(",")
        ]
        if not 2 <= len(children) <= 10 or not all(children):
            return refused(400, 100, "Invalid parameter: children")
        if any(child["status"] != "FINISHED" for child in children):
            return refused(400, 9007, "Media ID is not available", 2207027)
        return self.container(form, [child["pictures"][0] for child in children], fault)

    def container(self, form, pictures, fault):
        looks = self.container_looks
        status = "IN_PROGRESS" if looks else "FINISHED"
        if fault and fault.kind == "container_error":
            status = "ERROR"
        if fault and fault.kind == "container_stuck":
            looks = 1_000_000
            status = "IN_PROGRESS"
        container = self.state.add(
            "instagram",
            "container",
            status=status,
            looks=looks,
            pictures=pictures,
            text=form.get("caption", ""),
        )
        return Answer({"id": container.id})

    def on_media_publish(self, call, fault=None):
        with self.state.lock:
            container = self.state.get("instagram", "container", call.form.get("creation_id", ""))
            if not container:
                return missing(call.form.get("creation_id"))
            if container["status"] != "FINISHED":
                return refused(400, 9007, "Media ID is not available", 2207027)
            if len(self.state.all("instagram")) >= QUOTA:
                return refused(400, 9, "Application request limit reached.", 2207042)
            self.state.change(container, status="PUBLISHED")
            data = {"text": container["text"], "pictures": container["pictures"]}
            return Answer({"id": self.state.add("instagram", "post", **data).id})

    def on_media_list(self, call, fault=None):
        posts = self.state.all("instagram", deleted=False)
        return Answer({"data": [as_media(post) for post in reversed(posts)][:25]})

    # Anything by its number

    def on_object(self, call, id, fault=None):
        if container := self.state.get("instagram", "container", id):
            return self.look_at(container)
        if (media := self.state.get("instagram", "post", id)) and not media.deleted_at:
            return Answer(as_media(media))
        if (post := self.state.get("facebook", "post", id)) and not post.deleted_at:
            return Answer(as_post(post))
        return missing(id)

    def look_at(self, container):
        said = {"ERROR": "Error: Media upload has failed with error code 2207052"}
        answer = {"id": container.id, "status_code": container["status"]}
        answer["status"] = said.get(container["status"], container["status"])
        if container["status"] == "IN_PROGRESS":
            looks = container["looks"] - 1
            self.state.change(container, looks=looks, status="IN_PROGRESS" if looks > 0 else "FINISHED")
        return Answer(answer)

    def on_delete(self, call, id, fault=None):
        kinds = (("facebook", "post"), ("instagram", "post"), ("facebook", "photo"))
        found = [self.state.get(network, kind, id) for network, kind in kinds]
        alive = [thing for thing in found if thing and not thing.deleted_at]
        if not alive:
            return missing(id)
        self.state.delete(alive[0])
        return Answer({"success": True})


def refused(status, code, message, subcode=None):
    error = {"message": f"(#{code}) {message}", "type": "OAuthException", "code": code}
    error |= {"error_subcode": subcode} if subcode else {}
    return Answer({"error": {**error, "is_transient": False, "fbtrace_id": f"A{time.time_ns():x}"}}, status)


def missing(id):
    return refused(400, 100, f"Unsupported request. Object with ID '{id}' does not exist.", 33)


def proof_of(token):
    return hmac.new(accounts.APP_SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()


def fetched(url) -> bytes | None:
    if not url.startswith(("http://", "https://")):
        return None
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310
            return response.read()
    except OSError:
        return None


def as_post(post):
    attachments = [{"target": {"id": picture["id"]}} for picture in post["pictures"]]
    if post["link"]:
        attachments.append({"unshimmed_url": post["link"]})
    return {
        "id": f"{PAGE}_{post.id}",
        "message": post["text"],
        "created_time": stamp(post.created_at),
        "permalink_url": f"{accounts.WEB['facebook']}/{PAGE}/posts/{post.id}",
        "attachments": {"data": attachments},
    }


def as_media(media):
    return {
        "id": media.id,
        "caption": media["text"],
        "timestamp": stamp(media.created_at),
        "permalink": f"{accounts.WEB['instagram']}/p/{media.id}/",
    }


def stamp(moment):
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
