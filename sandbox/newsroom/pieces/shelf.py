"""What an author uploads for a piece: pictures and documents."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.documents.models import Document
from wagtail.images.models import Image

from sandbox.newsroom import pictures


class Shelf:
    def __init__(self, text, author):
        self.text = text
        self.author = author

    def picture(self, entry=None):
        """Drawn by the name in ``picture``, with ``alt`` and ``caption``; None where there is none."""
        entry = entry or self.text
        if "picture" not in entry:
            return None
        image = Image(
            title=entry["caption"].partition(".")[0],
            description=entry["alt"],
            uploaded_by_user=self.author,
        )
        name = f"{self.text['key']}-{entry['picture'].replace('_', '-')}.jpg"
        image.file = ImageFile(BytesIO(pictures.draw(entry["picture"])), name=name)
        image.save()
        return image

    def document(self, title, name, content):
        return Document.objects.create(
            title=title, file=ContentFile(content, name=name), uploaded_by_user=self.author
        )

    def report(self):
        """The fields that all reports have, but for the body."""
        return {
            "lead": self.text["lead"],
            "dateline_place": self.text.get("place", "Yogyakarta"),
            **self.main_picture(),
        }

    def main_picture(self):
        return {
            "main_picture": self.picture(),
            "main_picture_alt": self.text.get("alt", ""),
            "main_picture_caption": self.text.get("caption", ""),
        }
