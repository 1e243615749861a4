"""Where the admin of a unit files a piece: category of public information, archive code, retention."""

PERIODIC, IMMEDIATE, ON_REQUEST = "periodic", "immediate", "on_request"
CATEGORIES = {"publikasi": ON_REQUEST, "pengumuman": IMMEDIATE}
RETENTION = {"publikasi": "2 tahun aktif, 5 tahun inaktif", "pengumuman": "1 tahun aktif, 2 tahun inaktif"}
CODES = {"publikasi": "000.7.2", "pengumuman": "400.14.4", "agenda": "400.14.1"}
NEWS_CODE, USUAL_RETENTION = "400.14.5", "1 tahun aktif, 3 tahun inaktif"


def file_under(page, text):
    """Texts of unfinished cases say no category: there, it is one of the things that are still missing."""
    section = text["section"]
    if "category" not in text and "days" not in text:
        return
    page.information_category = text.get("category") or CATEGORIES.get(section, PERIODIC)
    page.classification_code = text.get("code") or CODES.get(section, NEWS_CODE)
    page.retention = RETENTION.get(section, USUAL_RETENTION)
