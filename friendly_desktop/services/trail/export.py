"""The trail as a file: a sheet or a CSV for people, JSON lines with every field for programs that check seals."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from friendly_desktop.domain.listing import ListCell, ListColumn, Listing
from friendly_desktop.domain.trail import TrailLine, as_json, moment_text
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from friendly_desktop.services.trail.words import change_words, key_words, operation_words, record_words
from friendly_desktop.services.written_files import not_whole, refusals_told, write_file
from friendly_desktop.storage import delimited, safe_files

_SHEET, _TABLE, _LINES = ".xlsx", ".csv", ".jsonl"
#: The endings a file may have, the usual one first.
KINDS: Final = (_SHEET, _TABLE, _LINES)


def write(lines: Iterable[TrailLine], target: Path, told: str, job: JobContext) -> int:
    """Write lines of the trail; how many there are.

    Raises:
        AppError: the ending is none of ``KINDS``, or the place cannot be written.
    """
    ending = target.suffix.lower()
    if ending not in KINDS:
        raise AppError(
            "kind_unknown",
            _("Chưa rõ loại tệp"),
            _("Nhật ký chỉ xuất được thành tệp .xlsx, .csv hoặc .jsonl."),
            _("Hãy đặt tên tệp có một trong các đuôi này."),
        )
    if ending == _LINES:
        content = [as_json(_fields(line)) for line in _watched(lines, job)]
        _put(target, ("\n".join(content) + "\n").encode())
        return len(content)
    rows = [_cells(line) for line in _watched(lines, job)]
    if ending == _TABLE:
        _put(target, delimited.written([_titles(), *rows]))
    else:
        from friendly_desktop.services.documents.list_papers import list_sheet

        cells = [tuple(ListCell(text) for text in row) for row in rows]
        columns = tuple(ListColumn(title) for title in _titles())
        listing = Listing(_("Nhật ký thay đổi"), columns, cells, told)
        write_file(target, list_sheet(listing, job), 0)
    return len(rows)


def _put(target: Path, content: bytes) -> None:
    """Write a file of plain text, and read it back."""
    with refusals_told(target):
        safe_files.write_bytes(target, content)
        if target.read_bytes() != content:
            raise not_whole(target)


def _watched(lines: Iterable[TrailLine], job: JobContext) -> Iterable[TrailLine]:
    for done, line in enumerate(lines, start=1):
        if done % 1000 == 0:
            job.checkpoint()
            job.report(done, None, _("Nhật ký thay đổi"))
        yield line


def _titles() -> tuple[str, ...]:
    return (
        _("Dòng"),
        _("Lúc"),
        _("Người làm"),
        _("Thao tác"),
        _("Đối tượng"),
        _("Số"),
        _("Thay đổi"),
        _("Dấu nối"),
    )


def _cells(line: TrailLine) -> tuple[str, ...]:
    return (
        str(line.number),
        local_moment(line.at),
        line.actor,
        operation_words(line.operation),
        record_words(line.table),
        key_words(line),
        change_words(line),
        line.seal,
    )


def local_moment(at: datetime) -> str:
    """A moment on the wall clock of the PC: "20/11/2026 14:30:05"."""
    return f"{at.astimezone():%d/%m/%Y %H:%M:%S}"


def _fields(line: TrailLine) -> dict[str, object]:
    return {
        "number": line.number,
        "at": moment_text(line.at),
        "actor": line.actor,
        "act": line.act,
        "table": line.table,
        "key": line.key,
        "operation": line.operation.value,
        "changes": line.changes,
        "seal": line.seal,
    }
