"""Celery's doors; a management command does the same. Can be imported only where Celery is installed.

The task ``wagtail_sop_social.dispatch`` is queued after each publication that is to be shared. What a broker or a
network lost is found by the clock::

    CELERY_BEAT_SCHEDULE = {
        "social-dispatch": {
            "task": "wagtail_sop_social.dispatch", "schedule": 60, "options": {"expires": 60}
        },
        "social-check": {"task": "wagtail_sop_social.check_accounts", "schedule": crontab(hour=6, minute=30)},
    }

or, with or without Celery, by cron::

    * * * * *  manage.py sop_dispatch_posts
    30 6 * * *  manage.py sop_check_accounts
"""

from celery import shared_task

from .actions.check_accounts import check_accounts as check
from .actions.dispatch import dispatch as run_dispatch


@shared_task(name="wagtail_sop_social.dispatch", ignore_result=True)
def dispatch():
    run_dispatch()


@shared_task(name="wagtail_sop_social.check_accounts", ignore_result=True)
def check_accounts():
    check()
