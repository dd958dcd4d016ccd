"""A year's self-assessment: opened on a set version, answered leaf by leaf, checked, frozen."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.answers import read_points, same_day, set_aside
from friendly_desktop.domain.assessment import (
    Entry,
    Gap,
    LeafStatus,
    VetoAnswer,
    YearState,
    YearView,
)
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import CriteriaSet, Node, NotApplicable, ScoringKind
from friendly_desktop.domain.gaps import naming
from friendly_desktop.domain.record_proof import proving_record_kinds
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.scoring import check_points
from friendly_desktop.domain.snapshot import frozen_content
from friendly_desktop.domain.text import clean_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.criteria import CriteriaService
from friendly_desktop.services.own_lines import Limit, own_nodes, require_own
from friendly_desktop.services.workdays import WorkdaysService
from friendly_desktop.services.year_letters import letters_to_freeze
from friendly_desktop.services.year_proof import proof_to_freeze
from friendly_desktop.services.year_proof_facts import needs_calendar
from friendly_desktop.services.year_records import records_to_freeze
from friendly_desktop.services.year_view import YearReading, read_year, view_of
from friendly_desktop.storage import assessment as rows
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.safe_files import reason as why_refused
from friendly_desktop.storage.safe_files import write_bytes

FIRST_YEAR, LAST_YEAR = 2020, 2100


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A year in a list."""

    year: int
    set_id: str
    set_version: str
    state: YearState


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A frozen, dated copy of a year.

    ``content`` is the JSON it was frozen as; ``sound`` is False when it no longer matches ``sha256``.
    """

    year: int
    number: int
    frozen_at: datetime
    total: Decimal | None
    level: str
    sha256: str
    content: str
    sound: bool


@dataclass(frozen=True, slots=True)
class MoveReport:
    """What a change of the set's version did to the answers of a year.

    ``kept`` leaves carried their answers over unchanged; ``reworded`` too, but their wording or rule
    changed; ``refused`` had points that the new rule does not allow (now unscored, noted); ``left_behind``
    exist no longer: their answers and evidence stay stored and come back with the old version.
    """

    kept: tuple[str, ...]
    reworded: tuple[str, ...]
    refused: tuple[str, ...]
    left_behind: tuple[str, ...]


class AssessmentService:
    """The answers of every year."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        criteria: CriteriaService,
        workdays: WorkdaysService | None = None,
        limit: Limit | None = None,
    ) -> None:
        """Work on ``db``.

        Args:
            db: the records.
            clock: stamps what is answered.
            criteria: knows the sets.
            workdays: knows when the office works.
            limit: who is held to the lines of one unit; None where nobody is.
        """
        self._limit = limit
        self._db = db
        self._clock = clock
        self._criteria = criteria
        self._workdays = workdays or WorkdaysService(db, clock)

    def years(self) -> tuple[YearSummary, ...]:
        """The years that were opened, the newest first."""
        with self._db.read() as connection:
            found = rows.all_years(connection)
        return tuple(YearSummary(row.year, row.set_id, row.set_version, row.state) for row in found)

    def open_year(
        self, year: int, set_id: str, version: str | None = None, *, carry_over: bool = False
    ) -> YearView:
        """Open a year on a set version; the version stays with the year.

        Args:
            year: the calendar year that is assessed.
            set_id: the criteria set.
            version: the newest one by default.
            carry_over: take officers, units and notes over from the year before (never points).

        Raises:
            AppError: the year is open already or is no year, or the set is unknown.
        """
        check_year(year)
        criteria_set = self._criteria.get(set_id, version)
        today = self._clock.today()
        with self._db.write(Area.ASSESSMENT, Area.CRITERIA) as connection:
            if rows.year_row(connection, year):
                raise AppError(
                    "year_exists",
                    _("Năm này đã được mở"),
                    _("Năm {year} đã có bản tự đánh giá.").format(year=year),
                    _("Hãy chọn năm {year} trong danh sách năm để làm tiếp.").format(year=year),
                )
            self._criteria.keep(connection, criteria_set)
            rows.add_year(
                connection,
                rows.YearRow(year, criteria_set.id, criteria_set.version, YearState.OPEN, today, None, today),
            )
            if carry_over:
                earlier = rows.entries_of(connection, year - 1)
                rows.put_entries(
                    connection,
                    year,
                    (
                        Entry(
                            node=entry.node,
                            note=entry.note,
                            officer_id=entry.officer_id,
                            unit_id=entry.unit_id,
                            due=same_day(entry.due, year),
                        )
                        for entry in earlier.values()
                        if entry.node in criteria_set.by_id
                    ),
                    self._clock.now(),
                )
            return self._view(connection, year)

    def criteria_of(self, year: int) -> CriteriaSet:
        """The set in the version the year is scored with."""
        with self._db.read() as connection:
            return self._set(connection, self._row(connection, year))

    def criteria_of_open(self, year: int) -> CriteriaSet:
        """The set of a year that may still be changed.

        Raises:
            AppError: the year was not opened, or it is frozen.
        """
        with self._db.read() as connection:
            return self._set(connection, self._open_row(connection, year))

    @contextmanager
    def changing(
        self, year: int, *areas: Area, right: Right | None = None, lines: Collection[str] | None = None
    ) -> Iterator[Connection]:
        """One act on an open year; the day of the change is written down with it.

        Other services that change what belongs to a year (its evidence) use it too.

        Args:
            year: the year.
            areas: what the act touches besides the assessment.
            right: what whoever does this must be allowed to; None for the rights that go with the areas.
            lines: the leaves it is about, none for what proves no leaf yet; None for what is the whole office's.

        Raises:
            AppError: the year was not opened, or it is frozen, or whoever works here may not do this.
        """
        with self._db.write(Area.ASSESSMENT, *areas, right=right) as connection:
            self._open_row(connection, year)
            require_own(self._limit, connection, year, lines)
            rows.touch(connection, year, self._clock.today())
            yield connection

    def own_lines(self, year: int) -> frozenset[str] | None:
        """The leaves that whoever works here may answer and prove; None for all of them."""
        with self._db.read() as connection:
            return own_nodes(self._limit, connection, year)

    def require_own(self, year: int, lines: Collection[str]) -> None:
        """Refuse here, before a file is made or a row written, what ``changing`` would refuse later.

        Raises:
            AppError: a line is another unit's.
        """
        with self._db.read() as connection:
            require_own(self._limit, connection, year, lines)

    def view(self, year: int) -> YearView:
        """Everything about a year's answers, in a fixed number of statements.

        Raises:
            AppError: the year was not opened.
        """
        with self._db.read() as connection:
            return self._view(connection, year)

    def reading(self, connection: Connection, year: int) -> YearReading:
        """A year as stored with its set, for those who read more of it in the same view.

        Raises:
            AppError: the year was not opened.
        """
        row = self._row(connection, year)
        return read_year(connection, row, self._set(connection, row))

    def gaps(self, year: int) -> tuple[Gap, ...]:
        """The findings of the checks before sending."""
        return self.view(year).gaps

    def set_points(
        self, year: int, node: str, points: Decimal | str | None, reason: str | None = None
    ) -> YearView:
        """Score one leaf; None takes the score back.

        Args:
            year: an open year.
            node: the permanent id of a leaf.
            points: a decimal, or text as people type it ("0,5").
            reason: why; unchanged when None.

        Raises:
            AppError: the leaf is unknown, the points break its rule, or the year is frozen.
        """
        criteria_set, leaf = self._leaf(year, node)
        value = read_points(criteria_set, leaf, points)
        with self.changing(year, lines=[node]) as connection:
            entry = rows.entries_of(connection, year).get(node, Entry(node))
            status = entry.status
            if value is not None:
                status = LeafStatus.DONE
            elif status is LeafStatus.DONE:
                status = LeafStatus.TODO
            changed = replace(
                entry,
                points=value,
                status=status,
                reason=entry.reason if reason is None else clean_text(reason),
            )
            rows.put_entries(connection, year, [changed], self._clock.now())
            return self._view(connection, year)

    def save_entry(self, year: int, entry: Entry) -> YearView:
        """Store everything the office says about one leaf.

        Raises:
            AppError: as ``set_points``; or the leaf cannot be "không áp dụng".
        """
        criteria_set, leaf = self._leaf(year, entry.node)
        value = read_points(criteria_set, leaf, entry.points)
        if entry.status is LeafStatus.NOT_APPLICABLE:
            if leaf.scoring.not_applicable is NotApplicable.FORBIDDEN and leaf.scoring.kind not in (
                ScoringKind.CHECK,
                ScoringKind.NONE,
            ):
                raise AppError(
                    "not_applicable_refused",
                    _("Không đánh dấu được «không áp dụng»"),
                    _("Bộ tiêu chí không cho phép bỏ qua mục {leaf}.").format(
                        leaf=naming(criteria_set, leaf.id)
                    ),
                    _(
                        "Hãy chấm điểm mục này, hoặc sửa quy tắc của mục trong một phiên bản mới của bộ tiêu chí."
                    ),
                )
            value = None
        cleaned = replace(
            entry,
            points=value,
            reason=clean_text(entry.reason),
            note=clean_text(entry.note),
            appraiser_remark=clean_text(entry.appraiser_remark),
        )
        with self.changing(year, lines=[entry.node]) as connection:
            self._require_given(connection, year, cleaned)
            rows.put_entries(connection, year, [cleaned], self._clock.now())
            return self._view(connection, year)

    def set_appraisal(self, year: int, node: str, points: Decimal | str | None, remark: str) -> YearView:
        """Write down what the authority gave and said; possible in a frozen year too."""
        criteria_set, leaf = self._leaf(year, node)
        value = read_points(criteria_set, leaf, points)
        with self._db.write(Area.ASSESSMENT) as connection:
            require_own(self._limit, connection, year, [node])
            entry = rows.entries_of(connection, year).get(node, Entry(node))
            changed = replace(entry, appraised_points=value, appraiser_remark=clean_text(remark))
            rows.put_entries(connection, year, [changed], self._clock.now())
            return self._view(connection, year)

    def set_veto(self, year: int, veto: str, holds: bool | None, note: str = "") -> YearView:
        """Answer a veto: True when the bad thing happened, None when not known yet.

        Raises:
            AppError: the set has no such veto, or the year is frozen.
        """
        if veto not in {one.id for one in self.criteria_of(year).vetoes}:
            raise _unknown(veto)
        with self.changing(year) as connection:
            rows.put_veto_answer(connection, year, VetoAnswer(veto, holds, clean_text(note)))
            return self._view(connection, year)

    def report_texts(self, year: int) -> Mapping[str, str]:
        """The office's own words for tờ trình and báo cáo, by part."""
        with self._db.read() as connection:
            return {part: text for part, (text, _basis) in rows.report_texts_of(connection, year).items()}

    def report_bases(self, year: int) -> Mapping[str, str]:
        """What the records said when the office edited a part, by part."""
        with self._db.read() as connection:
            return {part: basis for part, (_text, basis) in rows.report_texts_of(connection, year).items()}

    def set_report_text(self, year: int, part: str, text: str, basis: str = "") -> None:
        """Store the office's own words for a part; "" takes it back to what the records say.

        Args:
            year: the year.
            part: a key of :class:`~friendly_desktop.domain.report.ReportPart`.
            text: the words.
            basis: what the records say at this moment.

        Raises:
            AppError: the year is frozen.
        """
        with self.changing(year) as connection:
            rows.put_report_text(connection, year, part, clean_text(text), basis)

    def freeze(self, year: int) -> Snapshot:
        """Keep a dated copy of everything as it stands and close the year to changes.

        Raises:
            AppError: the year is frozen already.
        """
        off = self.days_off(year)
        with self.changing(year, right=Right.FREEZE) as connection:
            number = len(rows.snapshots_of(connection, year)) + 1
            moment, today = self._clock.now(), self._clock.today()
            with in_vietnamese():
                view = self._view(connection, year)
                criteria_set = self._criteria.get(view.set_id, view.set_version)
                letters = letters_to_freeze(connection, year, criteria_set)
                records = records_to_freeze(connection, year, proving_record_kinds(criteria_set))
                proof = proof_to_freeze(connection, year, criteria_set, today, off)
                content = frozen_content(
                    criteria_set, view, number, today, letters, records=records, proof=proof
                )
            digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
            level = view.evaluation.level
            total = view.evaluation.total if criteria_set.scored else None
            row = rows.SnapshotRow(0, year, number, moment, total, level.id if level else "", content, digest)
            rows.add_snapshot(connection, row)
            rows.set_state(connection, year, YearState.FROZEN, today)
        made = self.snapshots(year)[-1]
        if not made.sound:
            raise damaged(made)
        return made

    def reopen(self, year: int) -> YearView:
        """Open a frozen year for a further round; the frozen copies stay as they are."""
        with self._db.write(Area.ASSESSMENT, right=Right.FREEZE) as connection:
            self._row(connection, year)
            rows.set_state(connection, year, YearState.OPEN, None)
            return self._view(connection, year)

    def snapshots(self, year: int) -> tuple[Snapshot, ...]:
        """The frozen copies of a year, the first one first; a damaged one is among them and says so."""
        with self._db.read() as connection:
            found = rows.snapshots_of(connection, year)
        return tuple(
            Snapshot(
                year=row.year,
                number=row.number,
                frozen_at=row.frozen_at,
                total=row.total,
                level=row.level,
                sha256=row.sha256,
                content=row.content,
                sound=hashlib.sha256(row.content.encode("utf-8")).hexdigest() == row.sha256,
            )
            for row in found
        )

    def write_snapshot(self, year: int, number: int, target: Path) -> None:
        """Write a frozen copy to a file, byte by byte as it was frozen: its digest holds there too.

        Args:
            year: the year.
            number: which copy.
            target: the file; an existing one is replaced whole or not at all.

        Raises:
            AppError: there is no such copy, it no longer matches its digest, or the file cannot be written.
        """
        found = next((one for one in self.snapshots(year) if one.number == number), None)
        if found is None:
            raise AppError(
                "snapshot_unknown",
                _("Không có bản chốt này"),
                _("Năm {year} không có bản chốt số {number}.").format(year=year, number=number),
                _("Hãy tải lại danh sách các bản đã chốt."),
            )
        if not found.sound:
            raise damaged(found)
        try:
            write_bytes(target, found.content.encode("utf-8"))
        except OSError as error:
            raise AppError(
                "file_not_written",
                _("Không ghi được tệp"),
                _("Không ghi được {file}: {why}.").format(file=target, why=why_refused(error)),
                _("Hãy chọn nơi khác hoặc đóng chương trình đang mở tệp đó rồi làm lại."),
            ) from error

    def move_to_version(self, year: int, version: str) -> MoveReport:
        """Score a year with another version of its set; answers and evidence follow the permanent ids.

        Raises:
            AppError: the year is frozen or the version unknown.
        """
        with self.changing(year) as connection:
            row = self._row(connection, year)
            old = self._criteria.get(row.set_id, row.set_version)
            new = self._criteria.get(row.set_id, version)
            entries = rows.entries_of(connection, year)
            used = {**dict.fromkeys(entries), **dict.fromkeys(rows.evidence_counts(connection, year))}
            left_behind = tuple(node for node in used if node not in new.by_id or not new.by_id[node].is_leaf)
            changed = set(self._criteria.compare(old, new).changed)
            refused = tuple(
                node
                for node, entry in entries.items()
                if node not in left_behind
                and entry.points is not None
                and check_points(new.by_id[node], entry.points)
            )
            reworded = tuple(node for node in used if node in changed and node not in left_behind)
            kept = tuple(node for node in used if node not in changed and node not in left_behind)
            rows.put_entries(
                connection,
                year,
                (set_aside(entries[node], old) for node in refused),
                self._clock.now(),
            )
            self._criteria.keep(connection, new)
            rows.set_version(connection, year, new.version, self._clock.today())
        return MoveReport(kept, reworded, refused, left_behind)

    def days_off(self, year: int) -> frozenset[date]:
        """The days of a year on which nobody works, where a rule of its set asks for weeks, months or quarters.

        Raises:
            AppError: the year was not opened.
        """
        return self.days_off_of(self.criteria_of(year), year)

    def days_off_of(self, criteria: CriteriaSet, year: int) -> frozenset[date]:
        """The same for a set that was read already."""
        return self._workdays.days_off(year) if needs_calendar(criteria) else frozenset()

    def document_date(self, year: int) -> date:
        """The day documents of the year bear: of the freeze, or of the last change while it is open."""
        with self._db.read() as connection:
            row = self._row(connection, year)
        return row.frozen_on or row.changed_on

    def _require_given(self, connection: Connection, year: int, wanted: Entry) -> None:
        """Whoever is held to one unit's lines answers them, but gives none of them to another unit."""
        held = self._limit(connection) if self._limit is not None else None
        if held is not None and not held.has(wanted):
            stored = rows.entries_of(connection, year).get(wanted.node, Entry(wanted.node))
            if (stored.unit_id, stored.officer_id) != (wanted.unit_id, wanted.officer_id):
                require_own(self._limit, connection, year, None)

    def _row(self, connection: Connection, year: int) -> rows.YearRow:
        row = rows.year_row(connection, year)
        if row is None:
            raise AppError(
                "year_unknown",
                _("Chưa mở năm {year}").format(year=year),
                _("Chưa có bản tự đánh giá của năm {year}.").format(year=year),
                _("Hãy mở năm {year} với một bộ tiêu chí trước.").format(year=year),
            )
        return row

    def _open_row(self, connection: Connection, year: int) -> rows.YearRow:
        row = self._row(connection, year)
        if row.state is YearState.FROZEN:
            raise AppError(
                "year_frozen",
                _("Năm {year} đã chốt").format(year=year),
                _("Bản tự đánh giá năm {year} đã chốt để nộp nên không sửa được.").format(year=year),
                _("Nếu phải sửa, hãy mở lại năm này; bản đã chốt vẫn được giữ nguyên."),
            )
        return row

    def _leaf(self, year: int, node: str) -> tuple[CriteriaSet, Node]:
        criteria_set = self.criteria_of(year)
        found = criteria_set.by_id.get(node)
        if found is None:
            raise _unknown(node)
        return criteria_set, found

    def _view(self, connection: Connection, year: int) -> YearView:
        return view_of(self.reading(connection, year), self._clock.today())

    def _set(self, connection: Connection, row: rows.YearRow) -> CriteriaSet:
        return self._criteria.get(row.set_id, row.set_version, connection)


def damaged(snapshot: Snapshot) -> AppError:
    """What to tell of a frozen copy that is not sound."""
    return AppError(
        "snapshot_damaged",
        _("Bản chốt bị hỏng"),
        _("Bản chốt số {number} của năm {year} không còn khớp với mã kiểm tra của nó.").format(
            number=snapshot.number, year=snapshot.year
        ),
        _("Hãy khôi phục dữ liệu từ bản sao lưu gần nhất."),
    )


def check_year(year: int) -> None:
    """Refuse what is no year of assessment.

    Raises:
        AppError: the year is too far back or ahead.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise AppError(
            "year_invalid",
            _("Năm không hợp lệ"),
            _("{year} không phải là năm đánh giá.").format(year=year),
            _("Hãy nhập năm từ {first} đến {last}.").format(first=FIRST_YEAR, last=LAST_YEAR),
        )


def _unknown(node: str) -> AppError:
    return AppError(
        "node_unknown",
        _("Không có mục này"),
        _("Bộ tiêu chí của năm không có mục «{node}».").format(node=node),
        _("Hãy xem mã các mục bằng lệnh criteria show."),
    )
