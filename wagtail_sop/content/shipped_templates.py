"""The templates that come with the package, as rows that an agency then changes as it likes."""

from functools import cache
from importlib.resources import files

import yaml
from django.apps import apps
from django.contrib.contenttypes.models import ContentType

from .models import PieceMixin, PieceTemplate

LIBRARY = "library/templates.yaml"


@cache
def shipped() -> list[dict]:
    return yaml.safe_load(files(__package__).joinpath(LIBRARY).read_text("utf-8"))


def load_templates(instead=None) -> list[PieceTemplate]:
    """Make those that are missing; the new rows. What is there stays as the agency has made it.

    ``instead``: a page type of the site's own by the one of ours that it takes the place of, both as
    ``app_label.Model``. Templates of types that the site does not have are passed over. Raises ``LookupError`` for a
    model that does not exist and ``ValueError`` for one without summary and body.
    """
    chosen = {ours: piece_model(theirs) for ours, theirs in (instead or {}).items()}
    known = set(PieceTemplate.objects.exclude(key=None).values_list("key", flat=True))
    missing = [entry for entry in shipped() if entry["key"] not in known]
    return [made for entry in missing if (made := make(entry, chosen))]


def make(entry, chosen):
    name = entry["page_type"]
    model = chosen.get(name) or own_model(name)
    if model is None:
        return None
    page_type = ContentType.objects.get_for_model(model)
    body = [{"type": kind, "value": value} for block in entry["body"] for kind, value in block.items()]
    given = {field: entry.get(field, "") for field in ("name", "description", "lead", "information_category")}
    template = PieceTemplate(key=entry["key"], page_type=page_type, **given)
    template.body = template._meta.get_field("body").to_python(body)
    template.save()
    return template


def own_model(name):
    """None on a site that swaps the base page, which has our mixins only."""
    try:
        return apps.get_model(name)
    except LookupError:
        return None


def piece_model(name):
    model = apps.get_model(name)
    if not issubclass(model, PieceMixin):
        raise ValueError(f"{name} has no summary and no body: it has to be a PieceMixin.")
    return model
