"""Secrets at rest: encrypted with keys apart from ``SECRET_KEY``, and never handed on as ciphertext."""

import json

from django.core.exceptions import ImproperlyConfigured

from wagtail_sop.exceptions import SopError

from .conf import get_social_settings

PREFIX = "f1:"
"""What is stored says how it was encrypted; anything else in its place is no secret of ours."""
HOW_TO_MAKE_A_KEY = (
    'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
)


class SecretUnreadable(SopError):
    """No key at hand opens it. The account must be connected again, or the lost key be put back."""


def seal(values) -> str:
    """The values (a mapping, or ``Credentials``) as text that only the keys open; empty for no values."""
    if not values.items():
        return ""
    return PREFIX + cipher().encrypt(json.dumps(dict(values.items())).encode()).decode()


def unseal(sealed: str) -> dict:
    """Raises ``SecretUnreadable``; also where there is no key at all."""
    if not sealed:
        return {}
    try:
        return json.loads(opened(sealed))
    except ImportError:
        problem = SecretUnreadable(
            "The stored secrets cannot be read without the library cryptography: pip install wagtail-sop[social]"
        )
    except (*unreadable(), ValueError, ImproperlyConfigured):
        # Not chained: the original's frames hold keys and ciphertext.
        problem = SecretUnreadable("The stored secrets cannot be read with the keys in TOKEN_KEYS.")
    raise problem


def reseal(sealed: str) -> str:
    """The same values under the first key. Raises ``SecretUnreadable``."""
    return seal(unseal(sealed))


def opened(sealed) -> bytes:
    if not sealed.startswith(PREFIX):
        raise ValueError
    return cipher().decrypt(sealed.removeprefix(PREFIX).encode())


def unreadable():
    from cryptography.fernet import InvalidToken

    return (InvalidToken,)


def cipher():
    """Raises ``ImproperlyConfigured`` where there is no key, or one that is none."""
    from cryptography.fernet import Fernet, MultiFernet

    keys = get_social_settings().TOKEN_KEYS
    if not keys:
        raise ImproperlyConfigured(
            "WAGTAIL_SOP['SOCIAL']['TOKEN_KEYS'] has no key to encrypt the secrets of accounts with. "
            f"Make one: {HOW_TO_MAKE_A_KEY}"
        )
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        # Not chained: the library's error would be printed with the key.
        problem = ImproperlyConfigured(
            "A key in WAGTAIL_SOP['SOCIAL']['TOKEN_KEYS'] is no Fernet key: 32 bytes in URL-safe base64. "
            f"Make one: {HOW_TO_MAKE_A_KEY}"
        )
    raise problem
