"""The five letters of the Hải Dương appendix come out line for line, through the PDF and back.

The appendix is not shipped; its lines stand here, dots filled in as a clerk fills them in.
"""

import unicodedata
from datetime import date

import pypdfium2
import pytest

from friendly_desktop.domain.letters import Frame, Sheet
from friendly_desktop.domain.office import Office, UnitType
from friendly_desktop.services.documents.layout import PlacedText, layout
from friendly_desktop.services.documents.model import Document, Part
from friendly_desktop.services.documents.sheet_pdf import fit, sheet_pdf
from tests.letters_data.letter_samples import CHAIR, DEPUTY, TEMPLATES, VALUES, letter, sheets

HEAD = ["ỦY BAN NHÂN DÂN XÃ NINH GIANG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Ninh Giang, ngày 20 tháng 11 năm 2026"]  # fmt: skip
FOOT = ["CHỦ TỊCH", "(Ký, ghi rõ họ và tên, đóng dấu)"]
SENDER = "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ NINH GIANG"

LINES = {
    "wedding": [
        "THƯ CHÚC MỪNG", "CHỦ TỊCH ỦY BAN NHÂN DÂN", "CHÚC MỪNG", "Anh Nguyễn Văn Đức", "Chị Trần Thị Hường",
        "Địa chỉ: thôn Đồng Quýt, xã Ninh Giang", "Địa chỉ: thôn Phượng Hoàng, xã Tứ Kỳ",
        "CHÚC ANH CHỊ TRĂM NĂM HẠNH PHÚC",
    ],
    "birth": [
        "THƯ CHÚC MỪNG", SENDER, "CHÚC MỪNG GIA ĐÌNH", "Anh: Phạm Quang Huy", "Chị: Lê Thị Thùy Linh",
        "Địa chỉ: thôn Đồng Quýt, xã Ninh Giang", "CÓ THÊM THÀNH VIÊN MỚI", "Bé: Phạm Lê Bảo Ngọc",
        "Giới tính: Nữ", "Ngày sinh: 05/11/2026", "Chúc cháu và gia đình luôn Mạnh khỏe - Hạnh phúc.",
        ("Chính quyền xã Ninh Giang luôn tin tưởng rằng cháu sẽ trở thành người con ngoan, hiếu thảo, công dân tốt "
        "và có ích cho xã hội."),
    ],
    "praise": [
        "THƯ KHEN", SENDER, "KHEN", "Anh Vũ Đình Khải", "Địa chỉ: thôn An Rặc, xã Ninh Giang",
        "CÓ THÀNH TÍCH TIÊU BIỂU",
        "Đã dũng cảm cứu hai cháu nhỏ bị đuối nước tại sông Luộc ngày 12/8/2026",
        ("Chủ tịch Ủy ban nhân dân mong Anh tiếp tục phát huy thành tích đạt được, có nhiều đóng góp, cống hiến hơn "
        "nữa đối với sự phát triển kinh tế, văn hoá, xã hội của địa phương."),
    ],
    "thanks": [
        "THƯ CẢM ƠN", SENDER, "TRÂN TRỌNG CẢM ƠN", "Bà Đoàn Thị Ngọc Lan",
        "Địa chỉ: tổ 5, phường Lê Thanh Nghị, thành phố Hải Phòng",
        ("Đã có nhiều đóng góp về vật chất và công sức làm đường bê tông thôn Đồng Quýt cho sự phát triển kinh tế, "
        "văn hoá, xã hội và hoạt động của chính quyền cơ sở."),
        ("Chủ tịch Ủy ban nhân dân kính mong tiếp tục nhận được sự quan tâm, ủng hộ của bà để xây dựng địa phương "
        "ngày càng giàu mạnh, phát triển."),
        "Trân trọng cảm ơn và chúc Bà mọi điều tốt đẹp!",
    ],
    "condolence": [
        "THƯ CHIA BUỒN", "CHỦ TỊCH ỦY BAN NHÂN DÂN", "Xin chia buồn cùng gia đình Ông Bùi Văn Thịnh",
        "Chủ tịch Ủy ban nhân dân xã Ninh Giang nhận được tin", "Cụ bà Hoàng Thị Nhẫn", "Năm sinh: 1941",
        "Trú quán tại thôn Đồng Quýt, xã Ninh Giang, thành phố Hải Phòng.",
        "Đã từ trần vào hồi 14 giờ 30 phút, ngày 18 tháng 11 năm 2026 hưởng thọ 86 tuổi.",
        ("Chủ tịch Ủy ban nhân dân xã Ninh Giang gửi tới gia đình lời thăm hỏi và chia buồn sâu sắc nhất. Mong gia "
        "đình vượt qua nỗi đau, sớm ổn định cuộc sống để cùng Nhân dân địa phương tiếp tục xây dựng đời sống ngày "
        "càng văn minh, tiến bộ."),
    ],
}  # fmt: skip


def words(document: Document) -> list[str]:
    """The words of each page as a reader copies them out."""
    with pypdfium2.PdfDocument(sheet_pdf(document)) as pdf:
        texts = []
        for page in pdf:
            text_page = page.get_textpage()
            texts.append(" ".join(text_page.get_text_bounded().replace("\ufffe", "-").split()))
            text_page.close()
            page.close()
    return texts


def said(document: Document) -> str:
    """Every paragraph of the document on a line of its own, white space made single."""
    texts: dict[str, list[str]] = {}
    for run, paragraph in document.runs():
        texts.setdefault(paragraph, []).append(run.text)
    return "\n".join(" ".join(text.split()) for text in texts)


@pytest.mark.parametrize("template_id", LINES)
def test_every_line_of_the_appendix_stands_in_the_letter_in_its_order(template_id: str) -> None:
    whole = said(letter(template_id, signatory=None))
    place = 0
    for line in [*HEAD, *LINES[template_id], *FOOT]:
        found = whole.find(line, place)
        assert found >= 0, line
        place = found + len(line)


@pytest.mark.parametrize("template_id", LINES)
def test_every_line_of_the_appendix_is_read_back_from_the_pdf(template_id: str) -> None:
    for sheet in sheets(TEMPLATES[template_id]):
        pages = words(letter(template_id, signatory=None, sheet=sheet))
        assert len(pages) == 1
        assert unicodedata.is_normalized("NFC", pages[0])
        for line in [*HEAD, *LINES[template_id], *FOOT]:
            assert all(word in pages[0].split() for word in line.split()), (sheet, line)


def test_the_district_is_gone_and_the_correction_says_so() -> None:
    condolence = TEMPLATES["condolence"]
    assert "huyện" not in said(letter("condolence"))
    assert any("huyện" in one.found and "01/7/2025" in one.why for one in condolence.corrections)


@pytest.mark.parametrize(
    ("office", "place"),
    [
        (Office(UnitType.PHUONG, "Tứ Minh", "Hải Phòng"), "phường Tứ Minh, thành phố Hải Phòng."),
        (Office(UnitType.DAC_KHU, "Lý Sơn", "tỉnh Quảng Ngãi"), "đặc khu Lý Sơn, tỉnh Quảng Ngãi."),
        (Office(UnitType.XA, "Củ Chi", "TP. Hồ Chí Minh"), "xã Củ Chi, Thành phố Hồ Chí Minh."),
        (Office(UnitType.XA, "Xuân Lương", "Bắc Ninh"), "xã Xuân Lương, tỉnh Bắc Ninh."),
    ],
)
def test_unit_and_province_are_named_with_their_kind(office: Office, place: str) -> None:
    assert f"Trú quán tại thôn Đồng Quýt, {place}" in said(letter("condolence", office=office))


def test_a_letter_without_an_age_ends_its_sentence_without_a_gap() -> None:
    values = {key: value for key, value in VALUES["condolence"].items() if key != "age"}
    assert "ngày 18 tháng 11 năm 2026.\n" in said(letter("condolence", values)) + "\n"


def test_a_blank_letter_has_dots_and_the_form_of_address_of_the_appendix() -> None:
    whole = said(letter("thanks", {}, signatory=None))
    assert "Ông (Bà) ......" in whole
    assert "ủng hộ của ông (bà) để xây dựng" in whole
    assert "chúc Ông (Bà) mọi điều tốt đẹp!" in whole
    assert "hưởng thọ ...... tuổi." in said(letter("condolence", {}, signatory=None))
    assert "Anh: ......" in said(letter("birth", {}, signatory=None))
    assert "Anh:" not in said(letter("birth", {"mother": "Lê Thị Thùy Linh", "child": "Lê Bảo Ngọc"}))


def test_dots_to_write_on_stand_beside_their_words_on_every_sheet() -> None:
    for sheet in sheets(TEMPLATES["wedding"]):
        laid = layout(letter("wedding", {}, sheet=sheet))
        lines = [
            "".join(piece.text for piece in line.pieces)
            for placed in laid.pages[0]
            if isinstance(placed, PlacedText)
            for line in placed.text.lines
        ]
        assert sum(line.startswith(("Anh ....", "Chị ....", "Địa chỉ: ....")) for line in lines) == 4


def test_the_signature_is_the_chairmans_own_or_his_deputys_and_never_for_the_committee() -> None:
    assert "TM." not in said(letter("praise"))
    assert "\nCHỦ TỊCH\n" in said(letter("praise"))
    assert CHAIR.name in said(letter("praise"))
    assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in said(letter("praise", signatory=DEPUTY))
    assert FOOT[1] not in said(letter("praise"))


@pytest.mark.parametrize(
    ("day", "printed"),
    [(date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"), (date(2026, 3, 15), "ngày 15 tháng 3 năm 2026")],
)
def test_the_date_has_zeros_below_ten_and_in_the_first_two_months_only(day: date, printed: str) -> None:
    assert f"Ninh Giang, {printed}" in said(letter("wedding", day=day))


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_every_template_fits_every_sheet_with_ordinary_values(template_id: str) -> None:
    for sheet in sheets(TEMPLATES[template_id]):
        assert fit(letter(template_id, sheet=sheet)).pages == 1, sheet


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_a_letter_with_its_frame_is_no_larger_than_sixty_kilobytes(template_id: str) -> None:
    for sheet in sheets(TEMPLATES[template_id]):
        assert len(sheet_pdf(letter(template_id, sheet=sheet))) <= 60_000, sheet


def test_names_of_two_hundred_letters_side_by_side_never_meet_and_never_run_out() -> None:
    long = " ".join(["Nguyễn Hoàng Bảo Ngọc"] * 10)[:200]
    values = {"groom": long, "bride": "Đ" * 200, "groom_address": long, "bride_address": long}
    for sheet in sheets(TEMPLATES["wedding"]):
        document = letter("wedding", values, sheet=sheet)
        page = "".join(words(document)).replace(" ", "").replace("-", "")
        assert page.count("Đ" * 20) >= 1
        with pypdfium2.PdfDocument(sheet_pdf(document)) as pdf:
            text = pdf[0].get_textpage()
            boxes = [text.get_rect(index) for index in range(text.count_rects())]
            text.close()
        right = (document.page.width - document.page.right) / 25.4 * 72
        assert max(box[2] for box in boxes) <= right + 0.5


def test_a_text_that_needs_a_second_page_takes_words_along_with_the_signature() -> None:
    values = {**VALUES["praise"], "achievement": "Hiến đất làm đường, giúp đỡ hộ nghèo. " * 60}
    document = letter("praise", values, sheet=Sheet(frame=Frame.DRUM, landscape=True))
    pages = words(document)
    assert len(pages) == 2
    assert "của địa phương." in pages[1]
    assert CHAIR.name in pages[1]


def test_a_short_letter_does_not_hang_at_the_top_of_its_sheet() -> None:
    with pypdfium2.PdfDocument(sheet_pdf(letter("wedding", sheet=Sheet(frame=Frame.LOTUS)))) as pdf:
        text = pdf[0].get_textpage()
        boxes = [text.get_rect(index) for index in range(text.count_rects())]
        text.close()
    assert min(box[1] for box in boxes) < 0.3 * 297 / 25.4 * 72


def test_pre_printed_stock_is_completed_by_what_was_filled_in_alone() -> None:
    parts: dict[Part, str] = {}
    for run, _words in letter("wedding").runs():
        parts[run.part] = f"{parts.get(run.part, '')} {run.text}"
    for value in ("Nguyễn Văn Đức", "Trần Thị Hường", "20", "2026", CHAIR.name):
        assert value in parts[Part.VALUE]
    assert "CHÚC" not in parts[Part.VALUE]
    assert "CỘNG HÒA" in parts[Part.HEAD]


def test_a_number_is_printed_where_the_template_has_one_and_may_be_written_by_hand() -> None:
    assert "Số: 07/PXL-UBND" in said(letter("apology_extension", number="07/PXL-UBND"))
    assert "Số: ....." in said(letter("apology_extension"))
    assert "Số:" not in said(letter("wedding", number="07/UBND"))


def test_the_words_the_program_wrote_itself_say_so() -> None:
    for template in TEMPLATES.values():
        assert template.source
        if template.wording.value == "program":
            assert (
                "lời thư là của chương trình" in template.note
                or "lời văn ở đây là của chương trình" in template.note
            )
