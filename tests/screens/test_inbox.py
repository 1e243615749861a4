"""The inbox, as a page and on the dashboard."""

from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from tests.screens.conftest import as_user, page_of
from tests.testapp.models import SimplePage
from wagtail_sop.models import Case, CaseStep, Unit, WorkCalendar
from wagtail_sop.panels import WaitingPanel

INBOX = reverse("wagtail_sop:inbox")
HOME = reverse("wagtailadmin_home")


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


def read(user, address=INBOX):
    return " ".join(unescape(as_user(user).get(address).content.decode()).split())


def another(office, title, to="4"):
    case = office.write(SimplePage(title=title, slug=title.lower()), office.kontributor_data)
    return office.bring(case, to)


def many_waiting(case, number):
    """That many more cases at the same step, as bare rows; each in a new unit below the case's own."""
    step = case.current_step
    for n in range(number):
        unit = Unit.objects.create(name=f"Seksi {case.pk}-{n}", parent=case.unit)
        copy = Case.objects.create(
            edition=case.edition,
            content_type=case.content_type,
            base_content_type=ContentType.objects.get_for_model(Unit),
            object_id=f"{number}-{n}",
            title=f"Berita ke-{n}",
            unit=unit,
            content_class="important",
            status=Case.Status.RUNNING,
            opened_at=case.opened_at,
        )
        row = CaseStep.objects.create(
            case=copy,
            key=step.key,
            number=step.number,
            name=step.name,
            kind=step.kind,
            position=step.position,
            position_name=step.position_name,
            started_at=step.started_at,
            due_at=step.due_at + timedelta(minutes=n),
            limit_seconds=step.limit_seconds,
        )
        Case.objects.filter(pk=copy.pk).update(current_step=row)


def queries(work):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        work()
    return len(captured)


def panel_for(user):
    request = RequestFactory().get(HOME)
    request.user = user
    return WaitingPanel().render_html({"request": request})


def test_what_waits_stands_in_the_inbox_with_its_time_left_in_words(office, case):
    office.bring(case, "4")

    page = read(office.atasan_unit_data)

    assert f'href="{page_of(case)}"' in page
    assert "4. Penyaringan oleh atasan unit" in page
    assert "2 hours of working time left" in page
    assert "important" in page
    assert "Bidang Data" in page


def test_the_most_urgent_piece_comes_first_and_what_has_no_deadline_last(office, case, wednesday_morning):
    office.bring(case, "4")
    wednesday_morning.shift(timedelta(minutes=30))
    later = another(office, "Nanti")
    timeless = another(office, "Kapan-saja")
    CaseStep.objects.filter(pk=timeless.current_step.pk).update(due_at=None)

    page = read(office.atasan_unit_data)

    assert page.index(page_of(case)) < page.index(page_of(later)) < page.index(page_of(timeless))
    assert "no deadline" in page


def test_a_late_piece_says_so_in_words_and_not_by_colour_alone(office, case, wednesday_morning):
    office.bring(case, "4")

    wednesday_morning.shift(timedelta(hours=2, minutes=15))

    page = read(office.atasan_unit_data)
    assert "15 minutes of working time late" in page
    assert "sop-deadline--late" in page


def test_a_piece_is_late_also_while_the_office_is_closed(office, case, wednesday_morning):
    office.bring(case, "4")
    CaseStep.objects.filter(pk=case.current_step.pk).update(
        due_at=timezone.now().replace(hour=9, minute=30)  # 16.30 in Yogyakarta, the close
    )

    wednesday_morning.shift(timedelta(hours=10))

    assert "less than 1 minute of working time late" in read(office.atasan_unit_data)


def test_a_piece_that_nears_its_deadline_is_marked(office, case, wednesday_morning):
    office.bring(case, "4")

    wednesday_morning.shift(timedelta(minutes=100))

    page = read(office.atasan_unit_data)
    assert "20 minutes of working time left" in page
    assert "sop-deadline--at_risk" in page


def test_colleagues_see_who_has_taken_a_piece(office, case):
    colleague = office.hire("wakil", "atasan_unit", office.data)
    office.bring(case, "4")
    case.take(office.atasan_unit_data)

    assert "taken by Atasan Unit Data" in read(colleague)
    assert "taken by you" in read(office.atasan_unit_data)


def test_another_units_pieces_are_not_in_the_inbox(office, case):
    office.bring(case, "4")

    page = read(office.atasan_unit_care) + read(office.atasan_unit_care, f"{INBOX}?show=unit")

    assert case.title not in page
    assert "Nothing waits for you. New work appears here, and you get a mail about it." in page


def test_the_contributor_sees_where_each_own_piece_is_now(office, case):
    office.bring(case, "5")

    page = read(office.kontributor_data)

    assert "Your pieces on their way" in page
    assert "5. Penyaringan oleh Kepala Dinas" in page
    assert "Kepala Dinas" in page


def test_an_own_draft_waits_for_its_contributor_and_is_listed_once(office, case):
    page = read(office.kontributor_data)

    assert page.count(f'href="{page_of(case)}"') == 1
    assert "Your pieces on their way" not in page


def test_all_open_cases_of_the_unit_are_one_click_away(office, case):
    office.bring(case, "4")

    page = read(office.admin_data, f"{INBOX}?show=unit")

    assert case.title in page
    assert case.title not in read(office.admin_data)


def test_a_superuser_finds_only_what_is_the_superusers_own(office, case):
    office.bring(case, "4")
    chief = get_user_model().objects.create_superuser("super", "super@example.go.id", "sop")

    page = read(chief) + read(chief, f"{INBOX}?show=unit")

    assert case.title not in page
    assert f'href="{reverse("sop_register_modeladmin_index")}"' in page


def test_the_dashboard_shows_what_waits_and_links_to_all_of_it(office, case):
    office.bring(case, "4")
    many_waiting(case, 11)

    page = read(office.atasan_unit_data, HOME)

    assert "Waiting for your action" in page
    assert case.title in page
    assert "See all 12 pieces that wait" in page
    assert "Berita ke-10" not in page


def test_the_dashboard_names_its_columns_and_says_you_to_who_took_a_piece(office, case):
    office.bring(case, "4")
    case.take(office.atasan_unit_data)

    panel = panel_for(office.atasan_unit_data)

    assert "taken by you" in panel
    assert '<thead role="rowgroup">' in panel


def test_an_editor_without_a_part_in_any_sop_sees_neither_panel_nor_menu_item(office, case):
    editor = get_user_model().objects.create_user("editor", password="sop")
    editor.groups.add(office.position("kepala_dinas").group)

    page = read(editor, HOME)

    assert "Waiting for your action" not in page
    assert panel_for(editor).strip() == ""


def test_the_list_goes_on_after_fifty_rows(office, case):
    office.bring(case, "4")
    many_waiting(case, 55)

    first, second = read(office.atasan_unit_data), read(office.atasan_unit_data, f"{INBOX}?p=2")

    assert "Berita ke-5" in first
    assert "Berita ke-54" not in first
    assert "Berita ke-54" in second


def test_nonsense_as_a_page_number_shows_a_page(office, case):
    assert as_user(office.kontributor_data).get(f"{INBOX}?p=x&own=-7").status_code == 200


@pytest.mark.parametrize("warm", [True, False])
def test_the_dashboard_panel_costs_at_most_twelve_queries_however_many_rows(office, case, warm):
    from wagtail_sop.models import calendars

    office.bring(case, "4")
    head = office.atasan_unit_data
    counts = []
    for more in (2, 27):
        many_waiting(case, more)
        if warm:
            panel_for(head)
        else:
            calendars._built.clear()
        counts.append(queries(lambda: panel_for(head)))

    # The panel shows ten rows: with three of them it need not count the rest.
    assert counts[1] <= counts[0] + 1
    assert counts[1] <= 12


def test_the_inbox_page_costs_the_same_queries_for_three_rows_and_for_thirty(office, case):
    office.bring(case, "4")
    client = as_user(office.atasan_unit_data)
    client.get(INBOX)
    many_waiting(case, 2)
    few = queries(lambda: client.get(INBOX))
    many_waiting(case, 27)

    assert queries(lambda: client.get(INBOX)) == few


def test_units_with_calendars_of_their_own_cost_no_query_each(office, case):
    office.bring(case, "4")
    many_waiting(case, 2)
    rows = Case.objects.waiting_for(office.atasan_unit_data).by_deadline()
    few = queries(lambda: [row.current_step.seconds_left(timezone.now()) for row in rows.as_rows()])
    many_waiting(case, 9)
    for unit in Unit.objects.filter(parent=office.data):
        unit.calendar = WorkCalendar.objects.create(name=f"Jam kerja {unit}")
        unit.calendar.windows.create(weekday=2)
        unit.save()

    def all_times():
        return [row.current_step.seconds_left(timezone.now()) for row in rows.as_rows()]

    assert queries(all_times) <= few + 3
    assert len(all_times()) == 12
