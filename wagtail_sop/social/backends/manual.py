"""Networks on which a person posts, from a package made ready here, and writes the address back.

They have no interface for an agency's account, or one that is not worth its conditions. What is declared shapes the
package: how long the text may be, and what pictures fit.
"""

from django.utils.translation import gettext_lazy as _

from .base import Backend, Health, PictureRules, TextRules, Undecided
from .errors import ContentRefused

MANY = 35


class ManualBackend(Backend):
    name = "manual"
    label = _("Another network, posted by a person")
    text = TextRules(limit=5000)
    pictures = PictureRules(most=10, formats=("jpeg", "png"), max_bytes=8 * 1024 * 1024)
    is_manual = True
    supports_delete = False
    supports_reconcile = False

    def check(self) -> Health:
        return Health(name=self.setting("name") or str(self.label))

    def send(self, message, staged):
        raise ContentRefused(
            "A person posts on this network. Mark the post as posted, with its address.", reason="not_allowed"
        )

    def reconcile(self, message, staged, since):
        return Undecided("A person posts on this network.")


class TikTokBackend(ManualBackend):
    name = "tiktok"
    label = _("TikTok")
    text = TextRules(limit=2200, clickable_links=False)
    pictures = PictureRules(
        most=MANY,
        max_bytes=20 * 1024 * 1024,
        min_ratio=9 / 16,
        max_ratio=1.0,
        max_width=1080,
        max_height=1920,
    )


class YouTubeBackend(ManualBackend):
    name = "youtube"
    label = _("YouTube")
    text = TextRules(limit=5000)
    pictures = PictureRules(
        most=1, max_bytes=2 * 1024 * 1024, min_ratio=16 / 9, max_ratio=16 / 9, max_width=1280, max_height=720
    )


class WhatsAppBackend(ManualBackend):
    name = "whatsapp"
    label = _("WhatsApp channel")
    text = TextRules(limit=1024)
    pictures = PictureRules(most=10, max_bytes=5 * 1024 * 1024, max_width=1600, max_height=1600)
