"""What this wing finds in a piece: each finding has a code, by which SOPs ask for it ("kelengkapan")."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_sop.completeness import BLOCKING, PASSED, WARNING, Check, CheckName

from .conf import get_content_settings
from .guidance import guidance_left_in
from .models import (
    DatelineMixin,
    GalleryPageMixin,
    InformationCategory,
    MainPictureMixin,
    NewsPageMixin,
    PieceMixin,
    VideoPageMixin,
)

NAMES = {
    "naskah": gettext_lazy("text"),
    "petunjuk": gettext_lazy("no guidance of a template left"),
    "unsur_5w1h": gettext_lazy("who, what, when, where, why and how"),
    "tempat_tanggal": gettext_lazy("place and date"),
    "teks_alternatif": gettext_lazy("alternative text of every picture"),
    "keterangan_foto": gettext_lazy("caption of every picture"),
    "takarir": gettext_lazy("captions and transcript of the video"),
    "kategori_informasi": gettext_lazy("category of public information"),
    "kode_klasifikasi": gettext_lazy("archive classification code"),
    "unit": gettext_lazy("unit"),
}
OF_SOME = {"unsur_5w1h": NewsPageMixin, "tempat_tanggal": DatelineMixin, "takarir": VideoPageMixin}
CODES = {code: CheckName(name, OF_SOME.get(code, PieceMixin)) for code, name in NAMES.items()}


def checks_of_piece(case, piece):
    """For the hook ``register_sop_checks``. Each examination gives what is missing, what is in order, or neither."""
    if not isinstance(piece, PieceMixin):
        return
    for code, examine in EXAMINATIONS.items():
        if (found := examine(case, piece)) is not None:
            missing, in_order = found
            # Guidance that is left is told under every SOP: readers were never meant to see it.
            is_always_shown = code == "petunjuk" and bool(missing)
            yield Check(WARNING if missing else PASSED, missing or in_order, code, is_always_shown)
    if piece.information_category == InformationCategory.EXCLUDED:
        # No SOP can allow this: UU 14/2008, article 17.
        yield Check(BLOCKING, _("Its category is “excluded”: such information must not be published."))


def _text(case, piece):
    if isinstance(piece, VideoPageMixin) and not piece.has_video:
        return _("Choose the video: a file, or its address."), ""
    if isinstance(piece, GalleryPageMixin) and not piece.pictures:
        return _("Add at least one picture."), ""
    missing = "" if piece.lead.strip() or _words(piece) else _("Write the text: summary and body are empty.")
    return missing, _("The text is there.")


def _guidance(case, piece):
    missing = _listed(_("Replace what the template only asks for: %(what)s."), guidance_left_in(piece))
    return missing, _("No guidance of a template is left.")


def _story(case, piece):
    """What can be counted; whether who, why and how are told, only a reader can say."""
    if not isinstance(piece, NewsPageMixin):
        return None
    count, wanted = _words(piece), get_content_settings().MIN_BODY_WORDS
    gaps = [
        "" if piece.lead.strip() else _("who did what, in the summary"),
        "" if piece.dateline_date else _("when, in the dateline"),
        "" if piece.dateline_place.strip() else _("where, in the dateline"),
        ""
        if count >= wanted
        else _("why and how, in the body: it has %(count)s words, and should have %(wanted)s")
        % {"count": count, "wanted": wanted},
    ]
    told = _("Who, what, when, where, why and how: see whether the text tells them; it has %(count)s words.")
    return _listed(_("The report does not tell: %(what)s."), gaps), told % {"count": count}


def _place_and_date(case, piece):
    if not isinstance(piece, DatelineMixin):
        return None
    gaps = [
        "" if piece.dateline_place.strip() else _("the place"),
        "" if piece.dateline_date else _("the date"),
    ]
    return _listed(_("Fill in the dateline: %(what)s."), gaps), _("Place and date are there.")


def _alternative_texts(case, piece):
    pictures = list(pictures_of(piece))
    if not pictures:
        return None
    gaps = [where for where, alt_text, _caption in pictures if not alt_text]
    return _listed(_("Say what is to be seen (alt text): %(what)s."), gaps), _(
        "Every picture has its alt text."
    )


def _captions_of_pictures(case, piece):
    pictures = list(pictures_of(piece))
    if not pictures:
        return None
    gaps = [where for where, _alt_text, caption in pictures if not caption]
    return _listed(_("Write the captions: %(what)s."), gaps), _("Every picture has its caption.")


def _captions_of_video(case, piece):
    if not isinstance(piece, VideoPageMixin) or not piece.has_video:
        return None
    gaps = [
        "" if piece.captions_file_id or not piece.video_file_id else _("captions (a .vtt file)"),
        "" if piece.transcript.strip() else _("the transcript"),
    ]
    missing = _listed(_("For those who cannot hear or see the video, add: %(what)s."), gaps)
    return missing, _("The video has what people need who cannot hear or see it.")


def _category(case, piece):
    missing = "" if piece.information_category else _("Choose the category of public information.")
    return missing, _("The category of public information is chosen.")


def _classification(case, piece):
    missing = "" if piece.classification_code.strip() else _("Fill in the archive classification code.")
    return missing, _("The archive classification code is there.")


def _unit(case, piece):
    missing = "" if case.unit_id else _("Choose the unit this piece belongs to, when submitting it.")
    return missing, _("The unit is known.")


EXAMINATIONS = {
    "naskah": _text,
    "petunjuk": _guidance,
    "unsur_5w1h": _story,
    "tempat_tanggal": _place_and_date,
    "teks_alternatif": _alternative_texts,
    "keterangan_foto": _captions_of_pictures,
    "takarir": _captions_of_video,
    "kategori_informasi": _category,
    "kode_klasifikasi": _classification,
    "unit": _unit,
}


def pictures_of(piece):
    """Where each picture stands, its alt text and its caption. From the raw data: no picture needs to be fetched."""
    if isinstance(piece, MainPictureMixin) and piece.main_picture_id:
        yield _("main picture"), piece.main_picture_text.strip(), piece.main_picture_caption.strip()
    body = [block["value"] for block in piece.body.raw_data if block["type"] == "image"]
    for number, value in enumerate(body, start=1):
        image = value.get("image") or {}
        alt_text = "–" if image.get("decorative") else (image.get("alt_text") or "").strip()
        yield _("picture %(number)s in the body") % {"number": number}, alt_text, _stripped(value, "caption")
    if isinstance(piece, GalleryPageMixin):
        for number, block in enumerate(piece.pictures.raw_data, start=1):
            value = block["value"]
            where = _("picture %(number)s of the gallery") % {"number": number}
            yield where, _stripped(value, "alt_text"), _stripped(value, "caption")


def _stripped(value, name) -> str:
    return (value.get(name) or "").strip()


def _words(piece) -> int:
    """Words of the body."""
    texts = piece._meta.get_field("body").get_searchable_content(piece.body)
    return sum(len(str(text).split()) for text in texts)


def _listed(sentence, gaps) -> str:
    """The sentence with all that is missing; empty when nothing is."""
    missing = [gap for gap in gaps if gap]
    return sentence % {"what": "; ".join(missing)} if missing else ""
