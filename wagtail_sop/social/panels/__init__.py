"""Panels of Wagtail's admin and of a case: what needs a person, and what was posted about a piece."""

from .about_case import PostsPanel, posts_panel
from .attention import SocialPanel, add_social_panel

__all__ = ["PostsPanel", "SocialPanel", "add_social_panel", "posts_panel"]
