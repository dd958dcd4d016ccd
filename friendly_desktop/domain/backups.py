"""Backups: what one tells about itself, when the next is due, which of the old ones are kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from friendly_desktop.domain.trail import TrailHead


class Reason(Enum):
    """Why a backup was made."""

    MANUAL = "manual"  # a person asked for it
    START = "start"
    HOURLY = "hourly"
    BEFORE_MIGRATION = "before_migration"
    BEFORE_IMPORT = "before_import"
    BEFORE_RESTORE = "before_restore"


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup tells about itself; written last, read back, and only then it counts.

    Attributes:
        number: greater than that of every earlier backup in its place; the order, whatever the clock says.
        name: of its files, without ending.
        series: which data folder it was made of; another office's backups in one place are left alone.
        rows: how many rows each table has.
        files: how many evidence files belong to it.
        files_bytes: their size together.
        missing: digests of evidence files that were already lost when it was made.
        head: where the trail of changes ended; None where nothing was written in it.
    """

    number: int
    name: str
    made_at: datetime
    reason: Reason
    series: str
    office: str
    program: str
    schema: int
    database_sha256: str
    database_bytes: int
    rows: Mapping[str, int]
    files: int
    files_bytes: int
    missing: tuple[str, ...] = ()
    head: TrailHead | None = None

    @property
    def bytes(self) -> int:
        """Bytes of the database and the evidence files together."""
        return self.database_bytes + self.files_bytes


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup where it lies: ``path`` is its manifest, or the one file; ``problem`` says why it cannot be used."""

    path: Path
    backup: Backup | None
    second: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and read back; ``problem`` tells what else should be known."""

    path: Path
    backup: Backup
    second: Path | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup read again from the first byte to the last; sound when nothing is wrong."""

    path: Path
    backup: Backup
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KindChange:
    """What restoring would do to one kind of records, in what a person counts of it (``COUNTED``), the bin left out.

    Attributes:
        kind: one of the kinds in ``KINDS``.
        here: how many there are now.
        there: how many are in the backup.
        added: how many would come back.
        changed: how many would read as they did then.
        lost: how many were entered since then and would be gone.
        differs: whether anything would change at all, in what belongs to them and in the bin too.
        newest_here: the newest moment written down in them now.
        newest_there: the same in the backup.
    """

    kind: str
    here: int
    there: int
    added: int
    changed: int
    lost: int
    differs: bool
    newest_here: datetime | None = None
    newest_there: datetime | None = None


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What restoring a backup would do.

    Attributes:
        present: False where there are no readable records to lose.
        kinds: what would change.
        new_files: evidence files that are not here and would come back.
        names_brought_back: cases that turned out to be denunciations since then; the backup still holds who
            denounced, and restoring it brings the names back (Luật Tố cáo Điều 8).
    """

    path: Path
    backup: Backup
    present: bool
    kinds: tuple[KindChange, ...]
    new_files: int
    names_brought_back: int = 0


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that was done; ``aside`` is where the records lie that were here before."""

    path: Path
    backup: Backup
    aside: Path | None
    rows: Mapping[str, int]
    files: int


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where a copy of every backup goes as well: a USB stick, another disk.

    Attributes:
        folder: as it was chosen; "" for none.
        here: whether it can be reached now.
        last_at: when a backup was last written and read back there.
        problem: why the last attempt failed, in words; "" when it did not.
        chosen_at: since when.
        same_disk: whether it lies on the disk of the records, and would be lost with them.
    """

    folder: str = ""
    here: bool = False
    same_disk: bool = False
    last_at: datetime | None = None
    problem: str = ""
    chosen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BackupState:
    """How things stand: for the page, the first page and the doctor.

    Attributes:
        last: the newest sound backup on this PC.
        second: the second place.
        days_without: for how many days nothing went to a second place; None while that is not to be said.
        problem: why the last backup by itself failed, in words; "" when it did not.
    """

    last: Backup | None
    second: SecondPlace
    days_without: int | None
    problem: str = ""


def since_last_restore(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Those whose trail of changes must still be the beginning of the present one.

    What was written before the records were restored from an older backup lies in the backup that was made for it.
    """
    known = sorted(backups, key=lambda one: one.number)
    restored = max((one.number for one in known if one.reason is Reason.BEFORE_RESTORE), default=0)
    return tuple(one for one in known if one.number > restored)


#: Kinds of records as a clerk names them, and how the names of their tables begin.
KINDS: Mapping[str, tuple[str, ...]] = {
    "office": ("settings", "units", "people", "signatories", "hamlets", "users", "recovery_sheets"),
    "assessment": (
        "criteria_sets",
        "years",
        "entries",
        "veto_answers",
        "report_texts",
        "snapshots",
        "exports",
        "proof_decisions",
    ),
    "evidence": ("files", "evidence", "record_files"),
    "letters": ("letter",),
    "cases": ("case", "register_"),
    "meetings": ("meetings", "promises"),
    "surveys": ("survey", "ballot"),
    "figures": ("indicator", "late_files"),
    "activities": ("activit",),
    "postings": ("postings",),
    "calendar": ("calendar_", "deadline_"),
    "trail": ("audit", "disclosures", "disposals"),
    "other": ("drafts", "bin_rows"),
}

#: The tables whose rows a person counts; the others hold what belongs to these: steps, links, versions, settings.
COUNTED = frozenset(
    {
        "units",
        "people",
        "signatories",
        "entries",
        "exports",
        "evidence",
        "letters",
        "cases",
        "meetings",
        "promises",
        "surveys",
        "ballots",
        "indicator_values",
        "late_files",
        "activities",
        "postings",
        "calendar_days",
        "deadline_rules",
        "audit",
        "drafts",
    }
)


def kind_of(table: str) -> str:
    """The kind of records a table belongs to."""
    return next((kind for kind, names in KINDS.items() if table.startswith(names)), "other")


# -- when

#: A new start within this time of the last backup makes none.
START_EVERY = timedelta(hours=4)
HOURLY_EVERY = timedelta(hours=1)
#: Without a backup in the second place for so long, the office is reminded.
REMIND_AFTER = timedelta(days=7)


def is_due(last: datetime | None, now: datetime, every: timedelta) -> bool:
    """Whether a backup is due by itself; a last one in the future means that the clock was set back."""
    return last is None or now < last or now - last >= every


def days_without(last: datetime | None, since: datetime | None, now: datetime) -> int | None:
    """For how many days the second place got nothing, where that is to be said; None while all is well."""
    begin = last or since
    if begin is None or now - begin < REMIND_AFTER:
        return None
    return (now - begin).days


# -- which are kept

_HOURS, _DAYS, _MONTHS = 24, 14, 12
#: The last ones are kept whatever their age.
_LAST = 3
#: Backups that were made for a purpose are kept this long, beside the others.
_PURPOSE = timedelta(days=30)
_PURPOSES = frozenset({Reason.MANUAL, Reason.BEFORE_MIGRATION, Reason.BEFORE_RESTORE})


def to_drop(backups: Sequence[Backup], now: datetime) -> tuple[Backup, ...]:
    """Which backups are no longer needed, the newest first.

    Of the last 24 hours one an hour stays, of 14 days one a day, of 12 months one a month; those made for a purpose
    for 30 days; the last three, and any dated in the future, always. Of a span the newest stays, so that what stands
    for an hour can later stand for its day and its month: thinning today never takes what tomorrow needs.

    Args:
        backups: in any order; only sound ones of one series belong here.
        now: in the time zone whose hours and days count.
    """
    newest_first = sorted(backups, key=lambda one: (one.number, one.made_at, one.name), reverse=True)
    kept = {one.name for one in newest_first[:_LAST]}
    kept |= {one.name for one in newest_first if one.made_at > now}
    kept |= {one.name for one in newest_first if one.reason in _PURPOSES and now - one.made_at <= _PURPOSE}
    for span, most in ((_hour, _HOURS), (_day, _DAYS), (_month, _MONTHS)):
        oldest = span(now) - most
        spans: dict[int, str] = {}
        for one in newest_first:
            spans.setdefault(span(one.made_at.astimezone(now.tzinfo)), one.name)
        kept |= {name for number, name in spans.items() if number > oldest}
    return tuple(one for one in newest_first if one.name not in kept)


def _hour(moment: datetime) -> int:
    return _day(moment) * 24 + moment.hour


def _day(moment: datetime) -> int:
    return moment.date().toordinal()


def _month(moment: datetime) -> int:
    return moment.year * 12 + moment.month
