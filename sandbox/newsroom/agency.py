"""The agency of the demo: units and people. Every person is invented."""

from dataclasses import dataclass
from datetime import timedelta

PASSWORD = "demo"
MAIL_DOMAIN = "dinsos.example"
AGENCY = "Dinas Sosial DIY"


@dataclass(frozen=True)
class UnitPlan:
    """One unit with its three posts: contributor, admin, head; a post held by nobody is ``""``."""

    key: str
    name: str
    contributor: str
    admin: str
    head: str
    mailbox: str = ""

    @property
    def head_title(self):
        return "Sekretaris" if self.name == "Sekretariat" else f"Kepala {self.name}"


UNITS = [
    UnitPlan(
        "sekretariat", "Sekretariat", "Galih Wicaksana", "Ratri Kusumaningtyas", "Handayani Puspitarini"
    ),
    UnitPlan(
        "linjamsos",
        "Bidang Perlindungan dan Jaminan Sosial",
        "Nadia Larasati",
        "Bayu Adinegara",
        "Sutrisna Hadiwibawa",
    ),
    UnitPlan(
        "resos",
        "Bidang Rehabilitasi Sosial",
        "Fajar Nugrahanta",
        "Intan Wulansari",
        "Retnaningtyas Mulyana",
    ),
    UnitPlan(
        "dayasos",
        "Bidang Pemberdayaan Sosial",
        "Laksita Anggraheni",
        "Yoga Pramudita",
        "Darmawan Susilaputra",
    ),
    UnitPlan(
        "bencana",
        "Bidang Penanganan Bencana Sosial",
        "Panji Satriatama",
        "Kinanti Maheswari",
        "Prabowanto Setyadi",
        mailbox="redaksi-bencana@dinsos.example",
    ),
    UnitPlan(
        "anak", "Balai Pengasuhan Anak", "Sekar Ayuningrum", "Rangga Tirtayasa", "Murwani Lestariningsih"
    ),
    UnitPlan(
        "lansia", "Balai Pelayanan Lanjut Usia", "Danang Purwakanta", "Wening Paramita", "Siswaya Gunadarma"
    ),
    UnitPlan(
        "difabel",
        "Balai Rehabilitasi Penyandang Disabilitas",
        "Arum Kinasihanti",
        "Bima Jatmikanta",
        "Titisari Wijayanti",
    ),
    UnitPlan("perempuan", "Balai Perlindungan Perempuan", "Dyah Pitaloka Sari", "Gendhis Prameswari", ""),
    UnitPlan("remaja", "Balai Pembinaan Remaja", "Jati Waskitha", "Nareswari Utami", "Widagda Kertanegara"),
    UnitPlan(
        "latihan",
        "Balai Pendidikan dan Pelatihan Kesejahteraan Sosial",
        "Tirta Abimanyuda",
        "Larasmaya Dewanti",
        "Sasmita Hardaningrat",
    ),
]

HEAD_OF_AGENCY = "Widyaningrum Atmasari"
SECOND_ADMIN = "Restu Pambudiarta"
FORMER_HEAD = "Kartika Sulistyawardani"
ACTING_DAYS_AGO = (220, 40)
"""From when until when she was the acting head of the balai that has none now."""
WEBMASTER = "Aditya Wirayudanto"


def decree(number):
    return f"800.1.3.3/{number}"


class People:
    """Users and appointments. The keys are user names: ``kontributor.resos``, ``kepala.dinas``."""

    def __init__(self):
        from django.contrib.auth.hashers import make_password

        # One hash for all: hashing thirty-eight times the same word would take most of the loading time.
        self.password = make_password(PASSWORD)
        self.by_name = {}

    def __getitem__(self, username):
        return self.by_name[username]

    def user(self, username, full_name, **kwargs):
        from django.contrib.auth import get_user_model

        first, _space, last = full_name.partition(" ")
        user = get_user_model().objects.create(
            username=username,
            email=f"{username}@{MAIL_DOMAIN}",
            first_name=first,
            last_name=last,
            password=self.password,
            **kwargs,
        )
        self.by_name[username] = user
        return user


def build_units(calendar):
    """The agency and its units, by key; the agency itself is ``dinas``."""
    from wagtail_sop.models import Unit

    agency = Unit.objects.create(name=AGENCY, calendar=calendar)
    units = {"dinas": agency}
    for plan in UNITS:
        units[plan.key] = Unit.objects.create(name=plan.name, parent=agency, mailbox=plan.mailbox)
    return units


def build_people(units, positions, today):
    """Everybody with a post, and one with a post that ended. ``positions`` by code, ``today`` a date."""
    from wagtail_sop.models import Appointment

    people = People()
    since = today.replace(month=1, day=2) - timedelta(days=2 * 365)

    def appoint(user, code, unit, title, kind=Appointment.Kind.MEMBER, **dates):
        values = {"valid_from": since, "decree_number": decree(100 + user.pk)} | dates
        Appointment.objects.create(
            user=user, position=positions[code], unit=units[unit], title=title, kind=kind, **values
        )

    definitive = Appointment.Kind.DEFINITIVE
    for plan in UNITS:
        key = plan.key
        contributor = people.user(f"kontributor.{key}", plan.contributor)
        appoint(contributor, "kontributor", key, f"Kontributor {plan.name}")
        appoint(people.user(f"admin.{key}", plan.admin), "admin", key, f"Admin {plan.name}")
        if plan.head:
            username = "sekretaris" if key == "sekretariat" else f"kepala.{key}"
            appoint(people.user(username, plan.head), "atasan_unit", key, plan.head_title, definitive)
    appoint(people.user("admin2.resos", SECOND_ADMIN), "admin", "resos", "Admin Bidang Rehabilitasi Sosial")
    # Where a unit has no head, the Sekretaris decides: the nearest holder above.
    appoint(people["sekretaris"], "atasan_unit", "dinas", "Sekretaris", definitive)
    appoint(people.user("kepala.dinas", HEAD_OF_AGENCY), "kepala_dinas", "dinas", "Kepala Dinas", definitive)
    appoint(
        people["kepala.linjamsos"],
        "kepala_dinas",
        "dinas",
        "Kepala Dinas",
        Appointment.Kind.PLH,
        valid_from=today - timedelta(days=14),
        valid_until=today + timedelta(days=9),
        decree_number=decree(1417),
    )
    appoint(
        people.user("kepala.perempuan.lama", FORMER_HEAD),
        "atasan_unit",
        "perempuan",
        "Kepala Balai Perlindungan Perempuan",
        Appointment.Kind.PLT,
        valid_from=today - timedelta(days=ACTING_DAYS_AGO[0]),
        valid_until=today - timedelta(days=ACTING_DAYS_AGO[1]),
    )
    people.user("webmaster", WEBMASTER, is_staff=True, is_superuser=True)
    return people
