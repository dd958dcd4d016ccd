"""A list of people to write to, as it came from a stranger's file: headings, rows of text, and remarks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from friendly_desktop.domain.legacy_text import convert, detect
from friendly_desktop.domain.letters import Field, FieldKind
from friendly_desktop.domain.text import clean_line, fold
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _

#: Rows above the heading that are searched for it.
SEARCHED_ROWS = 30

_DATE_OR_NUMBER = re.compile(r"[\d\s./,:%()+-]*\d[\d\s./,:%()+-]*")
_COLUMN_MARK = re.compile(r"\(?([0-9]{1,2}|[A-Z])\)?")
_LONGEST_HEADING = 80
_LEAST_LIKENESS = 0.5
_COUNTING = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})
#: Words by which a heading is known.
_KNOWN = frozenset(
    {*_COUNTING, "ho va ten", "ho ten", "ten", "ho va ten chong", "ho va ten vo", "chong", "vo", "chu re",
     "co dau", "ngay sinh", "nam sinh", "gioi tinh", "dia chi", "thon", "to dan pho", "khu dan cu", "noi o",
     "cccd", "so cccd", "so dinh danh", "ghi chu", "ngay", "ngay dang ky", "ly do", "thanh tich", "tuoi",
     "ngay mat", "so tien", "xung ho", "danh xung", "ong ba", "noi dung", "dien thoai", "so dien thoai",
     "ho va ten cha", "ho va ten me", "ho ten con", "ma ho so", "ten thu tuc", "ngay tiep nhan", "ngay hen tra"}
)  # fmt: skip
#: What lists call a field when its template says nothing better; used where only one field is of the kind.
_KIND_NAMES = {
    FieldKind.PERSON: ("họ và tên", "họ tên", "tên", "tên người nhận", "người nhận"),
    FieldKind.SALUTATION: ("xưng hô", "danh xưng", "ông bà", "ông/bà"),
    FieldKind.ADDRESS: ("địa chỉ", "nơi ở", "nơi cư trú", "nơi thường trú", "chỗ ở"),
    FieldKind.HAMLET: ("thôn", "tổ dân phố", "tdp", "khu dân cư", "ấp", "bản", "khu phố", "khu"),
    FieldKind.AGE: ("tuổi",),
    FieldKind.YEAR: ("năm sinh",),
    FieldKind.MONEY: ("số tiền",),
    FieldKind.CODE: ("số cccd", "cccd", "số định danh", "số căn cước"),
    FieldKind.DATE: ("ngày",),
    FieldKind.TIME: ("giờ",),
    FieldKind.TEXT: ("nội dung", "lý do", "thành tích"),
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of the list: its number in the sheet, its cells by heading, and what is odd about them."""

    number: int
    cells: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    hidden: bool = False  # Excel did not show it


@dataclass(frozen=True, slots=True)
class LetterList:
    """A list that was opened.

    Attributes:
        sheet: the tab it came from, "" for text files.
        sheets: the other tabs one may choose.
        headings: unique, in the order of the columns.
        rows: every row with something in it.
        remarks: what people should know of the whole (hidden rows, tabs, the way of writing).
    """

    sheet: str
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[ListRow, ...]
    remarks: tuple[str, ...] = ()

    def cell(self, row: ListRow, heading: str) -> str:
        """The text under a heading, "" where the row is shorter."""
        column = self.headings.index(heading)
        return row.cells[column] if column < len(row.cells) else ""


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the heading of a list was found: its text by column, and the index of the first row below."""

    texts: tuple[str, ...]
    below: int


def find_heading(
    rows: Sequence[tuple[int, tuple[str, ...]]], merged: Sequence[tuple[int, int, int, int]] = ()
) -> Heading | None:
    """The heading of a table, under titles and over data, in one line or in two.

    Args:
        rows: number and cells of every filled row, from the top.
        merged: joined areas; a heading over several columns stands in one.
    """
    searched = rows[:SEARCHED_ROWS]
    if not searched:
        return None
    best = max(range(len(searched)), key=lambda index: (_heading_score(searched[index][1]), -index))
    if _heading_score(searched[best][1]) <= 0:
        return None
    first, last = best, best
    if best and _is_group_line(searched[best - 1], searched[best], merged):
        first = best - 1
    elif best + 1 < len(searched) and _is_group_line(searched[best], searched[best + 1], merged):
        last = best + 1
    texts = _joined(searched[first : last + 1], merged)
    below = last + 1
    if below < len(rows) and _is_column_marks(rows[below][1]):
        below += 1
    return Heading(unique_headings(texts), below)


def guessed_mapping(headings: Sequence[str], fields: Sequence[Field]) -> dict[str, str]:
    """Which heading carries which field, best likeness first, each once.

    Args:
        headings: of the list.
        fields: of the template, with the names under which lists know them.
    """
    alone = {kind for kind in FieldKind if sum(field.kind is kind for field in fields) == 1}
    likeness = [
        (max(_likeness(heading, name) for name in _names(field, alone)), -place, -order, heading, field.id)
        for place, heading in enumerate(headings)
        for order, field in enumerate(fields)
    ]
    mapping: dict[str, str] = {}
    for like, _place, _order, heading, field_id in sorted(likeness, reverse=True):
        if like >= _LEAST_LIKENESS and heading not in mapping and field_id not in mapping.values():
            mapping[heading] = field_id
    return {heading: mapping[heading] for heading in headings if heading in mapping}


def usable_mapping(
    mapping: Mapping[str, str], headings: Sequence[str], fields: Sequence[Field]
) -> dict[str, str]:
    """What of a remembered or given mapping this list and this template still have."""
    ids = {field.id for field in fields}
    return {heading: mapping[heading] for heading in headings if mapping.get(heading) in ids}


def needed_mapping(
    found: "LetterList",
    fields: Sequence[Field],
    needed: Sequence[str],
    *,
    given: Mapping[str, str] | None,
    code: str,
    hint: str,
) -> dict[str, str]:
    """Which heading carries which field, as given or as the headings read, where the list has what it must have.

    Args:
        found: the list.
        fields: what a column may be; their labels are translated here.
        needed: ids of the fields without which no row can be understood.
        given: field by heading, None to go by the headings.
        code: of the error.
        hint: of the error.

    Raises:
        AppError: ``code``, where no column is one of ``needed``.
    """
    if given is None:
        mapping = guessed_mapping(found.headings, fields)
    else:
        mapping = usable_mapping(given, found.headings, fields)
    labels = {one.id: _(one.label) for one in fields}
    missing = [labels[one] for one in needed if one not in mapping.values()]
    if missing:
        raise AppError(
            code,
            _("Tệp thiếu cột"),
            _("Không tìm thấy cột: {columns}. Tệp có các cột: {found}.").format(
                columns=", ".join(missing), found=", ".join(found.headings[:20])
            ),
            hint,
        )
    return mapping


def is_counting(heading: str) -> bool:
    """Whether a column only counts the rows (STT)."""
    return _bare(heading) in _COUNTING


def _bare(text: str) -> str:
    """The words of a heading; one typed for an old font is read as it was meant."""
    legacy = detect(text)
    return " ".join(re.findall(r"[^\W_]+", fold(convert(text, legacy) if legacy else text)))


def _heading_score(cells: tuple[str, ...]) -> int:
    """How much a row looks like a heading: words that headings have count most, numbers speak against."""
    texts = [clean_line(cell) for cell in cells if cell.strip()]
    if not texts or any(len(text) > _LONGEST_HEADING for text in texts):
        return 0
    known = sum(_is_known(text) for text in texts)
    numbers = sum(_DATE_OR_NUMBER.fullmatch(text) is not None for text in texts)
    if known:
        return 3 * known + len(texts) - 2 * numbers
    # Unknown words, but several, all different: still a heading unless something is.
    return len(texts) if len(texts) > 1 and not numbers and len(set(texts)) == len(texts) else 0


def _is_known(text: str) -> bool:
    bare = _bare(text)
    return bare in _KNOWN or any(
        bare.startswith(f"{known} ")
        for known in ("ho va ten", "ho ten", "ngay", "so cccd", "dia chi", "thon")
    )


def _is_group_line(
    above: tuple[int, tuple[str, ...]],
    below: tuple[int, tuple[str, ...]],
    merged: Sequence[tuple[int, int, int, int]],
) -> bool:
    """Whether the upper line names groups ("Chú rể" over three columns) whose columns the lower one names."""
    if below[0] != above[0] + 1 or any(_DATE_OR_NUMBER.fullmatch(cell) for cell in below[1] if cell):
        return False
    wide = [area for area in merged if area[0] == area[2] == above[0] and area[3] > area[1]]
    upper = [column for column, cell in enumerate(above[1], 1) if cell.strip()]
    lower = [column for column, cell in enumerate(below[1], 1) if cell.strip()]
    # A title runs over everything and stands alone; groups stand beside each other.
    groups = [area for area in wide if sum(area[1] <= column <= area[3] for column in lower) > 1]
    return bool(groups) and len(upper) > 1


def _joined(
    lines: Sequence[tuple[int, tuple[str, ...]]], merged: Sequence[tuple[int, int, int, int]]
) -> list[str]:
    width = max(len(cells) for _number, cells in lines)
    texts: list[str] = []
    for column in range(1, width + 1):
        parts: list[str] = []
        for number, cells in lines:
            text = clean_line(cells[column - 1]) if column <= len(cells) else ""
            if not text and len(lines) > 1:
                text = _from_the_left(number, column, cells, merged)
            if text and text not in parts:
                parts.append(text)
        texts.append(" - ".join(parts))
    return texts


def _from_the_left(
    number: int, column: int, cells: tuple[str, ...], merged: Sequence[tuple[int, int, int, int]]
) -> str:
    for top, left, bottom, right in merged:
        if top <= number <= bottom and left < column <= right and left <= len(cells):
            return clean_line(cells[left - 1])
    return ""


def _is_column_marks(cells: tuple[str, ...]) -> bool:
    """Whether a row only counts the columns: (1), (2), (3) or A, B, 1, 2."""
    marks = [_COLUMN_MARK.fullmatch(cell.strip()) for cell in cells if cell.strip()]
    if len(marks) < 3 or not all(marks):
        return False
    numbers = [int(mark[1]) for mark in marks if mark and mark[1].isdecimal()]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False


def unique_headings(texts: Sequence[str]) -> tuple[str, ...]:
    """Headings as keys: a column without one is named by its letter, a repeated one is counted."""
    made: list[str] = []
    for place, text in enumerate(texts):
        name = text or column_letters(place + 1)
        number = 2
        while name in made:
            name = f"{text or column_letters(place + 1)} ({number})"
            number += 1
        made.append(name)
    return tuple(made)


def column_letters(number: int) -> str:
    """The name of a column in Excel, from 1: A, Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _names(field: Field, alone: set[FieldKind]) -> tuple[str, ...]:
    names = (field.label, field.id.replace("_", " "), *field.names)
    return (*names, *_KIND_NAMES.get(field.kind, ())) if field.kind in alone else names


def _likeness(heading: str, name: str) -> float:
    """1 for the same words, less for a part of them; a name that is wholly in the heading counts more."""
    ours, theirs = set(_bare(heading).split()), set(_bare(name).split())
    common = ours & theirs
    if not common:
        return 0.0
    if ours == theirs:
        return 1.0 if _bare(heading) == _bare(name) else 0.98
    share = len(common) / len(ours | theirs)
    return max(share, 0.5 + share * 0.4) if theirs <= ours else share * 0.9
