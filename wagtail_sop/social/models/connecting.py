"""How an account reaches its network: names, secrets, and the backend made of them."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from wagtail.log_actions import log

from wagtail_sop.social.backends import get_backend, load
from wagtail_sop.social.backends.base import Backend, Credentials
from wagtail_sop.social.backends.errors import AccountBroken
from wagtail_sop.social.backends.http import Session
from wagtail_sop.social.conf import get_social_settings
from wagtail_sop.social.secrets import SecretUnreadable, reseal, seal, unseal


class AccountConnecting:
    """Mixed into ``Account``."""

    @property
    def backend_class(self) -> type[Backend]:
        """Raises ``ImproperlyConfigured`` where the site has this network no more."""
        return load(self.network, get_social_settings().BACKENDS)

    def backend(self, session=None) -> Backend:
        """The network, for this account. Raises ``AccountBroken`` when its secrets cannot be read, or when its network
        cannot be made of what its form says."""
        try:
            return self._backend(session)
        except (AccountBroken, ImproperlyConfigured):
            raise
        except Exception as error:  # noqa: BLE001  (one faulty account must not stop the others)
            # Without the original's words: they may be a secret.
            problem = AccountBroken(
                f"Its form does not fit its network ({type(error).__name__}).", reason="setup"
            )
        raise problem

    def _backend(self, session) -> Backend:
        settings = get_social_settings()
        versions = {"graph_version": settings.GRAPH_VERSION} if settings.GRAPH_VERSION else {}
        return get_backend(
            self.network,
            self.credentials,
            options=versions | self.options,
            session=session or Session(settings.TIMEOUT),
            extra=settings.BACKENDS,
        )

    @property
    def credentials(self) -> Credentials:
        """From the environment or from the row. Raises ``AccountBroken``, reason ``secret_unreadable``."""
        if self.secrets_from:
            return Credentials(self._from_environment())
        try:
            return Credentials(unseal(self.sealed_secrets))
        except SecretUnreadable:
            problem = AccountBroken(
                "The stored secrets cannot be read with the keys of this site. Connect the account again.",
                reason="secret_unreadable",
            )
        raise problem

    def _from_environment(self) -> dict:
        names = [field.name for field in self.backend_class.fields]
        found = {name: os.environ.get(f"{self.secrets_from}_{name.upper()}") for name in names}
        return {name: value for name, value in found.items() if value}

    @property
    def has_secrets(self) -> bool:
        return bool(self.secrets_from or self.sealed_secrets)

    @transaction.atomic
    def set_credentials(self, values, user=None):
        """Store the secrets, encrypted; what was stored before is gone. Save the row first.

        ``values``: a mapping, or ``Credentials``, which no error report shows. ``user``: who does it, ``None`` for a
        program. Raises ``NotEntitled``, and ``ImproperlyConfigured`` where the site has no key.
        """
        if user is not None:
            self.authorise(user)
        self.sealed_secrets = seal(Credentials({name: value for name, value in values.items() if value}))
        self.save(update_fields=["sealed_secrets"])
        log(self, "sop.account_secrets", user=user)

    def rotate_secrets(self):
        """Encrypt what is stored with the first key. Raises ``SecretUnreadable``."""
        old = self.sealed_secrets
        if old:
            # Whoever stores other secrets in this moment wins.
            type(self).objects.filter(pk=self.pk, sealed_secrets=old).update(sealed_secrets=reseal(old))
