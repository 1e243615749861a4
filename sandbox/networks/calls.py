"""A call and its answer, as plain data."""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import parse_qsl


@dataclass
class Call:
    method: str
    path: str
    query_string: str
    headers: object
    body: bytes
    origin: str = ""
    """Where the played networks can be reached, for addresses in answers."""

    @cached_property
    def query(self) -> dict:
        return dict(parse_qsl(self.query_string, keep_blank_values=True))

    @cached_property
    def json(self) -> dict:
        try:
            data = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return data if isinstance(data, dict) else {}

    @cached_property
    def form(self) -> dict:
        """Fields of a form; a file is (content type, content)."""
        kind = self.headers.get("Content-Type", "")
        if kind.startswith("multipart/form-data"):
            return dict(parts_of(self.body, kind.partition("boundary=")[2].strip('"')))
        if kind.startswith("application/x-www-form-urlencoded"):
            return dict(parse_qsl(self.body.decode(), keep_blank_values=True))
        return {}


def parts_of(body, boundary):
    for part in body.split(b"--" + boundary.encode())[1:-1]:
        head, _blank, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        name = re.search(rb'name="([^"]*)"', head)[1].decode()
        kind = re.search(rb"content-type: *([^\r\n]+)", head, re.IGNORECASE)
        yield name, (kind[1].decode() if kind else "", content) if b"filename=" in head else content.decode()


@dataclass
class Answer:
    body: object = None
    status: int = 200
    headers: dict = field(default_factory=dict)
    content_type: str = "application/json"
    silent: float = 0
    """Seconds until the connection is closed without an answer."""
    cut: bool = False
    """Close the connection in the middle of the body."""

    @property
    def content(self) -> bytes:
        if isinstance(self.body, bytes):
            return self.body
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()


HTML = "<!doctype html><html lang=en><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1></html>"


def picture_type(content) -> str:
    """By the first bytes; empty for anything else."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n"):
        return "image/png"
    if content.startswith(b"GIF8"):
        return "image/gif"
    return "image/webp" if content[8:12] == b"WEBP" else ""
