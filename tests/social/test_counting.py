"""A text is as long as the network says, in the composer as on the server."""

import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wagtail_sop.social
from wagtail_sop.social.backends import backends
from wagtail_sop.social.counting import RULES, UnknownRule, count, hashtags, links, mentions
from wagtail_sop.social.counting.domains import TOP_LEVEL_DOMAINS

CASES = json.loads(Path(__file__).with_name("counting_cases.json").read_text(encoding="utf-8"))
MODULE = Path(wagtail_sop.social.__file__).parent / "static/wagtail_sop_social/js/counting.js"
MEASURES = {
    **{rule: lambda text, rule=rule: count(text, rule) for rule in RULES},
    "hashtags": lambda text: len(hashtags(text)),
    "mentions": lambda text: len(mentions(text)),
    "links": links,
}

MEASURE = """(texts) => texts.map((text) => ({
    x_weighted: counting.count(text, "x_weighted"),
    characters: counting.count(text, "characters"),
    mastodon: counting.count(text, "mastodon"),
    hashtags: counting.hashtags(text).length,
    mentions: counting.mentions(text).length,
    links: counting.links(text),
}))"""
IN_NODE = """
import * as counting from %s;
import { readFileSync } from "node:fs";
const measure = %s;
console.log(JSON.stringify({
  measures: measure(JSON.parse(readFileSync(0, "utf8"))),
  domains: [...counting.TOP_LEVEL_DOMAINS],
}));
"""
IN_BROWSER = "const counting = { count, hashtags, mentions, links }; window.measure = %s;"
ENGINE = "node" if shutil.which("node") else pytest.param("chromium", marks=pytest.mark.browser)

WORDS = """
    Bantuan sosial dinsos.jogjaprov.go.id https://contoh.org/a?b=1#c http:// contoh.org . .. , ! ? … ( ) “ ” /
    #DIY # #1 #2026aku ＃社会 @dinsos @dinsos@mastodon.social @ humas@go.id _ - -a a- xn--p1ai 社会 ꦄꦏ꧀ꦱꦫ السلام é ñ
    👨‍👩‍👧‍👦 🙋🏽 🏽 🇮🇩 🇮 ❤️ ☺ ☺︎ © ™️ 1️⃣ # * 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈 🫨 € → • · & = : ; ' ~ % +
"""
SEPARATORS = [" ", "\n", "\r\n", "\r", "\t", "\u0301", "\u200d", "\u200b", "\u00a0", "\ufe0f", "\u202e"]
FRAGMENTS = WORDS.split() + SEPARATORS


def given_texts(number, seed=20261126):
    chance = random.Random(seed)
    return ["".join(chance.choices(FRAGMENTS, k=chance.randrange(1, 12))) for _ in range(number)]


def measured_by_python(text):
    return {name: measure(text) for name, measure in MEASURES.items()}


@pytest.fixture(params=[ENGINE])
def measured_by_javascript(request):
    if request.param == "node":
        return lambda texts: run_in_node(texts)["measures"]
    return lambda texts: run_in_chromium(request.getfixturevalue("browser"), texts)


def run_in_node(texts):
    script = IN_NODE % (json.dumps(MODULE.as_uri()), MEASURE)
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script],
        input=json.dumps(texts).encode(),
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def run_in_chromium(browser, texts):
    page = browser.new_page()
    source = MODULE.read_text(encoding="utf-8") + IN_BROWSER % MEASURE
    page.add_script_tag(content=source, type="module")
    page.wait_for_function("Boolean(window.measure)")
    measures = page.evaluate("(texts) => window.measure(texts)", texts)
    page.close()
    return measures


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_text_is_as_long_as_the_network_says(case):
    measures = {name: measure(case["text"]) for name, measure in MEASURES.items() if name in case}

    assert measures == {name: case[name] for name in measures}


def test_the_composer_counts_like_the_table(measured_by_javascript):
    for case, measures in zip(CASES, measured_by_javascript([case["text"] for case in CASES]), strict=True):
        assert {name: measures[name] for name in MEASURES if name in case} == {
            name: case[name] for name in MEASURES if name in case
        }, case["about"]


def test_the_composer_counts_like_the_server(measured_by_javascript):
    texts = given_texts(3000)

    for text, measures in zip(texts, measured_by_javascript(texts), strict=True):
        assert measures == measured_by_python(text), ascii(text)


def test_composer_and_server_know_the_same_domains():
    source = MODULE.read_text(encoding="utf-8")
    domains = source.split("TOP_LEVEL_DOMAINS = new Set(\n  `")[1].split("`")[0].split()

    assert set(domains) == TOP_LEVEL_DOMAINS


def test_the_table_is_long_enough_to_mean_something():
    assert len(CASES) >= 60
    assert len({case["about"] for case in CASES}) == len(CASES)


@given(st.text())
def test_no_text_is_shorter_than_nothing(text):
    for rule in RULES:
        assert count(text, rule) >= 0
        assert (count(text, rule) == 0) == (not text)


@given(st.lists(st.sampled_from(FRAGMENTS)).map("".join))
def test_links_are_found_where_they_stand(text):
    at = 0
    for link in links(text):
        found = text.find(link, at)
        assert link and found >= at
        at = found + len(link)


@given(st.text(), st.text())
def test_a_line_end_counts_once_however_it_is_sent(before, after):
    for rule in RULES:
        assert count(f"{before}x\r\nx{after}", rule) == count(f"{before}x\nx{after}", rule)


@pytest.mark.parametrize(
    "text",
    [
        "a." * 5000,
        "é" * 10_000,
        "id.-." * 2000,
        "https://a.id/" + "(a" * 5000,
        "@a" * 5000,
        "👨\u200d" * 5000,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_no_text_takes_long_to_count(text):
    """Each rule is linear; a quadratic one takes minutes here, and any editor could send such a text."""
    assert all(count(text, rule) for rule in RULES)


def test_an_unknown_rule_is_refused_with_the_known_ones():
    with pytest.raises(UnknownRule, match="Known rules: characters, mastodon, x_weighted"):
        count("Bantuan", "telegram")


def test_every_shipped_network_counts_by_a_known_rule():
    rules = {name: network.text.counter for name, network in backends().items()}

    assert {name: rule for name, rule in rules.items() if rule not in RULES} == {}
