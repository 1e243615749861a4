"""Reads the table of a form: its actors and its steps."""

import re
from dataclasses import replace

import yaml

from .definition import Actor, Branch, Performer, Schedule, Step, TimeLimit
from .inference import infer_kinds
from .reading import Reader, is_null
from .vocabulary import END_UNPUBLISHED, Channel, ContentClass, Cycle, Role, Symbol
from .words import (
    CHANNELS,
    CLASSES,
    CYCLES,
    FILLERS,
    KINDS,
    LONGEST,
    ROLES,
    STEP_OPTIONAL,
    STEP_REQUIRED,
    SYMBOLS,
    UNITS,
)


class TableReader(Reader):
    def actors(self, node) -> tuple[Actor, ...]:
        actors = []
        for member in self._filled(node, "pelaksana"):
            nodes = self.group(member, "pelaksana", ("kode", "nama"), ("per_unit",))
            code = self.code(nodes.get("kode"), "kode", "_", "kepala_dinas", limit=50)
            if code and any(actor.code == code for actor in actors):
                self.note(nodes["kode"], "actor_twice", code=code)
            name = self.text(nodes.get("nama"), "nama", needed=True, limit=255)
            actors.append(Actor(code, name, self.flag(nodes.get("per_unit"), "per_unit")))
        return tuple(actors)

    def steps(self, node, codes) -> tuple[Step, ...]:
        members = self._filled(node, "langkah")
        rows = [(member, self.group(member, "langkah", STEP_REQUIRED, STEP_OPTIONAL)) for member in members]
        keys = self._numbers(rows)
        steps = [self.step(nodes, key, codes, keys) for (_, nodes), key in zip(rows, keys, strict=True)]
        kinds = infer_kinds(steps)
        self._ask_for_kinds(rows, steps, kinds)
        return tuple(replace(step, kind=kind) for step, kind in zip(steps, kinds, strict=True))

    def _ask_for_kinds(self, rows, steps, kinds):
        given = [not is_null(nodes.get("jenis")) for _, nodes in rows]
        if any(kind_given and step.kind is None for kind_given, step in zip(given, steps, strict=True)):
            # A misspelt kind has been noted, and would make the rows around it look unclear.
            return
        for (member, _), step, kind in zip(rows, steps, kinds, strict=True):
            if kind is None and step.key:
                self.note(member, "kind_unclear", step=step.key, known=tuple(KINDS))

    def _numbers(self, rows) -> list[str]:
        keys = []
        for _, nodes in rows:
            node = nodes.get("nomor")
            key = self.text(node, "nomor", needed=True, limit=20)
            if key == END_UNPUBLISHED:
                self.note(node, "number_reserved", number=key)
            elif key and key in keys:
                self.note(node, "number_twice", number=key)
            keys.append(key)
        return keys

    def step(self, nodes, key, codes, keys) -> Step:
        """The step, without a kind where the row does not give one."""
        yes, no = self.decision(nodes.get("keputusan"), keys)
        diamond = Symbol.DIAMOND if yes or no else Symbol.BOX
        return Step(
            key=key,
            number=self.text(nodes.get("nomor_tercetak"), "nomor_tercetak", default=key, limit=20),
            kind=self.word(nodes.get("jenis"), "jenis", KINDS),
            name=self.text(nodes.get("nama"), "nama", limit=100),
            activity=self.text(nodes.get("kegiatan"), "kegiatan", needed=True),
            performers=self.performers(nodes.get("pelaksana"), codes),
            symbol=self.symbol(nodes.get("simbol"), diamond),
            requirements=self.text(nodes.get("kelengkapan"), "kelengkapan"),
            limit=self.limit(nodes.get("waktu")),
            output=self.text(nodes.get("output"), "output"),
            remarks=self.text(nodes.get("keterangan"), "keterangan"),
            yes=yes,
            no=no,
            cycle=self.word(nodes.get("lingkup"), "lingkup", CYCLES, default=Cycle.ITEM),
            channels=self.channels(nodes.get("kanal")),
            schedule=self.schedule(nodes.get("jadwal")),
        )

    def performers(self, node, codes) -> tuple[Performer, ...]:
        return tuple(self.performer(member, codes) for member in self.members(node, "pelaksana"))

    def performer(self, node, codes) -> Performer:
        nodes = self.group(node, "pelaksana", ("kode",), ("peran",))
        code = self.text(nodes.get("kode"), "kode", needed=True)
        if code and code not in codes:
            self.note(nodes["kode"], "unknown_code", code=code, known=tuple(sorted(codes)))
        return Performer(code, self.word(nodes.get("peran"), "peran", ROLES, default=Role.ACTOR))

    def symbol(self, node, default) -> Symbol:
        """Written as ``simbol: kotak`` or, with notes beside it, as ``simbol: {bentuk: kotak}``."""
        if isinstance(node, yaml.MappingNode):
            node = self.group(node, "simbol", ("bentuk",)).get("bentuk")
        return self.word(node, "simbol", SYMBOLS, default=default)

    def limit(self, node) -> TimeLimit | None:
        if is_null(node):
            return None
        nodes = self.group(node, "waktu", ("maks", "satuan"), ("asli", "min"))
        unit = self.word(nodes.get("satuan"), "satuan", UNITS, needed=True)
        if unit is None or "maks" not in nodes:
            return None
        maximum = self.number(nodes["maks"], "maks", 1, LONGEST[unit])
        minimum = self.number(nodes["min"], "min", 0, LONGEST[unit]) if "min" in nodes else maximum
        if minimum > maximum:
            self.note(nodes["min"], "time_order", minimum=minimum, maximum=maximum)
        return TimeLimit(minimum, maximum, unit, self.text(nodes.get("asli"), "asli"))

    def channels(self, node) -> tuple[Channel, ...]:
        words = (self.word(member, "kanal", CHANNELS) for member in self.members(node, "kanal"))
        return tuple(dict.fromkeys(channel for channel in words if channel))

    def schedule(self, node) -> Schedule | None:
        if is_null(node):
            return None
        nodes = self.group(node, "jadwal", ("minggu_ke",), ("bulan", "asli"))
        week = self.number(nodes["minggu_ke"], "minggu_ke", 1, 5) if "minggu_ke" in nodes else 1
        month = self.number(nodes["bulan"], "bulan", -12, 12) if "bulan" in nodes else 0
        return Schedule(week, month, self.text(nodes.get("asli"), "asli"))

    def _filled(self, node, key):
        members = self.members(node, key)
        if node is not None and not members and (is_null(node) or isinstance(node, yaml.SequenceNode)):
            self.note(node, "empty_list", key=key)
        return members

    # Decisions

    def decision(self, node, keys) -> tuple[tuple[Branch, ...], str | None]:
        if is_null(node):
            return (), None
        nodes = self.group(node, "keputusan", optional=("ya", "tidak"))
        yes = tuple(self.branch(member, keys) for member in self.members(nodes.get("ya"), "ya"))
        if is_null(nodes.get("tidak")):
            return yes, None
        return yes, self.target(self.group(nodes["tidak"], "tidak", ("ke",)).get("ke"), keys) or None

    def branch(self, node, keys) -> Branch:
        nodes = self.group(node, "ya", ("ke",), ("bila",))
        return Branch(self.target(nodes.get("ke"), keys), self.classes(nodes.get("bila")))

    def target(self, node, keys) -> str:
        value = self.text(node, "ke", needed=True)
        known = (*keys, END_UNPUBLISHED)
        if value and value not in known:
            self.note(node, "unknown_number", number=value, known=known)
        return value

    def classes(self, node) -> tuple[ContentClass, ...]:
        """“sifat = penting atau kebijakan” and the like; nothing means every class."""
        value = self.text(node, "bila")
        words = [word for word in re.split(r"[\s=:,/]+", value.lower()) if word and word not in FILLERS]
        strange = next((word for word in words if word not in CLASSES), None)
        if strange or (value and not words):
            self.note(node, "condition", value=value, word=strange or value)
        found = {CLASSES[word] for word in words if word in CLASSES}
        return tuple(content_class for content_class in ContentClass if content_class in found)
