"""What bodies, galleries, files and rows are made of."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    DateBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    StructValue,
    TextBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from .videos import allowed_hosts, host_of, is_allowed, player_of

# No headings inside a paragraph: the heading block alone keeps the levels of a page in order.
PARAGRAPH_FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class PictureBlock(StructBlock):
    image = ImageBlock(label=_("Picture"))
    caption = CharBlock(
        label=_("Caption"),
        required=False,
        max_length=250,
        help_text=_("Who and what is to be seen, and who took the picture."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "wagtail_sop_content/blocks/image.html"


class QuoteBlock(StructBlock):
    quote = TextBlock(label=_("Quote"), help_text=_("The words as they were said, without quotation marks."))
    said_by = CharBlock(
        label=_("Said by"),
        max_length=150,
        help_text=_("The name with its titles, as the person writes it."),
    )
    position = CharBlock(
        label=_("Position"),
        required=False,
        max_length=150,
        help_text=_("For example: Head of the Social Services Agency."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "wagtail_sop_content/blocks/quote.html"


class DocumentBlock(StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = CharBlock(
        label=_("Text of the link"),
        required=False,
        max_length=150,
        help_text=_("Leave it empty to use the title of the document."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "wagtail_sop_content/blocks/document.html"


class VideoAddressBlock(URLBlock):
    def clean(self, value):
        address = super().clean(value)
        if address and not is_allowed(address):
            raise ValidationError(
                gettext("Videos from %(host)s cannot be shown here. Use one of: %(hosts)s.")
                % {"host": host_of(address), "hosts": allowed_hosts()}
            )
        return address


class VideoValue(StructValue):
    @property
    def player(self) -> str:
        """Address of the player that takes the link's place on a click; empty where only the link will do."""
        return player_of(self.get("embed") or "")

    @property
    def host(self) -> str:
        """Where the link leads, as visitors know it."""
        return host_of(self.get("embed") or "").removeprefix("www.")


class MediaBlock(StructBlock):
    """A video on another site. Nothing of that site is loaded before a visitor asks for it."""

    # The name is older than what it holds, and stands in stored bodies.
    embed = VideoAddressBlock(
        label=_("Address"),
        help_text=_("Of a video on another site. It is loaded only when a visitor asks for it."),
    )
    title = CharBlock(
        label=_("What it shows"),
        max_length=200,
        help_text=_("Stands below it, and in its place where it cannot be played."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        value_class = VideoValue
        template = "wagtail_sop_content/blocks/embed.html"


class NewsBodyBlock(StreamBlock):
    paragraph = RichTextBlock(label=_("Paragraph"), icon="pilcrow", features=PARAGRAPH_FEATURES)
    heading = CharBlock(
        label=_("Heading"),
        icon="title",
        max_length=150,
        template="wagtail_sop_content/blocks/heading.html",
    )
    image = PictureBlock()
    quote = QuoteBlock()
    document = DocumentBlock()
    embed = MediaBlock()


class GalleryPictureBlock(StructBlock):
    """In a gallery no picture is mere decoration, so none can do without a text."""

    image = ImageChooserBlock(label=_("Picture"))
    alt_text = CharBlock(
        label=_("Alt text"),
        max_length=250,
        help_text=_("What the picture shows, for people who cannot see it."),
    )
    caption = CharBlock(
        label=_("Caption"),
        max_length=250,
        help_text=_("Who and what is to be seen, where and when, and who took the picture."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "wagtail_sop_content/blocks/gallery_picture.html"


class GalleryBlock(StreamBlock):
    picture = GalleryPictureBlock()

    class Meta:
        min_num = 1


class FilesBlock(StreamBlock):
    document = DocumentBlock()

    class Meta:
        min_num = 1


class InformationRowBlock(StructBlock):
    summary = TextBlock(label=_("Summary of the information"), rows=2)
    # The values of InformationCategory, which stands above the blocks. What is excluded is not listed.
    category = ChoiceBlock(
        label=_("Category"),
        choices=[
            ("periodic", _("published regularly (berkala)")),
            ("immediate", _("announced at once (serta merta)")),
            ("on_request", _("available at any time (setiap saat)")),
        ],
    )
    holder = CharBlock(label=_("Official or unit that holds it"), max_length=200)
    responsible = CharBlock(
        label=_("Responsible for making or publishing it"),
        required=False,
        max_length=200,
        help_text=_("The position, not a person's name."),
    )
    made_on = DateBlock(label=_("Date of making"), required=False)
    place = CharBlock(label=_("Place of making"), required=False, max_length=100)
    form = CharBlock(
        label=_("Form of the information"),
        max_length=100,
        help_text=_("For example: soft copy and hard copy."),
    )
    retention = CharBlock(label=_("Retention period"), required=False, max_length=120)
    document = DocumentChooserBlock(label=_("Document"), required=False)
    address = URLBlock(label=_("Address"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Row")


class InformationRowsBlock(StreamBlock):
    row = InformationRowBlock()
