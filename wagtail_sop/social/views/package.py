"""The pictures of a post as its network takes them, to be uploaded by hand."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views import View
from wagtail.images import get_image_model

from wagtail_sop.social.backends.base import PictureRules
from wagtail_sop.social.backends.errors import DeliveryError
from wagtail_sop.social.pictures import ready_picture
from wagtail_sop.social.words import network_of

from .posts import visible_post

ANY = PictureRules(most=10, formats=("jpeg", "png"))


class PictureView(View):
    def get(self, request, pk, number):
        post = visible_post(request, pk)
        image = self.image(post, number)
        try:
            picture = ready_picture(image, self.rules(post))
        except DeliveryError as error:
            messages.error(request, str(error))
            return redirect("wagtail_sop_social:post", pk)
        ending = picture.content_type.partition("/")[2].replace("jpeg", "jpg")
        response = HttpResponse(picture.content, content_type=picture.content_type)
        name = _("picture")
        response["Content-Disposition"] = f'attachment; filename="{name}-{post.pk}-{number}.{ending}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def image(self, post, number):
        if not 1 <= number <= len(post.pictures):
            raise Http404
        image = get_image_model().objects.filter(pk=post.pictures[number - 1]["image"]).first()
        if image is None:
            raise Http404
        return image

    def rules(self, post) -> PictureRules:
        network = network_of(post.network)
        return (network and network.pictures) or ANY
