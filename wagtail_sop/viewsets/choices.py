"""Form fields that show units as a tree and people by name; plain selects work without JavaScript."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef

from wagtail_sop.models import Position, Unit


class UnitChoiceField(forms.ModelChoiceField):
    def __init__(self, queryset=None, **kwargs):
        super().__init__(Unit.objects.all() if queryset is None else queryset, **kwargs)

    def label_from_instance(self, unit):
        return unit.indented_name


class PositionChoiceField(forms.ModelChoiceField):
    """With its agency behind the name, where a site has several."""

    def __init__(self, queryset=None, **kwargs):
        positions = Position.objects.select_related("agency").annotate(
            other_agencies=Exists(Unit.objects.agencies().exclude(pk=OuterRef("agency")))
        )
        super().__init__(positions, **kwargs)

    def label_from_instance(self, position):
        return f"{position} – {position.agency}" if position.other_agencies else str(position)


class PersonChoiceField(forms.ModelChoiceField):
    def __init__(self, queryset=None, **kwargs):
        users = get_user_model()._default_manager.order_by(*name_fields())
        super().__init__(users.filter(is_active=True), **kwargs)

    def label_from_instance(self, user):
        username = user.get_username()
        name = user.get_full_name()
        return f"{name} ({username})" if name else username


def name_fields() -> list[str]:
    """The fields a site's user model has of those that name a person."""
    model = get_user_model()
    known = {field.name for field in model._meta.get_fields()}
    return [name for name in ("first_name", "last_name", model.USERNAME_FIELD) if name in known]


def fit_on_a_phone(form):
    """Wagtail lets a select grow as wide as its longest choice, beyond a narrow screen."""
    for field in form.fields.values():
        if isinstance(field.widget, forms.Select):
            field.widget.attrs["class"] = "w-w-full"
