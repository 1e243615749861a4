from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_sop.procedures import (
    MESSAGES,
    Channel,
    ContentClass,
    Cycle,
    Definition,
    Kind,
    LoadError,
    Schedule,
    Symbol,
    TimeLimit,
    TimeUnit,
    load,
    loads,
    validate,
)

DATA = Path(__file__).parent / "data"

HEAD = """\
skema: sop-ap/1
id: sop-uji
instansi: {nama: DINAS UJI}
identitas: {nama_sop: Uji}
pelaksana:
  - {kode: author, nama: Penulis}
  - {kode: head, nama: Kepala}
langkah:
"""
ACTORS = "  - {kode: author, nama: Penulis}\n  - {kode: head, nama: Kepala}\n"
# In line 9 of every text made with HEAD.
WRITE = '  - {nomor: "1", kegiatan: Menulis, pelaksana: [{kode: author}], simbol: {bentuk: kapsul}}\n'
DECIDE = '  - {nomor: "2", kegiatan: Memeriksa, pelaksana: [{kode: head, peran: pemutus}], keputusan: %s}\n'
PUBLISH = '  - {nomor: "3", kegiatan: Menayangkan, pelaksana: [{kode: author}], simbol: {bentuk: kapsul}}\n'


def table(*rows):
    return HEAD + "".join(rows)


def step(text):
    """The definition of a table whose first row ends in this."""
    row = '  - {nomor: "1", kegiatan: Menulis, pelaksana: [{kode: author}], %s}\n'
    return loads(table(row % text, PUBLISH)).step("1")


def problems_of(text):
    with pytest.raises(LoadError) as raised:
        loads(text, "sop.yaml")
    return raised.value.problems


def test_the_smallest_useful_form_loads():
    sop = loads(table(WRITE, DECIDE % '{ya: [{ke: "3"}], tidak: {ke: "1"}}', PUBLISH))

    assert [one.kind for one in sop.steps] == [Kind.PREPARE, Kind.REVIEW, Kind.PUBLISH]
    assert [one.symbol for one in sop.steps] == [Symbol.CAPSULE, Symbol.DIAMOND, Symbol.CAPSULE]
    assert sop.return_target("2") == "1"


@pytest.mark.parametrize(
    ("condition", "classes"),
    [
        ("sifat = penting atau kebijakan", [ContentClass.IMPORTANT, ContentClass.POLICY]),
        ("sifat = kebijakan/penting", [ContentClass.IMPORTANT, ContentClass.POLICY]),
        ("sifat = biasa/rutin", [ContentClass.ROUTINE]),
        ("Sifat: biasa rutin", [ContentClass.ROUTINE]),
        ("rutin, penting dan kebijakan", list(ContentClass)),
        ('""', []),
    ],
)
def test_a_condition_names_the_classes_it_holds_for(condition, classes):
    branches = f'{{ya: [{{bila: "{condition.strip(chr(34))}", ke: "3"}}]}}'

    sop = loads(table(WRITE, DECIDE % branches, PUBLISH))

    assert list(sop.step("2").yes[0].classes) == classes


def test_times_channels_and_schedules_are_read():
    assert step("waktu: {asli: 1-3 jam, min: 1, maks: 3, satuan: jam}").limit == TimeLimit(
        1, 3, TimeUnit.HOUR, "1-3 jam"
    )
    assert step("waktu: {maks: 2, satuan: hari}").limit == TimeLimit(2, 2, TimeUnit.DAY, "")
    assert step("waktu: null").limit is None
    assert step("kanal: [website, media_sosial]").channels == (Channel.WEBSITE, Channel.SOCIAL)
    assert step("jadwal: {minggu_ke: 3, bulan: -1, asli: Minggu ke-3}").schedule == Schedule(
        3, -1, "Minggu ke-3"
    )


def test_a_symbol_is_written_short_or_with_notes():
    assert step("simbol: belah_ketupat").symbol is Symbol.DIAMOND
    assert step("simbol: {bentuk: kotak, inferensi: true}").symbol is Symbol.BOX


def test_numbers_are_kept_as_printed():
    sop = loads(table(WRITE, PUBLISH.replace('nomor: "3"', 'nomor: 010, nomor_tercetak: "10."')))

    assert (sop.steps[1].key, sop.steps[1].number) == ("010", "10.")


def test_a_box_that_is_absent_empty_or_dashed_is_told_apart():
    dates = 'tanggal_revisi: {asli: "-"}, tanggal_efektif: {asli: "", label: Tgl.}'
    head = HEAD.replace("nama_sop: Uji", f'nama_sop: Uji, nomor: "", {dates}')

    identity = loads(head + WRITE + PUBLISH).identity

    assert identity.number == ""
    assert identity.created is None
    assert identity.revised.is_dash
    assert identity.effective.is_empty
    assert identity.effective.label == "Tgl."
    assert identity.signer_position is None


@pytest.mark.parametrize("file", sorted(DATA.glob("*.yaml")), ids=lambda file: file.stem)
def test_procedures_of_every_shape_load_can_be_enacted_and_come_back_from_storage(file):
    sop = load(file)

    assert not [problem for problem in validate(sop) if problem.level == "error"]
    assert Definition.from_data(sop.to_data()) == sop


def kinds(sop):
    return [one.kind.value for one in sop.steps]


def test_a_procedure_may_begin_with_a_handover():
    sop = load(DATA / "handover_first.yaml")

    assert kinds(sop) == ["handover", "edit", "review", "publish"]
    assert [one.acting for one in sop.steps] == ["pengelola", "pengelola", "kepala", "pengelola"]
    assert sop.contributor == "peliput"
    assert sop.return_target("1") is None
    assert sop.return_target("3") == "2"


def test_a_signature_is_read_as_an_office_and_the_person_is_left_out():
    sop = load(DATA / "handover_first.yaml")

    assert sop.identity.signer_position == "KEPALA DINAS"
    assert "CONTOH NAMA" not in str(sop.to_data())


def test_calendar_rows_are_duties_and_a_number_may_be_missing():
    sop = load(DATA / "duties_and_gap.yaml")

    expected = ["duty", "duty", "prepare", "handover", "edit", "review", "review", "publish", "duty"]
    assert kinds(sop) == expected
    assert [one.key for one in sop.path(ContentClass.ROUTINE)] == ["4", "5", "6", "7", "8", "10"]
    assert sop.number_of("10") == 6
    assert sop.return_target("8") == "SELESAI_TIDAK_TAYANG"
    assert sop.identity.decree.number == "7/KPTS/2024"
    assert sop.columns.printed_numbers == (1, 2, 5, 9)


def test_a_procedure_may_have_lost_its_head():
    sop = load(DATA / "no_head.yaml")

    assert sop.agency.name == ""
    assert sop.identity.number is None
    assert kinds(sop) == ["prepare", "review", "publish"]


def test_the_approval_of_a_plan_is_a_duty_and_its_pieces_go_live_without_one():
    sop = load(DATA / "monthly_plan.yaml")

    assert kinds(sop) == ["duty", "duty", "duty", "prepare", "publish"]
    assert sop.steps[0].schedule.week == 3
    assert sop.steps[1].cycle is Cycle.MONTHLY
    assert sop.steps[1].acting == "atasan_ppid"
    assert sop.steps[0].number == "1."


def given_kinds(*rows):
    """A table of rows like “author”, “head?” (decides), “a>b” (hands over), each perhaps with “=jenis”."""
    lines = []
    for number, text in enumerate(rows, start=1):
        who, _, kind = text.partition("=")
        giver, _, receiver = who.partition(">")
        people = [f"{{kode: {giver.rstrip('?')}, peran: {'pemutus' if '?' in who else 'pelaku'}}}"]
        people += [f"{{kode: {receiver}, peran: penerima}}"] if receiver else []
        jenis = f", jenis: {kind}" if kind else ""
        lines.append(f'  - {{nomor: "{number}", kegiatan: X, pelaksana: [{", ".join(people)}]{jenis}}}\n')
    return table(*lines)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("author head? author", "prepare review publish"),
        ("author head? author author", "prepare review publish document"),
        ("author author head? author", "prepare prepare review publish"),
        ("author head head? author", "prepare edit review publish"),
        ("author author>head head head? author", "prepare handover edit review publish"),
        ("author head", "prepare publish"),
        ("author author", "prepare publish"),
        ("author head=sunting head? head head", "prepare edit review publish document"),
        ("author head? author=tayangkan author head", "prepare review publish document document"),
        ("author head author=tayangkan", "prepare edit publish"),
    ],
)
def test_kinds_follow_from_roles_and_order(rows, expected):
    assert kinds(loads(given_kinds(*rows.split()))) == expected.split()


@pytest.mark.parametrize(
    ("rows", "unclear"),
    [
        ("author head? author author author", "345"),
        ("author head author", "23"),
        ("author author author", "23"),
        ("author head? author head=tayangkan", "3"),
    ],
)
def test_where_the_table_has_two_readings_the_kind_is_asked_for(rows, unclear):
    problems = problems_of(given_kinds(*rows.split()))

    assert {problem.code for problem in problems} == {"kind_unclear"}
    assert "".join(problem.params["step"] for problem in problems) == unclear
    assert "jenis" in str(problems[0])


# Files with something wrong: what is in it, the line, words of the sentence.
BAD = {
    "nothing": ("", 1, ["is empty", "skema: sop-ap/1"]),
    "only a comment": ("# SOP\n\n", 1, ["is empty"]),
    "a list": ("- a\n- b\n", 1, ["must be a group"]),
    "a word": ("sop\n", 1, ["must be a group"]),
    "another schema": (
        table(WRITE, PUBLISH).replace("sop-ap/1", "sop-ap/2"),
        1,
        ["sop-ap/2", "write “sop-ap/1”"],
    ),
    "no schema": (table(WRITE, PUBLISH).replace("skema: sop-ap/1\n", ""), 1, ["“skema” is missing"]),
    "bad indentation": (table(WRITE, "   nomor: 2\n"), 10, ["not valid YAML"]),
    "an open quotation mark": (table(WRITE, '  - {nomor: "2\n'), 11, ["not valid YAML", "quotation marks"]),
    "a tab": ("skema: sop-ap/1\nid:\n\t- x\n", 3, ["not valid YAML"]),
    "an impossible character": ('skema: sop-ap/1\nid: "\\UFFFFFFFF"\n', 2, ["not valid YAML"]),
    "a control character": ("skema: sop-ap/1\nid: a\x07b\n", 2, ["invisible"]),
    "an escaped NUL": (table(WRITE, PUBLISH).replace("DINAS UJI", '"DINAS\\0UJI"'), 3, ["invisible"]),
    "two documents": (table(WRITE) + "---\nskema: x\n", 10, ["not valid YAML"]),
    "an alias": ("skema: &a sop-ap/1\nid: *a\n", 2, ["alias", "*a", "in full"]),
    "a bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", 2, ["alias"]),
    "a deep nest": ("a: " + "[" * 5000 + "\n", 1, ["nested too deeply"]),
    "a Python tag": (
        table(WRITE).replace("sop-uji", "!!python/name:os.system x"),
        2,
        ["“id” must be a text"],
    ),
    "a tag of its own": (table(WRITE).replace("sop-uji", "!secret x"), 2, ["“id” must be a text"]),
    "an unknown key": (table(WRITE) + "warna: merah\n", 10, ["“warna” is not known", "use one of: skema"]),
    "a misspelt key": (table(WRITE.replace("kegiatan", "kegitan")), 9, ["“kegitan”", "write “kegiatan”"]),
    "a key twice": (table(WRITE) + "id: lain\n", 10, ["“id” stands here a second time", "line 2"]),
    "the no trap": (table(WRITE.replace('nomor: "1"', "no: 1")), 9, ["“no”", "False", "write “nomor”"]),
    "a number as a key": (table(WRITE) + "1: x\n", 10, ["“1” is not a word"]),
    "a list as a key": (table(WRITE) + "? [a]\n: x\n", 10, ["is not a word"]),
    "a missing key": (table(WRITE.replace("kegiatan: Menulis, ", "")), 9, ["“kegiatan” is missing"]),
    "a missing title": (table(WRITE).replace("nama_sop: Uji", "nomor: x"), 4, ["“nama_sop” is missing"]),
    "an empty title": (table(WRITE).replace("nama_sop: Uji", 'nama_sop: ""'), 4, ["“nama_sop” is empty"]),
    "a long title": (table(WRITE).replace("nama_sop: Uji", f"nama_sop: {'x' * 256}"), 4, ["255 characters"]),
    "a key that is no code": (table(WRITE).replace("sop-uji", "SOP Uji"), 2, ["lower-case", "dinsos-diy"]),
    "an actor code": (
        table(WRITE).replace("kode: head", "kode: Ka. Dinas"),
        7,
        ["lower-case", "kepala_dinas"],
    ),
    "an actor twice": (
        table(WRITE).replace("kode: head", "kode: author"),
        7,
        ["“author” is listed a second time"],
    ),
    "no actors": (HEAD.replace(ACTORS, ""), 5, ["“pelaksana” has no members"]),
    "no steps": (HEAD, 8, ["“langkah” has no members"]),
    "steps that are no list": (HEAD.rstrip() + " banyak\n", 8, ["“langkah” must be a list"]),
    "a step that is a word": (table("  - menulis\n", PUBLISH), 9, ["“langkah” must be a group"]),
    "a text that is a list": (table(WRITE.replace("Menulis", "[a, b]")), 9, ["“kegiatan” must be a text"]),
    "a text that is yes": (
        table(WRITE.replace("Menulis", "yes")),
        9,
        ["“kegiatan” must be a text", "quotation marks"],
    ),
    "a list that is a text": (table(WRITE) + "peralatan: Kamera\n", 10, ["“peralatan” must be a list"]),
    "an unknown actor": (table(WRITE.replace("kode: author", "kode: autor")), 9, ["“autor”", "author, head"]),
    "an unknown role": (
        table(WRITE.replace("kode: author", "kode: author, peran: pelak")),
        9,
        ["write “pelaku”"],
    ),
    "an unknown symbol": (
        table(WRITE.replace("kapsul", "segilima")),
        9,
        ["“segilima”", "kapsul, kotak, belah_ketupat"],
    ),
    "an unknown cycle": (
        table(WRITE.replace("nomor:", "lingkup: mingguan, nomor:")),
        9,
        ["“mingguan”", "lingkup"],
    ),
    "an unknown kind": (
        table(WRITE.replace("nomor:", "jenis: edit, nomor:")),
        9,
        ["“edit”", "jenis", "siapkan"],
    ),
    "an unknown channel": (
        table(WRITE.replace("nomor:", "kanal: [radio], nomor:")),
        9,
        ["“radio”", "website"],
    ),
    "a number twice": (
        table(WRITE, PUBLISH.replace('"3"', '"1"')),
        10,
        ["number “1” is used by an earlier step"],
    ),
    "a reserved number": (
        table(WRITE.replace('"1"', "SELESAI_TIDAK_TAYANG")),
        9,
        ["means the end of a piece"],
    ),
    "a long number": (table(WRITE.replace('"1"', '"' + "1" * 21 + '"')), 9, ["“nomor” is longer than 20"]),
    "an unknown yes": (table(WRITE, DECIDE % '{ya: [{ke: "9"}]}', PUBLISH), 10, ["no step “9”", "1, 2, 3"]),
    "an unknown no": (
        table(WRITE, DECIDE % '{tidak: {ke: "9"}}', PUBLISH),
        10,
        ["no step “9”", "SELESAI_TIDAK_TAYANG"],
    ),
    "a yes that is no list": (table(WRITE, DECIDE % '{ya: {ke: "3"}}', PUBLISH), 10, ["“ya” must be a list"]),
    "a strange condition": (
        table(WRITE, DECIDE % '{ya: [{bila: sifat = bukan rutin, ke: "3"}]}', PUBLISH),
        10,
        ["“sifat = bukan rutin”", "at “bukan”", "rutin, penting, kebijakan"],
    ),
    "a condition without a class": (
        table(WRITE, DECIDE % '{ya: [{bila: sifat, ke: "3"}]}', PUBLISH),
        10,
        ["at “sifat”"],
    ),
    "an unknown unit": (
        table(WRITE.replace("nomor:", "waktu: {maks: 1, satuan: jm}, nomor:")),
        9,
        ["“jm”", "“jam”"],
    ),
    "no unit": (table(WRITE.replace("nomor:", "waktu: {maks: 1}, nomor:")), 9, ["“satuan” is missing"]),
    "minimum above maximum": (
        table(WRITE.replace("nomor:", "waktu: {min: 3, maks: 1, satuan: jam}, nomor:")),
        9,
        ["minimum 3 is above the maximum 1"],
    ),
    "a time in words": (
        table(WRITE.replace("nomor:", "waktu: {maks: sejam, satuan: jam}, nomor:")),
        9,
        ["“maks” must be a whole number", "“sejam”"],
    ),
    "a sexagesimal time": (
        table(WRITE.replace("nomor:", "waktu: {maks: 1:30, satuan: jam}, nomor:")),
        9,
        ["must be a whole number", "“1:30”"],
    ),
    "a time of nothing": (
        table(WRITE.replace("nomor:", "waktu: {maks: 0, satuan: jam}, nomor:")),
        9,
        ["between 1 and 10000"],
    ),
    "an endless time": (
        table(WRITE.replace("nomor:", "waktu: {maks: 999999999, satuan: bulan}, nomor:")),
        9,
        ["between 1 and 120"],
    ),
    "a date that is none": (
        table(WRITE).replace("nama_sop: Uji", "nama_sop: Uji, tanggal_revisi: {asli: x, iso: 2024-02-30}"),
        4,
        ["“2024-02-30”", "year-month-day"],
    ),
    "a flag that is none": (
        table(WRITE).replace("nama: Kepala", "nama: Kepala, per_unit: ya"),
        7,
        ["true or false", "“ya”"],
    ),
}


@pytest.mark.parametrize(("text", "line", "words"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_with_its_line_and_what_to_write_instead(text, line, words):
    told = [str(problem) for problem in problems_of(text)]

    fitting = [
        one for one in told if one.startswith(f"sop.yaml:{line}: ") and all(word in one for word in words)
    ]
    assert fitting, told
    assert all(one.endswith(".") for one in told)


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_lines():
    text = table(
        WRITE.replace("kegiatan", "kegitan"), DECIDE % '{ya: [{ke: "9"}]}', PUBLISH.replace("author", "x")
    )

    problems = problems_of(text.replace("nama: Kepala", "nama: Kepala, per_unit: 1"))

    assert [(problem.line, problem.code) for problem in problems] == [
        (7, "not_flag"),
        (9, "key_unknown_near"),
        (9, "key_missing"),
        (10, "unknown_number"),
        (11, "unknown_code"),
    ]


def test_a_misspelt_kind_does_not_make_the_other_rows_look_unclear():
    problems = problems_of(given_kinds("author", "head?", "author=tayang", "author", "author"))

    assert [problem.code for problem in problems] == ["not_a_word_near"]


def test_a_hopeless_file_is_given_up_in_time():
    text = table(WRITE) + "".join(f"warna{number}: merah\n" for number in range(5000))

    problems = problems_of(text)

    assert problems[-1].code == "too_many"
    assert len(problems) == 201


def test_a_file_that_is_not_utf_8_is_refused_with_the_line(tmp_path):
    file = tmp_path / "sop.yaml"
    file.write_bytes("skema: sop-ap/1\nid: x\n# caf\xe9\n".encode("latin-1"))

    with pytest.raises(LoadError, match=r"sop\.yaml:3: this line is not UTF-8"):
        load(file)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    file = tmp_path / "sop.yaml"
    file.write_text(table(WRITE, PUBLISH), encoding="utf-8-sig")

    assert load(str(file)).key == "sop-uji"


@pytest.mark.parametrize("size", [1_000_001, 5_000_000])
def test_a_huge_file_is_refused_unread(tmp_path, size):
    file = tmp_path / "sop.yaml"
    file.write_bytes(b"#" * size)

    with pytest.raises(LoadError, match="larger than 1 MB"):
        load(file)
    with pytest.raises(LoadError, match="larger than 1 MB"):
        loads("#" * size)


def test_a_file_that_is_not_there_is_a_problem_like_any_other(tmp_path):
    with pytest.raises(
        LoadError, match=r"none\.yaml:1: the file cannot be read \(No such file or directory\)"
    ):
        load(tmp_path / "none.yaml")


def test_every_sentence_names_the_repair():
    for sentence in MESSAGES.values():
        assert sentence.endswith(".")
        assert ";" in sentence


@settings(deadline=None)
@given(st.text(max_size=80) | st.text("[]{}:,-*&!?#|>%@\"'\\ \nabc0~", max_size=40))
def test_no_text_does_more_than_be_refused(text):
    with pytest.raises(LoadError):
        loads(text)


@settings(deadline=None)
@given(st.data())
def test_a_damaged_file_loads_or_is_refused_with_lines(data):
    text = (DATA / "duties_and_gap.yaml").read_text()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 60)))
    damaged = text[:start] + data.draw(st.text("{}[]:-\"' \nab0", max_size=5)) + text[end:]

    try:
        validate(loads(damaged, "sop.yaml"))
    except LoadError as error:
        assert all(str(problem).startswith("sop.yaml:") for problem in error.problems)


# What a piece must have


def with_completeness(text):
    return table(WRITE, PUBLISH).replace("langkah:\n", f"kelengkapan: {text}\nlangkah:\n")


def test_a_form_says_what_pieces_must_and_should_have():
    sop = loads(with_completeness("{wajib: [teks_alternatif, takarir], anjuran: [unit]}"))

    assert sop.completeness.required == ("teks_alternatif", "takarir")
    assert sop.completeness.advised == ("unit",)


def test_a_form_that_says_nothing_of_completeness_requires_nothing():
    assert not loads(table(WRITE, PUBLISH)).completeness


def test_what_was_enacted_before_completeness_was_known_can_still_be_read():
    stored = loads(table(WRITE, PUBLISH)).to_data()
    del stored["completeness"]

    assert not Definition.from_data(stored).completeness


@pytest.mark.parametrize(
    "text, code",
    [
        ("[teks_alternatif]", "not_mapping"),
        ("{wajib: teks_alternatif}", "not_list"),
        ("{wajb: [teks_alternatif]}", "key_unknown_near"),
        ("{wajib: [Teks Alternatif]}", "not_a_code"),
        ("{wajib: [takarir], anjuran: [takarir]}", "check_twice"),
    ],
)
def test_a_slip_in_completeness_is_named_with_its_line(text, code):
    (problem,) = problems_of(with_completeness(text))

    assert (problem.code, problem.line) == (code, 8)
