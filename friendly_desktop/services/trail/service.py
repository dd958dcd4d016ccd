"""Reads the trail of changes, checks it and takes it out; nothing here can write a line of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.trail import TrailBreak, TrailFault, TrailHead, TrailLine, acts, first_break
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date, whole_number
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.storage import trail as rows
from friendly_desktop.storage.database import Database

#: The most lines read for one part of the list.
PART = 400

#: Remembers heads of the trail elsewhere: the name of the place ("bản sao lưu 20/11/2026") and the head.
Heads = Callable[[], Iterable[tuple[str, TrailHead]]]


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Which lines are wanted; everything by default.

    Attributes:
        since: the first day.
        until: the last day.
        actor: who; "" for what nobody was signed in for, None for everybody.
        table: a kind of record, "" for all.
        key: the row, "" for all.
    """

    since: date | None = None
    until: date | None = None
    actor: str | None = None
    table: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class TrailAct:
    """What one person did at one moment: the lines of a transaction, with the codes of the records they name."""

    number: int
    at: datetime
    actor: str
    lines: tuple[TrailLine, ...]
    codes: Mapping[tuple[str, str], str]

    def code(self, line: TrailLine) -> str:
        """The code of a line's record ("2026-15"); "" where it has none."""
        return self.codes.get((line.table, line.key), "")


@dataclass(frozen=True, slots=True)
class TrailReport:
    """What the check found: how many lines, their last, and where the trail is wrong first."""

    lines: int
    head: TrailHead
    remembered: int
    found: TrailBreak | None

    @property
    def ok(self) -> bool:
        """Whether every seal holds and every remembered line is there."""
        return self.found is None

    def words(self) -> str:
        """The report as a sentence."""
        if self.found is None:
            return _("Nhật ký thay đổi: {n} dòng, các dấu nối đều khớp.").format(n=whole_number(self.lines))
        number = whole_number(self.found.number)
        match self.found.fault:
            case TrailFault.ALTERED:
                return _("Nhật ký thay đổi: dòng {n} đã bị sửa sau khi ghi.").format(n=number)
            case TrailFault.GAP:
                return _("Nhật ký thay đổi: thiếu dòng {n}.").format(n=number)
            case TrailFault.CUT:
                told = _("Nhật ký thay đổi: từ dòng {n} không còn như {source} đã ghi nhớ.")
                return told.format(n=number, source=self.found.source)


class TrailService:
    """The trail for the tab, for ``doctor`` and for files."""

    def __init__(self, db: Database, clock: Clock, may: Callable[[Right], bool] | None = None) -> None:
        """Read the trail in ``db``; ``may`` says whether who works here has a right."""
        self._db = db
        self._clock = clock
        self._may = may or (lambda _right: True)
        self._heads: list[Heads] = []

    def remember(self, heads: Heads) -> None:
        """Ask ``heads`` at every check for what is remembered of the trail elsewhere."""
        self._heads.append(heads)

    def head(self) -> TrailHead:
        """The last line, to be kept outside the records."""
        with self._db.read() as connection:
            return rows.head(connection)

    def find(self, wanted: TrailFilter, before: int | None = None, limit: int = PART) -> tuple[TrailAct, ...]:
        """The newest acts first.

        Args:
            wanted: which lines.
            before: acts before this line only: the number of the last act of the part before.
            limit: the most lines.

        Raises:
            AppError: who works here may not read the trail.
        """
        self._require()
        with self._db.read() as connection:
            conditions = self._conditions(wanted, before)
            found = rows.find(connection, conditions, limit)
            if len(found) == limit and found[0].act != found[-1].act:
                # The last act may go on beyond the part; it begins the next one.
                found = [line for line in found if line.act != found[-1].act]
            codes = rows.codes(connection, found)
        return tuple(_act(lines, codes) for lines in acts(found))

    def history(self, table: str, key: str) -> tuple[TrailAct, ...]:
        """Everything that was written of one record and of what belongs to it, the newest first.

        Whoever may see a record may see its history; it holds nothing that the record does not.
        """
        with self._db.read() as connection:
            found = rows.of_record(connection, table, key)
            codes = rows.codes(connection, found)
        return tuple(_act(lines, codes) for lines in acts(found))

    def count(self, wanted: TrailFilter) -> int:
        """How many lines there are."""
        self._require()
        with self._db.read() as connection:
            return rows.count(connection, self._conditions(wanted))

    def actors(self) -> tuple[str, ...]:
        """Everybody who changed something lately; "" among them where nobody was signed in."""
        with self._db.read() as connection:
            return rows.actors(connection)

    def verify(self, job: JobContext = UNWATCHED) -> TrailReport:
        """Seal every line again and look for every line that is remembered elsewhere; changes nothing."""
        remembered = [pair for heads in self._heads for pair in heads()]

        def watched(lines: Iterable[TrailLine]) -> Iterable[TrailLine]:
            for line in lines:
                if line.number % PART == 0:
                    job.checkpoint()
                yield line

        with self._db.read() as connection:
            found = first_break(watched(rows.lines(connection)), remembered)
            last = rows.head(connection)
            count = rows.count(connection, ())
        return TrailReport(count, last, len(remembered), found)

    def write(self, wanted: TrailFilter, target: Path, job: JobContext = UNWATCHED) -> int:
        """Take lines out as a file; its ending says which kind: ``.xlsx``, ``.csv`` or ``.jsonl``.

        The JSON lines hold every field, so that the seals can be checked by any program.

        Returns:
            How many lines were written, counted in the finished file.

        Raises:
            AppError: who works here may not read the trail, there is no line, or the place cannot be written.
        """
        from friendly_desktop.services.trail.export import write

        self._require()
        with self._db.read() as connection:
            conditions = self._conditions(wanted)
            if not rows.count(connection, conditions):
                raise AppError(
                    "list_empty",
                    _("Nhật ký không có dòng nào"),
                    _("Không có dòng nhật ký nào theo điều kiện đang chọn."),
                    _("Hãy bỏ bớt điều kiện lọc rồi làm lại."),
                )
            return write(rows.chosen(connection, conditions), target, self._told(wanted), job)

    def _told(self, wanted: TrailFilter) -> str:
        """Which lines a file holds, in words."""
        told = [_("lập ngày {day}").format(day=short_date(self._clock.today()))]
        if wanted.since is not None:
            told.append(_("từ ngày {day}").format(day=short_date(wanted.since)))
        if wanted.until is not None:
            told.append(_("đến ngày {day}").format(day=short_date(wanted.until)))
        return ", ".join(told)

    def _require(self) -> None:
        if not self._may(Right.TRAIL):
            raise AppError(
                "not_permitted",
                _("Không có quyền làm việc này"),
                _("Chỉ vai trò Quản trị và Lãnh đạo được xem nhật ký thay đổi."),
                _(
                    "Hãy nhờ người quản trị xem giúp hoặc đổi vai trò (trang An toàn dữ liệu, mục Người dùng)."
                ),
            )

    def _conditions(self, wanted: TrailFilter, before: int | None = None) -> rows.Conditions:
        return rows.wanted(
            since=_start(wanted.since),
            until=None if wanted.until is None else _start(wanted.until + timedelta(days=1)),
            actor=wanted.actor,
            table=wanted.table,
            key=wanted.key,
            before=before,
        )


def _start(day: date | None) -> datetime | None:
    """The moment a day begins on the wall clock of the PC."""
    return None if day is None else datetime.combine(day, time()).astimezone()


def _act(lines: tuple[TrailLine, ...], codes: Mapping[tuple[str, str], str]) -> TrailAct:
    ordered = tuple(sorted(lines, key=lambda line: line.number))
    first = ordered[0]
    return TrailAct(first.act, first.at, first.actor, ordered, codes)
