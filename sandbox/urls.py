from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from sandbox.newsroom import views

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # A real site leaves this to its web server.
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
]

if settings.SANDBOX_DEMO:
    urlpatterns += [
        path("panduan/", views.guide, name="demo_guide"),
        path("surat/", views.mailbox, name="demo_mailbox"),
        path("surat/<slug:key>/", views.letter, name="demo_letter"),
        path("masuk-sebagai/", views.enter_as, name="demo_enter_as"),
    ]

urlpatterns += [
    path("", include("wagtail_sop.content.urls")),
    path("", include(wagtail_urls)),
]
handler404 = "wagtail_sop.content.views.page_not_found"
