"""Upload, preview, confirm: the import of people through the admin."""

from datetime import timedelta
from hashlib import sha256

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import override_settings
from django.urls import reverse
from django.utils import timezone

from wagtail_sop.models import Appointment
from wagtail_sop.spreadsheets import read_table
from wagtail_sop.testing import make_user

User = get_user_model()
pytestmark = pytest.mark.django_db

UPLOAD = "/admin/sop/people/"
HEADING = "nama,nama_pengguna,email,jabatan,unit,jenis"
SITI = "Siti Contoh,siti,siti@x.example,Admin,Bidang Data,anggota"


@pytest.fixture(autouse=True)
def organisation(agency, bidang, admin_position, head):
    return agency


def upload(client, *rows, name="orang.csv", heading=HEADING, follow=True):
    content = "\n".join([heading, *rows]).encode()
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)}, follow=follow)


def preview_url(response):
    return response.redirect_chain[-1][0]


def confirm(client, response, **kwargs):
    fingerprint = response.context["plan"].fingerprint
    return client.post(
        preview_url(response), {"fingerprint": fingerprint, "confirm": "1"}, follow=True, **kwargs
    )


def levels(response):
    return [message.level_tag for message in response.context["messages"]]


def test_a_list_is_uploaded_looked_at_and_imported(client, boss):
    preview = upload(client, SITI)
    assert not User.objects.filter(username="siti").exists()
    assert "Siti Contoh" in preview.content.decode()

    done = confirm(client, preview)

    assert levels(done) == ["success"]
    assert Appointment.objects.get().user.username == "siti"
    assert done.request["PATH_INFO"] == reverse("sop_appointments:index")


def test_a_preview_with_errors_offers_no_import_and_nothing_can_be_forced(client, boss):
    preview = upload(client, SITI, "Budi Contoh,budi,budi@x.example,Admin,Nirwana,anggota")
    assert 'name="confirm"' not in preview.content.decode()

    forced = confirm(client, preview)

    assert levels(forced) == ["error"]
    assert not Appointment.objects.exists()
    assert not User.objects.filter(username="siti").exists()


def test_a_change_between_preview_and_confirmation_shows_the_preview_again(client, boss):
    preview = upload(client, SITI)
    make_user("siti")

    again = confirm(client, preview)

    assert levels(again) == ["error"]
    assert preview_url(again) == preview_url(preview)
    assert not Appointment.objects.exists()


def test_an_imported_preview_is_gone(client, boss):
    preview = upload(client, SITI)
    confirm(client, preview)

    again = client.post(
        preview_url(preview), {"fingerprint": preview.context["plan"].fingerprint}, follow=True
    )

    assert levels(again) == ["warning"]
    assert Appointment.objects.count() == 1


def test_a_newer_upload_replaces_the_older_one(client, boss):
    first = upload(client, SITI)
    upload(client, "Budi Contoh,budi,budi@x.example,Admin,Bidang Data,anggota")

    old = confirm(client, first)

    assert "warning" in levels(old)
    assert not Appointment.objects.exists()


def test_rows_are_not_kept_for_long(client, boss):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        preview = upload(client, SITI)
        clock.shift(timedelta(hours=5))

        late = client.get(preview_url(preview), follow=True)

    assert "warning" in levels(late)
    assert "sop_people_import" not in client.session


def test_a_preview_can_be_discarded(client, boss):
    preview = upload(client, SITI)

    client.post(preview_url(preview), {"cancel": "1"})

    assert "sop_people_import" not in client.session


def test_nobody_else_sees_the_uploaded_rows(client, boss):
    preview = upload(client, SITI)
    other = make_user("lain")
    other.is_superuser = True
    other.save()
    client.force_login(other)

    assert "Siti Contoh" not in client.get(preview_url(preview), follow=True).content.decode()


@pytest.mark.parametrize(
    ("codenames", "allowed"),
    [(["add_appointment"], False), (["add_user"], False), (["add_appointment", "add_user"], True)],
)
def test_importing_needs_the_right_to_add_appointments_and_users(client, codenames, allowed):
    user = make_user("kepegawaian")
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(user)

    assert client.get(UPLOAD).status_code == (200 if allowed else 302)
    assert client.post(UPLOAD).status_code == (200 if allowed else 302)
    assert client.get(f"{UPLOAD}template.csv").status_code == (200 if allowed else 302)
    index = client.get(reverse("sop_appointments:index"))
    assert (UPLOAD.encode() in index.content) is allowed


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("orang.csv", b""),
        ("orang.pdf", b"%PDF"),
        ("orang.xlsx", b"PK\x03\x04"),
        ("orang.csv", b"nama,unit\nSiti,Bidang"),
        ("orang.csv", HEADING.encode()),
    ],
)
def test_a_file_of_no_use_leaves_the_form_with_a_sentence(client, boss, name, content):
    response = client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})

    assert response.status_code == 200
    assert response.context["form"].errors["file"]


def test_no_file_leaves_the_form_with_a_sentence(client, boss):
    assert client.post(UPLOAD).context["form"].errors["file"]


def test_the_limits_of_the_settings_hold(client, boss):
    with override_settings(WAGTAIL_SOP={"MAX_IMPORT_ROWS": 1}):
        assert upload(client, SITI, SITI).context["form"].errors["file"]
    with override_settings(WAGTAIL_SOP={"MAX_IMPORT_BYTES": 50}):
        assert upload(client, SITI).context["form"].errors["file"]


@override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
def test_a_list_that_no_cookie_can_hold_is_refused_instead_of_lost(client, boss):
    client.force_login(boss)
    names = (sha256(str(n).encode()).hexdigest() for n in range(200))
    rows = [f"{name},{name},{name}@x.example,Admin,Bidang Data," for name in names]

    response = upload(client, *rows)

    assert response.context["form"].errors["file"]


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_template_can_be_filled_in_and_uploaded(client, boss, extension):
    response = client.get(f"{UPLOAD}template.{extension}")

    assert f'filename="daftar-orang.{extension}"' in response["Content-Disposition"]
    uploaded = SimpleUploadedFile(f"daftar-orang.{extension}", response.content)
    preview = client.post(UPLOAD, {"file": uploaded}, follow=True)
    assert len(preview.context["plan"].lines) == 2


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_rows_with_errors_can_be_downloaded_without_a_formula_in_them(client, boss, extension):
    wrong = "=cmd|calc,budi,budi@x.example,Admin,Nirwana,@x"
    preview = upload(client, SITI, wrong)

    response = client.get(f"{preview_url(preview)}errors.{extension}")

    table = read_table(f"a.{extension}", response.content, max_rows=10, max_bytes=10**6)
    assert len(table) == 2
    cells = table[1][1]
    assert cells[:2] == ["3", "'=cmd|calc"]
    assert not any(cell.startswith(("=", "@")) for cell in cells)


def test_errors_of_rows_that_are_gone_are_not_found(client, boss):
    assert client.get(f"{UPLOAD}abc/errors.csv").status_code == 404


def test_a_long_list_is_shown_in_pages_and_its_errors_alone(client, boss):
    rows = [f"Orang {n},orang{n},o{n}@x.example,Admin,Bidang Data," for n in range(150)]
    preview = upload(client, *rows, "Budi,budi,budi@x.example,Admin,Nirwana,")

    assert len(preview.context["page"]) == 100
    second = client.get(preview_url(preview), {"p": 2})
    assert len(second.context["page"]) == 51
    errors = client.get(preview_url(preview), {"errors": 1})
    assert [line.number for line in errors.context["page"]] == [152]


def test_markup_in_a_cell_stays_text(client, boss):
    preview = upload(client, "<script>alert(1)</script>,siti,siti@x.example,Admin,<b>Nirwana</b>,")

    assert "<script>alert(1)" not in preview.content.decode()
    assert "<b>Nirwana" not in preview.content.decode()


def test_the_preview_says_how_new_people_get_a_password(client, boss):
    allowed = upload(client, SITI).content.decode()
    with override_settings(WAGTAIL_PASSWORD_RESET_ENABLED=False):
        switched_off = upload(client, SITI).content.decode()

    assert "help-info" in allowed
    assert "help-info" in switched_off
    assert allowed != switched_off


def test_without_a_file_one_is_asked_for(client, boss, settings):
    settings.LANGUAGE_CODE = "en"

    page = client.post(UPLOAD, {}, follow=True)

    assert "Choose a file first" in page.content.decode()
