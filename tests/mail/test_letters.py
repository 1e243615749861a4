"""What the mails say, and to whom in which language."""

import re
from email.header import decode_header, make_header
from html.parser import HTMLParser

import pytest
import time_machine
from django.utils import translation

from wagtail_sop.models import Case, Notice
from wagtail_sop.notifications import compose
from wagtail_sop.publishing import break_glass
from wagtail_sop.testing import make_user

from .conftest import prefer

FRIDAY_9 = "2026-11-20 09:00+07:00"


@pytest.fixture(autouse=True)
def friday_morning():
    with time_machine.travel(FRIDAY_9, tick=False) as clock:
        yield clock


def letter_to(user, kind="step"):
    return compose(Notice.objects.filter(user=user, kind=kind).latest("pk"))


def html_of(message):
    return message.alternatives[0][0]


class Outline(HTMLParser):
    """The tags and links of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.links, self.language = [], [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag == "html":
            self.language = dict(attrs)["lang"]


@pytest.fixture
def everything_happened(case, office, page):
    """A case, and a second one, in which each kind of mail occurs."""
    second = office.hire("admin_kedua", "admin", office.data)
    office.bring(case, "3")
    case.reassign(office.admin_data, second)
    case.approve(second, "Sudah disunting.")
    case.change_class(office.atasan_unit_data, "policy", "Menyangkut kebijakan baru.")
    case.approve(office.atasan_unit_data, "Layak tayang.")
    case.send_back(office.kepala_dinas, "Angka penerima belum benar.", to="3")
    office.bring(case, "7")
    page.refresh_from_db()
    page.body = "Naskah kedua."
    page.save_revision(user=office.kontributor_data)
    break_glass(page, make_user("webmaster", is_superuser=True), "Gempa; perintah lisan.")
    page.refresh_from_db()
    page.body = "Naskah ketiga."
    other = type(page)(title="Berita lain", slug="berita-lain")
    ended = office.write(other, office.kontributor_data)
    office.bring(ended, "4")
    ended.reject(office.atasan_unit_data, "Tidak layak tayang.")


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_of_letter_can_be_read_in_both_languages(everything_happened, office, language):
    for user in office.people.values():
        prefer(user, preferred_language=language)

    letters = [compose(notice) for notice in Notice.objects.all()]

    assert {str(kind) for kind in Notice.Kind} == {notice.kind for notice in Notice.objects.all()}
    for letter in letters:
        outline = Outline(html_of(letter))
        assert outline.language == language
        assert outline.tags.count("h1") == 1
        for text in (letter.subject, letter.body, html_of(letter)):
            assert not re.search(r"%\(|\{\{|\{%|None|&amp;lt;", text), text
        assert letter.subject.startswith("[SOP] ")
        assert len(letter.subject) < 150


def test_each_letter_has_one_link_and_it_leads_to_the_review_page(everything_happened):
    for notice in Notice.objects.all():
        message = compose(notice)
        address = f"http://localhost/admin/sop/cases/{notice.case_id}/"

        assert Outline(html_of(message)).links == [address]
        assert message.body.count(address) == 1


def test_a_call_says_what_waits_until_when_from_whom_and_in_which_capacity(case, office):
    prefer(office.kepala_dinas, preferred_language="en")
    office.bring(case, "4")
    case.approve(office.atasan_unit_data, "Sudah sesuai data.")

    letter = letter_to(office.kepala_dinas)

    assert letter.subject == "[SOP] Waiting for you: Penyaluran bantuan pangan – due Friday 10.00"
    for words in (
        "Title: Penyaluran bantuan pangan",
        "Unit: Bidang Data",
        "Class: important",
        "You act as: Kepala Dinas",
        "Step: 5. Penyaringan oleh Kepala Dinas",
        "Deadline: 20 November 2026, at 10.00 WIB",
        "When this mail was sent: 1 hour of working time left",
        "From: Atasan Unit Data (",
        "> Sudah sesuai data.",
    ):
        assert words in letter.body


def test_a_call_after_a_return_says_who_returned_it_and_why(case, office):
    prefer(office.admin_data, preferred_language="en")
    office.bring(case, "5")

    case.send_back(office.kepala_dinas, "Angka penerima belum benar.\nLihat lampiran.", to="3")

    letter = letter_to(office.admin_data)
    assert "From: Kepala Dinas (" in letter.body
    assert "Reason of the return:\n> Angka penerima belum benar.\n> Lihat lampiran." in letter.body
    assert "Angka penerima belum benar.<br>Lihat lampiran." in html_of(letter)


def test_a_resubmitted_piece_reminds_of_the_reason_it_had_come_back(case, office):
    prefer(office.admin_data, preferred_language="en")
    office.bring(case, "2")
    case.send_back(office.admin_data, "Foto belum ada.")
    case.submit(office.kontributor_data, note="Foto sudah ditambahkan.")

    letter = letter_to(office.admin_data)

    assert "> Foto sudah ditambahkan." in letter.body
    assert "It had been returned by Admin Data (" in letter.body
    assert "> Foto belum ada." in letter.body


def test_a_return_that_was_passed_further_back_tells_every_reason(case, office):
    prefer(office.admin_data, preferred_language="en")
    prefer(office.kontributor_data, preferred_language="en")
    office.bring(case, "5")
    case.send_back(office.kepala_dinas, "Angka belum benar.", to="4")
    case.send_back(office.atasan_unit_data, "Tabelnya dari tahun lalu.", to="3")

    letter = letter_to(office.admin_data)
    assert "Reason of the return:\n> Tabelnya dari tahun lalu." in letter.body
    assert "It had been returned by Kepala Dinas (" in letter.body
    assert "> Angka belum benar." in letter.body

    case.send_back(office.admin_data, "Mohon diperbaiki.", to="1")

    letter = letter_to(office.kontributor_data, "returned")
    for reason in ("Mohon diperbaiki.", "Tabelnya dari tahun lalu.", "Angka belum benar."):
        assert f"> {reason}" in letter.body


def test_the_mail_about_a_return_names_the_approvals_that_no_longer_count(case, office):
    prefer(office.atasan_unit_data, preferred_language="en")
    office.bring(case, "5")

    case.send_back(office.kepala_dinas, "Ganti foto.", to="3")

    letter = letter_to(office.atasan_unit_data, "returned")
    assert "Kepala Dinas (" in letter.body
    assert "returned the piece to the step “Sunting”." in letter.body
    assert "Approvals that no longer count: Atasan Unit Data (" in letter.body


def test_the_mail_that_a_piece_is_live_shows_its_address(case, office):
    office.bring(case, "7")

    case.refresh_from_db()
    assert case.url
    assert case.url in letter_to(office.kontributor_data, "live").body


def test_a_reader_without_a_preference_gets_the_language_of_the_site_not_of_the_sender(case, office):
    with translation.override("en"):
        case.submit(office.kontributor_data)

        letter = letter_to(office.admin_data)

    assert Outline(html_of(letter)).language == "id"


def test_a_shared_mailbox_reads_the_language_of_the_site(case, office):
    office.data.mailbox = "bidang.data@example.go.id"
    office.data.save()

    case.submit(office.kontributor_data)

    letter = compose(Notice.objects.get(is_mailbox=True))
    assert Outline(html_of(letter)).language == "id"


def test_times_are_those_of_the_readers_time_zone(case, office):
    prefer(office.admin_data, preferred_language="en", current_time_zone="Asia/Jayapura")

    case.submit(office.kontributor_data)

    assert "at 15.30 WIT\n" in letter_to(office.admin_data).body


def test_a_time_zone_that_no_longer_exists_falls_back_to_the_sites(case, office):
    prefer(office.admin_data, current_time_zone="Asia/Atlantis")

    case.submit(office.kontributor_data)

    assert "WIB" in letter_to(office.admin_data).body


def test_a_deadline_is_named_by_its_weekday_because_a_mail_may_be_read_the_next_day(
    case, office, friday_morning
):
    prefer(office.admin_data, preferred_language="en")
    friday_morning.move_to("2026-11-20 14:00+07:00")

    case.submit(office.kontributor_data)

    assert letter_to(office.admin_data).subject.endswith("– due Monday 10.00")


NASTY = "Awas\r\nBcc: musuh@example.com\n\nIsi \u202epalsu\u2028<b>&</b>"


def test_a_title_cannot_add_a_header_or_markup(case, office):
    case.submit(office.kontributor_data)
    Case.objects.filter(pk=case.pk).update(title=NASTY)

    message = letter_to(office.admin_data)

    sent = message.message()
    assert sent["Bcc"] is None
    subject = str(make_header(decode_header(sent["Subject"])))
    assert "Awas Bcc: musuh@example.com Isi palsu <b>&</b>" in re.sub(r"\s+", " ", subject)
    assert "Awas Bcc: musuh@example.com Isi palsu <b>&</b>" in message.body
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in html_of(message)


def test_notes_cannot_pass_for_words_of_ours(case, office):
    case.submit(
        office.kontributor_data, note="Bagus.\n\nBuka: http://penipu.example/\n<script>alert(1)</script>"
    )

    message = letter_to(office.admin_data)

    assert "> Buka: http://penipu.example/" in message.body
    assert "<script>" not in html_of(message)
    assert len(Outline(html_of(message)).links) == 1


def test_a_long_title_is_cut_in_the_subject_only(case, office):
    title = "Penyaluran bantuan pangan " * 9
    case.submit(office.kontributor_data)
    Case.objects.filter(pk=case.pk).update(title=title.strip())

    message = letter_to(office.admin_data)

    assert "…" in message.subject
    assert len(message.subject) < 130
    assert title.strip() in message.body


def test_nothing_of_the_draft_is_in_the_mail(everything_happened):
    for notice in Notice.objects.all():
        message = compose(notice)

        said = message.body + html_of(message)
        assert not any(body in said for body in ("Naskah pertama", "Naskah kedua", "Naskah ketiga"))


def test_the_headers_say_that_a_machine_wrote_it_and_stay_the_same_at_each_attempt(case, office, settings):
    settings.WAGTAIL_SOP = {"MAIL_FROM": "SOP Dinas Contoh <sop@contoh.example.go.id>"}
    case.submit(office.kontributor_data)

    first, second = letter_to(office.admin_data), letter_to(office.admin_data)

    assert first.from_email == "SOP Dinas Contoh <sop@contoh.example.go.id>"
    headers = first.message()
    assert headers["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<sop-notice-\d+-\d+@contoh\.example\.go\.id>", headers["Message-ID"])
    assert headers["Message-ID"] == second.message()["Message-ID"]


@pytest.mark.parametrize(
    ("ours", "wagtails", "sender"),
    [
        (None, None, "sop@dinsos.example"),
        (None, "redaksi@dinsos.example", "redaksi@dinsos.example"),
        ("surat@dinsos.example", "redaksi@dinsos.example", "surat@dinsos.example"),
    ],
)
def test_the_sender_is_ours_else_wagtails_else_djangos(case, office, settings, ours, wagtails, sender):
    settings.WAGTAIL_SOP = {"MAIL_FROM": ours}
    settings.WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = wagtails

    case.submit(office.kontributor_data)

    assert letter_to(office.admin_data).from_email == sender


def test_a_site_that_wants_plain_text_gets_plain_text(case, office, settings):
    settings.WAGTAILADMIN_NOTIFICATION_USE_HTML = False

    case.submit(office.kontributor_data)

    assert letter_to(office.admin_data).alternatives == []


@pytest.fixture
def own_template(settings, tmp_path):
    """Writes the site's own text template for mails."""
    folder = tmp_path / "wagtail_sop" / "mail"
    folder.mkdir(parents=True)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return (folder / "letter.txt").write_text


def test_a_site_may_bring_its_own_templates(case, office, own_template):
    own_template("Yth. Bapak/Ibu: {{ letter.opening }} {{ link }}")

    case.submit(office.kontributor_data)

    assert re.fullmatch(r"Yth\. Bapak/Ibu: .+/admin/sop/cases/\d+/\n", letter_to(office.admin_data).body)


def test_a_broken_template_of_the_site_loses_no_mail(case, office, own_template, outbox):
    own_template("{% broken %}")
    case.submit(office.kontributor_data)

    assert outbox() == {}

    notice = Notice.objects.get()
    assert notice.status == Notice.Status.WAITING
    assert "broken" in notice.error
