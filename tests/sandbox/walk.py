"""What a visitor finds on the demo's site, told by a copy of it: ``python manage.py shell`` calls ``report``.

In the copy the pictures are small, or making their renditions would take a minute.
"""

import csv
import hashlib
import io
import json
import re
from collections import Counter
from html import unescape

from django.conf import settings
from django.test import Client
from PIL import Image as Picture
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from wagtail_sop.completeness import PASSED, checks_of
from wagtail_sop.content.models import (
    AnnouncementPage,
    EventPage,
    GalleryPage,
    InformationListPage,
    NewsPage,
    PieceMixin,
    PublicationPage,
    VideoPage,
)
from wagtail_sop.content.models.made_by import made_by
from wagtail_sop.models import Case

LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
# The admin asks for a password; static files are the server's; who enters by a click has to press a button.
NOT_WALKED = ("/admin/", "/static/", "/masuk-sebagai/", "//")
SMALL = (96, 64)


def report() -> str:
    settings.ALLOWED_HOSTS = ["*"]
    pictures = describe_pictures()
    shrink_pictures()
    return json.dumps(
        {
            "types": Counter(type(page).__name__ for page in Page.objects.live().specific()),
            "pictures": pictures,
            "gallery_pictures": [len(gallery.pictures) for gallery in GalleryPage.objects.live()],
            "gaps": gaps(),
            "silent": silent(),
            "months": NewsPage.objects.live().dates("first_published_at", "month").count(),
            "over": [page.is_over for page in AnnouncementPage.objects.live()],
            "past": [event.is_over for event in EventPage.objects.live()],
            "rows": rows(),
            "walked": walk(),
        }
    )


def describe_pictures():
    """Of what is shown: title, alt text, digest, and the marks of its colours on a grid of eight by eight."""
    unfinished = {page.main_picture_id for page in NewsPage.objects.filter(live=False)}
    return [
        [image.title, image.description, digest(image), marks(image)]
        for image in get_image_model().objects.exclude(pk__in=unfinished)
    ]


def digest(image):
    with image.file.open() as file:
        return hashlib.sha256(file.read()).hexdigest()


def marks(image):
    """For each colour and field: whether it is lighter than the average of its colour."""
    with image.file.open() as file, Picture.open(file) as picture:
        # Decoded at an eighth of its size, which is enough and takes a tenth of the time.
        picture.draft("RGB", SMALL)
        fields = picture.convert("RGB").resize((8, 8)).tobytes()
    bits = ""
    for colour in range(3):
        values = fields[colour::3]
        bits += "".join("1" if value > sum(values) / len(values) else "0" for value in values)
    return bits


def shrink_pictures():
    for image in get_image_model().objects.all():
        image.renditions.all().delete()
        with Picture.open(image.file.path) as picture:
            picture.draft("RGB", SMALL)
            small = picture.resize(SMALL)
        small.save(image.file.path, "JPEG")
        get_image_model().objects.filter(pk=image.pk).update(width=SMALL[0], height=SMALL[1])


def pieces():
    return [page for page in Page.objects.live().specific() if isinstance(page, PieceMixin)]


def gaps():
    """What the checks of its SOP still find in live news."""
    found = {}
    for page in NewsPage.objects.live():
        case = Case.objects.about(page).exclude(went_live_at=None).order_by("-pk").first()
        missing = [check.message for check in checks_of(case, page) if check.level != PASSED]
        if missing:
            found[page.slug] = missing
    return found


def silent():
    """The items that an SOP governs, and that do not say so."""
    governed = (NewsPage, GalleryPage, VideoPage, PublicationPage, AnnouncementPage, EventPage)
    return [page.slug for page in pieces() if isinstance(page, governed) and not made_by(page)]


def rows():
    """Of the public information list as a file: each row's category, and whether it has an address."""
    answer = visitor().get(f"{InformationListPage.objects.get().url}?format=csv")
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    return [[row[-2], bool(row[-1])] for row in table[1:]]


def visitor():
    site = Site.objects.get(is_default_site=True)
    return Client(headers={"host": f"{site.hostname}:{site.port}"})


def walk():
    """Each address with its status, and of pages the number of first headings, from the front page on."""
    client = visitor()
    waiting, seen = ["/"], {}
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        answer = client.get(path)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        text = answer.content.decode() if is_page else ""
        answer.close()
        seen[path] = [answer.status_code, text.count("<h1") if is_page else None]
        waiting += [link for link in map(unescape, LINK.findall(text)) if is_walked(link)]
    return seen


def is_walked(link):
    return not link.startswith(NOT_WALKED)
