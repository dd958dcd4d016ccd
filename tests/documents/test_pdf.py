"""The PDF writer: words come back, fonts are embedded, bytes repeat, pages break well."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from pypdfium2 import raw

from friendly_desktop.errors import AppError
from friendly_desktop.services.documents.model import (
    Align,
    Cell,
    Document,
    Row,
    Run,
    Table,
    paragraph,
)
from friendly_desktop.services.documents.pdf import pdf_bytes
from friendly_desktop.services.documents.report import report
from friendly_desktop.services.documents.score_table import score_table
from friendly_desktop.services.documents.submission import submission
from tests.documents.sample import LONG, content, scored_set, task_set

Pages = Callable[[Document], list[str]]


def fonts_of(data: bytes) -> dict[str, bool]:
    """The name of every font used on any page, and whether it is embedded."""
    found = {}
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = thing.get_font()
                found[font.get_base_name()] = font.is_embedded
            page.close()
    return found


def table_of(*texts: str) -> Document:
    """A document with one table of one column, a text a row."""
    head = Row((Cell((paragraph("Đầu bảng", bold=True),)),))
    rows = tuple(Row((Cell((paragraph(text, align=Align.LEFT),)),)) for text in texts)
    return Document("Bảng thử", (Table((165,), (head,), rows),))


def test_every_word_comes_back_in_order_and_composed(pages: Pages) -> None:
    words = " ".join(pages(Document("Thử", (paragraph(f"{LONG}. Đặng Thị Hường, ngày 05/3/2026."),))))
    assert unicodedata.is_normalized("NFC", words)
    assert words == f"{LONG}. Đặng Thị Hường, ngày 05/3/2026."


def test_decomposed_input_is_printed_composed(pages: Pages) -> None:
    decomposed = unicodedata.normalize("NFD", "Ủy ban nhân dân xã Quỳnh Phú")
    assert pages(Document("Thử", (paragraph(decomposed),))) == ["Ủy ban nhân dân xã Quỳnh Phú"]


@pytest.mark.parametrize("paper", [submission, report, score_table])
def test_only_embedded_fonts_are_used_and_named(paper: Callable[..., Document]) -> None:
    data = pdf_bytes(paper(content(scored_set(), surveys=True)))
    fonts = fonts_of(data)
    assert fonts
    assert all(fonts.values())
    assert all("LiberationSerif" in name for name in fonts)
    assert b"Helvetica" not in data


def test_the_same_content_gives_the_same_bytes() -> None:
    first = pdf_bytes(report(content(scored_set(), per_leaf=2)))
    assert pdf_bytes(report(content(scored_set(), per_leaf=2))) == first


def test_a_character_without_a_glyph_is_named_with_its_place() -> None:
    with pytest.raises(AppError) as caught:
        pdf_bytes(Document("Tờ trình thử", (paragraph("Mô hình “Nụ cười” \U0001f600 của xã"),)))
    assert caught.value.code == "missing_glyph"
    assert "\U0001f600" in caught.value.message
    assert "Nụ cười" in caught.value.message
    assert "Tờ trình thử" in caught.value.message


def test_a_file_name_with_a_drawn_smile_is_printed_with_a_box(pages: Pages) -> None:
    name = Run("ảnh \U0001f600.jpg", verbatim=True)
    assert pages(Document("Thử", (paragraph((name,)),))) == ["ảnh \u25a1.jpg"]


def test_invisible_characters_are_left_out(pages: Pages) -> None:
    assert pages(Document("Thử", (paragraph("\ufeffxã\u200b Ninh\u00ad Giang"),))) == ["xã Ninh Giang"]


def test_the_words_of_the_office_are_never_read_as_markup(pages: Pages) -> None:
    told = 'Tỷ lệ < 5 & > 3 <b>"đậm"</b> <img src="x"/>'
    assert pages(Document("Thử", (paragraph(told),))) == [told]


def test_page_numbers_begin_on_the_second_page(pages: Pages) -> None:
    first, second, *_rest = pages(table_of(*(f"Dòng {index}" for index in range(80))))
    assert first.startswith("Đầu bảng Dòng 0")
    assert second.startswith("2 Đầu bảng")


def test_a_draft_is_marked_on_every_page(pages: Pages) -> None:
    document = replace(table_of(*(["Dòng"] * 120)), mark="DỰ THẢO")
    texts = pages(document)
    assert len(texts) > 2
    assert all("DỰ THẢO" in text for text in texts)


def test_a_cell_longer_than_a_page_goes_on_over_pages_without_losing_a_word(pages: Pages) -> None:
    words = [f"từ{index}" for index in range(3000)]
    texts = pages(table_of("ngắn", " ".join(words), "cuối"))
    assert len(texts) > 2
    assert re.findall(r"từ\d+", " ".join(texts)) == words
    assert all("Đầu bảng" in text for text in texts)


def test_a_heading_row_does_not_end_a_page(pages: Pages) -> None:
    document = table_of(*(f"Dòng {index}" for index in range(60)))
    table = document.blocks[0]
    assert isinstance(table, Table)
    on_first = len(re.findall(r"Dòng \d+", pages(document)[0]))
    rows = list(table.rows)
    rows[on_first - 1] = replace(rows[on_first - 1], keep_with_next=True)
    texts = pages(replace(document, blocks=(replace(table, rows=tuple(rows)),)))
    assert f"Dòng {on_first - 1}" not in texts[0]
    assert f"Dòng {on_first - 1} Dòng {on_first}" in texts[1]


def test_the_signature_of_a_score_sheet_never_stands_alone_on_a_page(pages: Pages) -> None:
    for items in range(4, 40, 5):
        last = [text for text in pages(score_table(content(scored_set(items)))) if "CHỦ TỊCH" in text]
        assert len(last) == 1
        assert "Công khai nội dung" in last[0] or "Mục" in last[0]


@pytest.mark.parametrize("leaves", [1, 200])
def test_small_and_large_sets_are_written_whole(pages: Pages, leaves: int) -> None:
    whole = " ".join(pages(score_table(content(task_set(leaves)))))
    assert all(f"nội dung thứ {index} tại" in whole for index in range(1, leaves + 1))
