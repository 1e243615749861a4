"""Settings → Groups: the group of a position says whose it is, instead of failing on deletion."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.users.views import groups

from wagtail_sop.models import Position

from .wrapping import guard


def install():
    guard(groups.DeleteView, "dispatch", explain_group)


def explain_group(original, view, request, *args, **kwargs):
    position = Position.objects.filter(group_id=kwargs["pk"]).first()
    if position is None:
        return original(view, request, *args, **kwargs)
    message = _("This group belongs to the position “%(position)s” and goes when that position is deleted.")
    messages.error(request, message % {"position": position})
    return redirect("wagtailusers_groups:index")
