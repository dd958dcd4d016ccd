"""Encryption: keys, what opens them, and the form of a sealed file.

**Ring.** An office has one pair of keys (X25519). The public half stands in clear and seals; the private half
opens and is kept only wrapped, once in each *slot*: by the office's password, and by the code on the printed
recovery sheet. So the program seals backups without asking anybody, and nobody opens one without a slot.
A package for the authority above has a pair of its own with one slot, the password agreed with them.

**Slot.** ``key = Argon2id(secret, salt, ...)``, ``wrapped = AES-256-GCM(key, nonce, private half, public half)``.

**Sealed file**, version 1, the chunks as in age's STREAM (github.com/C2SP/C2SP, age.md)::

    8 bytes   "CQTTSEAL"
    2         version, big endian
    4         length of the header, big endian
    n         header: JSON (UTF-8), with
                "chunk"      bytes of plain text in a chunk
                "ring"       public half
                "slots"      list of slots; may be empty where the ring is kept elsewhere
                "ephemeral"  public half of a pair made for this file alone
                "name"       what the file is called inside, may be empty
    chunk...  AES-256-GCM(file key, nonce, plain) of ``chunk`` bytes and 16 of tag, the last may be shorter

    file key = HKDF-SHA256(X25519(ephemeral, ring), salt = ephemeral + ring, info = "CQTT file 1" + SHA-256
               of everything before the first chunk)
    nonce    = number of the chunk (11 bytes, big endian), 1 for the last chunk and 0 for all others (1 byte)

A chunk that is missing, changed, moved, doubled or from another file does not open; a file that ends early has
no last chunk; a changed header gives another key. Each chunk opens alone, so any place can be read.

The numbers of Argon2id are RFC 9106's second recommended choice (64 MiB, 3 passes, 4 lanes); a slot says its own,
within bounds, so that they can grow.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from friendly_desktop.domain.text import clean_line, same_tone_places
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

MAGIC = b"CQTTSEAL"
VERSION = 1
CHUNK = 64 * 1024
TAG = 16
KEY = 32
#: What a sealed file's name ends with.
SUFFIX = ".mahoa"

#: The fewest letters of a password for encryption: whoever finds the stick may try for years.
LEAST_PASSWORD = 12
_LONGEST_PASSWORD = 1000
#: What a stranger's file may ask for; more would only fill the memory.
MOST_HEADER = 64 * 1024
_MOST_SLOTS = 4
_MOST_MEMORY_KIB = 256 * 1024
_MOST_PASSES = 64
_MOST_WORK = 8 * 3 * 64 * 1024  # passes over so many KiB: eight times what a slot of ours takes
_MOST_LANES = 16
_CHUNKS = range(1024, 16 * 1024 * 1024 + 1)
_HEX = re.compile(r"(?:[0-9a-f]{2})*")


class SlotKind(Enum):
    """What opens a slot."""

    PASSWORD = "password"  # noqa: S105 - a kind, no secret
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Strength:
    """How dear one guess is, in Argon2id's numbers."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Slot:
    """The private half of a ring, wrapped."""

    kind: SlotKind
    strength: Strength
    salt: bytes
    nonce: bytes
    wrapped: bytes

    def as_json(self) -> dict[str, Any]:
        """The form in a header."""
        return {
            "kind": self.kind.value,
            "memory_kib": self.strength.memory_kib,
            "passes": self.strength.passes,
            "lanes": self.strength.lanes,
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "wrapped": self.wrapped.hex(),
        }

    @classmethod
    def from_json(cls, found: object) -> "Slot":
        """A slot as read.

        Raises:
            ValueError: it is not one, or asks for more memory or time than any slot needs.
        """
        read = _Fields(found)
        kind = read.text("kind")
        if kind not in {each.value for each in SlotKind}:
            raise ValueError("kind of slot")
        strength = Strength(
            read.number("memory_kib", 8 * read.number("lanes", 1, _MOST_LANES), _MOST_MEMORY_KIB),
            read.number("passes", 1, _MOST_PASSES),
            read.number("lanes", 1, _MOST_LANES),
        )
        if strength.memory_kib * strength.passes > _MOST_WORK:
            raise ValueError("a slot that takes too long to open")
        return cls(
            SlotKind(kind),
            strength,
            read.bytes("salt", 16),
            read.bytes("nonce", 12),
            read.bytes("wrapped", KEY + TAG),
        )


@dataclass(frozen=True, slots=True)
class Ring:
    """The public half of a pair of keys, and the slots that hold the private half."""

    public: bytes
    slots: tuple[Slot, ...] = ()

    def has(self, kind: SlotKind) -> bool:
        """Whether something of this kind opens it."""
        return any(slot.kind is kind for slot in self.slots)

    def as_json(self) -> dict[str, Any]:
        """The form in a header."""
        return {"ring": self.public.hex(), "slots": [slot.as_json() for slot in self.slots]}

    @classmethod
    def from_json(cls, found: object) -> "Ring":
        """A ring as read.

        Raises:
            ValueError: it is not one.
        """
        read = _Fields(found)
        slots = read.items("slots")
        if len(slots) > _MOST_SLOTS:
            raise ValueError("too many slots")
        return cls(read.bytes("ring", KEY), tuple(Slot.from_json(each) for each in slots))


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in clear before the chunks of a sealed file."""

    ring: Ring
    ephemeral: bytes
    chunk: int = CHUNK
    name: str = ""

    def as_json(self) -> dict[str, Any]:
        """The form in the file."""
        return self.ring.as_json() | {
            "ephemeral": self.ephemeral.hex(),
            "chunk": self.chunk,
            "name": self.name,
        }

    @classmethod
    def from_json(cls, found: object) -> "Header":
        """A header as read.

        Raises:
            ValueError: it is not one.
        """
        read = _Fields(found)
        return cls(
            Ring.from_json(found),
            read.bytes("ephemeral", KEY),
            read.number("chunk", _CHUNKS.start, _CHUNKS.stop - 1),
            read.text("name"),
        )


class _Fields:
    """The fields of an object from a file that anybody may have written."""

    def __init__(self, found: object) -> None:
        if not isinstance(found, Mapping):
            raise ValueError("not an object")  # noqa: TRY004 - one kind of error for whatever is wrong in a file
        self._found = found

    def text(self, key: str) -> str:
        value = self._found.get(key)
        if not isinstance(value, str):
            raise ValueError(key)  # noqa: TRY004 - as above
        return value

    def number(self, key: str, least: int, most: int) -> int:
        value = self._found.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(key)
        return value

    def bytes(self, key: str, length: int) -> bytes:
        value = self.text(key)
        if len(value) != 2 * length or not _HEX.fullmatch(value):
            raise ValueError(key)
        return bytes.fromhex(value)

    def items(self, key: str) -> list[object]:
        value = self._found.get(key)
        if not isinstance(value, list):
            raise ValueError(key)  # noqa: TRY004 - as above
        return value


def password_bytes(password: str) -> bytes:
    """What of a password counts: one form for every keyboard, "hòa bình" typed as "hoà  bình" included.

    Capital letters count.
    """
    line = clean_line(unicodedata.normalize("NFKC", password))
    lowered = same_tone_places(line)
    if len(lowered) == len(line):  # letter by letter, so that capitals stay
        line = "".join(
            low if char == char.lower() else low.upper() for char, low in zip(line, lowered, strict=True)
        )
    return line.encode("utf-8")


def check_new_password(password: str) -> None:
    """Refuse a password that whoever finds the file would soon guess.

    Raises:
        AppError: it is too short, too long, or nearly one letter.
    """
    counted = clean_line(password)
    if len(counted) > _LONGEST_PASSWORD:
        raise AppError(
            "password_too_long",
            _("Mật khẩu quá dài"),
            _("Mật khẩu mã hóa có nhiều nhất {most} ký tự.").format(most=_LONGEST_PASSWORD),
        )
    if len(counted) < LEAST_PASSWORD or len(set(counted.casefold())) < 5:
        raise AppError(
            "password_too_weak",
            _("Mật khẩu còn dễ đoán"),
            _(
                "Mật khẩu mã hóa cần ít nhất {least} ký tự, không lặp đi lặp lại: người nhặt được tệp "
                "có thể thử rất nhiều lần."
            ).format(least=LEAST_PASSWORD),
            _("Nên dùng một câu dễ nhớ gồm bốn, năm từ, có thể có dấu cách."),
        )


@dataclass(frozen=True, slots=True)
class VaultState:
    """How an office encrypts.

    Attributes:
        on: whether it does.
        damaged: whether its key file cannot be read; nothing is then sealed until it is brought back.
        since: when it began; None where it does not, or where the file is damaged.
        sheet_at: when the recovery sheet that counts was made.
        records: whether the records on this PC are to be encrypted, too.
        unfinished: how many files with records (the database, the evidence, the backups of both on this PC) are not
            yet as ``records`` says; a change that was stopped in the middle is gone on with.
        sealed: how many files of evidence on this PC are encrypted, those of its backups included.
        plain: how many are not.
    """

    on: bool = False
    damaged: bool = False
    since: datetime | None = None
    sheet_at: datetime | None = None
    records: bool = False
    unfinished: int = 0
    sealed: int = 0
    plain: int = 0
