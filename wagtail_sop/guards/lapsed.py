"""Whose appointment ended reads that, and not a login form that would let nobody in."""

from django.contrib.messages import get_messages
from django.shortcuts import render
from wagtail.admin import auth
from wagtail.admin.localization import get_localized_response
from wagtail.admin.views.account import LogoutView

from wagtail_sop.formats import official_date
from wagtail_sop.models import Appointment

from .wrapping import guard


def install():
    guard(auth, "reject_request", reject_request)


def reject_request(original, request):
    ended = None if is_ajax(request) else last_appointment(request.user)
    if ended is None:
        return original(request)
    if is_log_out(request):
        # Wagtail lets only those log out who have access.
        return LogoutView.as_view()(request)
    return get_localized_response(explain, request, ended)


def is_ajax(request) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"


def is_log_out(request) -> bool:
    return request.method == "POST" and request.resolver_match.url_name == "wagtailadmin_logout"


def last_appointment(user):
    """The appointment that ended last, of a person who has none any more; else None."""
    if not user.is_authenticated or Appointment.objects.of_user(user).exists():
        return None
    ended = Appointment.objects.expired().filter(user=user).select_related("position", "unit")
    return ended.order_by("-valid_until", "-pk").first()


def explain(request, ended):
    # Wagtail has just queued its own sentence; unread, it would stand on the screen after the next login.
    list(get_messages(request))
    context = {"position": ended.capacity, "date": official_date(ended.valid_until)}
    return render(request, "wagtail_sop/lapsed.html", context, status=403)
