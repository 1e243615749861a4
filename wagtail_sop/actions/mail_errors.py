"""What an error of the mail server means for the mail, for the others, and in words."""

import smtplib

SERVICE_CLOSES = 421
PERMANENT = 500


def concerns_every_mail(error) -> bool:
    """A refused sender is a matter of the settings: no mail would pass, and none is to blame."""
    return isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPAuthenticationError)


def is_permanent(error) -> bool:
    """Whether trying again is useless. A recipient refused with 4xx (greylisting) may be accepted later."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= PERMANENT for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code >= PERMANENT
    # An address that cannot be written as a header, or not without SMTPUTF8.
    return isinstance(error, smtplib.SMTPNotSupportedError | ValueError)


def breaks_connection(error) -> bool:
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code == SERVICE_CLOSES
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return any(code == SERVICE_CLOSES for code, _text in error.recipients.values())
    # SMTPException is itself an OSError.
    is_of_the_mail = isinstance(error, smtplib.SMTPNotSupportedError)
    return isinstance(error, OSError) and not is_of_the_mail


def describe(error, connection=None) -> str:
    """One line for the record. Errors of unknown mail services only by their class: they may carry keys."""
    text = _text_of(error)
    for secret in (getattr(connection, "password", None), getattr(connection, "username", None)):
        if secret:
            text = text.replace(str(secret), "***")
    return text[:2000]


def _text_of(error) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "The mail server refuses the recipient: " + "; ".join(map(_reply, error.recipients.values()))
    if isinstance(error, smtplib.SMTPSenderRefused):
        reply = _reply((error.smtp_code, error.smtp_error))
        return f"The mail server refuses the sender {error.sender}: {reply}. Set MAIL_FROM in WAGTAIL_SOP."
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server answers: {_reply((error.smtp_code, error.smtp_error))}"
    if isinstance(error, smtplib.SMTPException | ValueError):
        return f"{type(error).__name__}: {error}"
    if isinstance(error, OSError):
        return f"The mail server cannot be reached: {error.strerror or type(error).__name__}"
    return f"{type(error).__name__}: see the log of the mail service."


def _reply(reply) -> str:
    code, text = reply
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return f"{code} {' '.join(text.split())}"
