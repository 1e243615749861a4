from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    path("", include("wagtail_sop.content.urls")),
    path("", include(wagtail_urls)),
]

handler404 = "wagtail_sop.content.views.page_not_found"
handler500 = "wagtail_sop.content.views.server_error"
