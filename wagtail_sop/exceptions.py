"""What can be refused. Every message is a sentence for the person who asked, and names the way out."""

from django.core.exceptions import PermissionDenied


class SopError(Exception):
    """Base of everything this package raises on purpose."""


class Refused(SopError, PermissionDenied):
    """The procedure does not allow this act.

    A ``PermissionDenied`` too, so that Wagtail's own doors (edit view, bulk actions, API) treat it as a refusal.
    """


class NotEntitled(Refused):
    """The person holds no valid appointment for this step, or is barred by separation of duties."""


class TakenByAnother(Refused):
    """A colleague has taken the piece."""


class AlreadyDone(Refused):
    """Somebody else was first, or the page the person looked at is out of date."""


class ContentChanged(Refused):
    """The content is not the content that was approved or shown."""


class Incomplete(Refused):
    """A reason, a unit or another answer is missing; ``field`` names the form field."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


class RecordProtected(SopError):
    """A finished step or a closed case is never changed or removed."""


class InstallationError(SopError):
    """A procedure cannot be installed or enacted as asked; ``problems`` lists why."""

    def __init__(self, message: str, problems: tuple = ()):
        super().__init__(message)
        self.problems = tuple(problems)


class UnreadableFile(SopError):
    """An uploaded file is not what it should be; the message says how to save it."""


class ImportRefused(SopError):
    """People cannot be imported as previewed: something is wrong, or has changed since."""
