"""The played networks themselves: their page, their controls, their command, their strictness."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
import requests

from sandbox.networks import Networks
from wagtail_sop.social.backends.errors import OutcomeUnknown


def test_the_page_shows_what_arrived_and_what_was_deleted(networks, account, message, picture, now):
    mastodon, x = account("mastodon"), account("x")
    post = message(picture("Warga <antre>."), text="Bantuan <b>tersalurkan</b>")
    mastodon.send(post, mastodon.prepare(post, {}, now).staged)
    x.delete(x.send(message(), {}).remote_id)

    page = requests.get(networks.url, timeout=5).text

    assert '<html lang="id">' in page and "Semua jejaring: 2 unggahan" in page
    assert "Bantuan &lt;b&gt;tersalurkan" in page and "Warga &lt;antre&gt;." in page
    assert "Dihapus pukul" in page
    assert "1 unggahan" in requests.get(f"{networks.url}/?jaringan=x", timeout=5).text


def test_the_address_of_a_post_leads_to_it(networks, account, message):
    sent = account("mastodon").send(message(text="Bantuan tersalurkan"), {})

    page = requests.get(networks.url + sent.url.removeprefix("https://mastodon.example"), timeout=5)

    assert "Bantuan tersalurkan" in page.text
    assert requests.get(f"{networks.url}/@dinsosdiy/7", timeout=5).status_code == 404


def test_a_picture_on_the_page_can_be_seen(networks, jpeg):
    response = requests.get(networks.serve_picture(jpeg), timeout=5)

    assert (response.headers["Content-Type"], response.content) == ("image/jpeg", jpeg)
    assert requests.get(f"{networks.url}/pictures/9", timeout=5).status_code == 404


def test_trouble_can_be_caused_from_outside(networks, account, message):
    control = f"{networks.url}/control"
    fault = {"network": "x", "call": "create", "kind": "answer", "status": 503, "body": {}}

    assert requests.post(f"{control}/faults", json=fault, timeout=5).json() == {"ok": True}
    assert requests.post(f"{control}/faults", json={**fault, "kind": "storm"}, timeout=5).status_code == 400
    with pytest.raises(Exception, match="503"):
        account("x").send(message(), {})

    account("x").send(message(), {})
    assert [post["network"] for post in requests.get(f"{control}/posts", timeout=5).json()] == ["x"]
    requests.post(f"{control}/clear", timeout=5)
    assert requests.get(f"{control}/posts", timeout=5).json() == []


def test_trouble_can_be_caused_by_a_button_and_ended_by_another(networks, account, message):
    def press(button):
        return requests.post(f"{networks.url}/gangguan", data={"gangguan": button}, timeout=5)

    assert "1 gangguan menunggu" in press("x-hilang").text
    with pytest.raises(OutcomeUnknown):
        account("x").send(message(), {})
    assert len(networks.posts("x")) == 1
    press("facebook-token")

    assert "gangguan menunggu" not in press("pulihkan").text
    assert press("<script>").status_code == 400


def test_slow_networks_are_waited_for_side_by_side(networks, account, message):
    requests.post(f"{networks.url}/control/latency", json={"seconds": 0.2}, timeout=5)
    started = monotonic()

    with ThreadPoolExecutor(4) as workers:
        posts = [message(text=f"Kiriman {number}") for number in range(4)]
        list(workers.map(lambda post: account("x", timeout=(5, 5)).send(post, {}), posts))

    assert len(networks.posts("x")) == 4
    assert monotonic() - started < 0.75


def test_what_arrived_outlives_the_server_in_a_file(tmp_path):
    for _start in range(2):
        with Networks(path=tmp_path / "networks.sqlite3") as networks:
            networks.state.add("x", "post", text="Halo", pictures=[])
            found = len(networks.posts("x"))

    assert found == 2


def test_a_signed_request_is_not_accepted_a_second_time(networks, account):
    sent = []
    x = account("x")
    x.session.hooks["response"].append(lambda response, **kwargs: sent.append(response.request))
    x.check()

    again = requests.get(sent[0].url, headers=sent[0].headers, timeout=5)

    assert again.status_code == 401 and again.json()["detail"] == "Nonce already used."


@pytest.mark.parametrize("place", ["params", "data"])
def test_a_token_in_an_address_or_a_form_is_refused(networks, place):
    kwargs = {place: {"access_token": "EAAtokenHalamanMeta0005"}}

    response = requests.post(f"{networks.url}/graph/v26.0/200300/feed", timeout=5, **kwargs)

    assert "Authorization header" in response.json()["error"]["message"]


def test_one_command_serves_them_all():
    command = [sys.executable, "-m", "sandbox.networks", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        url = process.stdout.readline().split()[-1]
        try:
            answer = requests.get(f"{url}mastodon/api/v1/accounts/verify_credentials", timeout=5)
            page = requests.get(url, timeout=5)
        finally:
            process.terminate()
        rest = process.stdout.read()

    assert answer.status_code == 401 and json.loads(answer.text)
    assert "Belum ada unggahan." in page.text
    assert "/graph" in rest and process.wait() == 0
