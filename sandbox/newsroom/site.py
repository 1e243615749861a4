"""The demo's page tree: the front page, its sections, and the pages that simply say something."""

from datetime import date

from wagtail.models import Page, Site

from wagtail_sop.content.models import (
    EventIndexPage,
    InformationListPage,
    ListingPage,
    NewsIndexPage,
    PlainPage,
    SopListPage,
    SopPage,
)

from .models import HomePage
from .pieces.texts import body, read

NAME = "Dinas Sosial DIY"
INTRO = "Hadir bagi keluarga, anak, lanjut usia, dan penyandang disabilitas di seluruh Daerah Istimewa Yogyakarta."
SECTIONS = (
    (NewsIndexPage, "berita", "Berita",
     "Kabar kegiatan dan layanan. Setiap berita diperiksa menurut SOP sebelum tayang."),
    (ListingPage, "pengumuman", "Pengumuman",
     "Yang sedang berlaku dan yang sudah berakhir: jadwal layanan, pendaftaran, dan pemberitahuan."),
    (EventIndexPage, "agenda", "Agenda", "Kegiatan yang terbuka untuk umum, yang akan datang dan yang sudah berlalu."),
    (ListingPage, "galeri", "Galeri foto", "Gambar kegiatan dari balai, posko, dan kalurahan di seluruh DIY."),
    (ListingPage, "video", "Video", "Penjelasan singkat tentang layanan, dengan takarir dan transkrip."),
    (ListingPage, "publikasi", "Publikasi", "Laporan, pedoman, data terbuka, dan formulir untuk diunduh."),
)  # fmt: skip
"""What an SOP governs, in the order of the menu, between the profile and the public information."""


def build_site():
    """In the place of Wagtail's welcome page. The sections by their slug, then the plain pages by theirs."""
    home = build_home()
    plain = {"profil": add_plain(home, "profil", shown=True)}
    sections = {}
    for model, slug, title, intro in SECTIONS:
        page = model(title=title, slug=slug, intro=intro, show_in_menus=True)
        sections[slug] = home.add_child(instance=page)
    plain["informasi-publik"] = add_plain(home, "informasi-publik", shown=True)
    return home, sections, plain


def build_home():
    root = Page.get_first_root_node()
    for welcome in root.get_children().filter(depth=2, slug="home"):
        welcome.delete()
    home = Page.get_first_root_node().add_child(
        instance=HomePage(title=NAME, slug="beranda", intro=INTRO, show_in_menus=True)
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True, site_name=NAME)
    return home


def texts():
    return {text["key"]: text for text in read("pages")}


def add_plain(parent, slug, shown=False):
    """Without its body yet, which may link to pages that come later."""
    text = texts()[slug]
    page = PlainPage(title=text["title"], slug=slug, lead=text["lead"], show_in_menus=shown)
    return parent.add_child(instance=page)


def build_plain_pages(home, plain, procedure):
    """The pages that no SOP governs, published as they are; and the two lists that draw from what is there."""
    for slug, text in texts().items():
        if slug not in plain:
            plain[slug] = add_plain(plain.get(text.get("below")) or home, slug)
    public = plain["informasi-publik"]
    pages = plain | {"daftar-informasi-publik": add_list(public), "sop": add_sops(public, procedure)}
    for slug, page in plain.items():
        fill(page, texts()[slug], pages)
    return pages


def fill(page, text, pages):
    page.body = body(text, pages)
    page.signed_by = text.get("signed_by", "")
    page.signed_on = date.fromisoformat(text["signed_on"]) if "signed_on" in text else None
    page.information_category = text.get("category", "")
    page.classification_code = text.get("code", "")
    page.retention = text.get("retention", "")
    page.save_revision().publish()


def add_list(parent):
    page = parent.add_child(
        instance=InformationListPage(
            title="Daftar Informasi Publik",
            slug="daftar-informasi-publik",
            intro="Semua informasi yang dikuasai dinas dan terbuka untuk umum, menurut kategorinya. "
            "Halaman situs ini masuk daftar dengan sendirinya.",
        )
    )
    page.rows = [("row", row | {"document": None, "address": ""}) for row in read("information")]
    page.save_revision().publish()
    return page


def add_sops(parent, procedure):
    page = parent.add_child(
        instance=SopListPage(
            title="Standar operasional prosedur",
            slug="sop",
            intro="SOP yang berlaku, selalu dalam edisi terbaru yang sudah disahkan.",
        )
    )
    page.save_revision().publish()
    sheet = SopPage(
        title="Pengelolaan media informasi",
        slug="media-informasi",
        procedure=procedure,
        intro="Bagaimana sebuah naskah ditulis, diperiksa, disetujui, dan ditayangkan di situs ini.",
    )
    page.add_child(instance=sheet)
    sheet.save_revision().publish()
    return page
