"""The package's addresses inside the admin, under ``sop/``."""

from django.urls import include, path, re_path

from .inbox import InboxView
from .people_import import PeopleErrorsView, PeoplePreviewView, PeopleTemplateView, PeopleUploadView
from .posts import PostsView
from .record import RecordView
from .review import ActView, PreviewView, ReviewView
from .submit import SubmitView

app_name = "wagtail_sop"
urlpatterns = [
    # Not the bare "sop/": the menu would take it for a part of every address below.
    path("inbox/", InboxView.as_view(), name="inbox"),
    path("cases/<int:pk>/", ReviewView.as_view(), name="case"),
    path("cases/<int:pk>/preview/", PreviewView.as_view(), name="case_preview"),
    path("cases/<int:pk>/submit/", SubmitView.as_view(), name="submit"),
    path("cases/<int:pk>/act/", ActView.as_view(), name="act"),
    path("cases/<int:pk>/record/", RecordView.as_view(), name="record"),
    path("posts/", PostsView.as_view(), name="posts"),
    path("people/", PeopleUploadView.as_view(), name="people_import"),
    re_path(
        r"^people/template\.(?P<extension>csv|xlsx)$", PeopleTemplateView.as_view(), name="people_template"
    ),
    path("people/<slug:token>/", PeoplePreviewView.as_view(), name="people_import_preview"),
    re_path(
        r"^people/(?P<token>\w+)/errors\.(?P<extension>csv|xlsx)$",
        PeopleErrorsView.as_view(),
        name="people_errors",
    ),
]


def register_admin_urls():
    return [path("sop/", include((urlpatterns, app_name), namespace=app_name))]
