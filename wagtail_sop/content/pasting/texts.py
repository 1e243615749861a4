"""Plain texts: characters that nobody sees, spaces and line ends."""

import re

# Javanese script is broken between lines at zero-width spaces, so beside it they have a meaning. So have joiners, which
# hold emoji and Arabic letters together; those are left alone everywhere.
_JAVANESE = "\ua980-\ua9df"
_INVISIBLE = re.compile(
    rf"[\u00ad\u2060\ufeff\x00-\x08\x0e-\x1b\x1f\x7f]|(?<![{_JAVANESE}])\u200b(?![{_JAVANESE}])"
)
_WORDS_OWN_HYPHEN = "\x1e"
"""How Word writes a hyphen at which no line ends."""


def visible(text: str) -> str:
    """Without soft hyphens, zero-width characters and control characters."""
    return _INVISIBLE.sub("", text.replace(_WORDS_OWN_HYPHEN, "-"))


def clean_line(text: str) -> str:
    """One line, with single ordinary spaces between its words."""
    return " ".join(visible(text).split())


def clean_lines(text: str) -> str:
    """The same line by line; lines end with ``\\n``, and never more than one empty line follows another."""
    lines = "\n".join(" ".join(line.split()) for line in visible(text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")
