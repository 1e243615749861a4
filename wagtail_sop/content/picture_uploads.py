"""One picture of many, as the form sends them: into the library by Wagtail's own form, with all that it asks for."""

import os.path

from django.http import JsonResponse
from django.utils.translation import gettext as _
from wagtail.images.views.chooser import ImageChosenResponseMixin
from wagtail.images.views.multiple import AddView

TITLE_LENGTH = 255


class AddPictureView(ImageChosenResponseMixin, AddView):
    """Answers with what the form shows of a chosen picture, or in words why this one cannot be taken."""

    http_method_names = ["post"]

    def post(self, request):
        file = request.FILES.get("file")
        if file is None:
            return refusal(_("No picture arrived. Choose it again."))
        said = {"title": title_of(file), "collection": request.POST.get("collection")}
        form = self.get_upload_form_class()(said, {"file": file}, user=request.user)
        if not form.is_valid():
            return refusal(reason(form))
        return JsonResponse({"picture": self.get_chosen_response_data(self.save_object(form))})


def title_of(file) -> str:
    return os.path.splitext(file.name)[0][:TITLE_LENGTH]


def refusal(why):
    return JsonResponse({"why": why})


def reason(form) -> str:
    """The errors of the file as they are; others, such as a field that a site demands, with the field's name."""
    named = (
        error if name in ("file", "__all__") else f"{form.fields[name].label}: {error}"
        for name, errors in form.errors.items()
        for error in errors
    )
    return " ".join(named)
