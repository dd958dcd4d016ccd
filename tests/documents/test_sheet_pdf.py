"""The fast writer of letters: words, fonts, pages, and the look of ``pdf.py``."""

import io
import unicodedata
from collections.abc import Callable
from typing import Any

import pypdf
import pypdfium2
import pytest
from PIL import ImageChops

from friendly_desktop.errors import AppError
from friendly_desktop.services.documents.model import (
    Align,
    Document,
    FillLines,
    Page,
    PageBreak,
    Paragraph,
    Part,
    Run,
    Space,
    Table,
    paragraph,
)
from friendly_desktop.services.documents.pdf import pdf_bytes
from friendly_desktop.services.documents.sheet_pdf import fit, page_count, sheet_pdf
from tests.documents.letter_sample import condolence, letter


def texts(content: bytes) -> list[str]:
    """The words of each page, white space made single."""
    with pypdfium2.PdfDocument(content) as pdf:
        found = []
        for page in pdf:
            text_page = page.get_textpage()
            found.append(" ".join(text_page.get_text_bounded().split()))
            text_page.close()
            page.close()
    return found


def words_of(document: Document) -> str:
    """All words in the order of reading."""
    parts = (run.text for run, _words in list(document.runs())[2:])
    return " ".join("".join(parts).split())


def squeezed(text: str) -> str:
    """The text without white space, for comparing what may be broken anywhere."""
    return "".join(text.split())


def test_every_word_comes_back_in_order_and_composed() -> None:
    document = letter()
    (page,) = texts(sheet_pdf(document))
    assert page == unicodedata.normalize("NFC", page)
    assert squeezed(page) == squeezed(words_of(document))


def test_a_letter_embeds_subset_fonts_only_and_is_small() -> None:
    content = sheet_pdf(letter())
    assert len(content) < 30_000
    (page,) = pypdf.PdfReader(io.BytesIO(content)).pages
    fonts: Any = page["/Resources"]
    fonts = fonts["/Font"]
    assert len(fonts) == 3
    for font in (font.get_object() for font in fonts.values()):
        assert font["/BaseFont"][8:].startswith("LiberationSerif-")
        assert font["/BaseFont"][7] == "+"
        assert "/FontFile2" in font["/FontDescriptor"]


@pytest.mark.parametrize("make", [letter, condolence, lambda: letter(repeat=3)])
def test_both_writers_show_one_document_alike(make: Callable[[], Document]) -> None:
    document = make()
    ours, theirs = pypdfium2.PdfDocument(sheet_pdf(document)), pypdfium2.PdfDocument(pdf_bytes(document))
    try:
        assert len(ours) == len(theirs)
        for number in range(len(ours)):
            left = ours[number].render(scale=1).to_pil().reduce(2)
            right = theirs[number].render(scale=1).to_pil().reduce(2)
            for difference in ImageChops.difference(left, right).split():
                bars = difference.histogram()
                assert sum(bars[96:]) <= sum(bars) * 0.002
    finally:
        ours.close()
        theirs.close()


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert sheet_pdf(letter()) == sheet_pdf(letter())


def test_a_character_without_a_glyph_is_refused_with_its_words() -> None:
    document = letter("Chị Hường 😀")
    with pytest.raises(AppError) as caught:
        sheet_pdf(document)
    assert caught.value.code == "missing_glyph"
    assert "😀" in caught.value.message
    with pytest.raises(AppError):
        page_count(document)


def test_an_empty_document_is_one_empty_page() -> None:
    document = Document("", ())
    assert texts(sheet_pdf(document)) == [""]
    assert page_count(document) == 1


def test_what_overflows_is_named() -> None:
    assert fit(letter()).block is None
    assert fit(letter()).free == pytest.approx(36.8, abs=0.1)
    long = fit(letter(repeat=3))
    assert long.pages == 2
    assert long.overflow.startswith("Ủy ban nhân dân xã tin tưởng")


def test_parts_leave_the_rest_its_place() -> None:
    whole = letter()
    with pypdfium2.PdfDocument(sheet_pdf(whole)) as pdf:
        page = pdf[0].get_textpage()
        at = page.search("20 tháng 11 năm 2026").get_next()
        assert at
        place = page.get_charbox(at[0])
    with pypdfium2.PdfDocument(sheet_pdf(whole, frozenset({Part.VALUE}))) as pdf:
        page = pdf[0].get_textpage()
        at = page.search("20 tháng 11 năm 2026").get_next()
        assert at
        assert page.get_charbox(at[0]) == pytest.approx(place, abs=0.2)
        assert "THƯ KHEN" not in page.get_text_bounded()


def test_page_breaks_numbers_and_the_mark_of_a_draft() -> None:
    blocks = (PageBreak(), paragraph("một"), PageBreak(), FillLines(2), paragraph("hai"), Space(5))
    first, second = texts(sheet_pdf(Document("t", blocks, mark="DỰ THẢO")))
    assert sorted(first.split()) == ["DỰ", "THẢO", "một"]
    assert sorted(second.split()) == ["2", "DỰ", "THẢO", "hai"]


def test_a_name_of_two_hundred_characters_stays_between_the_margins() -> None:
    for text in ("Nguyễn" * 34, "Nguyễn Văn " * 20):
        document = Document(
            "t", (paragraph(text, align=Align.CENTER, bold=True, size=20),), page=Page(148, 210)
        )
        content = sheet_pdf(document)
        assert squeezed("".join(texts(content))) == squeezed(text)
        assert_between_margins(content, document.page)


def test_a_paper_with_a_table_is_not_for_this_writer() -> None:
    with pytest.raises(TypeError):
        sheet_pdf(Document("t", (Table((10,), (), ()),)))


def test_decomposed_words_are_printed_composed_and_marks_of_order_left_out() -> None:
    text = unicodedata.normalize("NFD", "Nguyễn Thị Hường") + "\u200b\u202a.\tXã"
    assert texts(sheet_pdf(Document("t", (paragraph(text),)))) == ["Nguyễn Thị Hường. Xã"]


def test_words_that_are_not_the_office_s_own_get_boxes() -> None:
    run = Run("ảnh 😀.jpg", verbatim=True)
    assert texts(sheet_pdf(Document("t", (Paragraph((run,)),)))) == ["ảnh □.jpg"]


def assert_between_margins(content: bytes, page: Page) -> None:
    """No character begins or ends outside the margins."""
    mm = 72 / 25.4
    with pypdfium2.PdfDocument(content) as pdf:
        for one in pdf:
            text = one.get_textpage()
            for index in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(index, loose=False)
                if right > left:
                    assert left >= page.left * mm - 2
                    assert right <= (page.width - page.right) * mm + 2
                    assert bottom >= page.bottom * mm - 2
                    assert top <= (page.height - page.top / 2) * mm + 8
            text.close()
            one.close()
