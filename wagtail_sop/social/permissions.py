"""What a group may be given in the wing, beside what appointments give."""

from django.contrib.auth.models import Permission

CODENAMES = ("add_account", "change_account")


def register_account_permissions():
    return Permission.objects.filter(content_type__app_label="wagtail_sop_social", codename__in=CODENAMES)
