"""Writes letters as PDF, one or ten thousand: the fast writer beside ``pdf.py``.

It takes paragraphs, columns, spaces and dotted lines; a paper with tables is for ``pdf.py``. Fonts are cut
to the characters of a run once and embedded compressed as they are; nothing else is referenced. The same
letters give the same bytes. A character without a glyph is refused before a byte of its letter is written.
"""

import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import IO

from friendly_desktop.services.documents import fonts, frames
from friendly_desktop.services.documents.alphabet import FACES, Face, embedded
from friendly_desktop.services.documents.layout import Layout, layout
from friendly_desktop.services.documents.lines import MM, NoGlyphError
from friendly_desktop.services.documents.model import WHOLE, Columns, Document, Page, Paragraph, Part
from friendly_desktop.services.documents.page_content import Script, drawn, font_name
from friendly_desktop.services.documents.pdf_file import PdfFile, packed

_PROGRAM = "Chính quyền thân thiện"


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a letter fits its sheet.

    Attributes:
        pages: how many it takes.
        overflow: the words of the first block that had no room on the page where it began, "" when all had.
        block: the index of that block in the document, None when all had room.
        free: height left on the last page, in millimetres.
    """

    pages: int
    overflow: str = ""
    block: int | None = None
    free: float = 0


def sheet_pdf(document: Document, parts: frozenset[Part] = WHOLE) -> bytes:
    """The document as a PDF file.

    Args:
        document: of paragraphs, columns, spaces, page breaks and dotted lines.
        parts: what is printed; everything else leaves its place empty (pre-printed stock).

    Raises:
        AppError: ``missing_glyph`` when a character cannot be drawn; nothing is written then.
        TypeError: the document holds a table.
    """
    return sheet_and_fit(document, parts)[0]


def sheet_and_fit(document: Document, parts: frozenset[Part] = WHOLE) -> tuple[bytes, Fit]:
    """The document as a PDF file, and whether it fits its sheet.

    Raises:
        AppError: ``missing_glyph`` when a character cannot be drawn; nothing is written then.
        TypeError: the document holds a table.
    """
    laid = lay_out(document)
    script = Script(parts)
    script.learn([laid])
    return one_file(document, laid, script), fit_of(document, laid)


def one_file(document: Document, laid: Layout, script: Script) -> bytes:
    """A PDF file of one letter whose characters the script has learnt."""
    target = BytesIO()
    sheets = SheetFile(target, script)
    sheets.add(document, laid)
    sheets.close(document.title, document.author)
    return target.getvalue()


def page_count(document: Document) -> int:
    """How many pages the document takes; cheap enough for every keystroke.

    Raises:
        AppError: ``missing_glyph``.
    """
    return len(lay_out(document).pages)


def fit(document: Document) -> Fit:
    """How many pages the document takes, and what first had no room.

    Raises:
        AppError: ``missing_glyph``.
    """
    return fit_of(document, lay_out(document))


def fit_of(document: Document, laid: Layout) -> Fit:
    """What ``fit`` tells, of a document that was laid out before."""
    block = laid.turned[0] if laid.turned else None
    words = "" if block is None else _words(document, block)
    return Fit(len(laid.pages), words, block, laid.free / MM)


def _words(document: Document, index: int) -> str:
    block = document.blocks[index]
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, Columns):
        stacks = (part.text for stack in block.cells for part in stack if isinstance(part, Paragraph))
        return " ".join(stacks)
    return ""


def lay_out(document: Document) -> Layout:
    """The document on pages.

    Raises:
        AppError: ``missing_glyph``, naming the character and the words it stands in.
        TypeError: the document holds a table.
    """
    try:
        return layout(document)
    except NoGlyphError:
        fonts.check_glyphs(document)
        raise


@lru_cache(maxsize=16)
def _form(frame_id: str, width: float, height: float) -> bytes:
    """A printed frame, compressed; nothing where there is nothing to draw."""
    content = drawn(frames.frame(frame_id, width, height))
    return zlib.compress(content, 9) if content else b""


class SheetFile:
    """A PDF file being written, letter by letter.

    Args:
        stream: where it goes, from its beginning.
        script: the alphabets; several files may share one.
    """

    def __init__(self, stream: IO[bytes], script: Script) -> None:
        self._file = PdfFile(stream)
        self._script = script
        self._catalog, self._tree, self._resources = (self._file.reserve() for _object in range(3))
        self.pages: list[int] = []  # the number of each page's object
        self._faces: set[Face] = set()
        self._frames: dict[tuple[str, float, float], tuple[bytes, int]] = {}

    def add(self, document: Document, laid: Layout) -> None:
        """Write the pages of a letter whose characters the script has learnt."""
        paper = document.page
        frame = self._frame(document.frame, paper) if Part.FRAME in self._script.parts else b""
        before = b"/%b Do\n" % frame if frame else b""
        for placed in laid.pages:
            content, faces = self._script.page(placed, paper, before)
            self._faces |= faces
            stream = self._file.put_stream(packed(content))
            self.pages.append(
                self._file.put(
                    b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.2f %.2f]/Resources %d 0 R/Contents %d 0 R>>"
                    % (self._tree, paper.width * MM, paper.height * MM, self._resources, stream)
                )
            )

    def _frame(self, frame_id: str, paper: Page) -> bytes:
        """The name of the frame's form, drawn once a file; "" where there is nothing to draw."""
        key = (frame_id, paper.width, paper.height)
        if key not in self._frames:
            content = _form(*key)
            name, number = b"", 0
            if content:
                name = b"X%d" % len(self._frames)
                number = self._file.put_stream(
                    content,
                    b"/Type/XObject/Subtype/Form/BBox[0 0 %d %d]/Matrix[%.8f 0 0 %.8f 0 %.3f]"
                    % (paper.width * 100, paper.height * 100, MM / 100, -MM / 100, paper.height * MM),
                )
            self._frames[key] = name, number
        return self._frames[key][0]

    def close(self, title: str, author: str = "") -> None:
        """Write the fonts, the list of the pages and the end of the file."""
        file = self._file
        forms = b"".join(b"/%b %d 0 R" % form for form in self._frames.values() if form[0])
        file.put(
            b"<</Font<<%b>>%b>>" % (self._fonts(), b"/XObject<<%b>>" % forms if forms else b""),
            self._resources,
        )
        kids = b" ".join(b"%d 0 R" % page for page in self.pages)
        file.put(b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self.pages), kids), self._tree)
        file.put(
            b"<</Type/Catalog/Pages %d 0 R/Lang(vi-VN)/ViewerPreferences<</DisplayDocTitle true>>>>"
            % self._tree,
            self._catalog,
        )
        file.close(self._catalog, fonts.drawable(title), fonts.drawable(author), _PROGRAM)

    def _fonts(self) -> bytes:
        """Embed the faces that were used and return their entries for the pages."""
        entries = []
        for face in FACES:
            if face not in self._faces:
                continue
            for number, table in enumerate(self._script.alphabets[face].tables):
                made = embedded(face, table)
                program = self._file.put_stream(made.file, b"/Length1 %d" % made.file_length)
                unicode = self._file.put_stream(made.unicode)
                descriptor = self._file.put(b"%b/FontFile2 %d 0 R>>" % (made.descriptor, program))
                font = self._file.put(
                    b"%b/FontDescriptor %d 0 R/ToUnicode %d 0 R>>" % (made.font, descriptor, unicode)
                )
                entries.append(b"/%b %d 0 R" % (font_name(face, number), font))
        return b"".join(entries)
