"""The trail of changes: what a line of it says, how each is sealed over the one before it, what a break is.

Law 91/2025/QH15 asks an office to be able to say who changed a personal record and when. The trail itself
must not become a second copy of those records: what is personal stands in it as ``MASK``, never as a hash,
because a hash of a name is found by trying names.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from typing import Any, Final

#: What stands where a personal value was.
MASK: Final = "•••"

#: The seal before the first line.
BEGINNING: Final = "0" * 64

#: The JSON of the trail: as short as it goes, letters as they are.
as_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Operation(Enum):
    """What was done to a row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class TrailHead:
    """The last line at some moment, kept outside the records so that a cut-off end is noticed."""

    number: int = 0
    seal: str = BEGINNING

    def __str__(self) -> str:
        """As it is written down: "1204:9f86d0..."."""
        return f"{self.number}:{self.seal}"

    @classmethod
    def read(cls, text: str) -> "TrailHead | None":
        """A head as ``str`` wrote it; None for anything else."""
        number, colon, seal = text.strip().partition(":")
        if not colon or not number.isascii() or not number.isdigit() or len(seal) != len(BEGINNING):
            return None
        return cls(int(number), seal)


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One row of one table that was written.

    Attributes:
        number: without gaps, from 1; the order of the lines, whatever the clock said.
        at: aware, UTC.
        actor: the name of who was signed in; "" where nobody has to.
        act: the number of the first line of the same transaction.
        table: the table's name.
        key: the row's key, parts between spaces.
        operation: what was done.
        changes: JSON by column: the value of a row that came or went, ``[old, new]`` of one that changed.
        seal: SHA-256 over the seal before and all of the above.
    """

    number: int
    at: datetime
    actor: str
    act: int
    table: str
    key: str
    operation: Operation
    changes: str
    seal: str

    def values(self) -> dict[str, Any]:
        """The changes, read."""
        read: dict[str, Any] = json.loads(self.changes)
        return read


class TrailFault(Enum):
    """How a trail can be wrong."""

    ALTERED = "altered"  # a line does not bear the seal it was given
    GAP = "gap"  # a line is missing, or numbers do not follow each other
    CUT = "cut"  # a line that a backup or a package remembers is gone, or is another one


@dataclass(frozen=True, slots=True)
class TrailBreak:
    """Where a trail is wrong for the first time.

    Attributes:
        fault: how.
        number: the line, or the first that is missing.
        source: for ``CUT``, where the line is remembered.
    """

    fault: TrailFault
    number: int
    source: str = ""


def moment_text(at: datetime) -> str:
    """A moment as the trail writes it."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def sealed(  # noqa: PLR0917 - a row, in the order of its columns
    before: str,
    number: int,
    at: str,
    actor: str,
    act: int,
    table: str,
    key: str,
    operation: str,
    changes: str,
) -> str:
    """The seal of a line over the one before it."""
    words = as_json([before, number, at, actor, act, table, key, operation, changes])
    return sha256(words.encode()).hexdigest()


def first_break(lines: Iterable[TrailLine], heads: Iterable[tuple[str, TrailHead]] = ()) -> TrailBreak | None:
    """Where the trail is wrong first; None when every seal holds and every remembered line is there.

    Args:
        lines: the whole trail, in order.
        heads: what was remembered elsewhere, with the name of the place.
    """
    remembered: dict[int, list[tuple[str, str]]] = {}
    for source, head in heads:
        if head.number:
            remembered.setdefault(head.number, []).append((source, head.seal))
    before, number = BEGINNING, 0
    for line in lines:
        if line.number != number + 1:
            return TrailBreak(TrailFault.GAP, number + 1)
        number = line.number
        if line.seal != _seal_of(before, line):
            return TrailBreak(TrailFault.ALTERED, number)
        for source, seal in remembered.pop(number, ()):
            if seal != line.seal:
                return TrailBreak(TrailFault.CUT, number, source)
        before = line.seal
    if remembered:
        missing = min(remembered)
        return TrailBreak(TrailFault.CUT, number + 1, remembered[missing][0][0])
    return None


def acts(lines: Iterable[TrailLine]) -> Iterator[tuple[TrailLine, ...]]:
    """The lines by transaction, in the order given; lines of one act stand together."""
    gathered: list[TrailLine] = []
    for line in lines:
        if gathered and gathered[0].act != line.act:
            yield tuple(gathered)
            gathered = []
        gathered.append(line)
    if gathered:
        yield tuple(gathered)


def _seal_of(before: str, line: TrailLine) -> str:
    return sealed(
        before,
        line.number,
        moment_text(line.at),
        line.actor,
        line.act,
        line.table,
        line.key,
        line.operation.value,
        line.changes,
    )
