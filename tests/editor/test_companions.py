"""What wings keep with a piece: written in its editor, approved with it, and never lost."""

from types import SimpleNamespace

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.template import engines
from django.urls import reverse
from django.utils import translation
from wagtail import hooks
from wagtail.models import Locale, Page
from wagtail.test.utils.form_data import nested_form_data

from tests.testapp.models import BulletinPage, SimplePage
from wagtail_sop.checks.site import check_companions
from wagtail_sop.companions import HOOK, Companion, CompanionPart, companions
from wagtail_sop.models import Case
from wagtail_sop.models.content import content_hash
from wagtail_sop.models.records import record_of
from wagtail_sop.testing import make_user
from wagtail_sop.views.comparison import changes_since_live

SENT = "sop_companions-slogan-sent"
WORDS = "sop_companions-slogan-words"


class SloganForm(forms.Form):
    words = forms.CharField(max_length=20, required=False)


class SloganPart(CompanionPart):
    template_name = "slogan.html"

    def __init__(self, piece, value, data, prefix):
        self.form = SloganForm(data, initial={"words": value or ""}, prefix=prefix)

    def is_valid(self):
        return self.form.is_valid()

    def value(self):
        return self.form.cleaned_data["words"]

    def has_changed(self):
        return self.form.has_changed()

    @property
    def media(self):
        return forms.Media(js=["slogan.js"])

    def render_html(self, parent_context=None):
        template = "{{ form.words }}{{ form.words.errors }}"
        return engines["django"].from_string(template).render({"form": self.form})


class SloganShown(SloganPart):
    def __init__(self, value):
        self.words = value

    def render_html(self, parent_context=None):
        return engines["django"].from_string("<q>{{ words }}</q>").render({"words": self.words})


class Slogan(Companion):
    """A wing that keeps one line with each piece."""

    key, heading = "slogan", "Slogan <b>"

    def part(self, piece, user, value, *, data=None, prefix="", place=None):
        self.asked = SimpleNamespace(piece=piece, user=user, place=place)
        return None if user.username == "pengelola" else SloganPart(piece, value, data, prefix)

    def shown(self, case, piece, value):
        return SloganShown(value) if value else None

    def words(self, piece, value):
        return [("Slogan", value)] if value else []


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def slogan():
    companion = Slogan()
    with hooks.register_temporarily(HOOK, lambda: companion):
        yield companion


@pytest.fixture
def bulletin():
    return BulletinPage(title="Buletin", slug="buletin", summary="Naskah")


def form(**changes):
    comments = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": ""}
    values = {"title": "Buletin", "slug": "buletin", "summary": "Naskah", "comments": comments}
    return nested_form_data(values | changes)


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def save(client, page, user, **changes):
    client.force_login(user)
    return client.post(edit_url(page), form(**changes))


def kept(page):
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object().sop_companions


# In the editor


def test_what_is_written_at_its_creation_is_kept_in_the_draft(office, client, slogan):
    client.force_login(office.kontributor_data)
    url = reverse("wagtailadmin_pages:add", args=["testapp", "bulletinpage", office.section.pk])

    assert f'name="{WORDS}"' in client.get(url).content.decode()
    client.post(url, form(**{SENT: "1", WORDS: "Sigap melayani"}))

    page = BulletinPage.objects.get()
    assert kept(page) == {"slogan": "Sigap melayani"}
    assert slogan.asked.place == office.section
    assert slogan.asked.user == office.kontributor_data


def test_a_saved_draft_shows_what_is_kept_and_loads_what_the_wing_needs(office, client, bulletin, slogan):
    office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "Sigap"})
    client.force_login(office.kontributor_data)

    html = client.get(edit_url(bulletin)).content.decode()

    assert 'value="Sigap"' in html
    assert "Slogan &lt;b&gt;" in html
    assert "slogan.js" in html


def test_what_a_wing_refuses_is_shown_in_place_and_nothing_typed_is_lost(office, client, bulletin, slogan):
    office.write(bulletin, office.kontributor_data)

    response = save(
        client, bulletin, office.kontributor_data, title="Baru", **{SENT: "1", WORDS: "<script>" + "x" * 30}
    )

    html = response.content.decode()
    assert "Ensure this value has at most 20 characters" in html
    assert 'value="&lt;script&gt;xxx' in html
    assert 'value="Baru"' in html
    assert kept(bulletin) == {}


def test_a_form_sent_without_the_wings_part_changes_nothing_of_it(office, client, bulletin, slogan):
    office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "Sigap"})

    save(client, bulletin, office.kontributor_data, title="Baru")

    assert kept(bulletin) == {"slogan": "Sigap"}


def test_a_user_to_whom_a_part_is_not_shown_cannot_change_it(office, client, bulletin, slogan):
    admin = make_user("pengelola", is_superuser=True)
    office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "Sigap"})

    save(client, bulletin, admin, title="Baru", **{SENT: "1", WORDS: "Lain"})

    assert kept(bulletin) == {"slogan": "Sigap"}


def test_what_a_wing_kept_survives_while_the_wing_is_not_installed(office, client, bulletin):
    office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "Sigap"})

    save(client, bulletin, office.kontributor_data, title="Baru")

    assert kept(bulletin) == {"slogan": "Sigap"}


def test_without_anything_to_write_there_is_no_panel(office, client, bulletin):
    office.write(bulletin, office.kontributor_data)
    client.force_login(office.kontributor_data)

    assert "sop_companions" not in client.get(edit_url(bulletin)).content.decode()


def test_autosave_keeps_the_wings_part_as_well(office, client, bulletin, slogan):
    office.write(bulletin, office.kontributor_data)
    client.force_login(office.kontributor_data)

    response = client.post(
        edit_url(bulletin), form(**{SENT: "1", WORDS: "Sigap"}), headers={"accept": "application/json"}
    )

    assert response.json()["success"] is True
    assert kept(bulletin) == {"slogan": "Sigap"}


def test_an_unchanged_part_is_no_change_of_the_form(office, client, bulletin, slogan):
    office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "Sigap"})
    handler = BulletinPage.get_edit_handler().get_form_class()

    def changed(words):
        data = form(**{SENT: "1", WORDS: words})
        page = BulletinPage.objects.get(pk=bulletin.pk).get_latest_revision_as_object()
        return "sop_companions" in handler(data, instance=page, for_user=office.kontributor_data).changed_data

    assert not changed("Sigap")
    assert changed("Lain")


def test_a_copy_starts_without_what_was_written_for_the_original(office, bulletin, slogan):
    office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "Sigap"})

    copy = bulletin.copy(update_attrs={"slug": "salinan"}, keep_live=False)

    assert kept(copy) == {}
    assert kept(copy.get_latest_revision_as_object()) == {}


def test_a_translation_brings_it_along_as_well(office, bulletin, slogan):
    english = Locale.objects.create(language_code="en")
    office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "Sigap"})

    translation = bulletin.copy_for_translation(english, copy_parents=True)

    assert kept(translation) == {"slogan": "Sigap"}


def test_two_wings_with_one_key_are_told_apart_by_a_clear_error():
    with (
        hooks.register_temporarily(HOOK, Slogan),
        hooks.register_temporarily(HOOK, Slogan),
        pytest.raises(ImproperlyConfigured, match="Two companions of pieces have the key 'slogan'"),
    ):
        companions()


# Approved with the piece


def test_changing_only_a_companion_after_an_approval_voids_it(office, bulletin, slogan):
    case = office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "Sigap"})
    office.bring(case, "5")
    approval = case.steps.get(key="4")
    assert approval.voided_at is None

    bulletin.sop_companions = {"slogan": "Lain"}
    bulletin.save_revision(user=office.admin_data)

    approval.refresh_from_db()
    assert approval.voided_at is not None


def test_a_revision_from_before_the_field_says_the_same_as_one_without_companions(office, bulletin):
    office.write(bulletin, office.kontributor_data)
    revision = bulletin.latest_revision
    now = content_hash(revision)

    del revision.content["sop_companions"]

    assert content_hash(revision) == now


def test_the_approver_sees_what_wings_keep_and_other_pages_show_nothing(office, client, bulletin, slogan):
    case = office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "<i>Sigap</i>"})
    plain = office.write(SimplePage(title="Lain", slug="lain"), office.kontributor_data)
    client.force_login(office.admin_data)

    html = client.get(reverse("wagtail_sop:case", args=[case.pk])).content.decode()

    assert "<q>&lt;i&gt;Sigap&lt;/i&gt;</q>" in html
    assert "slogan.js" in html
    other = client.get(reverse("wagtail_sop:case", args=[plain.pk])).content.decode()
    assert "slogan.js" not in other


def test_what_changed_is_told_in_words(office, bulletin, slogan):
    bulletin.live, bulletin.sop_companions = True, {"slogan": "Sigap <b>\nmelayani"}
    office.section.add_child(instance=bulletin)
    bulletin.save_revision().publish()
    case = Case.objects.about(bulletin).last()
    later = BulletinPage.objects.get(pk=bulletin.pk)
    later.sop_companions = {"slogan": "Sigap <b>\nmembantu"}
    case = office.write(later, office.kontributor_data)

    (change,) = changes_since_live(case, later, None).fields

    html = str(change.htmldiff())
    assert change.field_label() == "Slogan <b>"
    assert "&lt;b&gt;" in html and "<br>" in html
    assert 'class="deletion">melayani<' in html and 'class="addition">membantu<' in html


def test_wagtails_own_comparison_of_two_versions_tells_it_as_well(office, client, bulletin, slogan):
    office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "Sigap melayani"})
    first = bulletin.latest_revision
    bulletin.sop_companions = {"slogan": "Sigap membantu"}
    second = bulletin.save_revision(user=office.kontributor_data)
    client.force_login(office.kontributor_data)

    url = reverse("wagtailadmin_pages:revisions_compare", args=[bulletin.pk, first.pk, second.pk])
    html = client.get(url).content.decode()

    assert 'class="deletion">melayani<' in html and 'class="addition">membantu<' in html


def test_the_record_keeps_the_words(office, bulletin, slogan):
    case = office.write(bulletin, office.kontributor_data, sop_companions={"slogan": "Sigap"})
    office.bring(case, "7")

    assert {"label": "Slogan", "text": "Sigap"} in record_of(case)["content"]["text"]


def test_the_check_names_two_wings_with_one_key():
    with hooks.register_temporarily(HOOK, Slogan), hooks.register_temporarily(HOOK, Slogan):
        (error,) = check_companions(None)

    assert error.id == "wagtail_sop.E020"
    assert "Give one of them another" in error.msg
