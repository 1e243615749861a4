"""Whom to log in as, to see what: for the terminal and for the page /panduan/."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from wagtail_sop.content.models import NewsPage
from wagtail_sop.models import Appointment, Case

from .agency import PASSWORD

CLOSED_SHOWN = 5


@dataclass(frozen=True)
class Visit:
    """One thing to see: as whom, in which piece (the slug of its page; empty for all)."""

    username: str
    slug: str
    what: str
    phone: bool = False


VISITS = (
    Visit(
        "kepala.bencana",
        "kampung-siaga",
        "Atasan unit di ponsel: halaman seperti yang akan dilihat pengunjung, lalu dua tombol, "
        "Setujui dan Kembalikan.",
        phone=True,
    ),
    Visit(
        "kepala.dinas",
        "pemutakhiran-data",
        "Naskah kebijakan menunggu Kepala Dinas. Di kotak tugasnya juga ada naskah penting yang "
        "mendekati tenggat dan penayangan darurat yang harus diperiksa kemudian.",
        phone=True,
    ),
    Visit(
        "kepala.linjamsos",
        "karang-taruna",
        "Plh. Kepala Dinas hari ini. Naskah dari bidangnya sendiri tidak dapat ia putuskan dua kali, "
        "jadi naskah kebijakan tadi tidak ada di sini.",
        phone=True,
    ),
    Visit(
        "sekretaris",
        "ruang-aman",
        "Jabatan kepala balai kosong; berkas naik ke Sekretaris dan menyebutkan alasannya.",
    ),
    Visit(
        "kepala.remaja",
        "bengkel-remaja",
        "Berkas yang terlambat: dicatat dan terlihat, tetapi tidak menghalangi.",
    ),
    Visit(
        "kontributor.difabel",
        "pijat-netra",
        "Naskah dikembalikan dengan alasan; perbaiki, lalu ajukan kembali.",
    ),
    Visit("kontributor.anak", "kebun-anak", "Naskah yang masih ditulis: langkah 1 dari 7 dan tenggatnya."),
    Visit("admin.latihan", "diklat-pekerja-sosial", "Bahan baru diserahkan; tombolnya Terima."),
    Visit(
        "admin2.resos",
        "juru-bahasa-isyarat",
        "Berkas sudah diambil rekan seunit; boleh diambil alih, tidak dapat ditimpa.",
    ),
    Visit(
        "admin.lansia",
        "kartu-lansia",
        "Dikembalikan oleh Kepala Balai ke langkah 3 dengan alasan; persetujuan lama tidak berlaku.",
    ),
    Visit(
        "admin.resos",
        "pascarehabilitasi",
        "Sudah disetujui; tinggal Tayangkan, sekarang atau pada waktu tertentu.",
    ),
    Visit(
        "admin.sekretariat", "jam-layanan", "Sudah tayang; lembar dokumentasinya belum ditutup dan terlambat."
    ),
    Visit(
        "webmaster",
        "",
        "Pengelola situs: unit kerja, penugasan, SOP, daftar semua berkas, penayangan darurat.",
    ),
)


@dataclass(frozen=True)
class Stop:
    """A visit with what the page shows of it."""

    visit: Visit
    user: object
    capacity: str
    case: Case | None

    @property
    def address(self):
        return address_of(self.case)


def address_of(case):
    """Where a person does the next thing with a case; the register of all cases without one."""
    return reverse("wagtail_sop:case", args=[case.pk]) if case else reverse("sop_register_modeladmin_index")


def stops() -> list[Stop]:
    people = {user.username: user for user in get_user_model().objects.filter(is_active=True)}
    offices = capacities()
    pages = {page.slug: page for page in NewsPage.objects.all()}
    found = []
    for visit in VISITS:
        user = people.get(visit.username)
        page = pages.get(visit.slug)
        if user:
            case = Case.objects.current_on(page) if page else None
            found.append(Stop(visit, user, " · ".join(offices.get(user.pk, ["Pengelola situs"])), case))
    return found


def capacities() -> dict[int, list[str]]:
    """The offices each user holds today, as the record would name them."""
    offices = {}
    for appointment in Appointment.objects.valid().select_related("user", "unit", "position"):
        names = offices.setdefault(appointment.user_id, [])
        if appointment.capacity not in names:
            names.append(appointment.capacity)
    return offices


def everybody():
    """All who can log in, with their offices; whose appointment ended, with none."""
    offices = capacities()
    users = get_user_model().objects.filter(is_active=True).order_by("username")
    return [(user, " · ".join(offices.get(user.pk, []))) for user in users]


def standing():
    """The cases that are under way, and those closed last, by the step at which they stand."""
    cases = Case.objects.select_related(*Case.NEEDED)
    closed = cases.filter(status=Case.Status.SEALED).order_by("-pk").values_list("pk", flat=True)
    cases = cases.exclude(pk__in=list(closed[CLOSED_SHOWN:]))
    order = {step.key: place for case in cases[:1] for place, step in enumerate(case.definition.item_steps)}
    return sorted(
        cases, key=lambda case: (order.get(case.step.key, 98) if case.step else 99, case.status, -case.pk)
    )


def first_sentence(text) -> str:
    # Not at the full stop of “Plh.”.
    return re.split(r"(?<!Plh)\.(?: |$)", text)[0]


def greeting(base_url) -> str:
    lines = [
        "",
        f"  Situs            {base_url}/",
        f"  Panduan demo     {base_url}{reverse('demo_guide')}",
        f"  Ruang redaksi    {base_url}{reverse('wagtailadmin_home')}",
        f"  Kotak surat      {base_url}{reverse('demo_mailbox')}   (all mail of the demo)",
        f"  Jejaring tiruan  {settings.DEMO_NETWORKS}/   (what arrives on the social networks)",
        "",
        f"  Everybody's password is: {PASSWORD}",
        "",
    ]
    width = max(len(visit.username) for visit in VISITS)
    lines += [f"  {visit.username:{width}}  {first_sentence(visit.what)}" for visit in VISITS]
    lines += ["", f"  {timezone.localtime():%H.%M}: ready. Ctrl-C stops the site and its worker.", ""]
    return "\n".join(lines)
