"""The demo's pictures, drawn when it is loaded."""

from . import batik, buildings, cloth, crafts, indoors, nature, outdoors, rooms, safety, things

PLACES = (batik, cloth, outdoors, indoors, buildings, nature, rooms, crafts, safety, things)


def draw(name) -> bytes:
    """The picture of that name (kawung, tents, coffee …) as a JPEG file."""
    place = next(place for place in PLACES if hasattr(place, name))
    return getattr(place, name)().as_jpeg()
