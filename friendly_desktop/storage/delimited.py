"""Text files with columns: those of any origin are read (which letters, which separator, which rows), ours written."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from friendly_desktop.domain.legacy_text import Legacy, detect
from friendly_desktop.domain.syllables import is_syllable
from friendly_desktop.domain.text import nfc
from friendly_desktop.i18n import _

_SEPARATORS = ",;\t|"
_SAMPLE_LINES = 200
_LONGEST_CELL = 32_767  # as Excel has it
_MOST_LINES_IN_CELL = 60
_WORD = re.compile(r"[^\W\d_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|head|table|meta|style)\b", re.IGNORECASE)
#: What begins a formula where a text file is opened as a sheet, after spaces too.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class DelimitedRefusedError(Exception):
    """The file is no readable table; the message is a translated sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class DelimitedText:
    """The rows of a text file: number from 1 and cells, and how many filled rows there are in all."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    filled: int
    remarks: tuple[str, ...]


def read_delimited(
    content: bytes, most_rows: int, most_columns: int, watch: Callable[[int], None]
) -> DelimitedText:
    """The rows of a CSV or TSV file.

    Args:
        content: bytes in UTF-8, UTF-16, Windows-1258 or the codes of the fonts before Unicode.
        most_rows: filled rows beyond this many are counted and not kept.
        most_columns: cells further to the right are not read.
        watch: told the number of every thousandth row; may raise to stop.

    Raises:
        DelimitedRefusedError: it is no text, or a quote is never closed.
    """
    text, remark = _decoded(content)
    if _CONTROL.search(text):
        raise DelimitedRefusedError(_("Tệp không phải là bảng Excel hay CSV."))
    if _MARKUP.match(text):
        message = _(
            "Tệp là trang web hoặc XML mang tên tệp Excel; hãy mở bằng Excel và lưu lại thành tệp .xlsx."
        )
        raise DelimitedRefusedError(message)
    separator, text = _separator(text)
    kept: list[tuple[int, tuple[str, ...]]] = []
    filled = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if number % 1000 == 0:
                watch(number)
            _check_cells(number, cells)
            if any(cell.strip() for cell in cells):
                filled += 1
                if filled <= most_rows:
                    kept.append((number, tuple(cells[:most_columns])))
    except csv.Error as error:
        raise DelimitedRefusedError(_unclosed(filled + 1)) from error
    return DelimitedText(tuple(kept), filled, (remark,) if remark else ())


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as a text file that every Excel opens rightly and in which no cell becomes a formula.

    A text that would be one begins with an apostrophe; :func:`unguarded` takes it away again.
    """
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[_guarded(cell) for cell in row] for row in rows])  # noqa: TID251 - here
    return text.getvalue().encode("utf-8-sig")  # Excel takes it for UTF-8 only then


def unguarded(cell: str) -> str:
    """A cell as it was before :func:`written` made it harmless."""
    return cell[1:] if cell.startswith("'") and _guarded(cell[1:]) == cell else cell


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _check_cells(number: int, cells: list[str]) -> None:
    """A quote that is never closed swallows the rest of the file into one cell."""
    if any(len(cell) > _LONGEST_CELL or cell.count("\n") > _MOST_LINES_IN_CELL for cell in cells):
        raise DelimitedRefusedError(_unclosed(number))


def _unclosed(number: int) -> str:
    return _("Dòng {row} có dấu ngoặc kép mở mà không đóng; hãy sửa tệp rồi mở lại.").format(row=number)


def _decoded(content: bytes) -> tuple[str, str]:
    """The text, and what to tell about the way of writing ("" where there is nothing)."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            try:
                return nfc(content.decode(encoding)), ""
            except UnicodeDecodeError as error:
                raise DelimitedRefusedError(_("Tệp bị hỏng: có chữ không đọc được.")) from error
    if content.count(b"\x00") > len(content) // 5:
        # UTF-16 without its mark: the zeros stand on one side of each pair.
        encoding = "utf-16-le" if content[1:200:2].count(0) > content[0:200:2].count(0) else "utf-16-be"
        return nfc(content.decode(encoding, errors="replace")), ""
    try:
        return nfc(content.decode("utf-8")), ""
    except UnicodeDecodeError:
        return _from_single_bytes(content)


def _from_single_bytes(content: bytes) -> tuple[str, str]:
    """Windows-1258, or Western letters that fonts before Unicode drew as Vietnamese; the words decide."""
    vietnamese = nfc(content.decode("cp1258", errors="replace"))
    western = nfc(content.decode("latin-1"))
    lines = western.splitlines()[:_SAMPLE_LINES]
    old = [legacy for line in lines if (legacy := detect(line))]
    marked = [
        word
        for word in _WORD.findall("\n".join(vietnamese.splitlines()[:_SAMPLE_LINES]))
        if not word.isascii()
    ]
    right = sum(is_syllable(word) for word in marked)
    if marked and right * 2 > len(marked) and right > len(old):
        return vietnamese, _("Tệp dùng bảng mã Windows-1258 và đã được đọc sang Unicode.")
    if old:
        name = "TCVN3 (.VnTime)" if old.count(Legacy.TCVN3) * 2 > len(old) else "VNI"
        return western, _("Tệp được gõ bằng phông chữ cũ {font}; xem từng dòng để chuyển.").format(font=name)
    return western, _(
        "Không rõ bảng mã của tệp, chữ có dấu có thể sai; hãy lưu lại từ Excel dạng «CSV UTF-8»."
    )


def _separator(text: str) -> tuple[str, str]:
    """What stands between the columns, and the text without Excel's line "sep=;"."""
    named = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
    if named:
        return named[1], text[named.end() :]
    sample = "\n".join(text.splitlines()[:_SAMPLE_LINES])
    return max(_SEPARATORS, key=lambda mark: _evenness(sample, mark)), text


def _evenness(sample: str, separator: str) -> tuple[float, int]:
    """How many rows have the usual number of columns, and that number."""
    try:
        widths = [len(cells) for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=separator)]
    except csv.Error:
        return (0.0, 0)
    wide = [width for width in widths if width > 1]
    if not wide:
        return (0.0, 0)
    usual = max(set(wide), key=lambda width: (wide.count(width), width))
    return (wide.count(usual) / len(widths), usual)
