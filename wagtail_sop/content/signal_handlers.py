"""What happens to pictures and files as they are uploaded, whoever uploads them."""

from django.core.exceptions import ValidationError
from django.db.models.signals import pre_save
from django.utils.translation import gettext as _
from PIL.Image import DecompressionBombError
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField
from wagtail.signals import page_published

from wagtail_sop.guards.wrapping import guard

from .files import check_svg, validate_file
from .pictures import UNREADABLE, check_whole, clean_copy
from .rendering import on_published


def install():
    page_published.connect(on_published, dispatch_uid="wagtail_sop_content_pictures")
    pre_save.connect(on_picture_saved, sender=get_image_model(), dispatch_uid="wagtail_sop_content_picture")
    guard(WagtailImageField, "to_python", refuse_damaged)
    # Wagtail has no place for such a validator, and its forms ask those of the model's field. Not a part of what
    # migrations compare.
    validators = get_document_model()._meta.get_field("file").validators
    if validate_file not in validators:
        validators.append(validate_file)


def refuse_damaged(original, field, data):
    """Wagtail answers a picture that Pillow cannot read with an error page, or takes it and breaks its pages."""
    try:
        if file := original(field, data):
            check_whole(file)
            if file.name.lower().endswith(".svg"):
                # As a picture it runs nothing, but the file itself has an address on the site.
                check_svg(file)
        return file
    except DecompressionBombError as error:
        raise ValidationError(
            _("This picture has too many pixels. Save it in a smaller size, and upload that.")
        ) from error
    except UNREADABLE as error:
        raise ValidationError(
            _(
                "This picture is damaged or no picture at all. Open it, save it again as JPEG or PNG, and upload that."
            )
        ) from error


def on_picture_saved(sender, instance, raw=False, **kwargs):
    """A new file, not yet stored, is cleaned; what was stored before stays as it is, with its focal point."""
    if raw or not instance.file or instance.file._committed:
        return
    if cleaned := clean_copy(instance.file.file):
        # Assigned, so that width and height are taken anew.
        instance.file = cleaned
        if instance.file_size is not None:
            instance._set_image_file_metadata()
