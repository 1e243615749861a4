"""What a visitor waits for, on a site as it is run: gunicorn with one worker, no debugging, hashed static files.

Queries of each kind of page in the demo newsroom, made anew (at most 12) and kept (0); for the front page, the
list, an item and the search also bytes on the wire without pictures (at most 150 KB), requests a second and the
95th percentile under ``wrk`` (apt-get install wrk). With Lighthouse (``npm install lighthouse``, its program in
``LIGHTHOUSE``) also its four scores at phone settings; the aim is 100 each.

Needs gunicorn and whitenoise: ``pip install gunicorn whitenoise``. ``BENCH_VAR`` keeps the newsroom between runs,
``DATABASE_URL`` names a PostgreSQL, ``REDIS_URL`` a shared cache, and ``BENCH_KEEP=0`` has every page made anew.
"""

import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.load import fetch, load_of  # noqa: E402

PAGES = {"front": "/", "list": "/berita/", "item": None, "search": "/cari/?q=balai"}
AIMS = {"queries": 12, "KB on the wire": 150, "Lighthouse": 100}


def main():
    if missing := [name for name in ("gunicorn", "whitenoise") if find_spec(name) is None]:
        print(f"Nothing was measured: {' and '.join(missing)} missing. pip install {' '.join(missing)}")
        return
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        prepare(os.environ.get("BENCH_VAR") or folder, port)
        pages = {**PAGES, "item": newest_item()}
        count_queries({**pages, **one_of_each_kind()})
        server = serve(port)
        try:
            wait_for(port)
            for name, path in pages.items():
                measure(name, f"http://127.0.0.1:{port}{path}")
            lighthouse({name: f"http://127.0.0.1:{port}{pages[name]}" for name in ("list", "item")})
        finally:
            server.terminate()
            server.wait(20)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def prepare(var, port):
    # Programs of this Python are found first, whether or not its environment is activated.
    os.environ.update(
        SANDBOX_VAR=str(var),
        DJANGO_SETTINGS_MODULE="benchmarks.site_settings",
        BASE_URL=f"http://127.0.0.1:{port}",
        PYTHONPATH=os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    )
    import django

    django.setup()
    from django.core.management import call_command

    from sandbox.newsroom.loading import is_loaded, set_address

    call_command("migrate", verbosity=0, interactive=False)
    if not is_loaded():
        call_command("load_newsroom", verbosity=0)
    set_address(os.environ["BASE_URL"])
    call_command("collectstatic", verbosity=0, interactive=False)


def newest_item():
    from wagtail_sop.content.models import NewsPage

    return NewsPage.objects.live().order_by("-first_published_at").first().url


def one_of_each_kind():
    """The newest live page of each type of the content wing."""
    from django.apps import apps
    from wagtail.models import Page

    kinds = [
        kind for kind in apps.get_app_config("wagtail_sop_content").get_models() if issubclass(kind, Page)
    ]
    newest = {kind: kind.objects.live().public().order_by("-pk").first() for kind in kinds}
    return {kind._meta.model_name: page.url for kind, page in newest.items() if page and page.url}


def count_queries(pages):
    """Made: nothing in the cache, as in a process that has just begun; but pictures have been rendered."""
    from django.core.cache import cache
    from django.test import Client

    client = Client(headers={"host": os.environ["BASE_URL"].partition("//")[2]})
    for name, path in pages.items():
        client.get(path)
        cache.clear()
        made, kept = queries_of(client, path), queries_of(client, path)
        seconds = processor_seconds(lambda path=path: client.get(path))
        print(
            f"{name}: {made} queries when made (aim {AIMS['queries']}), {kept} when kept; "
            f"{1 / seconds:.0f} requests/s of a whole core"
        )


def queries_of(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200, path
    return len(queries)


def processor_seconds(visit, visits=60):
    """Of this process alone, whatever else the machine does meanwhile; Django without the web server."""
    begin = time.process_time()
    for _visit in range(visits):
        visit()
    return (time.process_time() - begin) / visits


def serve(port):
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "sandbox.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "1",
    ]
    return subprocess.Popen([*command, "--threads", "2", "--log-level", "error"], cwd=ROOT)


def wait_for(port):
    for _attempt in range(120):
        try:
            return fetch(f"http://127.0.0.1:{port}/")
        except OSError:
            time.sleep(0.5)
    raise SystemExit("gunicorn did not answer within a minute; what it said stands above.")


def measure(name, url):
    print(
        f"{name}: {load_of(url)} on one worker, {bytes_without_pictures(url) / 1000:.0f} KB without pictures "
        f"(aim {AIMS['KB on the wire']})"
    )


def bytes_without_pictures(url):
    """The page and what its head and body link, once each, as sent."""
    body, headers = fetch(url)
    html = (gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body).decode()
    linked = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2|svg)[^"]*)"', html))
    origin = re.match(r"https?://[^/]+", url)[0]
    return len(body) + sum(len(fetch(origin + path)[0]) for path in linked)


def lighthouse(pages):
    program = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    if not program:
        print("Lighthouse is not installed, so there are no scores: npm install lighthouse.")
        return
    for name, url in pages.items():
        flags = [
            "--quiet",
            "--output=json",
            "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
        ]
        said = subprocess.run([program, url, *flags], capture_output=True, text=True, check=True).stdout
        report = json.loads(said)
        scores = {key: round((found["score"] or 0) * 100) for key, found in report["categories"].items()}
        print(f"{name}: Lighthouse {scores} (aim {AIMS['Lighthouse']} each)")
        lost = [
            audit["title"]
            for category in report["categories"].values()
            for ref in category["auditRefs"]
            if ref["weight"] and (audit := report["audits"][ref["id"]])["score"] not in (None, 1)
        ]
        for title in lost:
            print(f"    not perfect: {title}")


if __name__ == "__main__":
    main()
