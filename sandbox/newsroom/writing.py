"""Turns the texts in ``news/`` into pages and pictures."""

from functools import cached_property
from io import BytesIO
from pathlib import Path

import yaml
from django.core.files.images import ImageFile
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape
from wagtail.images.models import Image

from wagtail_sop.content.models import NewsPage

from . import pictures

TEXTS = Path(__file__).parent / "news"
PROMISE = "Keterangan lebih lanjut dapat diperoleh di loket layanan terpadu Dinas Sosial DIY pada jam kerja."


class Writer:
    """Writes the pages of one section."""

    def __init__(self, section):
        self.section = section

    @cached_property
    def texts(self):
        files = (TEXTS / name for name in ("published.yaml", "underway.yaml"))
        return {
            text["key"]: text for path in files for text in yaml.safe_load(path.read_text(encoding="utf-8"))
        }

    def write(self, story, author):
        """A first draft by its author, as he would save it in the admin."""
        text = self.texts[story.key]
        page = NewsPage(
            title=text["title"],
            slug=story.key,
            lead=text["lead"],
            dateline_place=text["place"],
            dateline_date=timezone.localdate(),
            main_picture=self.picture(text, author),
            main_picture_alt=text["alt"],
            main_picture_caption=text["caption"],
            body=[block(part) for part in text["body"]],
            owner=author,
            live=False,
        )
        self.section.add_child(instance=page)
        page.save_revision(user=author, log_action=True)
        return page

    def picture(self, text, author):
        data = BytesIO(pictures.draw(text["picture"]))
        image = Image(
            title=text["caption"].partition(".")[0] or text["title"],
            description=text["alt"],
            uploaded_by_user=author,
        )
        image.file = ImageFile(data, name=f"{text['key']}.jpg")
        image.save()
        return image

    def polish(self, page, editor):
        """The admin's own change: a closing paragraph, or a comma where that is already there."""
        if any(PROMISE in str(part.value) for part in page.body):
            page.lead = page.lead.rstrip(".") + ", tanpa dipungut biaya."
        else:
            page.body.append(("paragraph", rich(PROMISE)))
        page.save_revision(user=editor, log_action=True)


def block(part):
    if "h" in part:
        return "heading", part["h"]
    if "q" in part:
        return "quote", {"quote": part["q"], "said_by": part["by"], "position": part["as"]}
    return "paragraph", rich(part["p"].replace("{hari}", date_format(timezone.localdate(), "l (d/m/Y)")))


def rich(text):
    from wagtail.rich_text import RichText

    return RichText(f"<p>{escape(text)}</p>")
