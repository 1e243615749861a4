"""Where the content in the editor stands with its SOP, for the person who has it open."""

from dataclasses import dataclass
from functools import cached_property

from wagtail_sop.guards.territory import territory_of
from wagtail_sop.models import Case, Section

CACHE = "_sop_standing"


@dataclass
class Standing:
    user: object
    obj: object = None
    """The page or snippet as its draft says; None in a create view."""
    place: object = None
    """What tells the SOP of new content: the parent page, or the snippet's model."""

    @cached_property
    def case(self):
        """The case that is not live yet, else the newest one; None without any, and where no SOP governs."""
        if self.obj is None or not self.obj.pk or self.section is None:
            return None
        return Case.objects.current_on(self.obj)

    @property
    def running(self):
        """The case that a saved draft belongs to; None when saving opens a new one."""
        return self.case if self.case and self.case.status in Case.BEFORE_LIVE else None

    @cached_property
    def section(self):
        place = self.obj if self.obj is not None and self.obj.pk else self.place
        if territory_of(self.user).of(place) is None:
            return None
        return Section.objects.governing(place)

    @cached_property
    def edition(self):
        """The edition a draft saved now runs on; None where no SOP is in force."""
        if self.running:
            return self.running.edition
        return self.section and self.section.procedure.edition_in_force

    @property
    def is_governed(self) -> bool:
        return self.edition is not None

    @cached_property
    def is_seen(self) -> bool:
        """Whether this person may open the screens of the case."""
        return self.case is not None and Case.objects.visible_to(self.user).filter(pk=self.case.pk).exists()

    @cached_property
    def verbs(self) -> list:
        return self.running.verbs_for(self.user) if self.running else []

    def verb(self, name):
        return next((verb for verb in self.verbs if verb.name == name), None)

    @property
    def may_submit(self) -> bool:
        """Whether this person can hand in what a save makes of it."""
        if self.running:
            return self.verb("submit") is not None
        draft = Case(edition=self.edition, unit=self.section.unit)
        return draft.submitter_appointment(self.user) is not None

    @property
    def forwards(self):
        """The verb that carries an edited piece on, for the person whose step it is; else None."""
        return self.verb("approve") if self.running and self.running.may_edit(self.user) else None


def standing_of(request, obj=None, place=None) -> Standing:
    """Asked for by the menu and by the panel: once for each object and request."""
    known = request.__dict__.setdefault(CACHE, {})
    key = (type(obj), obj.pk) if obj is not None and obj.pk else place
    if key not in known:
        known[key] = Standing(request.user, obj, place)
    return known[key]


def forget(request):
    """Something was saved: look again."""
    request.__dict__.pop(CACHE, None)
