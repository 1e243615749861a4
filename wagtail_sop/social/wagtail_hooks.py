"""What the wing puts into the admin."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from wagtail_sop.companions import HOOK as COMPANIONS_HOOK
from wagtail_sop.menu import SOP_MENU_HOOK

from .composer.companion import SocialCompanion
from .log_actions import register_log_actions
from .panels import add_social_panel, posts_panel
from .panels.attention import accounts_menu_item
from .permissions import register_account_permissions
from .record import posts_in_record
from .registers import PostRegister
from .views import taking_down
from .views.urls import register_admin_urls

hooks.register("register_log_actions", register_log_actions)
hooks.register("register_admin_urls", register_admin_urls)
hooks.register(COMPANIONS_HOOK, SocialCompanion)

modeladmin_register(PostRegister)
hooks.register(SOP_MENU_HOOK, accounts_menu_item)
hooks.register("register_permissions", register_account_permissions)

hooks.register("construct_homepage_panels", add_social_panel)
hooks.register("register_sop_panels", posts_panel)
hooks.register("register_sop_record_parts", posts_in_record)

hooks.register("after_sop_act", taking_down.after_act)
hooks.register("after_unpublish_page", taking_down.after_unpublishing)
hooks.register("after_unpublish", taking_down.after_unpublishing)
hooks.register("after_delete_page", taking_down.after_deleting)
hooks.register("after_delete_snippet", taking_down.after_deleting)
hooks.register("after_bulk_action", taking_down.after_many)
