"""Finding what is published: the search of the site, and why a page was found."""

import re

from django.contrib.contenttypes.models import ContentType
from django.utils.html import conditional_escape, format_html, format_html_join

from wagtail_sop.models.content import page_model

from .archive import Archive
from .texts import texts_of

# The vowels of Javanese script are marks on a letter, and no \w: without them words fell apart, found by nobody.
TERM = re.compile(r"[\w\ua980-\ua9c0]+")
LONGEST_QUERY = 120
EXCERPT_LENGTH = 220
BEFORE_HIT = 70


class Search:
    """The words and filters of one search: ``?q=bantuan&type=newspage&month=2026-11&unit=3``."""

    def __init__(self, home, asked):
        self.words = " ".join(asked.get("q", "").replace("\x00", "").split())[:LONGEST_QUERY]
        self.type = asked.get("type", "")
        # Only what everybody may read: the same condition as in every list.
        self.everything = (
            home.get_descendants(inclusive=True).live().public() if home else page_model().objects.none()
        )
        self.archive = Archive(self.everything, asked)

    def types(self):
        """Model names with their labels, of the page types that have something published. One query."""
        found = self.everything.order_by().values_list("content_type", flat=True).distinct()
        models = (kind.model_class() for kind in _content_types(found))
        return sorted(
            ((m._meta.model_name, m._meta.verbose_name) for m in models if m), key=lambda t: str(t[1])
        )

    def results(self):
        pages = self.archive.narrowed()
        if self.type:
            pages = pages.filter(content_type__in=_named(self.type))
        # Only what are words: a quotation mark is more than SQLite's index can bear.
        terms = " ".join(terms_of(self.words))
        return pages.search(terms, operator="and") if terms else []

    def shown(self, results) -> list:
        """These few results with what they say. One query."""
        texts = texts_of(results)
        for page in results:
            page.sop_text = texts.get(page.pk, "")
        return results


def _content_types(ids):
    return ContentType.objects.filter(pk__in=ids)


def _named(model_name):
    return ContentType.objects.filter(model=model_name).values("pk")


def terms_of(words) -> list[str]:
    return TERM.findall(words)


def excerpt(text, words) -> str:
    """The beginning of a text, or the place where the words stand."""
    hit = _pattern(words).search(text) if terms_of(words) else None
    start = max(0, hit.start() - BEFORE_HIT) if hit and hit.start() > EXCERPT_LENGTH - BEFORE_HIT else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    cut = text[start : start + EXCERPT_LENGTH]
    if start + EXCERPT_LENGTH < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return ("… " if start else "") + cut


def highlight(text, words):
    """Escaped text with the words marked; what was searched for is never markup."""
    text = str(text)
    if not terms_of(words):
        return conditional_escape(text)
    # re.split with one group: what stands at odd places is what was found.
    pieces = enumerate(_pattern(words).split(text))
    return format_html_join("", "{}", ((_marked(piece) if odd % 2 else piece,) for odd, piece in pieces))


def _marked(piece):
    return format_html("<mark>{}</mark>", piece)


def _pattern(words):
    # Where a word begins, as the index finds it.
    return re.compile(rf"\b({'|'.join(terms_of(words))})", re.IGNORECASE)
