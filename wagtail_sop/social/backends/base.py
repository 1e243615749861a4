"""What a network must be able to do, and how it says what became of a call.

A backend is plain Python over HTTP: it knows no model, no request and no Celery. It is made for one account, asked
for one thing and forgotten. A new network is one module beside this one, one test module, and one line in the docs.

Posting takes two phases. ``prepare`` may be repeated as often as needed: it uploads pictures and leaves nothing that
the public sees. ``send`` makes the one call that cannot be taken back; between the two, the caller commits that it is
about to send. Whoever calls ``send`` never calls it again before ``reconcile`` has said that nothing arrived.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from .errors import AccountBroken, ContentRefused

# What goes in


@dataclass(frozen=True)
class Picture:
    """A picture made ready for the network: the file's bytes, and where the public can fetch it (may be empty)."""

    content: bytes
    content_type: str
    width: int
    height: int
    alt_text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Message:
    """What is posted. ``key`` is unique to this post for ever: idempotency key, and part of ``link``."""

    key: str
    text: str
    link: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Credentials:
    """Names and secrets of one account. ``repr()`` shows no value."""

    values: Mapping[str, str] = field(repr=False, default_factory=dict)

    def __getitem__(self, name):
        return self.values.get(name, "")

    def items(self):
        return self.values.items()


@dataclass(frozen=True)
class CredentialField:
    """One thing the connect form asks for."""

    name: str
    label: str
    secret: bool = True
    required: bool = True
    help_text: str = ""


# What comes out


@dataclass(frozen=True)
class Ready:
    """``prepare`` is done; ``staged`` goes into ``send``. JSON data, kept between attempts."""

    staged: dict


@dataclass(frozen=True)
class NotReady:
    """The network still works on it (an Instagram container): ask again at ``look_again_at``, with this ``staged``."""

    staged: dict
    look_again_at: datetime


@dataclass(frozen=True)
class Sent:
    """It is posted. ``url`` may be empty until ``address_of`` finds it; ``trace_id`` names the request."""

    remote_id: str
    url: str = ""
    trace_id: str = ""


@dataclass(frozen=True)
class Absent:
    """Looked, and it is certainly not there: it may be sent again."""


@dataclass(frozen=True)
class Undecided:
    """Looked, and cannot tell; ``hint`` says for a person what was found (not at all, two candidates …).

    ``candidates``: how many posts fit. 0: looked at everything and found none, but networks list late, so it is
    no ``Absent``. ``None``: could not look.
    """

    hint: str = ""
    candidates: int | None = None


@dataclass(frozen=True)
class Health:
    """The state of an account. ``expires_at`` (aware) is ``None`` when the token never expires or that is unknown;
    ``problem`` is empty when all is well, else one of ``ACCOUNT_REASONS``."""

    name: str = ""
    remote_id: str = ""
    expires_at: datetime | None = None
    problem: str = ""
    detail: str = ""
    quota_used: int | None = None
    quota_total: int | None = None


@dataclass(frozen=True)
class Usage:
    """What the last answer said about limits: the share used (0…100, ``None`` if unknown), and until when to rest."""

    percent: float | None = None
    rest_until: datetime | None = None


@dataclass(frozen=True)
class PictureRules:
    """What pictures the network takes. Ratios are width divided by height; sizes in pixels and bytes."""

    most: int
    formats: tuple[str, ...] = ("jpeg",)
    max_bytes: int = 5 * 1024 * 1024
    min_ratio: float | None = None
    max_ratio: float | None = None
    min_width: int = 0
    max_width: int = 2048
    max_height: int = 2048
    needs_public_url: bool = False
    required: bool = False
    alt_text_limit: int = 0
    """Characters of alternative text; 0 where the network takes none."""


@dataclass(frozen=True)
class TextRules:
    """How the network counts and what it does with a link. ``counter`` names a rule of ``counting``."""

    limit: int
    counter: str = "characters"
    clickable_links: bool = True
    hashtag_limit: int | None = None
    mention_limit: int | None = None
    link_cost: str = ""
    """What the network charges more for a post with a link, in its own currency; empty if nothing."""


class Backend(ABC):
    """One network. ``name`` is stored in rows and never changes."""

    name: str
    label: str
    text: TextRules
    pictures: PictureRules | None = None
    fields: tuple[CredentialField, ...] = ()
    web = ""
    """Where people read the network, as addresses of posts begin; empty where the network says each address."""
    is_manual = False
    """A person posts, from a ready-made package, and writes the address back."""
    supports_delete = True
    supports_idempotency = False
    """``send`` with the same ``Message.key`` posts once, however often it is called (within the network's time)."""
    supports_reconcile = True
    reconcile_after = 120
    """Seconds to wait after an unknown outcome before looking: networks list a new post late."""

    def __init__(self, credentials: Credentials, *, options: Mapping | None = None, session=None):
        """``options``: what the account's form keeps besides secrets (page id, host, text limit …).
        ``session``: a ``requests.Session``; the default has time limits and no retries."""
        self.credentials, self.options = credentials, dict(options or {})
        self.session = session
        self.usage = Usage()
        if limit := self.options.get("text_limit"):
            # Premium accounts, and servers that allow more.
            self.text = replace(self.text, limit=int(limit))

    @property
    def web_url(self) -> str:
        """Where people see what is posted. The option ``web_url`` is for networks that are played."""
        return str(self.options.get("web_url") or self.web).rstrip("/")

    def setting(self, name) -> str:
        """A name or a secret of the account, wherever its form keeps it; without the blanks of copying."""
        return str(self.credentials[name] or self.options.get(name) or "").strip()

    def demand_settings(self):
        """Raises ``AccountBroken`` when something is missing that the network cannot be asked without."""
        missing = [field.name for field in self.fields if field.required and not self.setting(field.name)]
        if missing:
            raise AccountBroken(f"The account has no {', '.join(missing)}. Fill it in.", reason="setup")
        garbled = [field.name for field in self.fields if not is_plain(self.setting(field.name))]
        if garbled:
            # HTTP headers cannot hold it, and the error of the library would quote it.
            raise AccountBroken(f"Part of {', '.join(garbled)} is no token. Copy it anew.", reason="setup")

    def body_of(self, message: Message) -> str:
        """The text as it is posted: with the link, where it can be clicked and is not in the text already."""
        if not self.text.clickable_links or not message.link or message.link in message.text:
            return message.text
        return f"{message.text}\n\n{message.link}".strip()

    @abstractmethod
    def check(self) -> Health:
        """Ask the network about the account. Problems are in the answer; only ``NotSent`` is raised, when the network
        cannot be reached."""

    def prepare(self, message: Message, staged: dict, now: datetime) -> Ready | NotReady:
        """Everything that may be repeated. ``staged`` is what an earlier call gave, or empty."""
        return Ready(staged)

    @abstractmethod
    def send(self, message: Message, staged: dict) -> Sent:
        """The one irreversible call. Raises a ``DeliveryError``; anything not certainly ``NotSent`` or refused is
        ``OutcomeUnknown``."""

    def reconcile(self, message: Message, staged: dict, since: datetime) -> Sent | Absent | Undecided:
        """After an unknown outcome: look whether it is there. ``since``: when the lost attempt began (aware)."""
        return Undecided()

    def address_of(self, remote_id: str) -> str:
        """The public address, best effort; empty when unknown. Never raises."""
        return ""

    def delete(self, remote_id: str) -> None:
        """Take the post down; one that is gone already is no error. Raises a ``DeliveryError``."""
        raise ContentRefused("This network does not delete posts.", reason="not_allowed")

    def discard(self, staged: dict) -> None:  # noqa: B027  (most networks leave nothing behind)
        """Tidy up what ``prepare`` left when the post is cancelled; best effort, never raises."""


def is_plain(text) -> bool:
    return text.isascii() and text.isprintable()
