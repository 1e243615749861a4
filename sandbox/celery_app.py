"""The site's Celery app: what the clock starts. A message only says "look"; the work itself waits as rows."""

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sandbox.settings")

app = Celery("sandbox")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    timezone="Asia/Jakarta",
    task_ignore_result=True,
    worker_hijack_root_logger=False,
    worker_enable_remote_control=False,
    broker_connection_retry_on_startup=True,
    beat_schedule={
        "sweep": {"task": "wagtail_sop.sweep", "schedule": 60.0, "options": {"expires": 60}},
        "publish-scheduled": {
            "task": "sandbox.publish_scheduled",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "social-dispatch": {
            "task": "wagtail_sop_social.dispatch",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "social-check": {
            "task": "wagtail_sop_social.check_accounts",
            "schedule": crontab(hour=6, minute=30),
        },
    },
)
app.autodiscover_tasks(["wagtail_sop", "wagtail_sop.content", "wagtail_sop.social"])


@app.task(name="sandbox.publish_scheduled")
def publish_scheduled():
    from django.core.management import call_command

    call_command("publish_scheduled")
