from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "sandbox.newsroom"
    label = "newsroom"
    verbose_name = "Ruang redaksi"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        # Here and not in settings or wsgi: a task sent from any process must know the broker.
        from sandbox import celery_app  # noqa: F401
