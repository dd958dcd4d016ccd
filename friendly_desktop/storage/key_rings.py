"""Pairs of keys made, wrapped in slots, unwrapped; the forms are those of ``domain/vault.py``."""

import os

from friendly_desktop.domain import recovery_codes
from friendly_desktop.domain.vault import KEY, Ring, Slot, SlotKind, Strength, password_bytes
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

_SALT = 16
_NONCE = 12


class PrivateKey:
    """The half of a ring that opens, in memory for as long as it is needed.

    ``wipe`` overwrites it; what a library copied of it is beyond Python's reach.
    """

    def __init__(self, content: bytes | bytearray) -> None:
        self._content = bytearray(content)

    def __repr__(self) -> str:
        return "PrivateKey()"  # never its bytes, which might end in a log

    def __reduce__(self) -> str:
        raise TypeError("a private key is not written anywhere")

    @property
    def content(self) -> bytearray:
        """The 32 bytes; not to be copied or kept.

        Raises:
            AppError: it was wiped.
        """
        if not any(self._content):
            raise AppError(
                "vault_locked",
                _("Dữ liệu mã hóa đang khóa"),
                _("Cần mật khẩu mã hóa hoặc mã trên phiếu khôi phục để mở."),
            )
        return self._content

    @property
    def public(self) -> bytes:
        """The half that seals."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        return X25519PrivateKey.from_private_bytes(self.content).public_key().public_bytes_raw()

    def derived(self, purpose: str) -> bytes:
        """A key of 32 bytes for one purpose; nobody learns this one from it.

        Args:
            purpose: ASCII, e.g. ``"database 1"``.
        """
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(SHA256(), KEY, salt=None, info=b"CQTT " + purpose.encode("ascii")).derive(self.content)

    def wipe(self) -> None:
        """Overwrite it."""
        self._content[:] = bytes(len(self._content))


def new_key() -> PrivateKey:
    """A new private half, from the system's source of chance."""
    return PrivateKey(os.urandom(KEY))


def new_recovery_code() -> str:
    """A new code for a recovery sheet."""
    return recovery_codes.written(os.urandom(recovery_codes.BYTES))


def ring_of(key: PrivateKey, *slots: Slot) -> Ring:
    """The ring whose private half is ``key``."""
    return Ring(key.public, slots)


def password_slot(key: PrivateKey, password: str, strength: Strength | None = None) -> Slot:
    """``key`` wrapped by a password. Slow on purpose: about a third of a second."""
    return _wrapped(key, SlotKind.PASSWORD, password_bytes(password), strength)


def recovery_slot(key: PrivateKey, code: str, strength: Strength | None = None) -> Slot:
    """``key`` wrapped by a code of a recovery sheet. Slow on purpose.

    Raises:
        AppError: it is no such code.
    """
    return _wrapped(key, SlotKind.RECOVERY, recovery_codes.read(code), strength)


def unwrap(ring: Ring, secret: str) -> PrivateKey:
    """The private half, opened with a password or a recovery code, whichever ``secret`` is.

    Raises:
        AppError: ``wrong_password``: neither opens it; ``password_needed``: ``secret`` is empty.
    """
    if not secret:
        raise AppError(
            "password_needed",
            _("Cần mật khẩu mã hóa"),
            _("Việc này cần mật khẩu mã hóa hoặc mã trên phiếu khôi phục."),
        )
    recovery = recovery_codes.read(secret) if recovery_codes.looks_like_code(secret) else None
    # A code is tried as one first; each try is slow.
    for slot in sorted(ring.slots, key=lambda one: (one.kind is SlotKind.RECOVERY) is (recovery is None)):
        if slot.kind is SlotKind.RECOVERY and recovery is None:
            continue
        content = recovery if slot.kind is SlotKind.RECOVERY and recovery else password_bytes(secret)
        key = _unwrapped(ring, slot, content)
        if key is not None:
            return key
    raise AppError(
        "wrong_password",
        _("Mật khẩu chưa đúng"),
        _("Mật khẩu hoặc mã khôi phục vừa nhập không mở được."),
        _("Hãy xem lại phím Caps Lock và bộ gõ tiếng Việt, hoặc dùng mã trên phiếu khôi phục đã in.")
        if ring.has(SlotKind.RECOVERY)
        else _("Hãy xem lại phím Caps Lock và bộ gõ tiếng Việt, hoặc hỏi lại người đã đặt mật khẩu."),
    )


def _wrapped(key: PrivateKey, kind: SlotKind, secret: bytes, strength: Strength | None) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    strength = strength or Strength()
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    wrapped = AESGCM(_stretched(secret, salt, strength)).encrypt(nonce, key.content, key.public)
    return Slot(kind, strength, salt, nonce, wrapped)


def _unwrapped(ring: Ring, slot: Slot, secret: bytes) -> PrivateKey | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        found = AESGCM(_stretched(secret, slot.salt, slot.strength)).decrypt(
            slot.nonce, slot.wrapped, ring.public
        )
    except InvalidTag:
        return None
    key = PrivateKey(found)
    return key if key.public == ring.public else None


def _stretched(secret: bytes, salt: bytes, strength: Strength) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    return Argon2id(
        salt=salt,
        length=KEY,
        iterations=strength.passes,
        lanes=strength.lanes,
        memory_cost=strength.memory_kib,
    ).derive(secret)
