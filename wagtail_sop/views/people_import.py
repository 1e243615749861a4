"""Upload a list of people, look at what would become of each row, then import all of it or nothing.

Between preview and confirmation the rows wait in the person's session: it is private, shared by all server
processes, ends with the log-in, and needs no table. They are looked at anew for every page, so that nothing
is confirmed unseen.
"""

import base64
import json
import zlib
from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_sop import spreadsheets
from wagtail_sop.actions.import_people import (
    HEADINGS,
    PeopleFile,
    import_people,
    may_import_people,
    plan_import,
)
from wagtail_sop.conf import get_settings
from wagtail_sop.exceptions import ImportRefused, UnreadableFile

SESSION_KEY = "sop_people_import"
KEPT = timedelta(hours=4)
PER_PAGE = 100
COOKIE_LIMIT = 3000
"""Bytes that still fit into a session kept in a cookie."""
WRITERS = {
    "csv": (spreadsheets.write_csv, "text/csv; charset=utf-8"),
    "xlsx": (spreadsheets.write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
EXAMPLE = [
    [
        "Nama Contoh",
        "nama.contoh",
        "nama.contoh@instansi.example",
        "Kontributor",
        "Bidang Data",
        "anggota",
        "",
        "01/01/2026",
        "",
        "",
    ],
    [
        "Pejabat Contoh",
        "pejabat.contoh",
        "pejabat.contoh@instansi.example",
        "Kepala Dinas",
        "Dinas Contoh",
        "Plh.",
        "Kepala Dinas Contoh",
        "20/11/2026",
        "30/11/2026",
        "800/123/2026",
    ],
]


def keep(request, people_file) -> str:
    """Keep the rows; the token that leads back to them. Raises ``UnreadableFile`` if they do not fit."""
    packed = base64.b85encode(zlib.compress(json.dumps(people_file.to_data()).encode())).decode()
    if settings.SESSION_ENGINE.endswith("signed_cookies") and len(packed) > COOKIE_LIMIT:
        raise UnreadableFile(
            _(
                "This site keeps sessions in cookies, which are too small for this list. "
                "Import fewer rows at a time."
            )
        )
    token = get_random_string(16)
    request.session[SESSION_KEY] = {
        "token": token,
        "until": (timezone.now() + KEPT).isoformat(),
        "data": packed,
    }
    return token


def kept(request, token) -> PeopleFile | None:
    """The rows kept under this token; None when imported, replaced by a newer upload, or too old."""
    found = request.session.get(SESSION_KEY)
    if not found or found["token"] != token:
        return None
    if datetime.fromisoformat(found["until"]) < timezone.now():
        forget(request)
        return None
    return PeopleFile(**json.loads(zlib.decompress(base64.b85decode(found["data"]))))


def forget(request):
    request.session.pop(SESSION_KEY, None)


class MayImport:
    """Only for those who may add both appointments and users."""

    header_icon = "upload"
    page_title = gettext_lazy("Import people")

    def dispatch(self, request, *args, **kwargs):
        if not may_import_people(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV or XLSX; of an XLSX file the first sheet is read."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"empty": gettext_lazy("This file is empty.")},
    )

    def clean_file(self):
        upload, limits = self.cleaned_data["file"], get_settings()
        try:
            # One byte more than allowed, so that the size is noticed without reading the rest.
            content = upload.read(limits.MAX_IMPORT_BYTES + 1)
            table = spreadsheets.read_table(
                upload.name, content, max_rows=limits.MAX_IMPORT_ROWS, max_bytes=limits.MAX_IMPORT_BYTES
            )
            return PeopleFile.from_table(upload.name, table)
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error


class PeopleUploadView(MayImport, WagtailAdminTemplateMixin, FormView):
    template_name = "wagtail_sop/people_import.html"
    form_class = UploadForm

    def get_breadcrumbs_items(self):
        return trail() + [{"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        limits = get_settings()
        return super().get_context_data(
            headings=list(HEADINGS.values()),
            max_rows=limits.MAX_IMPORT_ROWS,
            max_bytes=limits.MAX_IMPORT_BYTES,
            **kwargs,
        )

    def form_valid(self, form):
        try:
            token = keep(self.request, form.cleaned_data["file"])
        except UnreadableFile as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return redirect("wagtail_sop:people_import_preview", token)

    def form_invalid(self, form):
        if form.has_error("file", "required"):
            messages.error(self.request, _("Choose a file first. Nothing was imported."))
        else:
            messages.error(self.request, _("The file could not be read. Nothing was imported."))
        return super().form_invalid(form)


class PeoplePreviewView(MayImport, WagtailAdminTemplateMixin, TemplateView):
    template_name = "wagtail_sop/people_import_preview.html"
    page_subtitle = gettext_lazy("Preview")

    def dispatch(self, request, *args, **kwargs):
        if may_import_people(request.user) and self.people_file is None:
            messages.warning(
                request, _("These rows are no longer here: imported, replaced or too old. Upload the file.")
            )
            return redirect("wagtail_sop:people_import")
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def people_file(self):
        return kept(self.request, self.kwargs["token"])

    def get_breadcrumbs_items(self):
        upload = {"url": reverse("wagtail_sop:people_import"), "label": self.page_title}
        return trail() + [upload, {"url": "", "label": self.page_subtitle}]

    def get_context_data(self, **kwargs):
        plan = plan_import(self.people_file)
        only_errors = "errors" in self.request.GET
        pages = Paginator(plan.errors if only_errors else plan.lines, PER_PAGE)
        return super().get_context_data(
            people_file=self.people_file,
            plan=plan,
            only_errors=only_errors,
            page=pages.get_page(self.request.GET.get("p")),
            query="errors=1&" if only_errors else "",
            password_reset=getattr(settings, "WAGTAIL_PASSWORD_RESET_ENABLED", True),
            **kwargs,
        )

    def post(self, request, token):
        if "cancel" in request.POST:
            forget(request)
            return redirect("wagtail_sop:people_import")
        try:
            plan = import_people(self.people_file, request.POST.get("fingerprint", ""), by=request.user)
        except ImportRefused as error:
            messages.error(request, str(error))
            return redirect("wagtail_sop:people_import_preview", token)
        forget(request)
        messages.success(request, success_message(plan))
        return redirect("sop_appointments:index")


def success_message(plan):
    people, posts = len(plan.new_accounts), len(plan.new_appointments)
    return _("Imported: %(people)s and %(posts)s.") % {
        "people": ngettext("%(n)d new user", "%(n)d new users", people) % {"n": people},
        "posts": ngettext("%(n)d appointment", "%(n)d appointments", posts) % {"n": posts},
    }


def trail():
    home = WagtailAdminTemplateMixin.breadcrumbs_items
    return home + [{"url": reverse("sop_appointments:index"), "label": _("Appointments")}]


class PeopleTemplateView(MayImport, View):
    """An empty list with the right headings and two invented people."""

    def get(self, request, extension):
        return download("daftar-orang", extension, [HEADINGS.values(), *EXAMPLE])


class PeopleErrorsView(MayImport, View):
    """The rows with errors, as they were written, and what is wrong: to be corrected and uploaded again."""

    def get(self, request, token, extension):
        people_file = kept(request, token)
        if people_file is None:
            raise Http404
        rows = [
            [line.number, *(line.cells.get(column, "") for column in HEADINGS), explain(line)]
            for line in plan_import(people_file).errors
        ]
        return download("kesalahan", extension, [[_("row"), *HEADINGS.values(), _("errors")], *rows])


def explain(line):
    return " ".join(f"{heading}: {sentence}" for heading, sentence in line.problems)


def download(name, extension, rows):
    write, content_type = WRITERS[extension]
    response = HttpResponse(write(rows), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return response
