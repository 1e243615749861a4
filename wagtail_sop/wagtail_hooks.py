"""What the package puts into the admin. One line each: the things themselves are in ``views``, ``panels`` and so on."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .editor import menu, saving
from .guards.moves import refuse_before_asking
from .log_actions import register_log_actions
from .menu import SOP_MENU_HOOK, register_sop_menu
from .panels import InboxMenuItem, add_waiting_panel
from .registers import CaseRegister
from .views.posts import posts_menu_item
from .views.urls import register_admin_urls
from .viewsets import register_organisation

hooks.register("register_log_actions", register_log_actions)
hooks.register("register_admin_urls", register_admin_urls)

modeladmin_register(CaseRegister)

hooks.register("before_move_page", refuse_before_asking)
hooks.register("construct_page_action_menu", menu.construct_page_menu)
hooks.register("construct_snippet_action_menu", menu.construct_snippet_menu)
for kind in ("page", "snippet"):
    hooks.register(f"after_create_{kind}", saving.after_create)
    hooks.register(f"after_edit_{kind}", saving.after_edit)

hooks.register("register_admin_menu_item", InboxMenuItem.make)
hooks.register("construct_homepage_panels", add_waiting_panel)

hooks.register("register_admin_menu_item", register_sop_menu)
hooks.register("register_admin_viewset", register_organisation)
hooks.register(SOP_MENU_HOOK, posts_menu_item)
