"""`make demo`: one command, and an agency is at work."""

import socket
import sys
import time

import pytest

from tests.sandbox.demo import MAIL_SECONDS, ROOT, hidden_fields

pytestmark = pytest.mark.worker


def test_the_demo_says_where_it_is_and_who_may_log_in(demo):
    assert "password is: demo" in demo.said
    assert "kepala.dinas" in demo.said
    assert (demo.var / "secret-key").read_text() not in demo.said


@pytest.mark.parametrize(
    "path", ["/", "/berita/", "/berita/gladi-tagana/", "/panduan/", "/surat/", "/admin/login/"]
)
def test_its_pages_answer(demo, path):
    assert demo.visitor().get(demo.url + path).status_code == 200


def test_a_page_that_is_not_there_is_answered_in_the_agencys_style(demo):
    answer = demo.visitor().get(f"{demo.url}/tidak-ada/")

    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.text


@pytest.mark.parametrize(
    "username", ["kontributor.anak", "admin.resos", "kepala.bencana", "kepala.dinas", "webmaster"]
)
def test_its_people_can_log_in(demo, username):
    answer = demo.visitor(username).get(f"{demo.url}/admin/")

    assert answer.status_code == 200
    assert "/admin/login/" not in answer.url


def test_a_case_stands_at_every_step_and_in_every_state_the_guide_promises(demo):
    facts = demo.facts()

    assert facts["steps"] == ["1", "2", "3", "4", "5", "6", "7"]
    assert {
        "drafting", "running", "scheduled", "live", "sealed", "rejected", "withdrawn", "under_review"
    } == set(facts["statuses"])  # fmt: skip
    assert facts["units"] == 12
    assert facts["pages"] >= 12
    promised = ("late", "returned", "acting_head_today", "by_acting_head", "taken", "climbed", "expired")
    assert [promise for promise in promised if not facts[promise]] == []
    assert facts["at_night"] == facts["ahead_of_time"] == 0


def test_the_guide_logs_a_visitor_in_by_one_click_and_leads_nowhere_else(demo):
    visitor = demo.visitor()
    visitor.get(f"{demo.url}/panduan/")
    token = visitor.cookies["csrftoken"]
    form = {"username": "kepala.dinas", "next": "https://example.org/", "csrfmiddlewaretoken": token}

    answer = visitor.post(f"{demo.url}/masuk-sebagai/", form, allow_redirects=False)

    assert answer.headers["location"] == "/admin/"
    assert "Widyaningrum" in visitor.get(f"{demo.url}/admin/").text


def test_a_decision_in_the_browser_reaches_the_next_person_by_mail_through_the_worker(demo):
    head = demo.visitor("kepala.bencana")
    case = demo.case("Tiga Kampung")
    address = f"{demo.url}/admin/sop/cases/{case}/"
    to = "admin.bencana@dinsos.example"
    before = len(demo.letters(to))
    form = hidden_fields(head.get(address).text)

    answer = head.post(f"{address}act/", form | {"verb": "approve", "note": "Silakan tayangkan."})

    assert answer.status_code == 200, answer.text[:2000]
    end = time.monotonic() + MAIL_SECONDS
    while len(demo.letters(to)) == before:
        assert time.monotonic() < end, f"No mail within {MAIL_SECONDS} seconds.\n{demo.said}"
        time.sleep(0.3)


def test_started_again_it_goes_on_with_what_is_there_and_stops_without_leaving_anything_running(demo):
    before = demo.facts()

    assert demo.stop() == 0
    assert demo.children() == []
    demo.start()

    after = demo.facts()
    assert "there already" in demo.said
    assert (after["pages"], after["people"]) == (before["pages"], before["people"])


def test_a_port_that_is_taken_is_not_fought_over(tmp_path):
    sys.path.insert(0, str(ROOT))
    from sandbox.run import free_port as next_free_port

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        wanted = taken.getsockname()[1]

        assert next_free_port("127.0.0.1", wanted) > wanted
