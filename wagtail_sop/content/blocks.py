"""What the body of a news item is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StreamBlock, StructBlock, TextBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.images.blocks import ImageBlock

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


class MediaBlock(StructBlock):
    embed = EmbedBlock(
        label=_("Address"),
        max_width=1200,
        help_text=_("The address of the video or post, for example on YouTube."),
    )
    title = CharBlock(
        label=_("What it shows"),
        max_length=200,
        help_text=_("Stands below it, and in its place where it cannot be played."),
    )

    class Meta:
        icon = "media"
        label = _("Video or post")
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
