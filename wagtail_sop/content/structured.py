"""What search engines read beside the words: JSON-LD by schema.org, and the facts of a shared page."""

import json
import re

from django.db.models import prefetch_related_objects
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from wagtail.models import Site

from .models import EventPageMixin, NewsPageMixin
from .responsive import PREVIEW

# In a script element only these can end it or begin another; as escapes they mean the same to JSON.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
PAGE_NUMBER = re.compile("[2-9]|[1-9][0-9]{1,8}")
OPEN_GRAPH_LANGUAGES = {"id": "id_ID", "en": "en_GB", "jv": "jv_ID"}


def as_script(data) -> str:
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 (escaped above)


class Facts:
    """One page as machines see it. Only published fields: nothing of a case, a draft or a person of the office."""

    def __init__(self, page, request):
        self.page, self.request = page, request
        self.site = Site.find_for_request(request)

    @property
    def agency(self):
        name = self.site and (self.site.site_name or self.site.root_page.title)
        return {"@type": "GovernmentOrganization", "name": name or "", "url": self.site_url}

    @property
    def site_url(self):
        return f"{self.site.root_url}/" if self.site else ""

    @property
    def url(self):
        """The one address of the page. Later pages of a list are pages of their own; filters are not."""
        url = self.page.get_full_url(self.request) or ""
        number = self.request.GET.get("page", "")
        return f"{url}?page={number}" if PAGE_NUMBER.fullmatch(number) else url

    @property
    def description(self):
        own = (getattr(self.page, name, "") for name in ("search_description", "excerpt", "lead", "intro"))
        return " ".join(next(filter(None, own), "").split())

    @property
    def is_article(self):
        return bool(getattr(self.page, "lead", ""))

    @property
    def language(self):
        return OPEN_GRAPH_LANGUAGES.get(get_language() or "", "id_ID")

    @cached_property
    def preview(self):
        image = getattr(self.page, "main_picture", None)
        if image:
            # All of them, so that the picture on the page is found here too: one query for both.
            prefetch_related_objects([image], "renditions")
        return image and image.get_rendition(PREVIEW)

    def graph(self, breadcrumbs):
        parts = [self._article() if self.is_article else self.agency, self._trail(breadcrumbs)]
        return {"@context": "https://schema.org", "@graph": [part for part in parts if part]}

    def _article(self):
        page, preview = self.page, self.preview
        facts = {
            "@type": self._type,
            "headline": page.title[:110],
            "description": self.description,
            "url": self.url,
            "mainEntityOfPage": self.url,
            "inLanguage": get_language(),
            "datePublished": page.first_published_at and page.first_published_at.isoformat(),
            "dateModified": page.last_published_at and page.last_published_at.isoformat(),
            "image": preview and [preview.full_url],
            "author": self.agency,
            "publisher": self.agency,
            **self._event(),
        }
        return {name: value for name, value in facts.items() if value}

    @property
    def _type(self):
        if isinstance(self.page, EventPageMixin):
            return "Event"
        return "NewsArticle" if isinstance(self.page, NewsPageMixin) else "Article"

    def _event(self):
        if not isinstance(self.page, EventPageMixin):
            return {}
        page = self.page
        return {
            "name": page.title,
            "startDate": page.starts_at.isoformat(),
            "endDate": page.ends_at and page.ends_at.isoformat(),
            "location": page.venue and {"@type": "Place", "name": page.venue, "address": page.venue},
            "organizer": self.agency,
        }

    def _trail(self, breadcrumbs):
        if not breadcrumbs:
            return None
        steps = [*((page.title, page.get_full_url(self.request)) for page in breadcrumbs)]
        steps.append((self.page.title, self.url))
        elements = [
            {"@type": "ListItem", "position": number, "name": title, "item": url}
            for number, (title, url) in enumerate(steps, 1)
            if url
        ]
        return {"@type": "BreadcrumbList", "itemListElement": elements}
