"""The one menu group of the package. Registers, pages and wings join it through its hook."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, SubmenuMenuItem

SOP_MENU_HOOK = "register_sop_menu_item"
"""A function registered with this hook returns a ``MenuItem``; a viewset names it as its ``menu_hook``.

Orders: below 100 the daily work, from 100 the registers, from 300 the SOPs, from 500 the organisation.
"""

sop_menu = Menu(register_hook_name=SOP_MENU_HOOK, construct_hook_name="construct_sop_menu")


def register_sop_menu():
    return SubmenuMenuItem(_("SOP"), sop_menu, name="sop", icon_name="tasks", order=250)
