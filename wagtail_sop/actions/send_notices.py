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
TIMEOUT = 20
"""Seconds for each answer of the mail server, where the site sets no ``EMAIL_TIMEOUT``. With ten answers for
a message this stays well below the lease of a notice."""


def send_notices(seconds=None) -> int:
    """Send all that is due and not claimed by another sender; the number sent.

    Two senders at once send each mail once. ``seconds`` bounds the time taken; what is left waits for the
    next sender. A mail whose sender dies between the server's acceptance and our note of it is sent again,
    under the same Message-ID.
    """
    mailing = Mailing(seconds)
    try:
        for pk in due_notices():
            if mailing.time_is_up or not mailing.deliver(pk):
                break
    finally:
        mailing.hang_up()
    return mailing.sent


def due_notices():
    """Primary keys of what is due, oldest first, read in batches."""
    while batch := list(Notice.objects.due().values_list("pk", flat=True)[:BATCH]):
        yield from batch
        if len(batch) < BATCH:
            return


class Mailing:
    """One run over what is due, over one connection to the mail server."""

    def __init__(self, seconds=None):
        self.until = monotonic() + seconds if seconds else None
        self.connection = mail_connection(min(seconds or TIMEOUT, TIMEOUT))
        self.sent = 0
        self.lost_connection = False
        self._backgrounds = {}

    @property
    def time_is_up(self) -> bool:
        return self.until is not None and monotonic() > self.until

    def deliver(self, pk) -> bool:
        """Try one notice. False when the mail server cannot be reached, so that the others wait untouched."""
        notice = Notice.objects.claim(pk, timezone.now())
        message = notice and self.message_of(notice)
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
        notice.mark_sent(timezone.now())
        self.sent, self.lost_connection = self.sent + 1, False
        return True

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
            Notice.objects.put_off_all(text, timezone.now())
            return False
        self.lost_connection = True
        return True

    def mail_server_is_down(self, notice, error) -> bool:
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
