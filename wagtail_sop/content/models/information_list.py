"""The public information list (Daftar Informasi Publik): seven columns, by category, to filter and to take along."""

from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from wagtail_sop.content.blocks import InformationRowsBlock
from wagtail_sop.content.front import front_page
from wagtail_sop.spreadsheets import write_csv, write_xlsx

from .information import InformationCategory
from .information_rows import HEADINGS, drawn_rows, entered_row
from .joining import JoinedPageMixin
from .listings import ListingMixin

FORMATS = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


class InformationListPageMixin(ListingMixin):
    """Pages with a category stand on it by themselves; what has no page is entered by hand.

    ``?category=`` and ``?q=`` filter, ``?format=csv`` and ``?format=xlsx`` give the filtered list as a file.
    """

    per_page = 50

    rows = StreamField(
        InformationRowsBlock(),
        verbose_name=_("further rows"),
        blank=True,
        help_text=_(
            "Information without a page of its own, such as files in an office. "
            "Pages with a category are listed by themselves."
        ),
    )

    information_list_panels = [*ListingMixin.listing_panels, FieldPanel("rows")]

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        if request.GET.get("format") in FORMATS:
            return self.as_file(request, request.GET["format"])
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "headings": HEADINGS[:7],
            "categories": InformationCategory.public(),
            "category": self.asked_category(request),
            "q": self.asked_words(request),
        }

    def asked_category(self, request) -> str:
        asked = request.GET.get("category", "")
        return asked if asked in InformationCategory.public() else ""

    def asked_words(self, request) -> str:
        return request.GET.get("q", "").replace("\0", "").strip()[:100]

    def get_items(self, request):
        """The rows that were asked for, the newest first; each with its number on the whole list."""
        category, words = self.asked_category(request), self.asked_words(request)
        numbered = enumerate(self.all_rows(request), start=1)
        return [
            (number, row)
            for number, row in numbered
            if (not category or row.category == category) and row.says(words)
        ]

    def all_rows(self, request):
        rows = drawn_rows(front_page(request) or self.get_root(), request)
        rows += [entered_row(block.value) for block in self.rows]
        listed = [row for row in rows if row.category in InformationCategory.public()]
        dated = sorted((row for row in listed if row.made_on), key=lambda row: row.made_on, reverse=True)
        return dated + [row for row in listed if not row.made_on]

    def as_file(self, request, name):
        write, content_type = FORMATS[name]
        table = [[str(heading) for heading in HEADINGS]]
        for number, row in self.get_items(request):
            address = request.build_absolute_uri(row.url) if row.url else ""
            table.append([number, *row.columns, row.category_label, address])
        response = HttpResponse(write(table), content_type=content_type)
        file_name = f"{slugify(self.title) or 'dip'}.{name}"
        response["Content-Disposition"] = f'attachment; filename="{file_name}"'
        return response


if not Page._meta.swapped:

    class InformationListPage(InformationListPageMixin, JoinedPageMixin, Page):
        page_description = _("The public information list, drawn from the pages of the site.")
        content_panels = Page.content_panels + InformationListPageMixin.information_list_panels
        search_fields = Page.search_fields + InformationListPageMixin.listing_search_fields
        api_fields = InformationListPageMixin.listing_api_fields
        subpage_types = []

        class Meta:
            verbose_name = _("public information list")
            verbose_name_plural = _("public information lists")
