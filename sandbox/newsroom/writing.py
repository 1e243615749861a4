"""Turns the texts in ``content/`` into pages, each by the module of its type."""

from functools import cached_property

from .pieces import announcements, events, galleries, news, publications, videos
from .pieces.filing import file_under
from .pieces.shelf import Shelf
from .pieces.texts import read, rich

TYPES = {
    "berita": news,
    "pengumuman": announcements,
    "agenda": events,
    "galeri": galleries,
    "video": videos,
    "publikasi": publications,
}
"""Who writes what, by the section it belongs to."""
PROMISE = "Keterangan lebih lanjut dapat diperoleh di loket layanan terpadu Dinas Sosial DIY pada jam kerja."


class Writer:
    """Writes the pages of the sections, given by their key."""

    def __init__(self, sections):
        self.sections = sections

    @cached_property
    def texts(self):
        return {
            text["key"]: text | {"section": section}
            for section, kind in TYPES.items()
            for name in kind.FILES
            for text in read(name)
        }

    def write(self, story, author):
        """A first draft by its author, as he would save it in the admin."""
        text = self.texts[story.key]
        page = TYPES[text["section"]].build(text, Shelf(text, author))
        page.title, page.slug, page.owner, page.live = text["title"], story.key, author, False
        self.sections[text["section"]].add_child(instance=page)
        page.save_revision(user=author, log_action=True)
        return page

    def polish(self, page, editor):
        """The admin's own change: where the piece is filed; in a story of its own also a sentence."""
        text = self.texts[page.slug]
        file_under(page, text)
        if "days" not in text:
            self.add_promise(page)
        page.save_revision(user=editor, log_action=True)

    def add_promise(self, page):
        """A closing paragraph, or a comma where that is already there."""
        if any(PROMISE in str(part.value) for part in page.body):
            page.lead = page.lead.rstrip(".") + ", tanpa dipungut biaya."
        else:
            page.body.append(("paragraph", rich(PROMISE)))
