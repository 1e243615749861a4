"""Prints posts instead of sending them: for a site under construction."""

import sys

from django.utils.translation import gettext_lazy as _

from .base import Absent, Backend, Health, PictureRules, Sent, TextRules

LINE = "-" * 79


class ConsoleBackend(Backend):
    name = "console"
    label = _("Console (prints, posts nothing)")
    text = TextRules(limit=10_000)
    pictures = PictureRules(most=10, formats=("jpeg", "png", "webp", "gif"), alt_text_limit=1500)

    def check(self) -> Health:
        return Health(name="console", remote_id="console")

    def send(self, message, staged) -> Sent:
        lines = [LINE, self.body_of(message), *map(line_of, message.pictures), LINE]
        self.write("\n".join(lines) + "\n")
        return Sent(message.key)

    def reconcile(self, message, staged, since) -> Absent:
        return Absent()

    def delete(self, remote_id):
        self.write(f"{LINE}\ndeleted: {remote_id}\n{LINE}\n")

    def write(self, text):
        stream = self.options.get("stream") or sys.stdout
        stream.write(text)
        stream.flush()


def line_of(picture) -> str:
    return f"[{picture.content_type}, {picture.width} × {picture.height}: {picture.alt_text or '—'}]"
