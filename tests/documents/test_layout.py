"""Lines and pages of any words: nothing lost, nothing outside the margins, the rules of good breaks."""

import unicodedata

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from friendly_desktop.services.documents.layout import Layout, PlacedText, layout
from friendly_desktop.services.documents.lines import MM, NoGlyphError, lay, widths
from friendly_desktop.services.documents.model import (
    Align,
    Block,
    Columns,
    Document,
    FillLines,
    Page,
    PageBreak,
    Paragraph,
    Run,
    Space,
    paragraph,
)
from friendly_desktop.services.documents.sheet_pdf import sheet_pdf

_LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặếềểễệốồổỗộớờởỡợứừửữựỳỵỷỹĐƯỞỂỶW0123456789.,;:-/_()\\“”–…"
)
_WORDS = st.text(_LETTERS, min_size=1, max_size=12) | st.text(_LETTERS, min_size=40, max_size=200)
_TEXT = st.lists(_WORDS | st.sampled_from(["", "\n", "\u00a0", "e\u0301"]), max_size=25).map(" ".join)
_RUN = st.builds(
    Run,
    _TEXT,
    st.booleans(),
    st.booleans(),
    st.none() | st.sampled_from([8.0, 11.5, 20.0]),
    color=st.sampled_from(["", "#B01116"]),
)
_PARAGRAPH = st.builds(
    Paragraph,
    st.lists(_RUN, min_size=1, max_size=5).map(tuple),
    size=st.sampled_from([9.0, 13.0, 14.0]),
    align=st.sampled_from(Align),
    first_line=st.sampled_from([0.0, 10.0]),
    left=st.sampled_from([0.0, 5.0]),
    before=st.sampled_from([0.0, 6.0]),
    after=st.sampled_from([0.0, 4.0]),
    rule=st.sampled_from([0.0, 0.4]),
    keep_with_next=st.booleans(),
)
_STACK = st.lists(_PARAGRAPH | st.builds(Space, st.sampled_from([2.0, 20.0])), max_size=3).map(tuple)
_BLOCK = st.one_of(
    _PARAGRAPH,
    _PARAGRAPH,
    st.builds(Space, st.sampled_from([3.0, 40.0])),
    st.builds(FillLines, st.integers(1, 3)),
    st.just(PageBreak()),
    st.builds(
        lambda left, right, before, keep: Columns((45, 45), (left, right), before, keep),
        _STACK,
        _STACK,
        st.sampled_from([0.0, 8.0]),
        st.booleans(),
    ),
)
_PAGE = Page(120, 90, 15, 15, 15, 15)


def words_of(document: Document) -> str:
    """All printed characters, sorted, in NFC, without white space."""
    text = "".join(run.text for run, _words in list(document.runs())[2:])
    return "".join(sorted("".join(unicodedata.normalize("NFC", text).split())))


def texts_of(laid: Layout) -> str:
    """All placed characters, sorted, without white space; page numbers left out."""
    found = []
    for page in laid.pages:
        for placed in page:
            if isinstance(placed, PlacedText) and placed.y >= 0:
                for line in placed.text.lines[placed.first : placed.stop]:
                    found += [piece.text for piece in line.pieces]
    return "".join(sorted("".join("".join(found).split())))


@given(st.lists(_BLOCK, max_size=6))
@settings(max_examples=100, deadline=None)
def test_no_word_is_lost_and_none_stands_outside_the_margins(blocks: list[Block]) -> None:
    document = Document("t", tuple(blocks), page=_PAGE)
    laid = layout(document)
    assert texts_of(laid) == words_of(document)
    for page in laid.pages:
        for placed in page:
            if isinstance(placed, PlacedText) and placed.y >= 0:
                assert_inside(placed)


def assert_inside(placed: PlacedText) -> None:
    """Every line begins and ends between the margins, and stands on the page."""
    text = placed.text
    for number, line in enumerate(text.lines[placed.first : placed.stop]):
        spaces = sum(piece.text.count(" ") for piece in line.pieces)
        assert placed.x + line.x >= -0.01
        assert placed.x + line.x + line.width + spaces * line.spread <= _PAGE.text_width * MM + 0.01
        assert line.width == pytest.approx(
            sum(widths(style.face)[words] * style.size for words, style in line.pieces), abs=0.01
        )
        foot = placed.y + (number + 1) * text.leading
        assert foot <= _PAGE.text_height * MM + 0.01 or number == 0


_NOT_OVERLAPPING = _PARAGRAPH.filter(lambda one: all((run.size or 0) <= one.size for run in one.runs))


@given(st.lists(_NOT_OVERLAPPING, max_size=4))
@settings(max_examples=30, deadline=None)
def test_what_is_written_is_read_back(blocks: list[Block]) -> None:
    document = Document("t", tuple(blocks), page=Page(120, 90, 15, 15, 15, 15, numbered=False))
    content = sheet_pdf(document)
    assert content == sheet_pdf(document)
    with pypdfium2.PdfDocument(content) as pdf:
        assert len(pdf) == len(layout(document).pages)
        found = [page.get_textpage().get_text_range() for page in pdf]
    read = "".join(found).replace("\ufffe", "-").replace("\x02", "-")
    assert "".join(sorted("".join(read.split()))) == words_of(document)


def test_no_page_begins_or_ends_with_a_single_line() -> None:
    long = "Chúc mừng hạnh phúc " * 60
    for lines_before in range(30):
        blocks = (*(paragraph("dòng") for _line in range(lines_before)), paragraph(long))
        for page in layout(Document("t", blocks)).pages:
            for placed in page:
                if isinstance(placed, PlacedText) and len(placed.text.lines) > 3:
                    assert placed.stop - placed.first > 1


def test_a_heading_goes_with_the_first_lines_of_what_follows() -> None:
    for lines_before in range(30, 50):
        blocks = (
            *(paragraph("dòng") for _line in range(lines_before)),
            paragraph("Đầu đề", keep_with_next=True),
            paragraph("nội dung " * 60),
        )
        for page in layout(Document("t", blocks)).pages:
            last = [placed for placed in page if isinstance(placed, PlacedText) and placed.y >= 0][-1]
            assert last.text.lines[0].pieces[0].text != "Đầu đề"


def test_the_signature_goes_with_the_last_words() -> None:
    signed = Columns(
        (80, 80), ((), (paragraph("CHỦ TỊCH"), Space(20), paragraph("Tên"))), keep_with_previous=True
    )
    for lines_before in range(20, 50):
        before = (paragraph("dòng") for _line in range(lines_before))
        blocks: tuple[Block, ...] = (*before, paragraph("Trân trọng!"), signed)
        last = layout(Document("t", blocks)).pages[-1]
        said = [placed.text.lines[0].pieces[0].text for placed in last if isinstance(placed, PlacedText)]
        assert {"Trân trọng!", "CHỦ TỊCH", "Tên"} <= set(said)


def test_lines_over_a_rule_are_about_equally_long() -> None:
    title = "Về việc tổ chức hội nghị tổng kết phong trào thi đua yêu nước năm 2026 của xã"
    text = lay(paragraph(title, align=Align.CENTER, rule=0.5, bold=True), 300)
    assert len(text.lines) == 2
    assert text.lines[1].width > 0.7 * text.lines[0].width
    assert text.rule
    assert text.rule[1] - text.rule[0] == pytest.approx(max(line.width for line in text.lines) / 2)


def test_a_file_name_is_broken_after_a_slash_or_a_dot() -> None:
    text = lay(paragraph("https://dichvucong.gov.vn/p/home/dvc-trang-chu.html", align=Align.LEFT), 120)
    assert [piece.text for line in text.lines for piece in line.pieces] == [
        "https://dichvucong.",
        "gov.vn/p/home/dvc-",
        "trang-chu.html",
    ]


def test_a_character_without_a_glyph_stops_the_layout() -> None:
    with pytest.raises(NoGlyphError):
        layout(Document("t", (paragraph("😀"),)))


def test_words_joined_over_a_change_of_face_stay_together() -> None:
    runs = (Run("Kính gửi: "), Run("ông Nguyễn Văn Đức", bold=True), Run(", thôn Hạ."))
    for width in range(60, 300, 7):
        for line in lay(Paragraph(runs, 14, Align.LEFT), width).lines:
            assert not line.pieces[0].text.startswith(",")
