"""Pictures and files as people upload them: turned, stripped of places, and refused in words where they are harmful."""

import io
import struct
import zipfile
import zlib

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

from wagtail_sop.content.conf import get_content_settings
from wagtail_sop.content.files import validate_file
from wagtail_sop.content.responsive import card_specs

pytestmark = [
    pytest.mark.usefixtures("in_the_language_of_the_source"),
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]

GPS, ORIENTATION, MAKER = 0x8825, 0x0112, 0x010F


@pytest.fixture
def client(home):
    if not Collection.get_first_root_node():
        Collection.add_root(name="Root")
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("super", "super@example.go.id", "sop"))
    return client


def photo(kind="JPEG", *, place=True, orientation=None, size=(60, 40), **options):
    picture = PillowImage.new("RGB", size, "red")
    picture.paste("blue", (0, 0, size[0] // 2, size[1]))
    exif = picture.getexif()
    exif[MAKER] = "Kamera"
    if place:
        exif.get_ifd(GPS)[1] = "S"
        exif.get_ifd(GPS)[2] = (7.0, 47.0, 45.0)
    if orientation:
        exif[ORIENTATION] = orientation
    content = io.BytesIO()
    picture.save(content, kind, exif=exif, **options)
    return content.getvalue()


def upload_picture(client, content, name="foto.jpg"):
    return client.post(
        reverse("wagtailimages:add"), {"title": "Foto", "file": SimpleUploadedFile(name, content)}
    )


def upload_file(client, content, name):
    return client.post(
        reverse("wagtaildocs:add"), {"title": "Berkas", "file": SimpleUploadedFile(name, content)}
    )


def stored(upload):
    with upload.file.open("rb") as file:
        return file.read()


def stored_exif():
    with Image.objects.get().file.open("rb") as file, PillowImage.open(file) as picture:
        return picture.getexif(), picture.size, picture.convert("RGB").getpixel((2, 2))


# Pictures


@pytest.mark.parametrize("kind, name", [("JPEG", "foto.jpg"), ("PNG", "foto.png"), ("WEBP", "foto.webp")])
def test_the_place_where_a_picture_was_taken_is_not_kept(client, kind, name):
    upload_picture(client, photo(kind), name)

    exif, _size, _pixel = stored_exif()
    assert GPS not in exif
    assert exif[MAKER] == "Kamera"


def test_a_phones_picture_with_others_behind_it_tells_no_place_either(client):
    behind = PillowImage.new("RGB", (60, 40), "green")
    content = photo("MPO", save_all=True, append_images=[behind])

    upload_picture(client, content)

    exif, size, _pixel = stored_exif()
    assert GPS not in exif
    assert size == (60, 40)


def test_renditions_do_not_tell_the_place_either(client):
    upload_picture(client, photo())

    rendition = Image.objects.get().get_rendition("width-30")
    with rendition.file.open("rb") as file, PillowImage.open(file) as picture:
        assert GPS not in picture.getexif()


def test_a_picture_from_a_camera_held_upright_is_turned(client):
    upload_picture(client, photo(orientation=6))

    exif, size, pixel = stored_exif()
    picture = Image.objects.get()
    assert size == (40, 60)
    assert (picture.width, picture.height) == (40, 60)
    assert ORIENTATION not in exif
    assert pixel[2] > 200


def test_size_and_fingerprint_are_those_of_the_stored_file(client):
    upload_picture(client, photo())

    picture = Image.objects.get()
    content = stored(picture)
    assert picture.file_size == len(content)
    assert picture.file_hash == hash_filelike(io.BytesIO(content))


def test_a_picture_without_a_place_is_stored_as_it_came(client):
    content = photo(place=False)

    upload_picture(client, content)

    assert stored(Image.objects.get()) == content


def test_saving_the_focal_point_later_leaves_file_and_point_alone(client):
    upload_picture(client, photo())
    picture = Image.objects.get()
    before = picture.file.name

    picture.focal_point_x, picture.focal_point_y = 10, 20
    picture.focal_point_width = picture.focal_point_height = 5
    picture.save()

    picture.refresh_from_db()
    assert picture.file.name == before
    assert (picture.focal_point_x, picture.focal_point_y) == (10, 20)


@pytest.mark.parametrize("at, colour", [(100, "blue"), (1900, "red")])
def test_cards_are_cut_around_the_focal_point_that_an_editor_sets(client, at, colour):
    upload_picture(client, photo(size=(2000, 320)))
    picture = Image.objects.get()
    point = {"focal_point_x": at, "focal_point_y": 160, "focal_point_width": 100, "focal_point_height": 100}
    said = {"title": "Foto", "collection": picture.collection_id, "tags": "", "description": "", **point}
    assert client.post(reverse("wagtailimages:edit", args=[picture.pk]), said).status_code == 302

    rendition = Image.objects.get().get_rendition(card_specs()[-1])

    with rendition.file.open("rb") as file, PillowImage.open(file) as card:
        corners = {card.convert("RGB").getpixel(place) for place in ((5, 5), (card.width - 5, 5))}
    brightest = {max(zip(pixel, ("red", "green", "blue"), strict=True))[1] for pixel in corners}
    assert brightest == {colour}


def pixels(size):
    """A picture that says to be this large, and is a few bytes."""
    content = io.BytesIO()
    PillowImage.new("1", size).save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize(
    "content, name",
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "gambar.svg"),
        (b"MZ\x90\0 this is a program", "foto.jpg"),
        (b"", "foto.jpg"),
        (photo()[:300], "foto.jpg"),
        (photo(size=(600, 400))[:-900], "foto.jpg"),
        (b"GIF89a<script>alert(1)</script>", "foto.gif"),
    ],
    ids=["svg with a script", "a program", "empty", "cut off at its head", "cut off at its end", "polyglot"],
)
def test_what_is_no_picture_is_refused_in_words(client, content, name):
    response = upload_picture(client, content, name)

    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert not Image.objects.exists()


def drawing(content):
    return b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>" + content + b"</svg>"


def test_a_site_that_takes_drawings_as_pictures_takes_none_with_a_script(client, settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["svg"]

    response = upload_picture(client, drawing(b"<script>alert(1)</script>"), "gambar.svg")
    upload_picture(client, drawing(b"<path d='M0 0'/>"), "gambar.svg")

    assert "contains a script" in str(response.context["form"].errors["file"])
    assert stored(Image.objects.get()) == drawing(b"<path d='M0 0'/>")


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(16000, 12500), (60000, 60000)], ids=["200 megapixels", "3600 megapixels"])
def test_a_picture_of_too_many_pixels_is_refused_in_words(client, size):
    content = bytearray(pixels((10, 10)))
    # The size stands in the head of a PNG; its checksum must fit.
    content[16:24] = struct.pack(">II", *size)
    content[29:33] = struct.pack(">I", zlib.crc32(content[12:29]))

    response = upload_picture(client, bytes(content), "raksasa.png")

    assert response.status_code == 200
    assert "too many pixels" in str(response.context["form"].errors["file"])


# Files


def packed(size):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("isi.txt", b"\0" * size)
    return content.getvalue()


@pytest.mark.parametrize(
    "content, name, says",
    [
        (b"MZ\x90\0 program", "edaran.pdf", "This file is a program"),
        (b"\x7fELF program", "edaran", "This file is a program"),
        (b"#!/bin/sh\nrm -rf /", "edaran.txt", "This file is a program"),
        (b"<html><script>alert(1)</script>", "edaran.pdf", "not a PDF file"),
        (b"%PDF-1.7", "edaran.docx", "not a DOCX file"),
        (b"PK\x03\x04 damaged", "edaran.docx", "This file is damaged"),
        (b"1\n00:00:01,000 --> 00:00:02,000\n", "takarir.vtt", "not a VTT file"),
        (b"not a film", "film.mp4", "not a MP4 file"),
        (b"a\0b", "data.csv", "not a CSV file"),
        (b"<svg onload='alert(1)'/>", "gambar.svg", "contains a script"),
        (b"<svg><SCRIPT>alert(1)</SCRIPT></svg>", "gambar.svg", "contains a script"),
        (b"<s:svg><s:script>alert(1)</s:script></s:svg>", "gambar.svg", "contains a script"),
        ("<svg><script>alert(1)</script></svg>".encode("utf-16"), "gambar.svg", "contains a script"),
        (b"<svg><a href='java&#115;cript:alert(1)'/></svg>", "gambar.svg", "contains a script"),
        (b"<svg><a href='java&#10;script:alert(1)'/></svg>", "gambar.svg", "contains a script"),
        (b"<svg><!--" + b" " * 6_000_000 + b"--><script/></svg>", "gambar.svg", "contains a script"),
        (packed(120 * 1024 * 1024), "arsip.zip", "unpacks to far too much"),
        (b"", "kosong.pdf", ""),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(client, content, name, says):
    response = upload_file(client, content, name)

    assert response.status_code == 200
    assert says in str(response.context["form"].errors["file"])
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    "content, name",
    [
        (b"%PDF-1.7 surat", "edaran.pdf"),
        (b"\xef\xbb\xbfnama;alamat\n", "data.csv"),
        (b"\xef\xbb\xbfWEBVTT\n\n", "takarir.vtt"),
        (b"\0\0\0\x18ftypmp42", "film.mp4"),
        (packed(1000), "arsip.zip"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0'/></svg>", "gambar.svg"),
        (b"anything", "berkas.xyz"),
    ],
)
def test_an_honest_file_is_taken(client, content, name):
    assert upload_file(client, content, name).status_code == 302

    assert stored(Document.objects.get()) == content


def test_a_file_of_one_byte_too_few_does_not_break_anything():
    for content in (b"P", b"M", b"<", b"\0"):
        for extension in ("pdf", "zip", "svg", "mp4", "txt"):
            try:
                validate_file(SimpleUploadedFile(f"x.{extension}", content))
            except ValidationError as refused:
                assert refused.messages[0].endswith(".")


def test_the_validator_is_no_matter_for_migrations():
    _name, _path, _args, kwargs = Document._meta.get_field("file").deconstruct()

    assert "validators" not in kwargs


def test_a_setting_that_nobody_knows_is_an_error_that_names_the_known_ones(settings):
    settings.WAGTAIL_SOP = {**settings.WAGTAIL_SOP, "CONTENT": {"VIDEO_HOST": ["youtube.com"]}}

    with pytest.raises(ImproperlyConfigured, match="VIDEO_HOSTS"):
        get_content_settings()
