"""What the agency published in the past fourteen months: a plain story for each text that says ``days``."""

from zlib import crc32

from .stories import DAY, HEAD, Story, approve, document, edit, publish, receive, submit
from .writing import Writer


def library_stories():
    return [story_of(text) for text in Writer({}).texts.values() if "days" in text]


def story_of(text):
    """``days``: how many working days ago it went live; ``class``: routine, unless it says otherwise."""
    important = text.get("class", "routine") != "routine"
    # Of its own for each piece, and the same at every loading.
    own = crc32(text["key"].encode())
    head = (approve(12 + own % 43, HEAD),) if important else ()
    return Story(text["key"], text["unit"], text["days"] * DAY + own % 390, (
        submit(210 + own % 230, text.get("class", "routine")), receive(14 + own % 89), edit(35 + own % 97),
        approve(21 + own % 83), *head, publish(6 + own % 19), document(7 + own % 23),
    ))  # fmt: skip
