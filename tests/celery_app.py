"""The Celery app of the test site. A worker process learns its broker from the environment."""

import json
import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def make_app(broker, transport_options=None):
    app = Celery("tests", broker=broker)
    app.conf.broker_transport_options = transport_options or {}
    app.conf.broker_connection_retry_on_startup = True
    app.autodiscover_tasks()
    return app


if "SOP_TEST_BROKER" in os.environ:
    app = make_app(os.environ["SOP_TEST_BROKER"], json.loads(os.environ["SOP_TEST_BROKER_OPTIONS"]))
