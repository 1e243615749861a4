"""Publications. Their files are made when the demo is loaded: a sheet (PDF) of the text, tables (XLSX, CSV)."""

from wagtail_sop.content.models import PublicationPage
from wagtail_sop.spreadsheets import write_csv, write_xlsx

from .sheets import write_pdf
from .texts import body, plain

FILES = ("publications",)
TABLES = {"xlsx": write_xlsx, "csv": write_csv}


def build(text, shelf):
    return PublicationPage(
        **shelf.report(),
        number=text.get("number", ""),
        files=[("document", document(text, file, shelf)) for file in text["files"]],
        body=body(text),
    )


def document(text, file, shelf):
    kind = file["kind"]
    content = TABLES[kind](file["table"]) if kind in TABLES else sheet(text, file)
    name = f"{text['key']}-{file['name']}.{kind}"
    return {"document": shelf.document(file["title"], name, content), "title": ""}


def sheet(text, file):
    lines = [(text["lead"], False), *plain(text), *((line, False) for line in file.get("lines", []))]
    return write_pdf(file["title"], text.get("number", ""), lines)
