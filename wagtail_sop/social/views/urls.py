"""The wing's addresses inside the admin, under ``sop/social/``."""

from django.urls import include, path

from .cards import CardsView

app_name = "wagtail_sop_social"
urlpatterns = [path("cards/", CardsView.as_view(), name="cards")]


def register_admin_urls():
    return [path("sop/social/", include((urlpatterns, app_name), namespace=app_name))]
