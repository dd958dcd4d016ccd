"""Records of citizen reception as proof: which lines of a criteria set they back, how many, and on time or not.

A session, dialogue or visit counts for the year in which it was held, a case for the year in which it was
closed, a promise for the year in which it was kept. Nothing here names a citizen: a case is its code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from friendly_desktop.domain.criteria import CriteriaSet, Node
from friendly_desktop.i18n import N_, _, ngettext


class RecordKind(Enum):
    """What a record is; the values are those of ``record_kinds`` in a set file."""

    SCHEDULE = "schedule"  # lịch tiếp công dân đã niêm yết
    RECEPTION = "reception"  # buổi tiếp công dân của người đứng đầu
    COMPLAINT = "complaint"
    DENUNCIATION = "denunciation"
    PETITION = "petition"  # kiến nghị, phản ánh
    DIALOGUE = "dialogue"  # hội nghị đối thoại
    DIALOGUE_RESULT = "dialogue_result"  # việc đã hứa tại đối thoại
    VISIT = "visit"  # đi cơ sở


CASE_KINDS = frozenset({RecordKind.COMPLAINT, RecordKind.DENUNCIATION, RecordKind.PETITION})

_TITLES = {
    RecordKind.SCHEDULE: N_("Thông báo lịch tiếp công dân đã niêm yết"),
    RecordKind.RECEPTION: N_("Buổi tiếp công dân của người đứng đầu"),
    RecordKind.COMPLAINT: N_("Khiếu nại đã xử lý xong"),
    RecordKind.DENUNCIATION: N_("Tố cáo đã xử lý xong"),
    RecordKind.PETITION: N_("Kiến nghị, phản ánh đã xử lý xong"),
    RecordKind.DIALOGUE: N_("Hội nghị đối thoại đã tổ chức"),
    RecordKind.DIALOGUE_RESULT: N_("Việc hứa tại đối thoại đã làm xong"),
    RecordKind.VISIT: N_("Lượt đi cơ sở"),
}
_SHORT = {
    RecordKind.SCHEDULE: N_("lịch đã niêm yết"),
    RecordKind.RECEPTION: N_("buổi tiếp dân"),
    RecordKind.COMPLAINT: N_("khiếu nại"),
    RecordKind.DENUNCIATION: N_("tố cáo"),
    RecordKind.PETITION: N_("kiến nghị, phản ánh"),
    RecordKind.DIALOGUE: N_("đối thoại"),
    RecordKind.DIALOGUE_RESULT: N_("việc đã hứa"),
    RecordKind.VISIT: N_("đi cơ sở"),
}


@dataclass(frozen=True, slots=True)
class RecordTally:
    """The records of one kind in a year.

    Attributes:
        months: those that count, by month from January.
        late: those of them that kept no date they had; ``dated`` are those that had one.
        waiting: planned, open or promised and not done.
    """

    kind: RecordKind
    months: tuple[int, ...] = (0,) * 12
    dated: int = 0
    late: int = 0
    waiting: int = 0
    first: date | None = None
    last: date | None = None

    @property
    def counted(self) -> int:
        """The records that prove something."""
        return sum(self.months)


RecordTallies = Mapping[RecordKind, RecordTally]


@dataclass(frozen=True, slots=True)
class ProvingRecord:
    """A record in the list of a year; words of the office about its own work, nobody's name.

    Attributes:
        day: the day that decides in which year it counts.
        code: a case's code, "" for others.
        words: what it was ("Tiếp định kỳ, 4 lượt"), in Vietnamese.
        result: what came of it ("Trả lời, văn bản số 12/UBND"), in Vietnamese.
        on_time: None where there was no date to keep.
    """

    kind: RecordKind
    id: int
    day: date
    code: str
    words: str
    result: str
    on_time: bool | None = None


@dataclass(frozen=True, slots=True)
class RecordProof:
    """The records of one line of the set."""

    node: str
    kinds: tuple[RecordKind, ...]
    tallies: tuple[RecordTally, ...] = ()

    @property
    def counted(self) -> int:
        """The records that prove the line."""
        return sum(one.counted for one in self.tallies)


def record_kinds_of(node: Node) -> tuple[RecordKind, ...]:
    """The kinds of records that prove a line."""
    return tuple(RecordKind(kind) for kind in node.record_kinds)


def proving_record_kinds(criteria: CriteriaSet) -> frozenset[RecordKind]:
    """Every kind that proves some line of the set."""
    return frozenset(kind for node in criteria.walk() for kind in record_kinds_of(node))


def record_proofs_of(criteria: CriteriaSet, tallies: RecordTallies) -> tuple[RecordProof, ...]:
    """What the records of a year prove, for every line that names a kind, in printed order."""
    return tuple(_proof(node, tallies) for node in criteria.walk() if node.record_kinds)


def record_proofs_beside(
    criteria: CriteriaSet, node_id: str, tallies: RecordTallies
) -> tuple[RecordProof, ...]:
    """What to show beside a line: its own records, then those of the groups it stands in."""
    path = reversed(criteria.path(node_id))
    return tuple(_proof(node, tallies) for node in path if node.record_kinds)


def records_counted_for(node: Node, tallies: RecordTallies) -> int:
    """How many records prove a line itself."""
    return _proof(node, tallies).counted if node.record_kinds else 0


def tallied_records(records: Iterable[ProvingRecord]) -> dict[RecordKind, RecordTally]:
    """The tallies of a list of records that count."""
    found: dict[RecordKind, list[ProvingRecord]] = {}
    for one in records:
        found.setdefault(one.kind, []).append(one)
    return {kind: _tally(kind, ones) for kind, ones in found.items()}


def record_title(kind: RecordKind) -> str:
    """How people call a kind: "Hội nghị đối thoại đã tổ chức"."""
    return _(_TITLES[kind])


def records_text(proof: RecordProof) -> str:
    """The kinds that prove a line, in short: "buổi tiếp dân, đối thoại"."""
    return ", ".join(_(_SHORT[kind]) for kind in proof.kinds)


def short_record_text(proof: RecordProof) -> str:
    """The records of a line by kind: "buổi tiếp dân 11, khiếu nại 4 (trễ hạn 1) · còn 2"."""
    told = []
    for one in proof.tallies:
        if one.counted:
            words = _("{kind} {n}").format(kind=_(_SHORT[one.kind]), n=one.counted)
            told.append(words + (_(" (trễ hạn {n})").format(n=one.late) if one.late else ""))
    parts = [", ".join(told)] if told else []
    waiting = sum(one.waiting for one in proof.tallies)
    if waiting:
        words = ngettext("{n} việc chưa xong", "{n} việc chưa xong", waiting)
        parts.append(words.format(n=waiting))
    return " · ".join(parts)


def record_text(tally: RecordTally) -> str:
    """One kind in whole sentences, with the months that have none while the year runs."""
    from friendly_desktop.formats import short_date

    title = record_title(tally.kind)
    parts = []
    if tally.counted:
        days = (
            _("từ {first} đến {last}").format(first=short_date(tally.first), last=short_date(tally.last))
            if tally.first != tally.last
            else _("ngày {day}").format(day=short_date(tally.first))
        )
        parts.append(_("{kind}: {n}, {days}.").format(kind=title, n=tally.counted, days=days))
    else:
        parts.append(_("{kind}: chưa có.").format(kind=title))
    if tally.dated:
        parts.append(
            _("Đúng hạn {n} trên {all} việc có hạn.").format(n=tally.dated - tally.late, all=tally.dated)
        )
    if tally.waiting:
        parts.append(_("Chưa xong: {n}.").format(n=tally.waiting))
    return " ".join(parts)


def _proof(node: Node, tallies: RecordTallies) -> RecordProof:
    kinds = record_kinds_of(node)
    return RecordProof(node.id, kinds, tuple(tallies[kind] for kind in kinds if kind in tallies))


def _tally(kind: RecordKind, records: list[ProvingRecord]) -> RecordTally:
    months = [0] * 12
    for one in records:
        months[one.day.month - 1] += 1
    return RecordTally(
        kind,
        months=tuple(months),
        dated=sum(one.on_time is not None for one in records),
        late=sum(one.on_time is False for one in records),
        first=min(one.day for one in records),
        last=max(one.day for one in records),
    )
