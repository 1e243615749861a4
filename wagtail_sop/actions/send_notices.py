"""Send the mail that waits."""

import logging
from contextlib import suppress
from time import monotonic

import django
from django.conf import settings as django_settings
from django.core.mail import get_connection
from django.utils import timezone

from wagtail_sop.conf import get_settings
from wagtail_sop.models import Notice
from wagtail_sop.notifications import Background, compose

from .mail_errors import breaks_connection, concerns_every_mail, describe, is_permanent

logger = logging.getLogger("wagtail_sop")
BATCH = 50
BATCH_SECONDS = 20
"""So long a batch counts as freshly read, far below the lease of its notices; what is left then is read again."""
UNMARKED_SECONDS = 1
"""So long at most the database does not know of a mail that the mail server has taken."""
TIMEOUT = 20
"""Seconds for each answer of the mail server, where the site sets no ``EMAIL_TIMEOUT``. With ten answers for
a message and the batch before it, this stays below the lease of a notice."""


def send_notices(seconds=None) -> int:
    """Send all that is due and not claimed by another sender; the number sent.

    Two senders at once send each mail once. ``seconds`` bounds the time taken; what is left waits for the
    next sender. A mail whose sender is killed between the server's acceptance and our note of it, a second
    at most, is sent again, under the same Message-ID.
    """
    mailing = Mailing(seconds)
    try:
        while not mailing.time_is_up and (batch := Notice.objects.claim(timezone.now(), BATCH)):
            if not mailing.deliver_all(batch):
                break
    finally:
        mailing.hang_up()
    return mailing.sent


class Mailing:
    """One run over what is due, over one connection to the mail server."""

    def __init__(self, seconds=None):
        self.until = monotonic() + seconds if seconds else None
        self.connection = mail_connection(min(seconds or TIMEOUT, TIMEOUT))
        self.sent = 0
        self.lost_connection = False
        self._backgrounds = {}
        self._untried, self._accepted = [], []
        self._marked_at = monotonic()

    @property
    def time_is_up(self) -> bool:
        return self.until is not None and monotonic() > self.until

    def deliver_all(self, batch) -> bool:
        """Try a batch of claimed notices. False when the mail server cannot be reached; then, as when the time is up,
        the others wait untouched."""
        stale_at, self._untried = monotonic() + BATCH_SECONDS, list(batch)
        try:
            while self._untried and not self.time_is_up and monotonic() < stale_at:
                if not self.deliver(self._untried.pop(0)):
                    return False
            return True
        finally:
            self.mark_accepted()
            self.give_back()

    def deliver(self, notice) -> bool:
        """Try one notice. False when the mail server cannot be reached."""
        message = self.message_of(notice)
        if not message:
            return True
        try:
            self.connection.open()
        except Exception as error:  # noqa: BLE001  (smtplib, ssl, sockets, other backends)
            return self.mail_server_is_down(notice, error)
        return self.hand_over(notice, message)

    def message_of(self, notice):
        """The message; None, with the notice marked accordingly, when there is none to be sent."""
        if notice.attempts > get_settings().MAIL_ATTEMPTS:
            return notice.mark_failed("Each sender died over this mail.", timezone.now(), permanent=True)
        try:
            background = self.background_of(notice.case)
            if notice.is_needless(background.called if notice.kind in Notice.CALLS else ()):
                return notice.mark_needless()
            return compose(notice, background)
        except Exception as error:
            # A template of the site's own may fail; that must not stop the other mails.
            logger.exception("Notice %s could not be written.", notice.pk)
            notice.mark_failed(f"{type(error).__name__}: {error}"[:2000], timezone.now())
            return None

    def background_of(self, case):
        # Every move of a case raises its version, so what is kept here is as fresh as the case just read.
        key = (case.pk, case.version)
        if key not in self._backgrounds:
            self._backgrounds[key] = Background(case, timezone.now())
        return self._backgrounds[key]

    def hand_over(self, notice, message) -> bool:
        try:
            self.connection.send_messages([message])
        except Exception as error:  # noqa: BLE001  (as above)
            return self.was_refused(notice, error)
        self._accepted.append(notice)
        self.sent, self.lost_connection = self.sent + 1, False
        if monotonic() > self._marked_at + UNMARKED_SECONDS:
            self.mark_accepted()
        return True

    def mark_accepted(self):
        if self._accepted:
            Notice.objects.mark_sent(self._accepted, timezone.now())
        self._accepted, self._marked_at = [], monotonic()

    def give_back(self):
        if self._untried:
            Notice.objects.unclaim(self._untried)
        self._untried = []

    def was_refused(self, notice, error) -> bool:
        if concerns_every_mail(error):
            return self.mail_server_is_down(notice, error)
        text = self.report(notice, error)
        notice.mark_failed(text, timezone.now(), permanent=is_permanent(error))
        if not breaks_connection(error):
            return True
        self.hang_up()
        if self.lost_connection:
            # Twice in a row is not the fault of one mail.
            self.give_back()
            Notice.objects.put_off_all(text, timezone.now())
            return False
        self.lost_connection = True
        return True

    def mail_server_is_down(self, notice, error) -> bool:
        self.give_back()
        notice.put_back(self.report(notice, error), timezone.now())
        return False

    def report(self, notice, error) -> str:
        text = describe(error, self.connection)
        logger.warning("Notice %s could not be sent: %s", notice.pk, text)
        return text

    def hang_up(self):
        with suppress(Exception):
            self.connection.close()


def mail_connection(timeout):
    """The site's mail backend; a silent mail server is waited for ``timeout`` seconds, never for ever."""
    if django.VERSION >= (6, 1) and getattr(django_settings, "MAILERS", None):
        from django.core.mail import mailers

        connection = mailers.default
    else:
        connection = get_connection()
    if getattr(connection, "timeout", 0) is None:
        connection.timeout = timeout
    return connection
