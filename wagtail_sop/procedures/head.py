"""Reads the head of a form: who issued it, its number, dates and signature, the labels of its columns."""

from .completeness import Completeness
from .identity import Agency, ColumnLabels, DateBox, Decree, Identity, Letterhead
from .reading import Reader, is_null, line_of
from .words import AGENCY, COLUMNS, COMPLETENESS, DATES, DECREE, IDENTITY, LETTERHEAD


class HeadReader(Reader):
    def head(self, node) -> dict:
        return {} if node is None else self.group(node, "identitas", ("nama_sop",), IDENTITY)

    def agency(self, node) -> Agency:
        if is_null(node):
            return Agency()
        nodes = self.group(node, "instansi", optional=(*AGENCY, "kop"))
        return Agency(letterhead=self.letterhead(nodes.get("kop")), **self._fields(nodes, AGENCY))

    def letterhead(self, node) -> Letterhead | None:
        if is_null(node):
            return None
        nodes = self.group(node, "kop", optional=(*LETTERHEAD, "aksara_jawa"))
        script = self.flag(nodes.get("aksara_jawa"), "aksara_jawa")
        return Letterhead(javanese_script=script, **self._fields(nodes, LETTERHEAD))

    def identity(self, nodes, decree) -> Identity:
        return Identity(
            number=self.text(nodes.get("nomor"), "nomor", default=None),
            signer_position=self.signer(nodes.get("disahkan_oleh")),
            decree=self.decree(decree),
            **{field: self.date_box(nodes.get(key), key) for key, field in DATES.items()},
        )

    def signer(self, node) -> str | None:
        """Only the office is kept. A person's name and NIP may stand in the file, and stay there."""
        if is_null(node):
            return None
        keys = ("jabatan", "nama", "pangkat", "golongan", "nip")
        return self.text(self.group(node, "disahkan_oleh", optional=keys).get("jabatan"), "jabatan")

    def decree(self, node) -> Decree | None:
        if is_null(node):
            return None
        return Decree(**self._fields(self.group(node, "lampiran_keputusan", optional=DECREE), DECREE))

    def date_box(self, node, key) -> DateBox | None:
        if is_null(node):
            return None
        nodes = self.group(node, key, ("asli",), ("iso", "label"))
        date = self.date(nodes.get("iso"), "iso")
        return DateBox(self.text(nodes.get("asli"), "asli"), date, self.text(nodes.get("label"), "label"))

    def columns(self, node) -> ColumnLabels:
        if is_null(node):
            return ColumnLabels()
        nodes = self.group(node, "kolom", optional=(*COLUMNS, "nomor_kolom_tercetak"))
        members = self.members(nodes.get("nomor_kolom_tercetak"), "nomor_kolom_tercetak")
        numbers = tuple(self.number(member, "nomor_kolom_tercetak", 1, 99) for member in members)
        return ColumnLabels(printed_numbers=numbers, **self._fields(nodes, COLUMNS, default=None))

    def _fields(self, nodes, names, default=""):
        return {field: self.text(nodes.get(key), key, default=default) for key, field in names.items()}

    def completeness(self, node) -> Completeness:
        """The codes that pieces must, and should, satisfy; each once."""
        if is_null(node):
            return Completeness()
        nodes = self.group(node, "kelengkapan", optional=tuple(COMPLETENESS))
        taken = {}
        return Completeness(
            **{
                field: tuple(self._check_codes(nodes.get(key), key, taken))
                for key, field in COMPLETENESS.items()
            }
        )

    def _check_codes(self, node, key, taken):
        for member in self.members(node, key):
            code = self.code(member, key, "_", "teks_alternatif", limit=50)
            if code in taken:
                self.note(member, "check_twice", code=code, first=taken[code])
            elif code:
                taken[code] = line_of(member)
                yield code
