"""The diary of activities: what the office did every day, which leaves it proves, and the photos of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import MAXYEAR, MINYEAR, date
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.activities import Activity, ActivityEntry, ActivityKind
from friendly_desktop.domain.activities.rules import cleaned, require_sound
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.evidence import AddedFile
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import clean_line, fold
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.evidence import EvidenceService
from friendly_desktop.services.jobs import UNWATCHED, JobContext
from friendly_desktop.storage import activities as rows
from friendly_desktop.storage import filed_evidence
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.filed_evidence import Record

_MOST_SUGGESTED = 200


class ActivitiesService:
    """Broadcasts, meetings, training, visits, published items: one line each."""

    def __init__(
        self, db: Database, clock: Clock, assessment: AssessmentService, evidence: EvidenceService
    ) -> None:
        """Work on ``db``.

        Args:
            db: the records.
            clock: what has been.
            assessment: the criteria set of each year, whose leaves are proved.
            evidence: takes photos and papers in.
        """
        self._db = db
        self._clock = clock
        self._assessment = assessment
        self._evidence = evidence

    # Reading

    def get(self, activity_id: int) -> Activity:
        """One line.

        Raises:
            AppError: it is not there any more.
        """
        with self._db.read() as connection:
            return _required(connection, activity_id)

    def find(self, year: int, kinds: Iterable[ActivityKind] = (), text: str = "") -> tuple[Activity, ...]:
        """The lines of a year, the newest first.

        Args:
            year: which.
            kinds: only these; all when empty.
            text: words that all stand in a line, with or without tone marks.
        """
        if not MINYEAR <= year <= MAXYEAR:
            return ()
        with self._db.read() as connection:
            return rows.find(connection, *_days(year), kinds, fold(text).split())

    def count(self, year: int) -> int:
        """How many lines a year has."""
        with self._db.read() as connection:
            return rows.count(connection, *_days(year))

    def by_node(self, year: int) -> Mapping[str, tuple[Activity, ...]]:
        """By leaf of the year's set: the lines that prove it, the oldest first."""
        found: dict[str, list[Activity]] = {}
        with self._db.read() as connection:
            for one in rows.proving(connection, *_days(year)):
                for node in one.entry.nodes:
                    found.setdefault(node, []).append(one)
        return {node: tuple(some) for node, some in found.items()}

    def years(self) -> tuple[int, ...]:
        """The years that have lines, in order."""
        with self._db.read() as connection:
            return rows.years(connection)

    def written(self, column: str, kind: ActivityKind | None = None) -> tuple[str, ...]:
        """What was written before as ``title``, ``place`` or ``organiser``, the most used first."""
        with self._db.read() as connection:
            return rows.used_texts(connection, column, kind, _MOST_SUGGESTED)

    def last_titled(self, title: str) -> ActivityEntry | None:
        """What the newest line with this title says, None where there is none."""
        with self._db.read() as connection:
            found = rows.last_titled(connection, clean_line(title))
        return None if found is None else found.entry

    def suggest(self, year: int, kind: ActivityKind) -> tuple[str, ...]:
        """The leaves a line of this kind may prove.

        Those that the newest line of the kind proves come first, then those of which the set itself says so
        (``activity_kinds``), in printed order. Empty where the year was not opened.
        """
        if year not in {one.year for one in self._assessment.years()}:
            return ()
        leaves = self._assessment.criteria_of(year).leaves
        named = [leaf.id for leaf in leaves if kind.value in leaf.activity_kinds]
        with self._db.read() as connection:
            last = rows.last_nodes(connection, kind, year)
        known = {leaf.id for leaf in leaves}
        own = self._assessment.own_lines(year)
        known &= own if own is not None else known
        return tuple(dict.fromkeys(one for one in (*last, *named) if one in known))

    # Writing

    def add(self, entry: ActivityEntry) -> Activity:
        """Write a line down.

        Raises:
            AppError: it says nothing, its day is still to come, or a leaf is none of the year's set.
        """
        self._db.permit(Right.ACTIVITIES)
        wanted = self._sound(entry)
        self._require_own(wanted)
        with self._db.write(Area.ACTIVITIES) as connection:
            activity_id = rows.add(connection, wanted, self._clock.now())
            return _required(connection, activity_id)

    def change(self, activity_id: int, entry: ActivityEntry) -> Activity:
        """Replace what a line says; its photos follow its leaves.

        Raises:
            AppError: as with ``add``; the line is gone; it has photos and would go to another year.
        """
        self._db.permit(Right.ACTIVITIES, Right.EVIDENCE)
        wanted = self._sound(entry)
        with self._db.read() as connection:
            before = _required(connection, activity_id)
        self._require_own(before.entry, wanted)
        if before.evidence and wanted.day.year != before.entry.day.year:
            raise AppError(
                "activity_other_year",
                _("Không chuyển được sang năm khác"),
                _("Hoạt động này có ảnh, tài liệu là minh chứng của năm {year}.").format(
                    year=before.entry.day.year
                ),
                _("Hãy ghi một hoạt động mới cho năm kia."),
            )
        for evidence_id in before.evidence:
            self._follow(evidence_id, before, wanted)
        with self._db.write(Area.ACTIVITIES) as connection:
            _required(connection, activity_id)
            rows.put(connection, activity_id, wanted)
            return _required(connection, activity_id)

    def remove(self, activity_ids: Iterable[int]) -> None:
        """Take lines out of the diary; their photos stay among the evidence.

        Raises:
            AppError: one proves a criteria line of another unit than that of whoever works here.
        """
        activity_ids = tuple(activity_ids)
        self._db.permit(Right.ACTIVITIES)
        self._require_own_of(activity_ids)
        with self._db.write(Area.ACTIVITIES) as connection:
            rows.remove(connection, activity_ids, self._clock.now())

    def restore(self, activity_ids: Iterable[int]) -> None:
        """Put lines back that were taken out.

        Raises:
            AppError: as ``remove``.
        """
        activity_ids = tuple(activity_ids)
        self._db.permit(Right.ACTIVITIES)
        self._require_own_of(activity_ids)
        with self._db.write(Area.ACTIVITIES) as connection:
            rows.remove(connection, activity_ids, None)

    # Photos and papers

    def add_files(
        self, activity_id: int, paths: Sequence[Path], job: JobContext = UNWATCHED
    ) -> tuple[AddedFile, ...]:
        """Take photos and papers of an activity in: as evidence of its leaves, filed with its line.

        Raises:
            AppError: the line is gone, its year was not opened or is frozen, the disk is full.
            StoppedAdding: the person stopped it; what was safe by then stays and is filed.
        """
        self._db.permit(Right.ACTIVITIES, Right.EVIDENCE)
        one = self.get(activity_id)
        entry = one.entry
        self._require_own(entry)
        added = self._evidence.add_files(
            entry.day.year,
            entry.nodes[0] if entry.nodes else None,
            paths,
            job,
            title=entry.title,
            number=entry.number,
            issued_on=entry.day,
        )
        self.attach(activity_id, [file.evidence_id for file in added if file.evidence_id is not None])
        return added

    def add_picture(self, activity_id: int, png_bytes: bytes, name: str) -> AddedFile:
        """Take a picture from the clipboard in, as ``add_files`` does.

        Raises:
            AppError: as ``add_files``.
        """
        self._db.permit(Right.ACTIVITIES, Right.EVIDENCE)
        entry = self.get(activity_id).entry
        self._require_own(entry)
        node = entry.nodes[0] if entry.nodes else None
        added = self._evidence.add_picture(entry.day.year, node, png_bytes, name)
        if added.evidence_id is not None:
            self._evidence.update(added.evidence_id, title=entry.title, issued_on=entry.day)
            self.attach(activity_id, [added.evidence_id])
        return added

    def attach(self, activity_id: int, evidence_ids: Sequence[int]) -> Activity:
        """File pieces of evidence that are there already with a line; they prove its leaves then.

        Raises:
            AppError: the line or the evidence is gone, or the year is frozen.
        """
        self._db.permit(Right.ACTIVITIES, Right.EVIDENCE)
        one = self.get(activity_id)
        self._require_own(one.entry)
        for evidence_id in evidence_ids:
            self._evidence.prove(evidence_id, one.entry.day.year, one.entry.nodes)
        with self._db.write(Area.ACTIVITIES) as connection:
            _required(connection, activity_id)
            filed_evidence.add(connection, Record.ACTIVITY, activity_id, evidence_ids)
            return _required(connection, activity_id)

    def detach(self, activity_id: int, evidence_id: int) -> Activity:
        """File a piece of evidence with this line no longer; it stays among the evidence of the year.

        Raises:
            AppError: the line is gone, or proves a criteria line of another unit.
        """
        self._db.permit(Right.ACTIVITIES)
        self._require_own(self.get(activity_id).entry)
        with self._db.write(Area.ACTIVITIES) as connection:
            _required(connection, activity_id)
            filed_evidence.remove(connection, Record.ACTIVITY, activity_id, evidence_id)
            return _required(connection, activity_id)

    def _follow(self, evidence_id: int, before: Activity, wanted: ActivityEntry) -> None:
        """Let a photo prove the leaves that its line proves now, and no longer those it proved only through it."""
        with self._db.read() as connection:
            others = rows.nodes_of_others(connection, evidence_id, before.id)
        for node in before.entry.nodes:
            if node not in wanted.nodes and node not in others:
                self._evidence.unlink(evidence_id, node)
        self._evidence.prove(evidence_id, wanted.day.year, wanted.nodes)

    def _require_own(self, *entries: ActivityEntry) -> None:
        """A line of the diary proves criteria lines: a unit officer writes only of those of the own unit."""
        for entry in entries:
            if entry.nodes:
                self._assessment.require_own(entry.day.year, entry.nodes)

    def _require_own_of(self, activity_ids: Iterable[int]) -> None:
        with self._db.read() as connection:
            found = [rows.get(connection, one, removed=True) for one in activity_ids]
        self._require_own(*(one.entry for one in found if one is not None))

    def _sound(self, entry: ActivityEntry) -> ActivityEntry:
        wanted = cleaned(entry)
        require_sound(wanted, self._clock.today())
        if wanted.nodes:
            criteria = self._assessment.criteria_of(wanted.day.year)
            for node in wanted.nodes:
                if node not in criteria.by_id or not criteria.by_id[node].is_leaf:
                    raise AppError(
                        "leaf_unknown",
                        _("Không có mục này"),
                        _("Bộ tiêu chí của năm {year} không có mục «{node}».").format(
                            year=wanted.day.year, node=node
                        ),
                        _("Hãy chọn mục trong bộ tiêu chí của năm đó."),
                    )
        return wanted


def _required(connection: Connection, activity_id: int) -> Activity:
    found = rows.get(connection, activity_id)
    if found is None:
        raise AppError(
            "activity_gone",
            _("Không còn hoạt động này"),
            _("Hoạt động này đã được xóa khỏi nhật ký."),
            _("Hãy mở lại danh sách."),
        )
    return found


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
