"""The criteria sets the office can use: those shipped with the program and those it imported."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from friendly_desktop.clock import Clock, SystemClock
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.criteria import CriteriaSet, Problem, SetDifference
from friendly_desktop.domain.criteria.compare import compare
from friendly_desktop.domain.criteria.plain import canonical, content_digest
from friendly_desktop.domain.rights import Right
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES
from friendly_desktop.storage.criteria import StoredSet, add_set, set_content, stored_sets
from friendly_desktop.storage.criteria_files import load, load_canonical
from friendly_desktop.storage.criteria_xlsx_write import form_bytes
from friendly_desktop.storage.database import Connection, Database
from friendly_desktop.storage.safe_files import write_bytes

SHIPPED = RESOURCES / "criteria"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do when it was a dry run.

    ``added``, ``changed`` and ``removed`` are node ids against the newest version known before;
    ``unchanged`` means that this content was known already and nothing had to be done. With
    ``problems`` nothing was imported.
    """

    id: str
    version: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    unchanged: bool = False
    previous: str = ""


class CriteriaService:
    """Finds, checks, imports and compares criteria sets. A version, once known, never changes."""

    def __init__(
        self,
        db: Database | None = None,
        clock: Clock | None = None,
        shipped: Path = SHIPPED,
    ) -> None:
        """Work on the records of an office, or on the shipped sets alone when ``db`` is None."""
        self._db = db
        self._clock = clock or SystemClock()
        self._shipped_folder = shipped
        self._shipped: dict[Path, tuple[tuple[int, int], CriteriaSet]] = {}
        self._stored: dict[str, CriteriaSet] = {}  # by digest and version: a rolled-back write is never found

    def sets(self) -> tuple[CriteriaSet, ...]:
        """The newest version of every set, shipped ones first, each group by its id."""
        newest: dict[str, CriteriaSet] = {}
        for known in self._every_version():
            if known.id not in newest or version_key(known.version) > version_key(newest[known.id].version):
                newest[known.id] = known
        return tuple(newest.values())

    def versions(self, set_id: str, connection: Connection | None = None) -> tuple[CriteriaSet, ...]:
        """Every version of a set, oldest first; empty when the set is unknown.

        Args:
            set_id: the set.
            connection: the view to read in; one of its own by default.
        """
        found = [known for known in self._every_version(connection) if known.id == set_id]
        return tuple(sorted(found, key=lambda known: version_key(known.version)))

    def get(
        self, set_id: str, version: str | None = None, connection: Connection | None = None
    ) -> CriteriaSet:
        """A set in a version, the newest when none is named.

        Args:
            set_id: the set.
            version: which version.
            connection: the view to read in; one of its own by default.

        Raises:
            AppError: there is no such set or version.
        """
        if version is not None:
            kept = self._kept(set_id, version, connection)
            if kept is not None:
                return kept
        known = self.versions(set_id, connection)
        if not known:
            raise _unknown_set(set_id, sorted({one.id for one in self._every_version(connection)}))
        if version is None:
            return known[-1]
        for one in known:
            if one.version == version:
                return one
        raise AppError(
            "criteria_version_unknown",
            _("Không có phiên bản này"),
            _("Bộ tiêu chí {id} không có phiên bản {version}.").format(id=set_id, version=version),
            _("Các phiên bản hiện có: {versions}.").format(versions=", ".join(one.version for one in known)),
        )

    def check_file(self, path: Path) -> tuple[Problem, ...]:
        """Every problem of a set file; empty when it can be imported.

        Raises:
            AppError: the file cannot be read at all.
        """
        return load(path).problems

    def import_file(self, path: Path, dry_run: bool = False) -> ImportResult:
        """Take a set file in as a new set, or as a new version of a known one.

        A version that exists is never changed: other content under its number gets the next number.

        Args:
            path: a YAML, TOML or XLSX file.
            dry_run: only say what would happen.

        Raises:
            AppError: the file cannot be read at all, or the records cannot be written.
        """
        if self._db is not None and not dry_run:
            self._db.permit(Right.CRITERIA)
        built = load(path)
        found = built.criteria_set
        if found is None:
            return ImportResult("", "", problems=built.problems)
        if dry_run or self._db is None:
            return self._plan(found, self._every_version())[1]
        self._db.secure(Area.CRITERIA)
        with self._db.write(Area.CRITERIA) as connection:
            kept, result = self._plan(found, self._every_version(connection))
            if result.unchanged:
                return result
            self.keep(connection, kept)
        return result

    def keep(self, connection: Connection, criteria_set: CriteriaSet) -> None:
        """Store a version in the office's records, unless it is there already.

        A year that is opened keeps its set this way, so that no later release of the program can
        change or drop what it was scored with.
        """
        if set_content(connection, criteria_set.id, criteria_set.version) is not None:
            return
        added = StoredSet(criteria_set.id, criteria_set.version, content_digest(criteria_set))
        add_set(connection, added, criteria_set.title, canonical(criteria_set), self._clock.now())
        # Read back before it counts: what cannot be read again must not be committed.
        stored = set_content(connection, added.id, added.version)
        if stored is None or load_canonical(stored).criteria_set != criteria_set:
            raise RuntimeError(f"criteria set {added.id} {added.version} reads back differently")

    def write_template(self, path: Path, set_id: str | None = None) -> None:
        """Write the Excel form, empty or filled with a known set, to be sent back through an import.

        Args:
            path: the XLSX file to write. One that is there may hold hours of typing and is never replaced.
            set_id: the set to fill in; None writes an empty form.

        Raises:
            AppError: the set is unknown, the file is there already, or it cannot be written.
        """
        filled = self.get(set_id) if set_id else None
        try:
            if path.is_file() and path.stat().st_size:
                raise AppError(
                    "file_exists",
                    _("Tệp đã có"),
                    _("Đã có tệp {file}; biểu trong đó có thể đã được điền.").format(file=path),
                    _("Hãy đặt tên khác, hoặc tự xóa tệp đó nếu không cần nữa."),
                )
            write_bytes(path, form_bytes(filled, self._clock.now()))
        except OSError as error:
            raise AppError(
                "file_not_written",
                _("Không ghi được tệp"),
                _(
                    "Không ghi được {file}: tệp đang mở trong Excel, ổ đĩa đầy hoặc không có quyền ghi."
                ).format(file=path),
                _("Hãy đóng tệp đó hoặc chọn nơi khác rồi làm lại."),
            ) from error

    def compare(self, old: CriteriaSet, new: CriteriaSet) -> SetDifference:
        """What ``new`` says otherwise than ``old``, by permanent id."""
        return compare(old, new)

    def _plan(self, found: CriteriaSet, known: Iterable[CriteriaSet]) -> tuple[CriteriaSet, ImportResult]:
        versions = sorted(
            (one for one in known if one.id == found.id), key=lambda one: version_key(one.version)
        )
        if not versions:
            added = tuple(node.id for node in found.walk())
            return found, ImportResult(found.id, found.version, added=added)
        newest = versions[-1]
        if content_digest(found) == content_digest(newest):
            return newest, ImportResult(found.id, newest.version, unchanged=True, previous=newest.version)
        if version_key(found.version) <= version_key(newest.version):
            found = replace(found, version=str(version_key(newest.version)[0] + 1))
        difference = compare(newest, found)
        return found, ImportResult(
            found.id,
            found.version,
            added=difference.added,
            changed=difference.changed,
            removed=difference.removed,
            previous=newest.version,
        )

    def _every_version(self, connection: Connection | None = None) -> list[CriteriaSet]:
        """Shipped and stored; what the office's records hold outranks a shipped file of the same number."""
        found = {(one.id, one.version): one for one in self._shipped_sets()}
        if connection is not None:
            found.update(self._stored_sets(connection))
        elif self._db is not None:
            with self._db.read() as reading:
                found.update(self._stored_sets(reading))
        return list(found.values())

    def _kept(self, set_id: str, version: str, connection: Connection | None) -> CriteriaSet | None:
        """A version the office's records hold, found without reading any other; it outranks a shipped file."""
        if connection is not None:
            rows = stored_sets(connection)
            row = next((one for one in rows if (one.id, one.version) == (set_id, version)), None)
            return None if row is None else self._stored_set(connection, row)
        if self._db is None:
            return None
        with self._db.read() as reading:
            return self._kept(set_id, version, reading)

    def _shipped_sets(self) -> list[CriteriaSet]:
        return [self._shipped_set(path) for path in sorted(self._shipped_folder.glob("*.yaml"))]

    def _shipped_set(self, path: Path) -> CriteriaSet:
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        cached = self._shipped.get(path)
        if cached and cached[0] == stamp:
            return cached[1]
        built = load(path)
        if built.criteria_set is None:
            first = built.problems[0]
            raise AppError(
                "criteria_shipped_broken",
                _("Bộ tiêu chí đi kèm chương trình bị hỏng"),
                f"{first.where}: {first.message}",
                _("Hãy cài lại chương trình."),
            )
        self._shipped[path] = (stamp, built.criteria_set)
        return built.criteria_set

    def _stored_sets(self, connection: Connection) -> dict[tuple[str, str], CriteriaSet]:
        return {(row.id, row.version): self._stored_set(connection, row) for row in stored_sets(connection)}

    def _stored_set(self, connection: Connection, row: StoredSet) -> CriteriaSet:
        key = row.sha256 + row.version
        if key not in self._stored:
            self._stored[key] = _restored(set_content(connection, row.id, row.version), row.id, row.version)
        return self._stored[key]


def version_key(version: str) -> tuple[int, ...]:
    """The order of version numbers: 2 before 10, 2.1 after 2."""
    return tuple(int(part) for part in version.split("."))


def _restored(content: str | None, set_id: str, version: str) -> CriteriaSet:
    restored = load_canonical(content).criteria_set if content is not None else None
    if restored is None:
        raise AppError(
            "criteria_stored_broken",
            _("Không đọc được bộ tiêu chí đã lưu"),
            _("Bộ tiêu chí {id} phiên bản {version} trong dữ liệu bị hỏng.").format(
                id=set_id, version=version
            ),
            _("Hãy khôi phục dữ liệu từ bản sao lưu gần nhất."),
        )
    return restored


def _unknown_set(set_id: str, known: list[str]) -> AppError:
    near = difflib.get_close_matches(set_id, known, n=1)
    hint = (
        _("Có phải là «{near}»?").format(near=near[0])
        if near
        else _("Các bộ tiêu chí hiện có: {known}.").format(known=", ".join(known))
    )
    return AppError(
        "criteria_unknown",
        _("Không có bộ tiêu chí này"),
        _("Chương trình không biết bộ tiêu chí nào có mã «{id}».").format(id=set_id),
        hint,
    )
