"""Requests a second and the 95th percentile of pages of any site, by ``wrk``, the same way for each::

    python benchmarks/load.py http://127.0.0.1:8000 / /berita/ "/cari/?q=balai"

A second site is compared on the same server settings: one gunicorn worker, the same database server, no debugging.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass

SECONDS = int(os.environ.get("BENCH_SECONDS", "5"))
CONNECTIONS = 4
# wrk's own summary has 90 and 99 only.
SAY = (
    'done = function(summary, latency, requests) io.write("p95_us " .. latency:percentile(95) .. "\\n") end\n'
)
WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)")


@dataclass(frozen=True)
class Load:
    per_second: float
    p95: float
    """Milliseconds."""
    wrong: int = 0
    """Answers that were no page; a figure with such is none."""

    def __str__(self):
        wrong = f", {self.wrong} WRONG ANSWERS" if self.wrong else ""
        return f"{self.per_second:.0f} requests/s, p95 {self.p95:.1f} ms{wrong}"


def load_of(url) -> Load:
    """With four visitors at once; without ``wrk``, with one, by Python."""
    fetch(url)
    return _by_wrk(url) if shutil.which("wrk") else _by_python(url)


def _by_wrk(url):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SAY)
        script.flush()
        flags = ["-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script.name, "-H", "Accept-Encoding: gzip"]
        said = subprocess.run(["wrk", *flags, url], capture_output=True, text=True, check=True).stdout
    wrong = WRONG.search(said)
    per_second = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    p95 = float(re.search(r"p95_us ([\d.]+)", said)[1]) / 1000
    return Load(per_second, p95, int(wrong[1]) if wrong else 0)


def _by_python(url):
    times, end = [], time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        begin = time.perf_counter()
        fetch(url)
        times.append(time.perf_counter() - begin)
    p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return Load(len(times) / SECONDS, p95 * 1000)


def fetch(url):
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return answer.read(), answer.headers


def main(base, *paths):
    for path in paths:
        print(f"{path}: {load_of(base.rstrip('/') + path)}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
