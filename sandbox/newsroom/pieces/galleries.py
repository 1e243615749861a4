"""Photo galleries. The first picture is the cover."""

from wagtail_sop.content.models import GalleryPage

from .texts import body

FILES = ("galleries",)


def build(text, shelf):
    pictures = [(shelf.picture(entry), entry) for entry in text["pictures"]]
    cover, entry = pictures[0]
    return GalleryPage(
        **shelf.report()
        | {"main_picture": cover, "main_picture_alt": "", "main_picture_caption": entry["caption"]},
        pictures=[("picture", shown(image, entry)) for image, entry in pictures],
        body=body(text),
    )


def shown(image, entry):
    return {"image": image, "alt_text": entry["alt"], "caption": entry["caption"]}
