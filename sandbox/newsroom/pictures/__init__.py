"""The demo's pictures, drawn when it is loaded."""

from . import batik, indoors, outdoors


def draw(name) -> bytes:
    """The picture of that name (kawung, tents, coffee …) as a JPEG file."""
    place = next(place for place in (batik, outdoors, indoors) if hasattr(place, name))
    return getattr(place, name)().as_jpeg()
