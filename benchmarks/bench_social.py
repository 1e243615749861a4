"""What sharing costs the one who publishes, and how fast posts leave.

Publishing with five accounts against a site that shares nothing: at most 15 ms and 8 queries more. 1,000 posts to a
network that takes 200 ms for each, on fifty accounts: four workers, as processes of their own, at least 3.6 times as
fast as one.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import django
from site_for_bench import bench_database, query_count, say

PIECES = 15
POSTS, ACCOUNTS, WORKERS = 1000, 50, 4
LATENCY = 0.2
SAMPLE = 250
"""Posts that the one worker sends: its pace is the same for all."""
NETWORKS = ("x", "facebook", "instagram", "mastodon", "dummy")


def main():
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        on_disk(folder)
        with bench_database() as (database, home):
            return 0 if publishing(database, home) & sending(database, home) else 1


def on_disk(folder):
    """SQLite as a site has it, for several processes."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(folder) / "bench.sqlite3")
        connection.settings_dict["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }


# Publishing


def publishing(database, home):
    from django.conf import settings

    from tests.settings import WAGTAIL_SOP
    from tests.testapp.models import SimplePage
    from wagtail_sop.social.models import Post
    from wagtail_sop.testing import Office

    settings.WAGTAIL_SOP = {**WAGTAIL_SOP, "WAKE_UP": "none"}
    forget_settings()
    office = Office(home.add_child(instance=SimplePage(title="Berita", slug="berita")))
    for network in NETWORKS:
        connect(network, office.agency)
    for number in range(2):
        publish_one(office, f"pemanasan-{number}")
    # In turns, so that both meet the same machine.
    readings = [
        (publish_without(office, number), publish_one(office, f"dengan-{number}")) for number in range(PIECES)
    ]
    assert Post.objects.count() == 5 * (PIECES + 2)
    without, with_five = zip(*readings, strict=True)
    return say_publishing(database, *medians(without), *medians(with_five))


def medians(readings):
    return [statistics.median(values) for values in zip(*readings, strict=True)]


def publish_without(office, number):
    from wagtail_sop import signals
    from wagtail_sop.social.signal_handlers import register_signal_handlers

    signals.going_live.disconnect(dispatch_uid="wagtail_sop_social_going_live")
    try:
        return publish_one(office, f"tanpa-{number}")
    finally:
        register_signal_handlers()


def say_publishing(database, without, queries_without, with_five, queries_with):
    more, more_queries = (with_five - without) * 1000, queries_with - queries_without
    detail = f"{with_five * 1000:.0f} ms : {without * 1000:.0f} ms"
    say(f"publishing with five accounts, ms more, {database}", more, "at most 15", detail)
    detail = f"{queries_with} : {queries_without}"
    say(f"publishing with five accounts, queries more, {database}", more_queries, "at most 8", detail)
    return more <= 15 and more_queries <= 8


def forget_settings():
    from django.core.signals import setting_changed

    setting_changed.send(sender=None, setting="WAGTAIL_SOP", value=None, enter=True)


def connect(network, unit, number=0, **options):
    from wagtail_sop.social.models import Account

    return Account.objects.create(network=network, name=f"{network} {number}", unit=unit, options=options)


def publish_one(office, slug):
    """Seconds and queries of publishing a piece."""
    from tests.testapp.models import BulletinPage

    case = office.write(BulletinPage(title=slug, slug=slug, summary="Ringkasan."), office.kontributor_data)
    office.bring(case, "6", content_class="routine")
    with query_count() as count:
        started = time.perf_counter()
        case.approve(office.admin_data)
        seconds = time.perf_counter() - started
    return seconds, count()


# Sending


def sending(database, home):
    from sandbox.networks import Networks
    from wagtail_sop.models import Unit
    from wagtail_sop.social.models import Account, Post

    Account.objects.update(status="paused")
    Post.objects.update(status="cancelled")
    with Networks() as networks:
        networks.faults.latency = LATENCY
        accounts = accounts_on(networks, Unit.objects.agencies().first())
        one = pace(accounts, home, SAMPLE, workers=1)
        four = pace(accounts, home, POSTS, workers=WORKERS)
        arrived = len(networks.posts("mastodon"))
    assert arrived == SAMPLE + POSTS, f"{arrived} posts arrived"
    detail = f"{four:.1f} : {one:.1f} posts a second, {POSTS} posts, each once"
    say(f"sending, {WORKERS} workers against one, {database}", four / one, 3.6, detail)
    return four >= 3.6 * one


def accounts_on(networks, agency):
    from sandbox.networks.accounts import MASTODON

    accounts = [
        connect("mastodon", agency, number, base_url=networks.base_url("mastodon"))
        for number in range(ACCOUNTS)
    ]
    for account in accounts:
        account.set_credentials(MASTODON)
    return accounts


def pace(accounts, home, number, workers):
    """Posts a second, from the first that began to the last that was sent."""
    from wagtail_sop.social.models import Post

    last = Post.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    Post.objects.bulk_create(post(accounts[turn % ACCOUNTS], home, last + turn) for turn in range(number))
    processes = [start_worker() for _worker in range(workers)]
    assert [process.wait() for process in processes] == [0] * workers
    posts = Post.objects.filter(pk__gt=last, status="sent").values_list("sending_at", "sent_at")
    assert len(posts) == number, f"{len(posts)} of {number} were sent"
    began, ended = min(began for began, _end in posts), max(end for _began, end in posts)
    return number / (ended - began).total_seconds()


def post(account, home, turn):
    from wagtail_sop.social.models import Post

    return Post(
        account=account,
        account_name=account.name,
        network=account.network,
        base_content_type=home.get_base_content_type(),
        object_id=str(home.pk),
        title="Berita",
        text=f"Berita {turn}",
        link=f"{home.full_url}?utm_content={turn}",
        round=turn + 1,
    )


def start_worker():
    environment = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "benchmarks.social_worker_settings",
    }
    command = [sys.executable, "-m", "django", "sop_dispatch_posts", "--seconds=600"]
    root = Path(__file__).resolve().parent.parent
    return subprocess.Popen(command, env=environment, cwd=root, stdout=subprocess.DEVNULL)


def database_url():
    from django.db import connection

    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    login = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}"
    return f"postgres://{login}@{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}"


if __name__ == "__main__":
    sys.exit(main())
