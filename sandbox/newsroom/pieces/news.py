"""News: those of the library, and those with a story of their own."""

from wagtail_sop.content.models import NewsPage

from .texts import body

FILES = ("news", "published", "underway")


def build(text, shelf):
    return NewsPage(**shelf.report(), body=body(text))
