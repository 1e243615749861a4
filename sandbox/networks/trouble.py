"""Buttons that let the played networks misbehave, for those who want to see what the newsroom makes of it."""

from dataclasses import dataclass
from html import escape

from .calls import Answer


@dataclass(frozen=True)
class Trouble:
    label: str
    network: str
    call: str
    kind: str
    times: int = 1


TROUBLES = {
    "x-hilang": Trouble("X memuat unggahan berikutnya, tetapi jawabannya hilang", "x", "create", "hang_up"),
    "x-sibuk": Trouble("X menolak panggilan berikutnya karena terlalu banyak", "x", "create", "rate_limited"),
    "facebook-gambar": Trouble(
        "Facebook gagal menerima gambar berikutnya", "graph", "photos", "failed_before"
    ),
    "facebook-galat": Trouble(
        "Facebook memuat unggahan berikutnya, tetapi menjawab galat 500", "graph", "feed", "failed_after"
    ),
    "facebook-token": Trouble("Token Meta dicabut (sampai dipulihkan)", "graph", "*", "revoked", -1),
    "mastodon-diam": Trouble(
        "Mastodon tidak menjawab dan tidak menemukan apa pun (sampai dipulihkan)",
        "mastodon",
        "*",
        "hang_up_before",
        -1,
    ),
}
CLEAR = "pulihkan"
BACK = Answer("", 303, {"Location": "/"}, "text/plain; charset=utf-8")


def section(faults) -> str:
    waiting = faults.waiting
    buttons = [button(name, trouble.label) for name, trouble in TROUBLES.items()]
    if waiting:
        buttons.append(button(CLEAR, f"Pulihkan semua ({len(waiting)} gangguan menunggu)"))
    return (
        f"<details{' open' if waiting else ''}><summary>Buat gangguan</summary>"
        f'<form method="post" action="/gangguan" class="troubles">{"".join(buttons)}</form></details>'
    )


def button(name, label) -> str:
    return f'<button name="gangguan" value="{name}">{escape(label)}</button>'


def cause(faults, name) -> Answer:
    if name == CLEAR:
        faults.clear()
    elif trouble := TROUBLES.get(name):
        faults.add(trouble.network, trouble.call, trouble.kind, trouble.times)
    else:
        return Answer("Gangguan itu tidak ada.", 400, content_type="text/plain; charset=utf-8")
    return BACK
