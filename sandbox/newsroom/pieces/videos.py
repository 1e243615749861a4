"""Videos: ``file`` names one in ``videos/`` and its captions, ``address`` one on another site."""

from pathlib import Path

from wagtail_sop.content.models import VideoPage

from .texts import body

FILES = ("videos",)
FILMS = Path(__file__).parent.parent / "videos"


def build(text, shelf):
    return VideoPage(
        **shelf.report(),
        **own_files(text, shelf),
        address=text.get("address", ""),
        transcript="".join(f"<p>{words}</p>" for words in text["transcript"]),
        body=body(text),
    )


def own_files(text, shelf):
    if "file" not in text:
        return {}
    film, captions = (FILMS / f"{text['file']}.{ending}" for ending in ("webm", "vtt"))
    return {
        "video_file": shelf.document(text["title"], film.name, film.read_bytes()),
        "captions_file": shelf.document(f"Takarir: {text['title']}", captions.name, captions.read_bytes()),
    }
