"""An old register as a list: each row becomes an entry with everything that is to say about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from friendly_desktop.domain.cases import (
    CaseAction,
    CaseEntry,
    CaseKind,
    CaseProblem,
    Outcome,
    StepEntry,
)
from friendly_desktop.domain.cases.fields import FIELDS, RESULT_FIELDS, read_entry
from friendly_desktop.domain.cases.rules import cleaned, problems
from friendly_desktop.domain.cases.secrecy import named_fields, nameless
from friendly_desktop.domain.cases.steps import FORMAL
from friendly_desktop.domain.letters.days import read_day, read_recent_day
from friendly_desktop.domain.letters.lists import LetterList, ListRow
from friendly_desktop.domain.text import clean_text
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _

ALL_FIELDS = (*FIELDS, *RESULT_FIELDS)

_DAY_IN_TEXT = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of an old register.

    Attributes:
        number: of the row in the sheet.
        entry: what it says; None where kind or day could not be understood.
        closing: how it ended, where it did.
        problems: what to say about it; blocking ones keep it out.
    """

    number: int
    entry: CaseEntry | None
    closing: StepEntry | None = None
    problems: tuple[CaseProblem, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether nothing forbids it."""
        return self.entry is not None and not any(one.blocking for one in self.problems)

    @property
    def message(self) -> str:
        """What speaks against it, or what is to be looked at, for an account; it repeats no name."""
        blocking = [one.message for one in self.problems if one.blocking]
        return " ".join(dict.fromkeys(blocking or [one.message for one in self.problems]))


@dataclass(frozen=True, slots=True)
class ImportSkipped:
    """A row that did not come in, and why."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class ImportAccount:
    """What became of an import: the ids of the new cases in the order of the rows, and every row left out."""

    added: tuple[int, ...]
    skipped: tuple[ImportSkipped, ...] = ()
    closed: int = 0


def read_rows(
    found: LetterList,
    mapping: Mapping[str, str],
    today: date,
    *,
    leave_out_denouncers: bool = False,
    done_before: date | None = None,
) -> tuple[ImportRow, ...]:
    """Every row as a case.

    Args:
        found: the list.
        mapping: field by heading.
        today: the latest day that can have been.
        leave_out_denouncers: take denunciations in without the identity that their rows carry; otherwise
            such rows are refused.
        done_before: what was received before this day counts as closed even where no result is written.
    """
    places = [(heading, mapping[heading]) for heading in found.headings if heading in mapping]
    rows = []
    for row in found.rows:
        values: dict[str, str] = {}
        for heading, field in places:
            text = found.cell(row, heading)
            values[field] = (
                f"{values[field]}\n{text}" if values.get(field) and text else text or values.get(field, "")
            )
        rows.append(
            _row(row, values, today, leave_out_denouncers=leave_out_denouncers, done_before=done_before)
        )
    return tuple(rows)


def _row(
    row: ListRow,
    values: Mapping[str, str],
    today: date,
    *,
    leave_out_denouncers: bool,
    done_before: date | None,
) -> ImportRow:
    remarks = tuple(CaseProblem("", text, blocking=False) for text in row.remarks)
    if not values.get("received", "").strip():
        missing = (CaseProblem("received", _("Chưa ghi ngày tiếp nhận.")),)
        return ImportRow(row.number, None, problems=(*remarks, *missing))
    read = read_entry(values, today)
    if read.entry is None:
        return ImportRow(row.number, None, problems=(*remarks, *read.problems))
    entry = cleaned(read.entry)
    if not entry.name and not entry.anonymous and entry.kind is not CaseKind.DENUNCIATION:
        entry = replace(entry, anonymous=True)
    hidden: tuple[CaseProblem, ...] = ()
    if entry.kind is CaseKind.DENUNCIATION and leave_out_denouncers and named_fields(entry):
        entry = nameless(entry)
        message = _("Đơn tố cáo: đã bỏ thông tin về người tố cáo.")
        hidden = (CaseProblem("name", message, blocking=False),)
    closing, told = _closing(entry, values, today, done_before)
    found = (*remarks, *read.problems, *hidden, *told, *problems(entry, today))
    return ImportRow(row.number, entry, closing, found)


def _closing(
    entry: CaseEntry, values: Mapping[str, str], today: date, done_before: date | None
) -> tuple[StepEntry | None, tuple[CaseProblem, ...]]:
    """How a row says that the case ended; the day is that of its column, else the last day its words name."""
    result = clean_text(values.get("result", ""))
    written = values.get("result_day", "").strip()
    if not result and not written and not (done_before and entry.received < done_before):
        return None, ()
    told: list[CaseProblem] = []
    day: date | None = None
    if written:
        try:
            day = read_recent_day(written, today)
        except ValueError as error:
            told.append(CaseProblem("result_day", str(error)))
    for text in reversed(_DAY_IN_TEXT.findall(result)):
        if day is None:
            try:
                day = read_day(text, today)
            except ValueError:
                continue  # words about something else
    if day is not None and not entry.received <= day <= today:
        message = _("Ngày có kết quả {day} trước ngày tiếp nhận hoặc chưa đến.").format(day=short_date(day))
        if written:
            told.append(CaseProblem("result_day", message))
        day = None
    text = result or _("Đã xong trong sổ cũ.")
    if day is None:
        text = _("{result} (sổ cũ không ghi ngày)").format(result=text)
    if entry.kind is CaseKind.DENUNCIATION:
        text = _("Kết quả xem trong hồ sơ giấy.")
    action = CaseAction.RESOLVE if entry.kind in FORMAL else CaseAction.ANSWER
    outcome = Outcome.NONE if entry.kind in FORMAL else Outcome.EXPLAINED
    return StepEntry(action, day or entry.received, text=text, outcome=outcome), tuple(told)
