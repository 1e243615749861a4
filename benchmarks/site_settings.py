"""The sandbox as an agency would run it: whitenoise hands out hashed, compressed static files for ever."""

from sandbox.settings import *  # noqa: F403
from sandbox.settings import MIDDLEWARE, VAR_DIR, WAGTAIL_SOP

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
