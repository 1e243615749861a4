"""Meta's Graph API through facebook-sdk, as Facebook Pages and Instagram both need it.

The SDK of 2018 is kept as a thin transport. Its version list ends at 3.1, it puts the token into addresses, knows no
appsecret_proof and drops half of each error; ``Calls`` stands in for its ``request``.
"""

import hashlib
import hmac
from datetime import UTC, datetime

from .base import Backend, Health
from .errors import AccountBroken, DeliveryError, NotSent, OutcomeUnknown
from .graph_errors import GraphError, usage_of, verdict
from .http import Loopback, Session, as_json, attempt, library, lost_call, scrub, secrets_of

HOST = "https://graph.facebook.com"
VERSION = "26.0"
"""The newest when this was written; Meta ends each one about two years after it came out."""


class NoAnswer(Exception):
    """Something came back that is not JSON: a web page of a machine in between, or half of an answer."""

    def __init__(self, response):
        kind = response.headers.get("content-type", "no content type")
        super().__init__(f"HTTP {response.status_code} with {kind} in place of an answer")
        self.status = response.status_code


def graph_client(token, **kwargs):
    facebook = library("facebook")
    return type("Graph", (Calls, facebook.GraphAPI), {})(token, **kwargs)


class Calls:
    """``request`` in place of the SDK's: the token in the header, proof and errors complete."""

    def __init__(self, token, *, version, session, app_secret=""):
        super().__init__(access_token=token, session=session)
        # Given to the SDK it would be refused; nothing but paths is made of it.
        self.version = f"v{version.lstrip('v')}"
        self.app_secret = app_secret
        self.last = None

    def request(self, path, args=None, post_args=None, files=None, method=None):
        args = dict(args or {})
        token = args.pop("access_token", self.access_token)
        args |= self.proof_of(token) if post_args is None else {}
        data = None if post_args is None else {**post_args, **self.proof_of(token)}
        self.last = response = self.session.request(
            "POST" if post_args is not None else method or "GET",
            f"{HOST}/{path}",
            params=args,
            data=data,
            files=files,
            headers={"Authorization": f"Bearer {token}"},
        )
        return content_of(response)

    def proof_of(self, token) -> dict:
        # An app's own token (id|secret) proves itself.
        if not self.app_secret or "|" in token:
            return {}
        return {
            "appsecret_proof": hmac.new(self.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()
        }


def content_of(response) -> dict:
    answer = as_json(response)
    error = answer.get("error")
    if error:
        raise GraphError(error if isinstance(error, dict) else {"message": str(error)}, response)
    if not answer or response.status_code != 200:
        raise NoAnswer(response)
    return answer


class GraphBackend(Backend):
    """What a Page and an Instagram account have in common."""

    scopes: frozenset = frozenset()
    """Permissions that posting needs."""

    def __init__(self, credentials, *, options=None, session=None):
        super().__init__(credentials, options=options, session=session or Session())
        if base_url := self.options.get("base_url"):
            self.session.mount(HOST + "/", Loopback(base_url))

    def graph(self):
        self.demand_settings()
        return graph_client(
            self.setting("access_token"),
            version=str(self.options.get("graph_version") or VERSION),
            session=self.session,
            app_secret=self.setting("app_secret"),
        )

    def call(self, do, *, repeatable=False) -> dict:
        """``do(graph)``, with what comes of it said in our words."""
        graph = self.graph()
        try:
            return attempt(lambda: do(graph), lambda error: self.explain(error, repeatable))
        finally:
            self.usage = usage_of(graph.last)

    def read(self, path, **args) -> dict:
        return self.call(lambda graph: graph.get_object(path, **args), repeatable=True)

    def explain(self, error, repeatable) -> DeliveryError:
        secrets = secrets_of(self)
        if isinstance(error, GraphError):
            return verdict(error, scrub(str(error), secrets)[:500], repeatable)
        if isinstance(error, NoAnswer):
            return (NotSent if repeatable else OutcomeUnknown)(str(error), status=error.status)
        return lost_call(error, secrets, repeatable=repeatable)

    def delete(self, remote_id):
        try:
            self.call(lambda graph: graph.delete_object(remote_id), repeatable=True)
        except DeliveryError as error:
            if error.code != "100/33":
                raise

    def address_of(self, remote_id, field="permalink_url") -> str:
        try:
            return str(self.read(remote_id, fields=field).get(field, "")) if remote_id else ""
        except DeliveryError:
            return ""

    # Health

    def check(self) -> Health:
        try:
            return self.look()
        except NotSent:
            raise
        except DeliveryError as error:
            return Health(problem=getattr(error, "reason", "setup"), detail=str(error))

    def look(self) -> Health:
        raise NotImplementedError

    def token_facts(self) -> dict:
        """Expiry and missing permissions of the token; nothing where the app's secret is not known.

        Meta takes the inspected token only in the address, which is therefore hidden in logs and errors.
        """
        app_id = self.setting("app_id")
        if not (app_id and self.setting("app_secret")):
            return {}
        # Secrets stay out of local variables: error mails print those of every frame.
        answer = self.call(
            lambda graph: graph.debug_access_token(graph.access_token, app_id, graph.app_secret),
            repeatable=True,
        )
        data = answer.get("data") or {}
        if not data.get("is_valid"):
            said = (data.get("error") or {}).get("message", "The token is not valid any more.")
            raise AccountBroken(scrub(said, secrets_of(self)), reason="token")
        return {"expires_at": expiry(data), **self.permission_facts(data)}

    def permission_facts(self, data) -> dict:
        missing = self.scopes - set(data.get("scopes") or self.scopes)
        if not missing:
            return {}
        return {"problem": "permission", "detail": f"The token lacks: {', '.join(sorted(missing))}."}


def expiry(data) -> datetime | None:
    """0 means never, for each of the two."""
    ends = [data.get("expires_at"), data.get("data_access_expires_at")]
    return min((datetime.fromtimestamp(end, UTC) for end in ends if end), default=None)
