"""The sandbox as an agency would run it: whitenoise hands out hashed, compressed static files for ever."""

import os

from sandbox.settings import *  # noqa: F403
from sandbox.settings import MIDDLEWARE, VAR_DIR, WAGTAIL_SOP

KEPT = "wagtail_sop.content.middleware.KeepPublicPagesMiddleware"
if os.environ.get("BENCH_KEEP") == "0":
    MIDDLEWARE = [name for name in MIDDLEWARE if name != KEPT]
DEBUG = False
SANDBOX_DEMO = False
MIDDLEWARE = [
    MIDDLEWARE[0],
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    *MIDDLEWARE[1:],
]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WAGTAIL_SOP = {**WAGTAIL_SOP, "WAKE_UP": "none"}
