"""Codes that stand on a printed recovery sheet and are typed back years later, from paper.

A code is 128 random bits and 12 bits that tell a wrong letter, as seven groups of four: ``7K2M-…-9QXD``.
The alphabet is Crockford's base 32 (no I, L, O, U); what is easily mistaken is understood.
"""

import hashlib
import re

from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1", "Đ": "D"})
_BITS = 128
_CHECK_BITS = 12
_GROUP = 4

#: How many random bytes a code holds.
BYTES = _BITS // 8
#: How many letters and digits a code has.
LETTERS = (_BITS + _CHECK_BITS) // 5


def _check(secret: bytes) -> int:
    return int.from_bytes(hashlib.sha256(b"recovery code" + secret).digest()[:2], "big") >> (16 - _CHECK_BITS)


def written(secret: bytes) -> str:
    """The code for 16 random bytes, as it is printed."""
    if len(secret) != BYTES:
        raise ValueError(f"a recovery code holds {BYTES} bytes")
    number = int.from_bytes(secret, "big") << _CHECK_BITS | _check(secret)
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(LETTERS)))
    return "-".join(letters[start : start + _GROUP] for start in range(0, LETTERS, _GROUP))


def looks_like_code(text: str) -> bool:
    """Whether somebody means a code rather than a password of their own."""
    try:
        read(text)
    except AppError:
        return False
    return True


def read(text: str) -> bytes:
    """The 16 bytes of a code that was typed: any case, with or without hyphens and spaces.

    Raises:
        AppError: letters are missing, or one is wrong.
    """
    letters = re.sub(r"[\W_]+", "", text).upper().translate(_MISTAKEN)
    if len(letters) != LETTERS:
        raise AppError(
            "recovery_code_wrong",
            _("Mã khôi phục chưa đúng"),
            _("Mã trên phiếu khôi phục có {expected} chữ và số, mã vừa nhập có {found}.").format(
                expected=LETTERS, found=len(letters)
            ),
            _("Hãy nhập đủ bảy nhóm, mỗi nhóm bốn ký tự."),
        )
    number = 0
    for letter in letters:
        place = _ALPHABET.find(letter)
        if place < 0:
            raise _mistyped()
        number = number << 5 | place
    secret = (number >> _CHECK_BITS).to_bytes(BYTES, "big")
    if number & ((1 << _CHECK_BITS) - 1) != _check(secret):
        raise _mistyped()
    return secret


def _mistyped() -> AppError:
    return AppError(
        "recovery_code_wrong",
        _("Mã khôi phục chưa đúng"),
        _("Trong mã vừa nhập có chữ hoặc số không khớp với phiếu khôi phục."),
        _("Hãy so lại từng nhóm với phiếu đã in."),
    )
