"""Takes values out of YAML nodes and notes, with its line, everything that is not as it should be.

Every reader answers with a usable value whatever it meets, so that one pass finds all the problems of a file.
"""

import datetime as dt
import difflib
import re

import yaml

from .problems import Level, LoadError, Problem

PROBLEM_LIMIT = 200
TEXT_LIMIT = 10_000

TAG = "tag:yaml.org,2002:"
PLAIN = {f"{TAG}{name}" for name in ("str", "int", "float", "timestamp")}
UNTOUCHABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
WHOLE = re.compile(r"-?[0-9]{1,9}")

# What a transcription says about itself, not about the procedure.
ANNOTATIONS = {
    "catatan",
    "dasar",
    "dugaan",
    "inferensi",
    "kegiatan_lengkap_usul",
    "kejanggalan_asli",
    "keyakinan",
    "koreksi_ocr",
    "nomor_inferensi",
    "nomor_terlewat",
    "pemetaan_peran_ke_jabatan_dugaan",
    "penghubung_halaman",
    "sumber",
    "tafsir",
    "total_waktu",
}


def is_annotation(key):
    return key in ANNOTATIONS or key.startswith("beda_dengan_")


def is_null(node):
    return node is None or node.tag == f"{TAG}null"


def is_plain(node):
    """A text, or something that reads as one: numbers and dates do, true and false do not."""
    return isinstance(node, yaml.ScalarNode) and node.tag in PLAIN


def line_of(node):
    return node.start_mark.line + 1


class Reader:
    def __init__(self, name):
        self.name = name
        self.problems = []

    def note(self, node, problem, /, **params):
        self.problems.append(Problem(Level.ERROR, None, problem, params, self.name, line_of(node)))
        if len(self.problems) >= PROBLEM_LIMIT:
            rest = Problem(Level.ERROR, None, "too_many", {}, self.name, line_of(node))
            raise LoadError(*self.problems, rest)

    def finish(self):
        if self.problems:
            raise LoadError(*self.problems)

    # Groups and lists

    def group(self, node, key, required=(), optional=()) -> dict:
        """The nodes of a mapping by key, without annotations. An empty value (null) counts as not given."""
        if not isinstance(node, yaml.MappingNode):
            self.note(node, "not_mapping", key=key)
            return {}
        known, found = (*required, *optional), self._pairs(node)
        for name, (key_node, _) in found.items():
            if name not in known and not is_annotation(name):
                self._unknown(key_node, "key_unknown", known, key=name)
        for name in required:
            if name not in found:
                self.note(node, "key_missing", key=name)
        return {name: value for name, (_, value) in found.items() if name in known}

    def _pairs(self, node):
        found = {}
        for key_node, value in node.value:
            name = self._key(key_node)
            if name in found:
                self.note(key_node, "key_twice", key=name, first=line_of(found[name][0]))
            elif name is not None:
                found[name] = key_node, value
        return found

    def _key(self, node):
        if node.tag == f"{TAG}str":
            return node.value
        shown = _short(node.value) if isinstance(node, yaml.ScalarNode) else "[…]"
        if node.tag == f"{TAG}bool" and shown.lower() == "no":
            # Read on as if it had been written right: the rest of the step deserves its own judgement.
            self.note(node, "key_no", key=shown)
            return "nomor"
        self.note(node, "key_not_text", key=shown)
        return None

    def members(self, node, key) -> list:
        if is_null(node):
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.note(node, "not_list", key=key)
            return []
        return node.value

    # Single values

    def text(self, node, key, default="", needed=False, limit=TEXT_LIMIT):
        if is_null(node):
            value = default
        elif not is_plain(node):
            self.note(node, "not_text", key=key)
            return "" if default is None else default
        else:
            # As written: 0010 is a number to YAML, but on an SOP it is printed with its zeros.
            value = node.value.strip()
            self._check_text(node, key, value, limit)
        if needed and not value and node is not None:
            self.note(node, "no_text", key=key)
        return value

    def _check_text(self, node, key, value, limit):
        if UNTOUCHABLE.search(node.value):
            self.note(node, "invisible")
        if len(value) > limit:
            self.note(node, "too_long", key=key, limit=limit)

    def texts(self, node, key) -> tuple[str, ...]:
        return tuple(self.text(member, key, needed=True) for member in self.members(node, key))

    def code(self, node, key, joint, example, limit) -> str:
        """A short name in lower case, such as ``dinsos-diy`` or ``kepala_dinas``."""
        value = self.text(node, key, needed=True, limit=limit)
        if value and not re.fullmatch(rf"[a-z0-9]+(?:{joint}[a-z0-9]+)*", value):
            self.note(node, "not_a_code", key=key, value=_short(value), joint=joint, example=example)
        return value

    def number(self, node, key, low, high) -> int:
        value = node.value if isinstance(node, yaml.ScalarNode) else "[…]"
        # YAML's own numbers have traps: 1:30 is 90, 010 is 8.
        if not WHOLE.fullmatch(value):
            self.note(node, "not_number", key=key, value=_short(value))
            return low
        if not low <= int(value) <= high:
            self.note(node, "out_of_range", key=key, value=int(value), low=low, high=high)
        return int(value)

    def flag(self, node, key) -> bool:
        if is_null(node):
            return False
        value = node.value if isinstance(node, yaml.ScalarNode) else "[…]"
        if value not in ("true", "false"):
            self.note(node, "not_flag", key=key, value=_short(value))
        return value == "true"

    def date(self, node, key) -> dt.date | None:
        if is_null(node):
            return None
        value = node.value if isinstance(node, yaml.ScalarNode) else "[…]"
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.note(node, "not_date", key=key, value=_short(value))
            return None

    def word(self, node, key, table, default=None, needed=False):
        """The value that a word of the form stands for, by ``table``."""
        if is_null(node):
            if needed and node is not None:
                self.note(node, "no_text", key=key)
            return default
        value = self.text(node, key)
        if value in table:
            return table[value]
        if is_plain(node):
            self._unknown(node, "not_a_word", tuple(table), key=key, value=_short(value))
        return default

    def _unknown(self, node, code, known, **params):
        name = params.get("value", params["key"])
        near = difflib.get_close_matches(name[:80], known, n=1)
        params |= {"key": _short(params["key"])}
        if near:
            self.note(node, f"{code}_near", near=near[0], **params)
        else:
            self.note(node, code, known=tuple(known), **params)


def _short(value):
    return value if len(value) <= 60 else f"{value[:59]}…"
