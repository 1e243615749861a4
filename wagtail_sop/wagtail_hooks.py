"""What the package puts into the admin. One line each: the things themselves are in ``views``, ``panels`` and so on."""

from wagtail import hooks

from .log_actions import register_log_actions
from .views.urls import register_admin_urls

hooks.register("register_log_actions", register_log_actions)
hooks.register("register_admin_urls", register_admin_urls)
