"""The shipped serif faces: registered once, every glyph checked before a page is written."""

import sys
import unicodedata
from array import array
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from friendly_desktop.domain.text import nfc
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES
from friendly_desktop.services.documents.model import Document

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

#: Printed for a character without a glyph in words that are not the office's own.
BOX = "\u25a1"

_FOLDER = RESOURCES / "fonts"
#: What the words of a font file add up to (OpenType, table "head", checkSumAdjustment).
_SUM = 0xB1B0AFBA
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_FACES = {
    (False, False): "LiberationSerif-Regular",
    (True, False): "LiberationSerif-Bold",
    (False, True): "LiberationSerif-Italic",
    (True, True): "LiberationSerif-BoldItalic",
}


@cache
def _register() -> dict[tuple[bool, bool], frozenset[int]]:
    """Register the four faces and return the characters each of them can draw.

    ReportLab is imported here, so that what only asks about characters does not pay for it at once.

    Raises:
        AppError: ``font_broken``, a file is missing or damaged; a damaged one may print white.
    """
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    drawn = {}
    for style, name in _FACES.items():
        path = _FOLDER / f"{name}.ttf"
        require_sound(path)
        font = TTFont(name, str(path), shapable=False)
        pdfmetrics.registerFont(font)
        drawn[style] = frozenset(font.face.charToGlyph)
    return drawn


def require_sound(path: Path) -> None:
    """Compare a font file with the sum that every such file carries.

    Raises:
        AppError: ``font_broken``.
    """
    try:
        content = path.read_bytes()
    except OSError:
        content = b""
    words = array("I", content[: len(content) // 4 * 4])
    if sys.byteorder == "little":
        words.byteswap()
    if len(content) % 4 or sum(words) & 0xFFFFFFFF != _SUM:
        raise AppError(
            "font_broken",
            _("Phông chữ bị thiếu hoặc hỏng"),
            _("Không dùng được tệp phông chữ {file} đi kèm chương trình.").format(file=path.name),
            _("Hãy cài lại chương trình; dữ liệu đã lưu vẫn còn nguyên."),
        )


def face(bold: bool = False, italic: bool = False) -> str:
    """The registered name of a face."""
    _register()
    return _FACES[bold, italic]


def font(bold: bool = False, italic: bool = False) -> "TTFont":
    """ReportLab's reading of a face: its metrics and outlines."""
    from reportlab.pdfbase import pdfmetrics

    return cast("TTFont", pdfmetrics.getFont(face(bold, italic)))


def advances(bold: bool = False, italic: bool = False) -> dict[str, float]:
    """How wide each character of a face is, as a share of the type size."""
    shape = font(bold, italic).face
    return {chr(code): shape.charWidths[code] / 1000 for code in shape.charToGlyph}


def missing_letters() -> tuple[str, ...]:
    """The Vietnamese letters that some face cannot draw: none, unless a font file was replaced."""
    small = {nfc(vowel + tone) for vowel in "aăâeêioôơuưy" for tone in ("", *_TONES)} | set(
        "bcdđghklmnpqrstvx"
    )
    letters = sorted(small | {letter.upper() for letter in small})
    return tuple(
        letter for letter in letters if any(ord(letter) not in known for known in _register().values())
    )


def drawable(text: str) -> str:
    """The text in NFC, without characters that have no shape of their own (joiners, marks of order).

    Line feeds stay; other control characters become spaces.
    """
    kept = []
    for char in nfc(text):
        category = unicodedata.category(char)
        if char == "\n" or category not in ("Cc", "Cf", "Cs", "Co"):
            kept.append(char)
        elif category == "Cc":
            kept.append(" ")
    return "".join(kept)


def draws(char: str) -> bool:
    """Whether a person may expect to see this character: joiners and controls have no shape to miss.

    Characters of private use (the bullets of symbol fonts) would vanish without a word.
    """
    if unicodedata.category(char) in ("Co", "Cs", "Cn"):
        return False
    shapes = drawable(char).strip()
    return all(ord(shape) in known for shape in shapes for known in _register().values())


def boxed(text: str, bold: bool = False, italic: bool = False) -> str:
    """The text with a box for every character that the face cannot draw."""
    known = _register()[bold, italic]
    return "".join(char if char == "\n" or ord(char) in known else BOX for char in drawable(text))


def check_glyphs(document: Document) -> None:
    """Make sure that every character of the document can be drawn.

    Raises:
        AppError: ``missing_glyph``, naming the character and the words it stands in.
    """
    faces = _register()
    for run, words in document.runs():
        if run.verbatim:
            continue
        known = faces[run.bold, run.italic]
        for char in drawable(run.text):
            if char == "\n" or ord(char) in known:
                continue
            place = words if len(words) <= 80 else words[:77] + "..."
            raise AppError(
                "missing_glyph",
                _("Có ký tự không in được"),
                _(
                    "Phông chữ không có ký tự «{char}» (U+{code:04X}) trong «{place}» của văn bản «{title}»."
                ).format(char=char, code=ord(char), place=place.replace("\n", " "), title=document.title),
                _("Hãy sửa hoặc bỏ ký tự đó rồi thực hiện lại."),
            )
