"""What the wing puts into the admin."""

from wagtail import hooks

from wagtail_sop.companions import HOOK as COMPANIONS_HOOK

from .composer.companion import SocialCompanion
from .log_actions import register_log_actions
from .views.urls import register_admin_urls

hooks.register("register_log_actions", register_log_actions)
hooks.register("register_admin_urls", register_admin_urls)
hooks.register(COMPANIONS_HOOK, SocialCompanion)
