from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "wagtail_sop.content"
    label = "wagtail_sop_content"
    verbose_name = _("News")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import offering, purging, signal_handlers

        signal_handlers.install()
        purging.install()
        offering.install()
