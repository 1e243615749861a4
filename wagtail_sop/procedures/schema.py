"""The whole form, schema ``sop-ap/1``, read into a definition."""

from .definition import SCHEMA, Definition
from .head import HeadReader
from .table import TableReader
from .words import LISTS, OPTIONAL, REQUIRED


class FormReader(HeadReader, TableReader):
    def definition(self, root) -> Definition:
        nodes = self.group(root, "the file", REQUIRED, OPTIONAL)
        self.word(nodes.get("skema"), "skema", {SCHEMA: SCHEMA}, needed=True)
        head = self.head(nodes.get("identitas"))
        actors = self.actors(nodes.get("pelaksana"))
        return Definition(
            key=self.code(nodes.get("id"), "id", "-", "dinsos-diy", limit=80),
            title=self.text(head.get("nama_sop"), "nama_sop", needed=True, limit=255),
            agency=self.agency(nodes.get("instansi")),
            identity=self.identity(head, nodes.get("lampiran_keputusan")),
            columns=self.columns(nodes.get("kolom")),
            actors=actors,
            steps=self.steps(nodes.get("langkah"), {actor.code for actor in actors}),
            completeness=self.completeness(nodes.get("kelengkapan")),
            table_title=self.text(nodes.get("judul_tabel") or head.get("judul_tabel"), "judul_tabel"),
            **{field: self.texts(nodes.get(key), key) for key, field in LISTS.items()},
        )
