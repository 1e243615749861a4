#!/usr/bin/env python3
"""Proves that Wagtail's own tests of workflows fail nowhere with this package that they do not fail without it.

    scripts/run_wagtail_suite.py                        the newest Wagtail that pip finds
    scripts/run_wagtail_suite.py "wagtail==7.4.*"       another one
    scripts/run_wagtail_suite.py --all                  every test of Wagtail, not only those about workflows
    scripts/run_wagtail_suite.py --venv DIR             keep the environment there, and use it if it is there

Works in a temporary directory, with an environment of its own and the package as it stands in this checkout.
Needs pip's registry. The tests run without the package, with it, and with it and its finish action. A test
that fails only with the package is run once more by itself; fails it again, it counts as broken by the package,
the number of its queries included.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Every module of Wagtail's suite that speaks of workflows, and those about what we listen to: drafts,
# publishing, moving, deleting, copying, purging.
ABOUT_WORKFLOWS = [
    *(
        f"wagtail.tests.test_{name}"
        for name in (
            "workflow",
            "workflow_model",
            "page_model",
            "revision_model",
            "draft_model",
            "lockable_model",
            "management_commands",
            "page_permissions",
            "permissions",
            "audit_log",
            "page_queryset",
            "signals",
            "reference_index",
        )
    ),
    "wagtail.tests.actions",
    *(
        f"wagtail.admin.tests.{name}"
        for name in (
            "test_workflows",
            "test_dashboard",
            "test_menu",
            "test_editing_sessions",
            "test_userbar",
            "pages",
            "api",
        )
    ),
    "wagtail.snippets",
]

# From Wagtail's extra "testing": what its tests import. The extra itself also brings all linters.
# Newer soupsieves find nothing inside <template>, where many of Wagtail's tests look.
TEST_REQUIREMENTS = "Jinja2 freezegun factory-boy responses tblib polib python-dateutil soupsieve<3".split()  # noqa: SIM905

SETTINGS = """
from pathlib import Path

from wagtail.test.settings import *

# Wagtail keeps uploads among its tests; what one run leaves there would change the next.
MEDIA_ROOT = str(Path(__file__).parent / f"media_{__name__}")
STATIC_ROOT = str(Path(__file__).parent / f"static_{__name__}")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""
WITH_PACKAGE = """
INSTALLED_APPS = ["wagtail_sop", "wagtail_modeladmin", *INSTALLED_APPS]
"""
NOT_SET_UP = """
# The package says that nothing can go live under an SOP; here none is installed.
SILENCED_SYSTEM_CHECKS = [*globals().get("SILENCED_SYSTEM_CHECKS", []), "wagtail_sop.E001"]
"""
WITH_FINISH_ACTION = """
WAGTAIL_FINISH_WORKFLOW_ACTION = "wagtail_sop.publishing.finish_workflow"
"""
VARIANTS = {
    "without": SETTINGS,
    "with": SETTINGS + WITH_PACKAGE + NOT_SET_UP,
    "with_finish_action": SETTINGS + WITH_PACKAGE + WITH_FINISH_ACTION,
}

# Run by the interpreter of the environment. One line per broken test into the file it is given; subtests count
# as their test. Nothing but the names is compared: messages carry addresses and times.
RUNNER = """
import sys
import unittest

import django
from django.conf import settings
from django.test.utils import get_runner

target, labels = sys.argv[1], sys.argv[2:]
django.setup()


class Result(unittest.TextTestResult):
    def names(self):
        broken = [test for test, _text in self.failures + self.errors] + self.unexpectedSuccesses
        return sorted({getattr(test, "test_case", test).id() for test in broken})


class Runner(get_runner(settings)):
    def get_resultclass(self):
        return Result

    def suite_result(self, suite, result, **kwargs):
        with open(target, "w") as file:
            file.writelines(name + "\\n" for name in result.names())
            file.write(f"# {result.testsRun} tests\\n")
        return super().suite_result(suite, result, **kwargs)


sys.exit(bool(Runner(verbosity=1, interactive=False).run_tests(labels)))
"""


def main():
    options = read_options()
    with tempfile.TemporaryDirectory(prefix="wagtail-suite-") as directory:
        place = Path(directory)
        python = make_environment(options.venv or place / "venv", options.wagtail)
        prepare(place)
        labels = ["wagtail"] if options.all else options.labels or ABOUT_WORKFLOWS
        broken = {variant: run(python, place, variant, labels) for variant in VARIANTS}
        only_with = {
            variant: again(python, place, variant, names - broken["without"])
            for variant, names in broken.items()
        }
    sys.exit(report(only_with))


def read_options():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("wagtail", nargs="?", default="wagtail", help="what pip shall install")
    parser.add_argument("--venv", type=Path, help="environment to keep, outside the checkout")
    parser.add_argument("--all", action="store_true", help="every test of Wagtail")
    parser.add_argument("--labels", nargs="*", default=[], help="only these modules, classes or tests")
    return parser.parse_args()


def make_environment(venv: Path, wagtail: str) -> Path:
    python = venv / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    wanted = [*requirements(), wagtail, *TEST_REQUIREMENTS]
    subprocess.run(
        [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", *wanted], check=True
    )
    shown = subprocess.run([python, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
    named = [line for line in shown.splitlines() if line.lower().startswith(("wagtail==", "django=="))]
    print(*named, flush=True)
    return python


def requirements():
    setup = ConfigParser()
    setup.read(ROOT / "setup.cfg")
    lines = setup["options"]["install_requires"].splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def prepare(place: Path):
    for variant, text in VARIANTS.items():
        (place / f"settings_{variant}.py").write_text(text)
    (place / "runner.py").write_text(RUNNER)


def run(python, place: Path, variant: str, labels) -> set[str]:
    """The names of the tests that fail."""
    target, log = place / f"broken_{variant}.txt", place / f"log_{variant}.txt"
    target.unlink(missing_ok=True)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": f"settings_{variant}",
        # The package from the checkout, not installed: nothing may be written there.
        "PYTHONPATH": os.pathsep.join([str(place), str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONWARNINGS": "ignore",
        "DATABASE_NAME": ":memory:",
    }
    print(f"{variant}: running …", flush=True)
    command = [python, "runner.py", target, *labels]
    with log.open("w") as out:
        subprocess.run(command, cwd=place, env=environment, stdout=out, stderr=out, check=False)
    if keep := os.environ.get("KEEP_LOGS"):
        (Path(keep) / log.name).write_text(log.read_text())
    if not target.exists():
        sys.exit(f"The suite could not run ({variant}):\n{log.read_text()[-6000:]}")
    *names, count = target.read_text().splitlines()
    print(f"{variant}: {len(names)} of {count.strip('# ')} fail", flush=True)
    return set(names)


def again(python, place, variant, names) -> set[str]:
    """Those that fail by themselves as well; a name that is no test (a module that cannot be read) counts at once."""
    return run(python, place, variant, sorted(names)) & names if names else set()


def report(only_with) -> int:
    for variant, names in only_with.items():
        for name in sorted(names):
            print(f"Only {variant.replace('_', ' ')} the package: {name}")
    if not any(only_with.values()):
        print("No test of Wagtail fails that does not fail without the package.")
        return 0
    return 1


if __name__ == "__main__":
    main()
