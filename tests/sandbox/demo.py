"""`make demo` as a process of its own, for the tests that look at it from outside."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from email import policy
from email.parser import BytesParser
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
# About half a minute on an idle machine; the suite shares its processors.
START_SECONDS = 240
MAIL_SECONDS = 30
COUNTS = """
import json
from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail_sop.models import Appointment, Case, CaseStep
from wagtail_sop.content.models import NewsPage
steps = CaseStep.objects.filter(finished_at=None)
today = timezone.localdate()
heads = Appointment.objects.filter(position__code="atasan_unit")
print("FACTS" + json.dumps({
    "pages": NewsPage.objects.count(),
    "people": get_user_model().objects.count(),
    "units": Appointment.objects.values("unit").distinct().count(),
    "steps": sorted(set(steps.values_list("number", flat=True))),
    "statuses": sorted(set(Case.objects.values_list("status", flat=True))),
    "late": steps.overdue().count(),
    "returned": CaseStep.objects.filter(outcome="returned").exclude(note="").count(),
    "acting_head_today": Appointment.objects.valid().filter(kind="plh").count(),
    "by_acting_head": CaseStep.objects.filter(outcome="approved", capacity="Plh. Kepala Dinas").count(),
    "taken": steps.filter(kind="edit").exclude(holder=None).count(),
    "climbed": steps.filter(number="4", unit__parent=None, case__unit__parent__isnull=False).count(),
    "expired": Appointment.objects.filter(valid_until__lt=today).count(),
    "at_night": sum(not s.case.unit.worktime.is_working_day(timezone.localdate(s.finished_at))
                    for s in CaseStep.objects.exclude(finished_at=None)),
    "ahead_of_time": CaseStep.objects.filter(started_at__gt=timezone.now()).count(),
}))
"""


class Demo:
    """The demo as a process of its own, with its own directory."""

    def __init__(self, var):
        self.var = var
        self.log = var.parent / "log"

    def start(self):
        self.port = free_port()
        environment = {
            k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        }
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "sandbox/run.py", "--port", str(self.port), "--var", str(self.var)],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.wait_for("Ctrl-C stops", START_SECONDS)
        self.url = re.search(r"Situs\s+(http://\S+)/", self.said).group(1)
        self.networks = re.search(r"Jejaring tiruan\s+(http://\S+)/", self.said).group(1)
        return self

    @property
    def said(self):
        return self.log.read_text()

    def wait_for(self, words, seconds):
        end = time.monotonic() + seconds
        while words not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.2)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(60)

    def children(self):
        listed = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
        return [line for line in listed.splitlines() if str(self.var) in line or f":{self.port}" in line]

    def ask(self, code):
        """What the demo's database says."""
        return self.manage("shell", "-c", code)

    def manage(self, *arguments):
        environment = os.environ | {
            "SANDBOX_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "sandbox.settings",
        }
        environment.pop("DATABASE_URL", None)
        done = subprocess.run(
            [sys.executable, "sandbox/manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def case(self, title):
        """The primary key of the case whose title begins so."""
        code = f"from wagtail_sop.models import Case; print(Case.objects.get(title__startswith={title!r}).pk)"
        return int(self.ask(code).split()[-1])

    def facts(self):
        return json.loads(self.ask(COUNTS).rpartition("FACTS")[2])

    def letters(self, to):
        parser = BytesParser(policy=policy.default)
        letters = [parser.parsebytes(path.read_bytes()) for path in (self.var / "mail").glob("*.eml")]
        return [letter for letter in letters if letter["to"] == to]

    def visitor(self, username=None):
        session = requests.Session()
        if username:
            session.get(f"{self.url}/admin/login/")
            session.post(
                f"{self.url}/admin/login/",
                {
                    "username": username,
                    "password": "demo",
                    "csrfmiddlewaretoken": session.cookies["csrftoken"],
                },
            )
        return session


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def hidden_fields(html):
    """The hidden fields of a screen, as the browser would send them back."""
    inputs = re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", html)
    pairs = ((re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in inputs)
    return {name.group(1): value.group(1) for name, value in pairs if name and value}
