"""Pages that only a demo has."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.backends import ModelBackend
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from . import guide as guides
from . import mailbox as post_office
from .agency import PASSWORD


def guide(request):
    context = {
        "stops": guides.stops(),
        "everybody": guides.everybody(),
        "cases": guides.standing(),
        "password": PASSWORD,
        "networks": settings.DEMO_NETWORKS,
    }
    return render(request, "newsroom/guide.html", context)


def mailbox(request):
    to = request.GET.get("kepada", "")
    letters = post_office.letters()
    shown = [letter for letter in letters if not to or letter.to == to]
    recipients = sorted({letter.to for letter in letters})
    return render(request, "newsroom/mailbox.html", {"letters": shown, "recipients": recipients, "to": to})


def letter(request, key):
    found = post_office.letter(key)
    if found is None:
        raise Http404
    reader = get_user_model().objects.filter(email=found.to, is_active=True).first()
    return render(request, "newsroom/letter.html", {"letter": found, "reader": reader})


@require_POST
def enter_as(request):
    """Log in by a click. The passwords are on the page beside the button, so this gives nothing away."""
    user = get_object_or_404(get_user_model(), username=request.POST.get("username", ""), is_active=True)
    login(request, user, backend=f"{ModelBackend.__module__}.{ModelBackend.__qualname__}")
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return redirect(wanted if is_ours else reverse("wagtailadmin_home"))
