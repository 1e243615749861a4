"""The accounts of the people in a list: those that are there, and those to be made."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from .cells import CellError, plain


@dataclass
class Account:
    """A person of the list; ``user`` is unsaved while the person is new."""

    user: object
    row: int
    """The row that named the person first."""

    @property
    def is_new(self) -> bool:
        return self.user.pk is None

    @property
    def username(self) -> str:
        return self.user.get_username()


class Accounts:
    """Found by user name, else by e-mail, without regard to capitals. One query."""

    def __init__(self, rows):
        self.model = get_user_model()
        self.email_field = self.model.get_email_field_name()
        self.by_username, self.by_email = {}, {}
        for user in self._existing(rows):
            self._remember(Account(user, 0))

    def _existing(self, rows):
        usernames = {plain(cells.get("username", "")) for _number, cells in rows}
        emails = {plain(cells.get("email", "")) for _number, cells in rows} - {""}
        users = self.model._default_manager.annotate(
            _username=Lower(self.model.USERNAME_FIELD), _email=Lower(self.email_field)
        )
        return users.filter(Q(_username__in=(usernames | emails) - {""}) | Q(_email__in=emails)).order_by(
            "pk"
        )

    def _remember(self, account):
        self.by_username[plain(account.username)] = account
        if email := plain(self._email(account.user)):
            self.by_email.setdefault(email, []).append(account)

    def _email(self, user):
        return getattr(user, self.email_field) or ""

    def account(self, number, cells) -> Account:
        """The account of a row. Raises ``CellError``."""
        username, email = cells.get("username", ""), cells.get("email", "")
        if not username and not email:
            raise CellError("username", _("Give a user name or an e-mail address."))
        found = self._found(username, email)
        if found is None:
            return self._new(number, cells, username or email)
        self._check(found, number, cells)
        return found

    def _found(self, username, email):
        same_email = self.by_email.get(plain(email), []) if email else []
        if username:
            found = self.by_username.get(plain(username))
            if others := [account for account in same_email if account is not found]:
                raise CellError(
                    "email",
                    _(
                        "This e-mail address belongs to the user “%(username)s”. Write that user name, or "
                        "another address."
                    )
                    % {"username": others[0].username},
                )
            return found
        if len(same_email) > 1:
            raise CellError("email", _("Several users have this e-mail address. Write the user name."))
        return same_email[0] if same_email else self.by_username.get(plain(email))

    def _check(self, account, number, cells):
        if not account.user.is_active:
            raise CellError(
                "username", _("This account is deactivated. Activate it under Settings – Users first.")
            )
        if account.is_new and plain(cells.get("name", "")) != plain(self._full_name(account.user)):
            raise CellError("name", _("Row %(row)s gives the same user another name.") % {"row": account.row})

    def _full_name(self, user):
        return user.get_full_name() or user.get_username()

    def _new(self, number, cells, username):
        if not cells.get("name"):
            raise CellError("name", _("The name is missing."))
        user = self.model(**self._values(cells["name"], cells.get("email", ""), username))
        try:
            user.clean_fields(exclude=["password"])
        except ValidationError as error:
            column = "email" if self.email_field in error.message_dict else "username"
            column = "name" if {"first_name", "last_name"} & set(error.message_dict) else column
            raise CellError(column, " ".join(error.messages)) from error
        account = Account(user, number)
        self._remember(account)
        return account

    def _values(self, name, email, username):
        """A site's own user model may name people in another way, or log them in by e-mail."""
        first, _space, last = name.partition(" ")
        values = {
            "first_name": first,
            "last_name": last,
            self.email_field: email,
            self.model.USERNAME_FIELD: username,
        }
        if self.email_field == self.model.USERNAME_FIELD:
            values[self.email_field] = email or username
        known = {field.name for field in self.model._meta.get_fields()}
        return {field: value for field, value in values.items() if field in known}
