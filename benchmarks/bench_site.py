"""What a visitor waits for, on a site as it is run: gunicorn with one worker, no debugging, hashed static files.

The front page, the list, an item and the search of the demo newsroom: queries cold and warm, bytes on the wire without
pictures (at most 150 KB), the 95th percentile of 300 requests and requests a second of one core (``wrk`` where it is
installed, else two threads of Python). With Lighthouse (``npm install lighthouse``, its program in ``LIGHTHOUSE``) also
its four scores at phone settings; the aim is 100 each.

Needs gunicorn and whitenoise: ``pip install gunicorn whitenoise``. ``BENCH_VAR`` keeps the newsroom between runs.
"""

import gzip
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PAGES = {"front": "/", "list": "/berita/", "item": None, "search": "/cari/?q=balai"}
SECONDS = 5
REQUESTS = 300
AIMS = {"queries of an item": 12, "KB on the wire": 150, "Lighthouse": 100}


def main():
    if missing := [name for name in ("gunicorn", "whitenoise") if find_spec(name) is None]:
        print(f"Nothing was measured: {' and '.join(missing)} missing. pip install {' '.join(missing)}")
        return
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        prepare(os.environ.get("BENCH_VAR") or folder, port)
        pages = {**PAGES, "item": newest_item()}
        count_queries(pages)
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


def count_queries(pages):
    """Cold: nothing in the cache, as in a process that has just begun; but pictures have been made."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": os.environ["BASE_URL"].partition("//")[2]})
    for name, path in pages.items():
        client.get(path)
        cache.clear()
        counts = []
        for _visit in ("cold", "warm"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200, path
            counts.append(len(queries))
        seconds = processor_seconds(lambda path=path: client.get(path))
        print(
            f"{name}: {counts[0]} queries cold, {counts[1]} warm; {1 / seconds:.0f} requests/s of a whole core"
        )


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


def fetch(url):
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return answer.read(), answer.headers


def measure(name, url):
    times = sorted(timed(url) for _request in range(REQUESTS))
    p95 = times[int(0.95 * REQUESTS)] * 1000
    median = statistics.median(times) * 1000
    print(
        f"{name}: p95 {p95:.0f} ms (median {median:.0f}), {requests_a_second(url):.0f} requests/s on one worker, "
        f"{bytes_without_pictures(url) / 1000:.0f} KB without pictures (aim {AIMS['KB on the wire']})"
    )


def timed(url):
    begin = time.perf_counter()
    fetch(url)
    return time.perf_counter() - begin


def bytes_without_pictures(url):
    """The page and what its head and body link, once each, as sent."""
    body, headers = fetch(url)
    html = (gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body).decode()
    linked = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2|svg)[^"]*)"', html))
    origin = re.match(r"https?://[^/]+", url)[0]
    return len(body) + sum(len(fetch(origin + path)[0]) for path in linked)


def requests_a_second(url):
    if wrk := shutil.which("wrk"):
        said = subprocess.run(
            [wrk, "-t1", "-c4", f"-d{SECONDS}s", url], capture_output=True, text=True, check=True
        ).stdout
        return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    done, end = [], time.perf_counter() + SECONDS

    def visit():
        while time.perf_counter() < end:
            fetch(url)
            done.append(1)

    threads = [threading.Thread(target=visit) for _visitor in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(done) / SECONDS


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
