"""For an integrating site's own tests: an office with people, and pieces on their way."""

from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth import get_user_model
from wagtail.models import Page

from .actions.install_procedure import install_procedure
from .models import Appointment, Case, Position, Unit
from .procedures import load_library

DAY_ONE = date(2020, 1, 1)


def make_user(username, first_name="", last_name="", **kwargs):
    """A person who can be written to and can log in with the password ``sop``."""
    user = get_user_model().objects.create_user(
        username=username,
        email=f"{username}@example.go.id",
        password="sop",  # noqa: S106
        first_name=first_name or username.replace("_", " ").title(),
        last_name=last_name,
        **kwargs,
    )
    return user


def appoint(user, position, unit, **kwargs):
    """A valid appointment since 2020; ``kwargs`` are fields of ``Appointment``."""
    return Appointment.objects.create(
        **{"user": user, "position": position, "unit": unit, "valid_from": DAY_ONE} | kwargs
    )


@dataclass
class Office:
    """An agency whose section runs the SOP of Dinas Sosial DIY: two units with a contributor, an admin and a head
    each, and a head of agency."""

    section: Page
    definition: object = field(default_factory=lambda: load_library("dinsos-diy"))

    def __post_init__(self):
        self.agency = Unit.objects.create(name="Dinas Contoh")
        self.data = Unit.objects.create(name="Bidang Data", parent=self.agency)
        self.care = Unit.objects.create(name="Balai Rehabilitasi", parent=self.agency)
        self.procedure = install_procedure(self.definition, [self.section], agency=self.agency)
        self.people = {}
        for unit, mark in ((self.data, "data"), (self.care, "care")):
            for code in ("kontributor", "admin", "atasan_unit"):
                self.hire(f"{code}_{mark}", code, unit)
        self.hire("kepala_dinas", "kepala_dinas", self.agency, kind=Appointment.Kind.DEFINITIVE)

    def hire(self, username, code, unit, **kwargs):
        """A new person with one appointment."""
        user = self.people[username] = make_user(username)
        appoint(user, self.position(code), unit, **kwargs)
        return user

    def position(self, code):
        return Position.objects.get(agency=self.agency, code=code)

    def __getattr__(self, name):
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def write(self, page, by, **changes):
        """Save a draft; a page that is not in the tree yet is added to the section. Returns its case."""
        for name, value in changes.items():
            setattr(page, name, value)
        if page.pk is None:
            page.live, page.owner = False, by
            self.section.add_child(instance=page)
        page.save_revision(user=by)
        return Case.objects.current_on(page)

    def bring(self, case, to, content_class="important"):
        """Let the right people carry a drafted case on until the step with this key waits."""
        mark = "data" if case.unit_id == self.data.pk else "care"
        if case.is_with_contributor:
            case.submit(self.people[f"kontributor_{mark}"], content_class=content_class)
        while case.current_step and case.current_step.key != to:
            self.next_actor(case, mark)
        return case

    def next_actor(self, case, mark):
        code = case.step.acting
        user = self.people.get(f"{code}_{mark}") or self.people[code]
        if case.status == Case.Status.LIVE:
            case.seal(user)
        else:
            case.approve(user)
