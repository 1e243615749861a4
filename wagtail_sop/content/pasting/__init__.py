"""What word processors leave in texts, taken out again: what is shown stays, word for word.

Cleaning is idempotent, and clean text comes back as it is. It happens when a piece is saved, whatever it came through:
the editor, an import, the API.
"""

from .fields import clean_piece
from .html import clean_html
from .texts import clean_line, clean_lines

__all__ = ["clean_html", "clean_line", "clean_lines", "clean_piece"]
