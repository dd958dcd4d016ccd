"""Passwords as stored: argon2id (RFC 9106), with the parameters its authors recommend for a PC with little memory."""

import secrets
from functools import cache
from typing import TYPE_CHECKING

from friendly_desktop.domain import recovery_codes
from friendly_desktop.domain.people import password_text

if TYPE_CHECKING:
    from argon2 import PasswordHasher


def hashed(secret: str) -> str:
    """What is stored of a password or a code; every time another text."""
    return _hasher().hash(password_text(secret))


def matches(stored: str, secret: str) -> bool:
    """Whether a password or a code is the one that was stored."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(stored, password_text(secret))
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(stored: str) -> bool:
    """Whether it was hashed with weaker parameters than those of today."""
    return _hasher().check_needs_rehash(stored)


def take_as_long(secret: str) -> None:
    """Work as long as a check does, so that the time does not tell whether a name exists."""
    matches(_nobody(), secret)


def new_code() -> str:
    """A code for a recovery sheet; nobody guesses 128 random bits, so it needs no waiting."""
    return recovery_codes.written(secrets.token_bytes(recovery_codes.BYTES))


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _nobody() -> str:
    return hashed(secrets.token_hex())
