"""From whatever a file holds to plain sRGB, eight bits a colour, without transparency."""

import io

from PIL import Image, ImageCms

WHITE = "#ffffff"


def in_srgb(image) -> Image.Image:
    profile = image.info.get("icc_profile")
    flat = _flattened(_in_eight_bits(image))
    return _converted(flat, profile) if profile else flat.convert("RGB")


def _in_eight_bits(image):
    # Pillow's own conversion would cut 16 bits off at 255 and leave a white picture.
    if not image.mode.startswith(("I", "F")):
        return image
    wide = image.convert("F")
    _lowest, highest = wide.getextrema()
    top = max(highest, 65_535) if image.mode.startswith("I") else highest or 1
    return wide.point(lambda value: value * (255 / top)).convert("L")


def _flattened(image):
    if not image.has_transparency_data:
        return image.convert("RGB") if image.mode in ("P", "PA", "1") else image
    image = image.convert("RGBA")
    ground = Image.new("RGB", image.size, WHITE)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _converted(image, profile):
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A damaged profile, or one of another colour space: nearly right is better than no picture.
        return image.convert("RGB")
