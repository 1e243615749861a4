"""Pictures arrive as each network takes them, and say nothing that the camera wrote into the file."""

import io
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw, features
from wagtail.images import get_image_model

from wagtail_sop.social.backends import backends
from wagtail_sop.social.backends.base import PictureRules
from wagtail_sop.social.backends.errors import ContentRefused, NotSent
from wagtail_sop.social.pictures import WRITABLE, PictureRefused, make_ready, ready_picture
from wagtail_sop.social.pictures.shape import Frame, ShapeRefused, frame_for, size_for

ANY = PictureRules(most=4)
INSTAGRAM = PictureRules(
    most=10, min_ratio=0.8, max_ratio=1.91, min_width=320, max_width=1440, max_height=1800
)
NO_LEAST_WIDTH = PictureRules(most=1, min_ratio=0.8, max_ratio=1.91)
EXACT = PictureRules(most=1, min_ratio=16 / 9, max_ratio=16 / 9, max_width=1280, max_height=720)

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def file_of(image, kind="PNG", **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    file.seek(0)
    return file


def opened(picture):
    return Image.open(io.BytesIO(picture.content))


def is_near(colour, expected, by=12):
    return all(abs(one - other) <= by for one, other in zip(colour, expected, strict=True))


def colour_of(picture, x=0.5, y=0.5):
    image = opened(picture)
    return image.getpixel((int(x * (image.width - 1)), int(y * (image.height - 1))))


def halves(left=RED, right=BLUE, size=(200, 100)):
    image = Image.new("RGB", size, left)
    ImageDraw.Draw(image).rectangle((size[0] // 2, 0, *size), fill=right)
    return image


def noise(size):
    return Image.effect_noise(size, 120).convert("RGB")


def bomb(width, height):
    """A PNG of a few bytes whose header promises so many pixels."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )
    return io.BytesIO(data)


# Shape and size


def test_an_allowed_picture_is_neither_cropped_nor_enlarged():
    picture = make_ready(file_of(halves(size=(180, 100))), NO_LEAST_WIDTH)

    assert (picture.width, picture.height) == (180, 100)


INSTAGRAM_WITHOUT_WIDTH = PictureRules(most=1, min_ratio=0.8, max_ratio=1.91)


def test_a_large_picture_becomes_as_small_as_the_network_says():
    picture = make_ready(file_of(Image.new("RGB", (6000, 4000))), ANY)

    assert (picture.width, picture.height) == (2048, 1365)
    assert opened(picture).size == (2048, 1365)
    assert picture.content_type == "image/jpeg"


@pytest.mark.parametrize(
    "size, expected",
    [
        ((3000, 1000), (1440, 754)),
        ((1000, 3000), (1000, 1250)),
        ((1000, 1000), (1000, 1000)),
        ((160, 160), (320, 320)),
    ],
    ids=["panorama", "tower", "square", "small"],
)
def test_a_picture_gets_the_nearest_ratio_that_is_allowed(size, expected):
    picture = make_ready(file_of(Image.new("RGB", size)), INSTAGRAM)

    assert (picture.width, picture.height) == expected


def test_a_single_allowed_ratio_is_met_to_the_pixel():
    assert size_for(4000, 3000, EXACT) == (1280, 720)
    assert size_for(1000, 1000, EXACT) == (1000, 562)


@pytest.mark.parametrize(
    "focus, expected",
    [
        (None, (545, 2455)),
        ((1500, 500), (545, 2455)),
        ((2900, 500), (1090, 3000)),
        ((0, 0, 10, 10), (0, 1910)),
        ((1000, 0, 1400, 900), (245, 2155)),
        ((9000, 9000), (1090, 3000)),
    ],
)
def test_the_focal_point_stays_in_the_picture(focus, expected):
    image = Image.new("RGB", (3000, 1000))
    if focus:
        shares = tuple(
            value / (3000, 1000)[index % 2] for index, value in enumerate(focus * (4 // len(focus)))
        )
    frame = frame_for(3000, 1000, INSTAGRAM, as_frame(shares) if focus else None)

    assert tuple(map(round, frame.within(*image.size)))[::2] == expected


def as_frame(shares):
    return Frame(*(min(share, 1) for share in shares))


def test_what_is_cropped_is_what_is_far_from_the_focal_point():
    left = make_ready(file_of(halves(size=(1000, 250))), INSTAGRAM, focal_point=(10, 10))
    right = make_ready(file_of(halves(size=(1000, 250))), INSTAGRAM, focal_point=(900, 0, 990, 200))

    assert is_near(colour_of(left, 0), RED) and is_near(colour_of(left, 0.95), RED)
    assert is_near(colour_of(right, 0.05), BLUE) and is_near(colour_of(right, 1), BLUE)


SHIPPED = [network.pictures for network in backends().values() if network.pictures]
RULES = st.sampled_from([INSTAGRAM, NO_LEAST_WIDTH, EXACT, ANY])


@given(
    st.tuples(st.integers(1, 12_000), st.integers(1, 12_000)),
    st.tuples(*[st.floats(0, 1)] * 4),
    RULES | st.sampled_from(SHIPPED),
)
def test_every_size_and_focal_point_ends_inside_the_rules(size, corners, rules):
    focus = as_frame((min(corners[::2]), min(corners[1::2]), max(corners[::2]), max(corners[1::2])))

    frame = frame_for(*size, rules, focus)
    try:
        width, height = size_for(*size, rules)
    except ShapeRefused:
        assert rules.min_width > size[0] / size[1] * rules.max_height - 1
        return

    assert 1 <= width <= rules.max_width and 1 <= height <= rules.max_height
    assert width >= rules.min_width
    if rules.min_ratio != rules.max_ratio:
        assert (rules.min_ratio or 0) - 1e-6 <= width / height or height == 1
        assert width / height <= (rules.max_ratio or 1e9) + 1e-6
    elif rules.min_ratio:
        assert abs(width / rules.min_ratio - height) <= 1
    assert -1e-9 <= frame.left <= frame.right <= 1 + 1e-9
    assert -1e-9 <= frame.top <= frame.bottom <= 1 + 1e-9
    assert_holds(frame.left, frame.right, focus.left, focus.right)
    assert_holds(frame.top, frame.bottom, focus.top, focus.bottom)


def assert_holds(start, end, focus_start, focus_end):
    """The focus as a whole where there is room for it, else as much of it as there is room for."""
    seen = min(end, focus_end) - max(start, focus_start)
    assert seen >= min(end - start, focus_end - focus_start) - 1e-9


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 900),
    st.integers(1, 900),
    st.floats(0, 1),
    st.floats(0, 1),
    st.sampled_from([INSTAGRAM, EXACT, ANY]),
)
def test_the_file_is_what_the_rules_ask_for(width, height, x, y, rules):
    try:
        picture = make_ready(file_of(Image.new("RGB", (width, height), RED)), rules, (x * width, y * height))
    except PictureRefused:
        assert rules.min_width and width / height < rules.min_width / rules.max_height
        return

    image = opened(picture)
    assert image.format == "JPEG" and image.mode == "RGB" and image.size == (picture.width, picture.height)
    assert image.width <= rules.max_width and image.height <= rules.max_height
    assert len(picture.content) <= rules.max_bytes
    assert is_near(colour_of(picture), RED)


def test_a_picture_far_too_narrow_is_refused_with_what_to_do():
    with pytest.raises(PictureRefused, match="too narrow for this network. Cut a wider part"):
        make_ready(file_of(Image.new("RGB", (10, 5000))), PictureRules(most=1, min_width=320))


# Bytes


def test_a_heavy_picture_loses_quality_before_size():
    light = make_ready(file_of(noise((800, 600))), PictureRules(most=1, max_bytes=400_000))
    lighter = make_ready(file_of(noise((800, 600))), PictureRules(most=1, max_bytes=60_000))

    assert (light.width, light.height) == (800, 600)
    assert len(light.content) <= 400_000
    assert lighter.width < 800 and len(lighter.content) <= 60_000
    assert abs(lighter.width / lighter.height - 4 / 3) < 0.02


def test_a_picture_that_cannot_become_small_enough_is_refused():
    rules = PictureRules(most=1, max_bytes=20_000, min_width=700)

    with pytest.raises(PictureRefused, match="cannot be made small enough"):
        make_ready(file_of(noise((800, 600))), rules)
    with pytest.raises(PictureRefused, match="cannot be made small enough"):
        make_ready(file_of(noise((800, 600))), PictureRules(most=1, max_bytes=10))


@pytest.mark.parametrize("kind, content_type", WRITABLE.items())
def test_a_network_gets_a_format_that_it_takes(kind, content_type):
    picture = make_ready(file_of(noise((500, 400))), PictureRules(most=1, formats=(kind,), max_bytes=90_000))

    assert picture.content_type == content_type
    assert opened(picture).format.lower() == kind
    assert len(picture.content) <= 90_000


# What the camera wrote


def with_exif(image, orientation=1):
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Kamera Budi"
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (7.0, 47.0, 44.0)
    return file_of(image, "JPEG", exif=exif, comment=b"rahasia", quality=95)


def test_place_camera_and_comment_are_gone():
    file = with_exif(halves())
    assert b"Kamera Budi" in file.getvalue()

    picture = make_ready(file, ANY)

    image = opened(picture)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Kamera Budi" not in picture.content and b"rahasia" not in picture.content


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_the_same_holds_for_other_files_and_formats(kind):
    exif = Image.Exif()
    exif[0x010F] = "Kamera Budi"
    file = file_of(halves(), kind, exif=exif)

    for output in WRITABLE:
        picture = make_ready(file, PictureRules(most=1, formats=(output,)))
        assert not opened(picture).getexif()
        assert b"Kamera Budi" not in picture.content


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_taken_sideways_stands_upright(orientation):
    upright = halves(RED, BLUE, (400, 100))
    # What turns it back is the transposition that the camera noted.
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    taken = upright.transpose(undo) if undo is not None else upright

    whole = make_ready(with_exif(taken, orientation), ANY)
    right = make_ready(with_exif(taken, orientation), INSTAGRAM, focal_point=(390, 50))

    assert (whole.width, whole.height) == (400, 100)
    assert is_near(colour_of(whole, 0.1), RED, 30) and is_near(colour_of(whole, 0.9), BLUE, 30)
    assert is_near(colour_of(right, 0.1), BLUE, 30)


def test_a_large_photograph_taken_sideways_keeps_its_focal_point():
    taken = halves(RED, BLUE, (6000, 1500)).transpose(Image.Transpose.ROTATE_90)

    picture = make_ready(with_exif(taken, 6), INSTAGRAM, focal_point=(300, 700))

    assert (picture.width, picture.height) == (1440, 754)
    assert is_near(colour_of(picture, 0.95), RED, 30)


# Colours


def test_transparent_parts_become_white():
    image = Image.new("RGBA", (100, 100), (*RED, 0))
    ImageDraw.Draw(image).rectangle((50, 0, 100, 100), fill=(*BLUE, 255))

    picture = make_ready(file_of(image), ANY)

    assert is_near(colour_of(picture, 0.1), WHITE) and is_near(colour_of(picture, 0.9), BLUE)


@pytest.mark.parametrize(
    "mode, fill, expected",
    [
        ("L", 128, (128, 128, 128)),
        ("LA", (128, 255), (128, 128, 128)),
        ("1", 1, WHITE),
        ("P", 0, (0, 0, 0)),
        ("I;16", 32_768, (127, 127, 127)),
        ("RGBA", (*GREEN, 255), GREEN),
    ],
)
def test_every_kind_of_png_keeps_its_colour(mode, fill, expected):
    picture = make_ready(file_of(Image.new(mode, (50, 50), fill)), ANY)

    assert is_near(colour_of(picture), expected)


@pytest.mark.parametrize(
    "mode, fill, expected",
    [
        ("CMYK", (0, 255, 255, 0), (254, 0, 0)),
        ("I", 65_535, WHITE),
        ("F", 1.0, WHITE),
        ("I;16", 65_535, WHITE),
        ("RGB", GREEN, GREEN),
    ],
)
def test_every_kind_of_tiff_keeps_its_colour(mode, fill, expected):
    picture = make_ready(file_of(Image.new(mode, (50, 50), fill), "TIFF"), ANY)

    assert is_near(colour_of(picture), expected)


def test_a_printer_s_jpeg_keeps_its_colour():
    picture = make_ready(file_of(Image.new("CMYK", (50, 50), (255, 0, 255, 0)), "JPEG"), ANY)

    assert opened(picture).mode == "RGB"
    assert is_near(colour_of(picture), GREEN)


def test_colours_of_another_profile_are_converted():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = Image.new("RGB", (50, 50), (200, 100, 50))

    same = make_ready(file_of(image, "PNG", icc_profile=srgb), ANY)
    foreign = make_ready(file_of(image, "PNG", icc_profile=lab), ANY)
    damaged = make_ready(file_of(image, "PNG", icc_profile=b"not a profile"), ANY)

    for picture in (same, foreign, damaged):
        assert "icc_profile" not in opened(picture).info
        assert is_near(colour_of(picture), (200, 100, 50))


def test_a_wide_profile_changes_the_numbers_and_not_the_look():
    image = Image.new("RGB", (50, 50), (200, 100, 50))

    picture = make_ready(file_of(image, "JPEG", quality=95, icc_profile=swapped_profile()), ANY)

    assert is_near(colour_of(picture), (100, 200, 50), 25)


def swapped_profile():
    """sRGB with red and green exchanged: a conversion that takes place cannot be overlooked."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    places = {bytes(data[at : at + 4]): at for at in range(132, 132 + 12 * count, 12)}
    for one, other in ((b"rXYZ", b"gXYZ"),):
        first, second = places[one], places[other]
        data[first + 4 : first + 12], data[second + 4 : second + 12] = (
            data[second + 4 : second + 12],
            data[first + 4 : first + 12],
        )
    return bytes(data)


def test_of_an_animation_the_first_frame_is_shown():
    frames = [Image.new("RGB", (60, 60), colour) for colour in (RED, GREEN, BLUE)]
    animation = {"save_all": True, "append_images": frames[1:], "duration": 100}

    for kind in ("GIF", "WEBP", "PNG"):
        picture = make_ready(file_of(frames[0], kind, **animation), ANY)
        assert is_near(colour_of(picture), RED, 30)


# What is refused


def test_a_drawing_is_refused_with_what_to_do():
    file = io.BytesIO(
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'
    )

    with pytest.raises(PictureRefused, match="do not take SVG drawings. Export it as PNG or JPEG") as refusal:
        make_ready(file, ANY)

    assert isinstance(refusal.value, ContentRefused) and refusal.value.reason == "picture"


@pytest.mark.parametrize("size", [(20_000, 10_000), (10_000, 10_000), (65_000, 65_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(size):
    with pytest.raises(PictureRefused, match="more than 89 million pixels. Save it smaller"):
        make_ready(bomb(*size), ANY)


def cut(file, share=0.5):
    return io.BytesIO(file.getvalue()[: int(len(file.getvalue()) * share)])


@pytest.mark.parametrize(
    "file",
    [
        io.BytesIO(b""),
        io.BytesIO(b"Bukan gambar."),
        io.BytesIO(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n"),
        cut(file_of(noise((200, 200)), "JPEG")),
        cut(file_of(noise((200, 200)), "PNG")),
        cut(file_of(noise((200, 200)), "WEBP")),
        cut(file_of(noise((200, 200)), "GIF")),
        cut(file_of(noise((200, 200)), "TIFF"), 0.3),
        bomb(100, 100),
    ],
    ids=["empty", "text", "PostScript", "JPEG", "PNG", "WebP", "GIF", "TIFF", "no data"],
)
def test_a_damaged_file_is_refused_with_what_to_do(file):
    with pytest.raises(PictureRefused, match="damaged, or of a kind that cannot be read"):
        make_ready(file, ANY)


KINDS = ["JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", *(["AVIF"] if features.check("avif") else [])]
SOUND = {kind: file_of(halves(size=(32, 16)), kind).getvalue() for kind in KINDS}


# Pillow warns of some damage that it can live with.
@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from(KINDS))
def test_a_file_that_was_changed_is_shown_or_refused_and_nothing_else(data, kind):
    content = bytearray(SOUND[kind])
    for _change in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    try:
        picture = make_ready(io.BytesIO(content), ANY)
    except PictureRefused:
        return
    assert opened(picture).mode == "RGB"


# Alternative text


@pytest.mark.parametrize(
    "text, limit, expected",
    [
        ("Warga menerima paket", 1000, "Warga menerima paket"),
        ("  Warga  ", 1000, "Warga"),
        ("Warga menerima paket", 16, "Warga menerima…"),
        ("Warga menerima paket", 0, ""),
        ("Wargamenerima", 5, "Warg…"),
        ("", 100, ""),
    ],
)
def test_the_alternative_text_is_as_long_as_the_network_takes(text, limit, expected):
    rules = PictureRules(most=1, alt_text_limit=limit)

    assert make_ready(file_of(halves()), rules, alt_text=text).alt_text == expected


# Wagtail's images


@pytest.fixture
def image(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = ContentFile(file_of(halves(size=(1000, 250))).getvalue(), name="bantuan.png")
    return get_image_model().objects.create(title="Bantuan", file=file)


def test_an_image_of_the_site_is_made_ready_with_its_focal_point(image):
    image.focal_point_x, image.focal_point_y = 950, 100
    image.focal_point_width = image.focal_point_height = 40
    image.save()

    picture = ready_picture(image, INSTAGRAM, "Warga")

    assert (picture.width, picture.height, picture.content_type) == (477, 250, "image/jpeg")
    assert is_near(colour_of(picture, 0.05), BLUE)
    assert (picture.alt_text, picture.url) == ("", "")


def test_an_image_whose_file_is_missing_is_refused(image):
    image.file.storage.delete(image.file.name)
    image = get_image_model().objects.get()

    with pytest.raises(
        PictureRefused, match="The file of the picture “Bantuan” is missing. Upload it again."
    ):
        ready_picture(image, ANY)


def test_a_storage_out_of_reach_is_tried_again(image, monkeypatch):
    def fail(*args, **kwargs):
        raise TimeoutError

    image = get_image_model().objects.get()
    monkeypatch.setattr(FileSystemStorage, "_open", fail)

    with pytest.raises(NotSent, match="could not be read from the storage"):
        ready_picture(image, ANY)


def test_a_drawing_of_the_site_is_refused(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drawing = ContentFile(
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"/>', name="lambang.svg"
    )
    image = get_image_model()(title="Lambang", file=drawing, width=10, height=10)

    with pytest.raises(PictureRefused, match="SVG"):
        ready_picture(image, ANY)
