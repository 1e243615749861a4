from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WagtailSopConfig(AppConfig):
    name = "wagtail_sop"
    label = "wagtail_sop"
    verbose_name = _("Standard operating procedures")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import checks, editor, guards, signal_handlers  # noqa: F401  (checks register themselves)

        signal_handlers.register_signal_handlers()
        guards.install()
        editor.install()
