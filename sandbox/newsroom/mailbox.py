"""The demo's mail: every message becomes a file, and the site shows them."""

import email
import email.policy
import os
import re
import time
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

LINK = re.compile(r"https?://[^\s<>\"]+")


class FolderBackend(BaseEmailBackend):
    """One file a message. Django's file backend appends the messages of a connection to one log instead."""

    def send_messages(self, messages):
        folder = Path(settings.DEMO_MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in messages:
            key = f"{time.time_ns()}-{uuid.uuid4().hex[:8]}"
            draft = folder / f"{key}.part"
            draft.write_bytes(message.message().as_bytes())
            # Renamed when complete, so that the page never reads half a letter.
            os.replace(draft, folder / f"{key}.eml")
        return len(messages)


@dataclass(frozen=True)
class Letter:
    key: str
    subject: str
    to: str
    sent_at: datetime | None
    text: str
    html: str

    @property
    def link(self) -> str:
        """The first address in the text: where the letter wants its reader to go."""
        found = LINK.search(self.text)
        return found.group().rstrip(".,)") if found else ""


def letters(to="") -> list[Letter]:
    """The newest first; ``to`` is one recipient's address."""
    files = sorted(Path(settings.DEMO_MAIL_DIR).glob("*.eml"), reverse=True)
    found = (read(path) for path in files)
    return [letter for letter in found if not to or letter.to == to]


def letter(key) -> Letter | None:
    path = Path(settings.DEMO_MAIL_DIR) / f"{key}.eml"
    return read(path) if path.exists() else None


def read(path) -> Letter:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    return Letter(
        key=path.stem,
        subject=str(message["subject"]),
        to=str(message["to"]),
        sent_at=moment(message["date"]) if message["date"] else None,
        text=part(message, "plain"),
        html=part(message, "html"),
    )


def moment(header) -> datetime:
    at = parsedate_to_datetime(header)
    # "-0000" says that the zone is not known; Django writes it for UTC.
    return timezone.localtime(at.replace(tzinfo=at.tzinfo or UTC))


def part(message, kind) -> str:
    body = message.get_body(preferencelist=(kind,))
    return body.get_content() if body else ""
