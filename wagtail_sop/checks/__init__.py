"""What the site must set, and what its rows lack for its SOPs: ``manage.py check [--database default]``."""

from . import rows, site  # noqa: F401  (they register themselves)
