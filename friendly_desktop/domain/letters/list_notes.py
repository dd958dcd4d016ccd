"""What offices write around the rows of a list: totals, the place and day, who drew it up, where to sign.

None of it is a person to write to, and a letter to «Người lập biểu» would be believed by whoever signs a stack.
"""

import re
from collections.abc import Collection, Sequence

from friendly_desktop.domain.legacy_text import convert, detect
from friendly_desktop.domain.text import clean_line

_DAY = r"ngày[\s\d.…_]*tháng[\s\d.…_]*năm[\s\d.…_]*"
#: The end of a paper: everything below it belongs to whoever signs.
_END = re.compile(
    r"\(?\s*ký(?:,|\s+(?:tên|và|ghi|rõ|đóng)\b).*"
    r"|người\s+(?:lập|tổng\s+hợp|thống\s+kê|kiểm\s+tra|rà\s+soát)\b.*"
    rf"|[^,;:]+,\s*{_DAY}"
    r"|(?:tm|t/m|kt|tl|tuq)\s*\.?\s*(?:ủy\s+ban|uỷ\s+ban|ubnd|chủ\s+tịch|trưởng)\b.*"
    r"|(?:xác\s+nhận|phê\s+duyệt)\s+của\b.*",
    re.IGNORECASE,
)
#: A line of the table that counts others.
_TOTAL = re.compile(
    r"tổng\s+(?:số|cộng)\b.*|tổng\s*:.*"
    r"|cộng\s*(?::.*|\d.*|\(.*|(?:thôn|tổ|khu|ấp|bản|xã|phường|toàn|trang)\b.*)?"
    r"|(?:danh\s+sách|bảng)\s+(?:này\s+)?(?:có|gồm)\b.*|ấn\s+định\b.*",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d+[.)]?")
_LONGEST_END = 12
_LONGEST_TAIL = 40


def is_note(cells: Sequence[str], counting: Collection[int] = ()) -> bool:
    """Whether a row is a remark on the list and no row of it.

    Args:
        cells: its texts.
        counting: the places of the columns that only count the rows (STT).
    """
    return bool(_said(cells, counting, (_END, _TOTAL)))


def notes_below(rows: Sequence[Sequence[str]], counting: Collection[int] = ()) -> int:
    """Where the remarks below a list begin: the place of the first, ``len(rows)`` where there are none.

    A name that stands alone below «Người lập biểu» belongs to them; a row that is counted on never does.

    Args:
        rows: the texts of the filled rows under the heading.
        counting: the places of the columns that only count the rows (STT).
    """
    numbered = [_is_counted(cells, counting) for cells in rows]
    known_by_number = sum(numbered) * 2 > len(rows)
    width = max((_filled(cells) for cells in rows), default=0)
    first = len(rows)
    for place in range(len(rows) - 1, max(-1, len(rows) - 1 - _LONGEST_TAIL), -1):
        cells = rows[place]
        if numbered[place]:
            break
        if is_note(cells, counting) and _closes(rows[place:first], counting, width, sure=known_by_number):
            first = place
    return first


def _closes(rows: Sequence[Sequence[str]], counting: Collection[int], width: int, *, sure: bool) -> bool:
    """Whether rows from a remark down to the next one, or to the end, hold nothing of the list."""
    if sure:
        return True  # the rows of the list are numbered, and none of these is
    if _said(rows[0], counting, (_END,)) and len(rows) <= _LONGEST_END:
        return True
    return all(_filled(cells) * 2 <= width for cells in rows[1:])


def _said(cells: Sequence[str], counting: Collection[int], marks: Sequence[re.Pattern[str]]) -> bool:
    """Whether the row opens with such words, or says little else."""
    texts = [clean_line(cell) for place, cell in enumerate(cells) if cell.strip()]
    if not texts or _is_counted(cells, counting):
        return False
    looked_at = texts if len(texts) <= 2 else texts[:1]
    return any(mark.fullmatch(_plain(text)) for text in looked_at for mark in marks)


def _plain(text: str) -> str:
    legacy = detect(text)
    return convert(text, legacy) if legacy else text


def _is_counted(cells: Sequence[str], counting: Collection[int]) -> bool:
    return any(place < len(cells) and _COUNT.fullmatch(cells[place].strip()) for place in counting)


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)
