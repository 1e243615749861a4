"""What an SOP adds to Wagtail's editor of pages and snippets: buttons that will be accepted, a side panel."""

from . import panel, saving


def install():
    """Put the panel and the saving buttons in place; safe to repeat. Called when all apps are ready."""
    panel.install()
    saving.install()
