"""The site of the sending workers of bench_social. The fifty accounts share one limit of the played network, which
real ones do not: it is not to rest them."""

from tests.social.outbox.worker_settings import *  # noqa: F403
from tests.social.outbox.worker_settings import WAGTAIL_SOP

WAGTAIL_SOP = {"SOCIAL": {**WAGTAIL_SOP["SOCIAL"], "LEASE_SECONDS": 600, "USAGE_PERCENT": 1000}}
