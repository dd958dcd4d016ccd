"""The Word writer: words come back through python-docx, the look is that of the PDF, bytes repeat."""

import io
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.enum.section import WD_ORIENTATION
from docx.shared import Mm, Pt

from friendly_desktop.services.documents.docx import docx_bytes
from friendly_desktop.services.documents.docx_drawing import drawn
from friendly_desktop.services.documents.drawing import FrameDrawing, Pen, Shape, Step
from friendly_desktop.services.documents.model import (
    A4_LANDSCAPE,
    Align,
    Cell,
    Columns,
    Document,
    FillLines,
    PageBreak,
    Paragraph,
    Row,
    Run,
    Space,
    Table,
    paragraph,
)
from friendly_desktop.services.documents.report import report
from friendly_desktop.services.documents.score_table import score_table
from friendly_desktop.services.documents.submission import submission
from tests.documents.libreoffice import SOFFICE, needs_the_same_layout
from tests.documents.sample import LONG, content, scored_set, task_set


def opened(document: Document) -> docx.document.Document:
    """The Word file read back by python-docx."""
    return docx.Document(io.BytesIO(docx_bytes(document)))


def texts(document: Document) -> list[str]:
    """The text of every paragraph of the body that has one."""
    return [block.text for block in opened(document).paragraphs if block.text]


def test_every_character_that_xml_can_hold_comes_back():
    hard = "Công ty A & B <X> \"trích\" 'nháy' ]]> 👨‍👩‍👧 Đặng Thị Hường {{ x }} {% if %}"
    assert texts(Document("Thử", (paragraph(hard, align=Align.LEFT),))) == [hard]
    assert texts(Document("Thử", (paragraph("a\x00b\x0bc\ud800d\uffffe"),))) == ["a b c d e"]


def test_decomposed_input_is_written_composed():
    assert texts(Document("Thử", (paragraph("Ha\u0309i Pho\u0300ng"),))) == ["Hải Phòng"]


def test_the_same_document_is_the_same_file_and_names_nobody():
    document = submission(content(scored_set(), draft=True))
    first = docx_bytes(document)
    assert first == docx_bytes(document)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = docx.Document(io.BytesIO(first)).core_properties
    assert properties.title == document.title
    assert properties.author == document.author
    assert properties.last_modified_by == ""


def test_paper_margins_and_direction_are_those_of_the_page():
    section = opened(Document("Thử", (paragraph("a"),), page=A4_LANDSCAPE)).sections[0]
    assert section.orientation == WD_ORIENTATION.LANDSCAPE
    for found, wanted in (
        (section.page_width, 297), (section.page_height, 210), (section.left_margin, 30),
        (section.right_margin, 15), (section.top_margin, 20), (section.bottom_margin, 20),
    ):  # fmt: skip
        assert abs((found or 0) - Mm(wanted)) < Mm(0.1)


def test_a_page_number_begins_on_the_second_page_and_the_mark_is_on_each():
    section = opened(Document("Thử", (paragraph("a"),), mark="DỰ THẢO")).sections[0]
    assert section.different_first_page_header_footer
    first, other = section.first_page_header.paragraphs[0], section.header.paragraphs[0]
    assert "DỰ THẢO" in first.text
    assert "DỰ THẢO" in other.text
    assert "PAGE" in other._p.xml
    assert "PAGE" not in first._p.xml


def test_equal_paragraphs_share_one_style_named_for_its_look():
    document = opened(
        Document("Thử", (paragraph("a", bold=True), paragraph("b", bold=True), paragraph("c", size=12)))
    )
    assert [block.style.name for block in document.paragraphs if block.style] == [
        "Nội dung 14 đậm", "Nội dung 14 đậm", "Nội dung 12",
    ]  # fmt: skip


def test_runs_keep_their_faces_sizes_and_colours():
    runs = (Run("thường "), Run("đậm", bold=True), Run(" đỏ", color="#C00000", size=20, italic=True))
    written = opened(Document("Thử", (paragraph(runs),))).paragraphs[0].runs
    assert [run.text for run in written] == ["thường ", "đậm", " đỏ"]
    assert [bool(run.bold) for run in written] == [False, True, False]
    assert str(written[2].font.color.rgb) == "C00000"
    assert written[2].font.size == Pt(20)


def test_lines_of_a_justified_paragraph_are_not_stretched():
    assert texts(Document("Thử", (paragraph("một\nhai"),))) == ["một", "hai"]
    assert texts(Document("Thử", (paragraph("một\nhai", align=Align.CENTER),))) == ["một\nhai"]


def test_a_table_repeats_its_head_and_joins_its_cells():
    head = Row((Cell((paragraph("Số"),)), Cell((paragraph("Tên"),))))
    rows = (
        Row((Cell((paragraph("1"),)), Cell((paragraph("Một"),)))),
        Row((Cell(joined=True), Cell((paragraph("Hai"),)))),
        Row((Cell((paragraph("Cộng"),), span=2),)),
    )
    table = opened(Document("Thử", (Table((20, 145), (head,), rows),))).tables[0]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert "w:tblHeader" not in table.rows[1]._tr.xml
    assert [cell.text for cell in table.rows[2].cells] == ["1", "Hai"]
    assert [cell.text for cell in table.rows[3].cells] == ["Cộng", "Cộng"]


def test_an_empty_document_and_an_empty_table_are_whole_files():
    assert texts(Document("Thử", ())) == []
    assert (
        opened(Document("Thử", (Table((165,), (), (Row((Cell(),)),)),))).tables[0].rows[0].cells[0].text == ""
    )


@pytest.mark.parametrize("frame", ["lotus", "drum", "blossom", "line", "quiet"])
def test_a_frame_is_a_drawing_behind_the_text_at_the_corner_of_every_page(frame: str):
    section = opened(Document("Thử", (paragraph("a"),), frame=frame)).sections[0]
    for header in (section.first_page_header, section.header):
        (anchor,) = header._element.iter("{*}anchor")
        assert anchor.get("behindDoc") == "1"
        assert [place.text for place in anchor.iter("{*}posOffset")] == ["0", "0"]
        assert {place.get("relativeFrom") for place in anchor.iter("{*}positionH", "{*}positionV")} == {
            "page"
        }
        assert next(anchor.iter("{*}custGeom"), None) is not None
    assert "anchor" not in opened(Document("Thử", (paragraph("a"),))).sections[0].header._element.xml


def square(left: float, side: float, fill: str) -> Shape:
    corners = ((left, 0.0), (left + side, 0.0), (left + side, side), (left, side))
    pens = (Pen.MOVE, Pen.LINE, Pen.LINE, Pen.LINE)
    return Shape(
        (*(Step(pen, (corner,)) for pen, corner in zip(pens, corners, strict=True)), Step(Pen.CLOSE)),
        fill=fill,
    )


def test_shapes_that_are_alike_are_drawn_together_unless_that_would_hide_another():
    red, blue = "#FF0000", "#0000FF"
    apart = FrameDrawing(100, 100, (square(0, 9, red), square(20, 9, blue), square(40, 9, red)))
    above = FrameDrawing(100, 100, (square(0, 9, red), square(5, 9, blue), square(8, 9, red)))
    assert drawn(apart, 1).count("<wps:wsp>") == 2
    assert re.findall("FF0000|0000FF", drawn(above, 1)) == ["FF0000", "0000FF", "FF0000"]
    assert drawn(FrameDrawing(100, 100), 1) == ""


def converted(document: Document, folder: Path) -> pypdfium2.PdfDocument:
    """The Word file as LibreOffice prints it."""
    source = folder / "paper.docx"
    source.write_bytes(docx_bytes(document))
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
         "pdf", "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return pypdfium2.PdfDocument((folder / "paper.pdf").read_bytes())


@needs_the_same_layout
@pytest.mark.parametrize(
    "document",
    [
        submission(content(scored_set(4), draft=True)),
        report(content(scored_set(4))),
        score_table(content(task_set())),
        Document(
            "Khối",
            (
                paragraph("Mở đầu", align=Align.CENTER, rule=0.4),
                Columns((80, 85), ((paragraph("Trái"), Space(24)), (paragraph("Phải"),)), before=12),
                FillLines(4),
                PageBreak(),
                paragraph(LONG, before=12),
                PageBreak(),
                Table((165,), (), (Row((Cell((paragraph("Ô"),)),)),), before=6, after=6),
            ),
        ),
    ],
    ids=lambda document: document.title[:8],
)
def test_libreoffice_prints_the_pages_and_words_of_the_pdf(
    document: Document, tmp_path: Path, pages: Callable[[Document], list[str]]
):
    wanted = pages(document)
    printed = converted(document, tmp_path)
    found = []
    for page in printed:
        text_page = page.get_textpage()
        found.append(" ".join(text_page.get_text_bounded().replace("\ufffe", "-").split()))
        text_page.close()
        page.close()
    printed.close()
    assert len(found) == len(wanted)
    told, meant = letters("".join(found)), letters("".join(wanted))
    # A table may break a row earlier or later; then its head stands on one page more or less.
    heads = [letters(row.text) for row in head_rows(document)]
    extra = [(told - meant), (meant - told)]
    assert any(not one for one in extra)
    assert not any(extra) or any(
        extra[0] + extra[1] == Counter({letter: n * times for letter, n in head.items()})
        for head in heads
        for times in (1, 2)
    )


def letters(text: str) -> Counter[str]:
    """How often each letter stands there; dots lead to blanks and are drawn otherwise."""
    return Counter(text.replace(".", "").replace(" ", "").replace("\n", ""))


def head_rows(document: Document) -> list[Paragraph]:
    """The heads of the tables, each as one paragraph."""
    return [
        paragraph(" ".join(cell.text for row in block.head for cell in row.cells))
        for block in document.blocks
        if isinstance(block, Table)
    ]
