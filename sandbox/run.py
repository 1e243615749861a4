#!/usr/bin/env python
"""``make demo``: the newsroom on this machine, with everything it needs, until Ctrl-C."""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORKER = [
    *("-m", "celery", "--quiet", "-A", "sandbox.celery_app", "worker", "--beat"),
    *("--pool", "solo", "--loglevel", "warning"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
]
NETWORKS_PORT = 8100
START_SECONDS = 60
STOP_SECONDS = 30


def main():
    options = parse(sys.argv[1:])
    # Also when output goes to a file, each line appears when it is said.
    sys.stdout.reconfigure(line_buffering=True)
    # Before the loading, so that Ctrl-C and SIGTERM end this at any moment in the same way.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    port = free_port(options.host, options.port)
    networks_port = free_port(options.host, max(NETWORKS_PORT, port + 1))
    prepare_environment(options, port, networks_port)
    if options.fresh:
        start_anew(options.var)
    load()
    run(options.host, port, networks_port)


def parse(arguments):
    parser = argparse.ArgumentParser(description="Run the demo newsroom.")
    parser.add_argument("--host", default=os.environ.get("HOST_ADDRESS", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away and load it anew")
    parser.add_argument(
        "--var",
        type=Path,
        default=Path(os.environ.get("SANDBOX_VAR") or ROOT / "var" / "demo"),
        help="directory for database, uploads, queue and mail",
    )
    return parser.parse_args(arguments)


def stop(number, frame):
    raise SystemExit(0)


def free_port(host, wanted):
    """The port asked for, or the next free one, and then it says so."""
    for port in range(wanted, min(wanted + 50, 65536)):
        if is_free(host, port):
            if port != wanted:
                print(f"Port {wanted} is taken by another program, so the demo uses {port}.")
            return port
    sys.exit(f"No free port from {wanted} on. Name another one: make demo PORT=9000.")


def is_free(host, port):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def prepare_environment(options, port, networks_port):
    sys.path.insert(0, str(ROOT))
    shown = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host  # noqa: S104
    os.environ.update(
        DJANGO_SETTINGS_MODULE="sandbox.settings",
        PYTHONPATH=os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        PYTHONUNBUFFERED="1",
        # In a container the demo runs as root, and Celery says so at length.
        PYTHONWARNINGS="ignore:::celery.platforms",
        SANDBOX_VAR=str(options.var),
    )
    os.environ.setdefault("BASE_URL", f"http://{shown}:{port}")
    os.environ["SANDBOX_NETWORKS"] = f"http://{shown}:{networks_port}"
    if options.host not in ("127.0.0.1", "localhost", "::1"):
        os.environ.setdefault("ALLOWED_HOSTS", "*")
        print("Everybody who reaches this machine can log in: the passwords of the demo are public.")


def start_anew(var):
    if os.environ.get("DATABASE_URL"):
        sys.exit(
            "--fresh empties the demo's own files only. Drop the database of DATABASE_URL yourself, please."
        )
    if var.exists() and any(var.iterdir()) and not (var / "secret-key").exists():
        sys.exit(f"{var} was not made by the demo, so it is not emptied. Name another directory with --var.")
    shutil.rmtree(var, ignore_errors=True)


def load():
    import django

    django.setup()
    from django.core.management import call_command

    print("Preparing the database ...")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_newsroom")


def run(host, port, networks_port):
    # Sessions of their own: Ctrl-C in the terminal reaches only this process, which then stops all in order.
    var = Path(os.environ["SANDBOX_VAR"])
    networks = ("-m", "sandbox.networks", "--host", host, "--port", str(networks_port))
    children = {
        "played networks": start(*networks, "--state", str(var / "networks.sqlite3")),
        "web server": start("sandbox/manage.py", "runserver", "--noreload", "--insecure", f"{host}:{port}"),
        "worker": start(*WORKER, "--schedule", str(var / "beat-schedule")),
    }
    try:
        wait_until_it_answers(port, host, children)
        say_hello()
        watch(children)
    finally:
        stop_all(children.values())


def start(*arguments):
    # Only their errors: the greetings of two servers would bury the addresses and passwords.
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL
    )


def wait_until_it_answers(port, host, children):
    address = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104
    for _second in range(START_SECONDS * 4):
        check_on(children)
        try:
            urllib.request.urlopen(f"http://{address}:{port}/panduan/", timeout=20)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.25)
    sys.exit(f"The web server did not answer within {START_SECONDS} seconds; what it said stands above.")


def say_hello():
    from sandbox.newsroom.guide import greeting

    print(greeting(os.environ["BASE_URL"]))


def watch(children):
    while True:
        time.sleep(0.5)
        check_on(children)


def check_on(children):
    for name, process in children.items():
        if process.poll() is not None:
            sys.exit(f"The {name} ended by itself (code {process.returncode}); what it said stands above.")


def stop_all(processes):
    # A second Ctrl-C must not cut this short and leave a process behind.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    print("Stopping ...")
    for process in processes:
        process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for process in processes:
        try:
            process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            # With its group: the worker's clock is a process of its own.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    print("Stopped. The data stays; make demo continues with it, make demo DEMO_ARGS=--fresh starts anew.")


if __name__ == "__main__":
    main()
