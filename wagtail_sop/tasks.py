"""Celery's doors; a management command does the same. Can be imported only where Celery is installed.

The task ``wagtail_sop.send_notices`` is queued after each transaction that writes mail. What a broker or a
mail server lost is found by the sweep, which a site runs every five minutes; by Celery beat::

    CELERY_BEAT_SCHEDULE = {
        "sop-sweep": {"task": "wagtail_sop.sweep", "schedule": 300},
    }

or, with or without Celery, by cron::

    */5 * * * *  manage.py sop_sweep
"""

from celery import shared_task

from .actions.send_notices import send_notices as send
from .actions.sweep import sweep as run_sweep


@shared_task(name="wagtail_sop.send_notices", ignore_result=True)
def send_notices():
    send()


@shared_task(name="wagtail_sop.sweep", ignore_result=True)
def sweep():
    run_sweep()
