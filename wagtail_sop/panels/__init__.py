"""Panels of Wagtail's admin: what waits for a person, and what wings keep with a piece."""

from .companions import CompanionsPanel
from .waiting import InboxMenuItem, WaitingPanel, add_waiting_panel

__all__ = ["CompanionsPanel", "InboxMenuItem", "WaitingPanel", "add_waiting_panel"]
