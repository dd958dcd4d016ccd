"""Days off as a file that an office fills in: XLSX or CSV with the columns ngày, loại, tên, nguồn, dự kiến."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from friendly_desktop.domain.deadlines.words import day_kind_words
from friendly_desktop.domain.deadlines.workdays import CalendarDay, Confidence, DayKind
from friendly_desktop.domain.letters.days import read_day
from friendly_desktop.domain.text import clean_line, fold
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.storage.delimited import written
from friendly_desktop.storage.letter_lists import open_list
from friendly_desktop.storage.safe_files import reason, write_bytes

#: What offices call the columns, folded, the usual name first.
_COLUMNS = {
    "day": ("ngay", "ngay thang", "ngay nghi", "day", "date"),
    "kind": ("loai", "loai ngay", "kind"),
    "title": ("ten ngay", "ten", "noi dung", "ly do", "dip", "title"),
    "source": ("nguon", "can cu", "van ban", "source"),
    "forecast": ("du kien", "forecast"),
}
_KINDS = {
    "nghi": DayKind.OFF,
    "nghi le": DayKind.OFF,
    "nghi tet": DayKind.OFF,
    "nghi le, tet": DayKind.OFF,
    "ngay le": DayKind.OFF,
    "off": DayKind.OFF,
    "nghi bu": DayKind.SWAPPED,
    "hoan doi": DayKind.SWAPPED,
    "nghi hoan doi": DayKind.SWAPPED,
    "nghi bu, hoan doi": DayKind.SWAPPED,
    "nghi bu/hoan doi": DayKind.SWAPPED,
    "swapped": DayKind.SWAPPED,
    "lam bu": DayKind.MAKE_UP,
    "di lam bu": DayKind.MAKE_UP,
    "lam viec": DayKind.MAKE_UP,
    "ngay lam viec": DayKind.MAKE_UP,
    "make_up": DayKind.MAKE_UP,
}
_YES = frozenset({"co", "x", "dung", "du kien", "true", "yes", "1"})
_NO = frozenset({"", "khong", "false", "no", "0"})

Rows = list[tuple[int, CalendarDay]]
Problems = list[tuple[int, str]]


def read_days(path: Path, today: date) -> tuple[Rows, Problems]:
    """The rows of a file, and a sentence for every row that says no day, by number of row.

    Args:
        path: an XLSX workbook or a text file with columns.
        today: what a missing year means.

    Raises:
        AppError: the file cannot be read, or lacks the columns of days and kinds.
    """
    found = open_list(path)
    places: dict[str, str] = {}
    for name, known in _COLUMNS.items():
        heading = next((one for one in found.headings if fold(one) in known), "")
        if heading:
            places[name] = heading
    missing = [_("Ngày"), _("Loại")]
    missing = [title for title, name in zip(missing, ("day", "kind"), strict=True) if name not in places]
    if missing:
        raise AppError(
            "calendar_columns_missing",
            _("Tệp thiếu cột"),
            _("Không tìm thấy cột: {columns}.").format(columns=", ".join(missing)),
            _("Hãy xuất lịch làm việc ra tệp để có mẫu đúng, rồi điền vào tệp đó."),
        )
    rows: Rows = []
    problems: Problems = []
    seen: dict[date, int] = {}
    for row in found.rows:
        cells = {name: clean_line(found.cell(row, heading)) for name, heading in places.items()}
        try:
            day = _day(cells, today)
        except ValueError as error:
            problems.append((row.number, str(error)))
            continue
        if day.day in seen:
            told = _("Ngày {day} đã có ở dòng {row}.")
            problems.append((row.number, told.format(day=short_date(day.day), row=seen[day.day])))
            continue
        seen[day.day] = row.number
        rows.append((row.number, day))
    return rows, problems


def _day(cells: dict[str, str], today: date) -> CalendarDay:
    if not cells["day"]:
        raise ValueError(_("Chưa ghi ngày."))
    day = read_day(cells["day"], today)
    kind = _KINDS.get(fold(cells["kind"]))
    if kind is None:
        if not cells["kind"]:
            raise ValueError(_("Chưa ghi loại ngày: nghỉ, nghỉ bù hoặc làm bù."))
        told = _("Không hiểu loại «{kind}»; hãy ghi: nghỉ, nghỉ bù hoặc làm bù.")
        raise ValueError(told.format(kind=cells["kind"][:40]))
    said = fold(cells.get("forecast", ""))
    if said not in _YES | _NO:
        told = _("Cột «Dự kiến» chỉ ghi «có» hoặc để trống, không phải «{said}».")
        raise ValueError(told.format(said=cells["forecast"][:40]))
    with in_vietnamese():
        title = cells.get("title") or day_kind_words(kind).capitalize()
    return CalendarDay(day, kind, title, cells.get("source", ""), Confidence.REPORTED, said in _YES, own=True)


def write_days(path: Path, days: Sequence[CalendarDay]) -> None:
    """Write rows in the columns ``read_days`` knows; a name that ends with .csv gives text, others XLSX.

    Raises:
        AppError: the file cannot be written.
    """
    with in_vietnamese():
        headings = (_("Ngày"), _("Loại"), _("Tên ngày"), _("Nguồn"), _("Dự kiến"))
        rows = [
            (
                short_date(one.day),
                day_kind_words(one.kind),
                one.title,
                one.source,
                _("có") if one.forecast else "",
            )
            for one in days
        ]
        title = _("Ngày nghỉ")
    if path.suffix.lower() == ".csv":
        content = written([headings, *rows])
    else:
        from friendly_desktop.services.documents.plain_list import plain_list

        content = plain_list(title, headings, rows, (14, 20, 44, 60, 10))
    try:
        write_bytes(path, content)
    except OSError as error:
        raise AppError(
            "file_not_written",
            _("Không ghi được tệp"),
            _("Không ghi được lịch làm việc vào tệp {file}: {why}.").format(file=path, why=reason(error)),
            _("Hãy đóng tệp nếu đang mở trong Excel, hoặc chọn nơi khác còn chỗ trống."),
        ) from error
