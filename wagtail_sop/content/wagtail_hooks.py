from django.urls import path
from wagtail import hooks

from . import completeness, offering, serving, viewsets
from .picture_uploads import AddPictureView
from .several_pictures import ADD_URL

hooks.register("register_sop_checks", completeness.checks_of_piece)
hooks.register("register_sop_check_codes", lambda: completeness.CODES)
hooks.register("on_serve_page", serving.keep_public_pages)

hooks.register(
    "register_admin_urls", lambda: [path("sop/pictures/add/", AddPictureView.as_view(), name=ADD_URL)]
)
hooks.register("register_admin_viewset", viewsets.register_templates)
hooks.register("before_create_page", offering.before_create_page)
hooks.register("before_publish_page", offering.before_publish_page)
hooks.register("before_bulk_action", offering.before_bulk_action)
