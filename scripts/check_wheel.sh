#!/usr/bin/env bash
# Proves a wheel on a fresh Wagtail site outside the checkout: scripts/check_wheel.sh dist/*.whl
# PYTHON names the interpreter that makes the environment (default: python3).
set -euo pipefail

if [ $# -ne 1 ] || [ ! -f "$1" ]; then
    echo "Usage: scripts/check_wheel.sh WHEEL (one file; \`make wheel\` builds it)." >&2
    exit 2
fi
# The wings that run without an extra; each must be in the wheel.
WINGS="content"
checkout=$(cd "$(dirname "$0")/.." && pwd)
wheel=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
site=$(mktemp -d "${TMPDIR:-/tmp}/wagtail-sop-wheel.XXXXXX")
trap 'rm -rf "$site"' EXIT

echo "== what is inside"
"${PYTHON:-python3}" - "$wheel" "$checkout" <<'PYTHON'
import re
import sys
import zipfile
from pathlib import Path

wheel, checkout = sys.argv[1], Path(sys.argv[2])
inside = {name for name in zipfile.ZipFile(wheel).namelist() if not name.endswith("/")}
package = {name for name in inside if name.startswith("wagtail_sop/")}
strangers = {name for name in inside - package if not re.match(r"wagtail_sop-[^/]+\.dist-info/", name)}

source = {
    path.relative_to(checkout).as_posix()
    for path in (checkout / "wagtail_sop").rglob("*")
    if path.is_file()
    and "__pycache__" not in path.parts
    and path.suffix not in {".pyc", ".pot"}
    and not any(part.startswith(".") for part in path.parts[len(checkout.parts):])
}
problems = [f"{name} does not belong into the wheel." for name in sorted(strangers)]
problems += [f"{name} is missing in the wheel: see package_data in setup.cfg, or an __init__.py."
             for name in sorted(source - package)]
problems += [f"{name} is in the wheel but not in the checkout." for name in sorted(package - source)]
for what, pattern in {
    "compiled translations": r"wagtail_sop/locale/id/LC_MESSAGES/django\.mo$",
    "templates": r"wagtail_sop/templates/wagtail_sop/.+\.html$",
    "static files": r"wagtail_sop/static/wagtail_sop/.+",
    "the library of procedures": r"wagtail_sop/procedures/library/.+\.yaml$",
}.items():
    if not any(re.match(pattern, name) for name in package):
        problems.append(f"The wheel holds no {what.removeprefix('the ')}.")
print("\n".join(problems) or f"{len(package)} files, and nothing else.")
sys.exit(bool(problems))
PYTHON

echo "== a fresh environment"
unset PYTHONPATH DJANGO_SETTINGS_MODULE DATABASE_URL
cd "$site"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check "$wheel"

cat > settings.py <<'PYTHON'
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
WINGS = os.environ.get("SOP_WINGS", "").split()

SECRET_KEY = "only for this check"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [
    "wagtail_sop",
    *(f"wagtail_sop.{wing}" for wing in WINGS),
    "wagtail_modeladmin",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "urls"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": BASE_DIR / f"{'-'.join(['site', *WINGS])}.sqlite3",
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = BASE_DIR / "media"
WAGTAIL_SITE_NAME = "Wheel"
WAGTAILADMIN_BASE_URL = "http://localhost"
WAGTAIL_FINISH_WORKFLOW_ACTION = "wagtail_sop.publishing.finish_workflow"
PYTHON

cat > urls.py <<'PYTHON'
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
PYTHON

cat > prove.py <<'PYTHON'
import sys
from gettext import GNUTranslations
from pathlib import Path

import django

django.setup()

from django.contrib.staticfiles import finders  # noqa: E402
from django.template import TemplateDoesNotExist  # noqa: E402
from django.template.loader import get_template  # noqa: E402
from django.utils import translation  # noqa: E402

import wagtail_sop  # noqa: E402
from wagtail_sop.procedures import load_library  # noqa: E402

package = Path(wagtail_sop.__file__).resolve().parent
if Path(sys.prefix).resolve() not in package.parents:
    sys.exit(f"wagtail_sop was imported from {package}, not from the wheel.")

names = sorted(path.relative_to(package / "templates").as_posix() for path in package.glob("templates/**/*.html"))
rendered = None
for name in names:
    template = get_template(name)
    if rendered is None:
        # Most templates need the context of their view; one that needs none is enough here.
        try:
            rendered = (name, template.render({}))
        except Exception as error:  # noqa: BLE001
            if isinstance(error, TemplateDoesNotExist):
                raise
if rendered is None:
    sys.exit("None of the package's templates could be rendered without a context.")

static = next(path for path in sorted(package.glob("static/**/*")) if path.is_file())
static_name = static.relative_to(package / "static").as_posix()
if not finders.find(static_name):
    sys.exit(f"Django does not find the static file {static_name}.")

with (package / "locale/id/LC_MESSAGES/django.mo").open("rb") as catalogue:
    words = GNUTranslations(catalogue)._catalog
source = next(key for key, value in words.items() if isinstance(key, str) and key and key != value)
with translation.override("id"):
    if translation.gettext(source) == source:
        sys.exit(f"Django does not translate “{source}”.")

procedure = load_library("dinsos-diy")
if procedure is None:
    sys.exit("The library holds no procedure dinsos-diy.")
print(f"{len(names)} templates compile, {rendered[0]} renders, {static_name} is found, dinsos-diy loads.")
PYTHON

export DJANGO_SETTINGS_MODULE=settings PYTHONPATH="$site"
for wings in "" "$WINGS"; do
    echo "== a site with the core${wings:+ and the wings: $wings}"
    export SOP_WINGS="$wings"
    venv/bin/python -m django check
    venv/bin/python -m django migrate --verbosity 0
    venv/bin/python prove.py
done
echo "The wheel $(basename "$wheel") stands on its own."
