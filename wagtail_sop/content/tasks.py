"""Celery's door; ``manage.py sop_render_pictures`` does the same for all pages. Can be imported only where Celery is
installed. The task is queued after each publication; a message that is lost costs nothing but AVIF."""

from celery import shared_task

from wagtail_sop.models.content import page_model

from . import rendering


@shared_task(name=rendering.TASK, ignore_result=True)
def render_pictures(page):
    if found := page_model().objects.live().filter(pk=page).first():
        rendering.render_pictures(found.specific)
