"""Taking in an old register from Excel or CSV: what can be read comes in, every other row is accounted for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from friendly_desktop.domain.cases import CaseKind, CaseProblem
from friendly_desktop.domain.cases.importing import (
    ALL_FIELDS,
    ImportAccount,
    ImportRow,
    ImportSkipped,
    read_rows,
)
from friendly_desktop.domain.cases.secrecy import IDENTITY_FIELDS
from friendly_desktop.domain.changes import Area
from friendly_desktop.domain.letters.lists import LetterList, needed_mapping
from friendly_desktop.domain.text import fold
from friendly_desktop.i18n import _
from friendly_desktop.services.cases.entering import Entering
from friendly_desktop.services.jobs import UNWATCHED, JobContext, counting
from friendly_desktop.storage import cases as rows
from friendly_desktop.storage.letter_lists import open_list
from friendly_desktop.storage.safe_files import write_bytes

#: Columns without which nothing of a register can be understood.
_NEEDED = ("received", "kind", "content")
_BEGINNING = 200


class Importing(Entering):
    """An old register comes in."""

    def open_table(self, path: Path, sheet: str | None = None, job: JobContext = UNWATCHED) -> LetterList:
        """The list in an XLSX or CSV file.

        Raises:
            AppError: it cannot be read, is empty, or too long.
        """
        return open_list(path, sheet, counting(job, _("Đang đọc danh sách")))

    def import_mapping(self, found: LetterList, given: Mapping[str, str] | None = None) -> dict[str, str]:
        """Which heading carries which field (``domain.cases.fields.FIELDS``), as given or as the headings read.

        Raises:
            AppError: ``case_columns_missing`` where the list has no column for what every case needs.
        """
        hint = _("Hãy đặt tên cột như trong sổ tiếp công dân, hoặc nối cột với trường rồi làm lại.")
        return needed_mapping(found, ALL_FIELDS, _NEEDED, given=given, code="case_columns_missing", hint=hint)

    def import_rows(
        self,
        found: LetterList,
        mapping: Mapping[str, str],
        *,
        leave_out_denouncers: bool = False,
        done_before: date | None = None,
    ) -> tuple[ImportRow, ...]:
        """Every row as a case, with what is to say about it; rows that are in the register already say so.

        Args:
            found: the list.
            mapping: field by heading.
            leave_out_denouncers: take denunciations in without the identity in their rows.
            done_before: what was received before counts as closed.
        """
        with self._db.read() as connection:
            latest = self._latest_day(connection)
            made = read_rows(
                found,
                mapping,
                latest,
                leave_out_denouncers=leave_out_denouncers,
                done_before=done_before,
            )
            days = [one.entry.received for one in made if one.entry is not None]
            known = rows.keys_between(connection, min(days), max(days)) if days else {}
        return _without_doubles(made, known)

    def import_cases(self, given: Sequence[ImportRow], job: JobContext = UNWATCHED) -> ImportAccount:
        """Take the usable rows in, in one act; every other row is named in the account.

        Raises:
            Cancelled: the person stopped it; nothing came in then.
        """
        usable = [one for one in given if one.usable]
        added: list[int] = []
        closed = 0
        self._db.secure(Area.CASES)
        with self._db.write(Area.CASES) as connection:
            for place, row in enumerate(usable):
                job.checkpoint()
                job.report(place, len(usable), _("Đang ghi vào sổ"))
                if row.entry is not None:
                    case = self._enter(connection, row.entry, closing=row.closing)
                    added.append(case.id)
                    closed += row.closing is not None
        skipped = tuple(ImportSkipped(one.number, one.message) for one in given if not one.usable)
        return ImportAccount(tuple(added), skipped, closed)

    def save_skipped(
        self, found: LetterList, mapping: Mapping[str, str], account: ImportAccount, path: Path
    ) -> None:
        """Write the rows that did not come in as a list that can be put right and imported again.

        A column with the reason is added. What tells who denounced is not copied: it is in the old file.

        Raises:
            AppError: the file cannot be written.
        """
        from friendly_desktop.services.documents.plain_list import plain_list

        why = {one.row: one.message for one in account.skipped}
        kinds = [heading for heading, field in mapping.items() if field == "kind"]
        hidden = [found.headings.index(one) for one, field in mapping.items() if field in IDENTITY_FIELDS]
        table = []
        for row in found.rows:
            if row.number not in why:
                continue
            cells = [*row.cells, *[""] * (len(found.headings) - len(row.cells))]
            if any(
                "to cao" in fold(found.cell(row, one)) or fold(found.cell(row, one)) in ("tc", "denunciation")
                for one in kinds
            ):
                cells = ["" if place in hidden else text for place, text in enumerate(cells)]
            table.append([*cells, why[row.number]])
        headings = [*found.headings, _("Lý do chưa nhập")]
        title = _("Chưa nhập")
        write_bytes(path, plain_list(title, headings, table, [20] * len(headings)))


def _without_doubles(
    made: Sequence[ImportRow], known: Mapping[tuple[date, str, str], str]
) -> tuple[ImportRow, ...]:
    """Rows that stand in the register, or twice in the list, are left out and say where."""
    seen: dict[tuple[date, str, str], int] = {}
    checked = []
    for row in made:
        if row.entry is None or not row.usable:
            checked.append(row)
            continue
        key = (row.entry.received, fold(row.entry.name), row.entry.content[:_BEGINNING])
        message = ""
        if key in known and (row.entry.content or row.entry.kind is not CaseKind.DENUNCIATION):
            message = _("Đã có trong sổ (mã {code}).").format(code=known[key])
        elif key in seen and row.entry.content:
            message = _("Trùng với dòng {row}.").format(row=seen[key])
        seen.setdefault(key, row.number)
        told = (CaseProblem("", message),) if message else ()
        checked.append(replace(row, problems=(*row.problems, *told)))
    return tuple(checked)
