"""The sandbox's settings. Everything an installation would change comes from the environment:

``SANDBOX_VAR``        directory for database, uploads, queue and mail (default: var/demo)
``DATABASE_URL``       postgres://… instead of SQLite
``CELERY_BROKER_URL``  redis://… instead of a queue in a file
``SANDBOX_DEMO``       0 switches off what only a demo may have: the mailbox page and logging in by a click
``REDIS_URL``          redis://… as the cache of all processes, instead of one in each
``SOCIAL_TOKEN_KEY``   the key that encrypts the secrets of social media accounts (default: made once, in SANDBOX_VAR)
``SANDBOX_NETWORKS``   where the played networks answer (python -m sandbox.networks)
``DEBUG``              1 for Django's debug pages
``SECRET_KEY``, ``ALLOWED_HOSTS``, ``BASE_URL``
"""

import os
from pathlib import Path

import django
from cryptography.fernet import Fernet
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("SANDBOX_VAR") or BASE_DIR / "var" / "demo").resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)


def is_on(name, default):
    return os.environ.get(name, default).lower() in ("1", "true", "yes", "on")


def kept_secret(path, make):
    """A key of this installation: made once, readable by its owner only."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(make())
    return path.read_text().strip()


DEBUG = is_on("DEBUG", "0")
SANDBOX_DEMO = is_on("SANDBOX_DEMO", "1")
SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret(VAR_DIR / "secret-key", get_random_secret_key)
TOKEN_KEY = os.environ.get("SOCIAL_TOKEN_KEY") or kept_secret(
    VAR_DIR / "token-key", lambda: Fernet.generate_key().decode()
)
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "sandbox.newsroom",
    "wagtail_sop",
    "wagtail_sop.content",
    "wagtail_sop.social",
    "wagtail_modeladmin",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Visitors without a session get public pages from the cache for a minute.
    "wagtail_sop.content.middleware.KeepPublicPagesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "sandbox.urls"
WSGI_APPLICATION = "sandbox.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # The site's layer: looked at before the templates of any app.
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sandbox.newsroom.context.demo",
            ],
        },
    },
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if os.environ.get("DATABASE_URL"):
    import dj_database_url

    DATABASES = {"default": dj_database_url.config(conn_max_age=60)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "db.sqlite3",
            "OPTIONS": {
                # Web and worker write to one file: a transaction asks for the write lock when it begins (a
                # later upgrade of a read lock fails at once, whatever the timeout); readers do not wait.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    }
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    INSTALLED_APPS.append("django.contrib.postgres")

# One for all processes, so that what is taken down is gone everywhere at once; else each has its own.
if os.environ.get("REDIS_URL"):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["REDIS_URL"],
        }
    }

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# The development server would write a line for every picture of a page.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"django.server": {"level": "ERROR"}},
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"

DEMO_MAIL_DIR = VAR_DIR / "mail"
MAIL_BACKEND = os.environ.get("MAIL_BACKEND", "sandbox.newsroom.mailbox.FolderBackend")
# Django 6.1 warns of the old name.
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": MAIL_BACKEND}}
else:
    EMAIL_BACKEND = MAIL_BACKEND
DEFAULT_FROM_EMAIL = "Ruang Redaksi Dinas Sosial DIY <redaksi@dinsos.example>"

# A queue in a file of its own: with no server to start, and no lock shared with the site's data.
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", f"sqla+sqlite:///{VAR_DIR / 'queue.sqlite3'}")

LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAIL_SITE_NAME = "Dinas Sosial DIY"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_FINISH_WORKFLOW_ACTION = "wagtail_sop.publishing.finish_workflow"
# No request of the demo leaves the machine.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_GLOBAL_EDIT_LOCK = False
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "mp4", "pdf", "pptx", "txt", "vtt", "webm", "xlsx", "zip"]

DEMO_NETWORKS = os.environ.get("SANDBOX_NETWORKS", "http://127.0.0.1:8100")

WAGTAIL_SOP = {"CONTENT": {"DATELINE_PLACE": "Yogyakarta"}, "SOCIAL": {"TOKEN_KEYS": [TOKEN_KEY]}}
