"""Make the pictures of a post ready for its network, and tidy up after it."""

from contextlib import suppress
from dataclasses import replace
from urllib.parse import urljoin

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_admin_base_url
from wagtail.images import get_image_model
from wagtail.models import Site

from wagtail_sop.social.backends.base import Picture
from wagtail_sop.social.models.posts import new_key
from wagtail_sop.social.pictures import PictureRefused, ready_picture

FOLDER = "sop-posts"


def ready_pictures(post, backend) -> list[Picture]:
    """Raises ``PictureRefused``, or ``NotSent`` while the storage cannot be reached."""
    rules = backend.pictures
    if not rules or not post.pictures:
        return []
    chosen = post.pictures[: rules.most]
    images = get_image_model().objects.in_bulk([picture["image"] for picture in chosen])
    return [ready_picture(found(images, picture), rules, picture.get("alt", "")) for picture in chosen]


def found(images, picture):
    image = images.get(picture["image"])
    if image is None:
        title = picture.get("title") or picture["image"]
        raise PictureRefused(_("The picture “%(title)s” is not in the library any more.") % {"title": title})
    return image


def publish_pictures(pictures) -> list[str]:
    """Put them where a network can fetch them; the names of the files, which nobody guesses."""
    return [
        default_storage.save(
            f"{FOLDER}/{new_key()}{new_key()}.{ending(picture)}", ContentFile(picture.content)
        )
        for picture in pictures
    ]


def at_addresses(pictures, names) -> list[Picture]:
    """The pictures with the addresses of their files."""
    return [
        replace(picture, url=public_address(name)) for picture, name in zip(pictures, names, strict=False)
    ]


def ending(picture) -> str:
    return picture.content_type.partition("/")[2].replace("jpeg", "jpg")


def public_address(name) -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return urljoin(site.root_url if site else get_admin_base_url() or "", default_storage.url(name))


def remove_files(names):
    """Best effort: a file that stays does no harm but its space."""
    for name in names:
        with suppress(Exception):
            default_storage.delete(name)
