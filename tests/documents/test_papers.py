"""What the papers of a package say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from friendly_desktop.domain.assessment import Entry, LeafRow, LeafStatus, VetoAnswer
from friendly_desktop.domain.criteria import CriteriaSet, LegalBasis, Node
from friendly_desktop.domain.office import Office, UnitType
from friendly_desktop.i18n import use_language
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.evidence_list import evidence_list
from friendly_desktop.services.documents.model import Document
from friendly_desktop.services.documents.report import report
from friendly_desktop.services.documents.score_table import score_table
from friendly_desktop.services.documents.submission import submission
from tests.documents.sample import OFFICE, content, renamed, scored_set, task_set

Pages = Callable[[Document], list[str]]


def words(pages: Pages, document: Document) -> str:
    """All words of a document in one line."""
    return " ".join(pages(document))


def test_the_header_has_a_blank_number_and_the_date_in_words(pages: Pages) -> None:
    first = pages(submission(content(scored_set())))[0]
    assert "ỦY BAN NHÂN DÂN" in first
    assert "XÃ NINH GIANG" in first
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in first
    assert "/TTr-UBND" in first
    assert "Ninh Giang, ngày 05 tháng 12 năm 2026" in first


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (UnitType.XA, "XÃ A LƯỚI 1"),
        (UnitType.PHUONG, "PHƯỜNG A LƯỚI 1"),
        (UnitType.DAC_KHU, "ĐẶC KHU A LƯỚI 1"),
    ],
)
def test_the_issuing_body_is_named_after_its_kind(kind: UnitType, line: str) -> None:
    assert decree30.issuing_body(Office(kind, "A Lưới 1")) == f"ỦY BAN NHÂN DÂN\n{line}"


def test_months_have_a_zero_in_january_and_february_only() -> None:
    assert decree30.place_and_date(OFFICE, date(2027, 1, 9)) == "Ninh Giang, ngày 09 tháng 01 năm 2027"
    assert decree30.place_and_date(OFFICE, date(2027, 3, 9)) == "Ninh Giang, ngày 09 tháng 3 năm 2027"


def test_the_legal_grounds_are_those_of_the_set_with_number_and_date(pages: Pages) -> None:
    told = words(pages, submission(content(scored_set())))
    assert "Căn cứ Quyết định số 5049/QĐ-UBND ngày 11 tháng 12 năm 2025" in told
    assert "của Ban Thường vụ Tỉnh ủy." in told


def test_a_cited_resolution_keeps_its_subject_behind_number_and_body() -> None:
    basis = LegalBasis(
        "Nghị quyết về xây dựng Nhà nước pháp quyền", "27-NQ/TW", "2022-11-09", "Ban Chấp hành Trung ương"
    )
    assert outline.legal_basis(basis) == (
        "Nghị quyết số 27-NQ/TW ngày 09 tháng 11 năm 2022 của Ban Chấp hành Trung ương "
        "về xây dựng Nhà nước pháp quyền"
    )


def test_no_level_is_claimed_before_the_survey_is_known(pages: Pages) -> None:
    told = words(pages, submission(content(scored_set())))
    assert "Điểm khảo sát (tối đa 20 điểm): chưa có kết quả" in told
    assert "Tự xếp loại" not in told


def test_total_and_level_are_told_when_the_survey_is_known(pages: Pages) -> None:
    told = words(pages, submission(content(scored_set(), surveys=True)))
    assert "Điểm khảo sát: 17,5/20 điểm" in told
    assert "Tự xếp loại: Chuẩn Mức độ 1" in told


def test_a_level_is_only_said_to_follow_from_points_while_a_veto_is_unanswered(pages: Pages) -> None:
    whole = content(scored_set(), surveys=True)
    unsure = replace(whole, vetoes={}, evaluation=replace(whole.evaluation, unanswered_vetoes=("v1",)))
    told = words(pages, submission(unsure))
    assert "Mức độ tính theo điểm: Chuẩn Mức độ 1" in told
    assert "chưa được đánh giá đầy đủ" in told
    assert "Tự xếp loại" not in told


def test_points_have_a_decimal_comma_whatever_the_window_speaks(pages: Pages) -> None:
    use_language("en")
    told = words(pages, score_table(content(scored_set(), surveys=True)))
    assert "8,75" in told
    assert "0.5" not in told


def test_a_condition_that_holds_is_said_in_the_report(pages: Pages) -> None:
    whole = content(scored_set())
    vetoed = replace(whole, vetoes={"v1": VetoAnswer("v1", holds=True, note="01 công chức bị khiển trách")})
    told = words(pages, report(vetoed))
    assert "khiển trách trở lên: có. 01 công chức bị khiển trách." in told


def test_the_deputy_signs_for_the_chairman(pages: Pages) -> None:
    assert "KT. CHỦ TỊCH PHÓ CHỦ TỊCH" in words(pages, submission(content(scored_set(), draft=True)))


def test_the_recipients_end_with_matter_by_number_kept() -> None:
    lines = [line.text for line in decree30.recipients(("Như trên", "Thường trực Đảng ủy;"))]
    assert lines == ["Nơi nhận:", "- Như trên;", "- Thường trực Đảng ủy;", "- Lưu: VT."]


def test_the_report_follows_its_outline(pages: Pages) -> None:
    told = words(pages, report(content(scored_set(), surveys=True)))
    headings = [
        "ĐẶC ĐIỂM TÌNH HÌNH",
        "I. CÔNG TÁC LÃNH ĐẠO",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. KẾT QUẢ KHẢO SÁT",
        "IV. ĐÁNH GIÁ CHUNG",
        "1. Ưu điểm",
        "2. Hạn chế",
        "3. Nguyên nhân",
        "V. PHƯƠNG HƯỚNG",
        "VI. ĐỀ XUẤT",
    ]
    places = [told.index(heading) for heading in headings]
    assert places == sorted(places)


def test_a_part_without_text_is_a_blank_in_a_draft_and_a_sentence_otherwise(pages: Pages) -> None:
    whole = replace(content(scored_set()), report_texts={})
    sentence = "không có nội dung nêu ở mục này"
    assert sentence in words(pages, report(whole))
    assert sentence not in words(pages, report(replace(whole, draft=True)))


def test_an_unscored_year_speaks_of_reached_and_not_of_points(pages: Pages) -> None:
    told = words(pages, report(content(task_set(8))))
    assert "Tự đánh giá đạt 06/08 nội dung" in told
    assert "điểm chuẩn" not in told.lower()


def test_the_score_table_has_the_official_columns_and_a_total(pages: Pages) -> None:
    told = words(pages, score_table(content(scored_set())))
    assert "TT Nội dung tiêu chí Điểm chuẩn Điểm thực hiện" in told
    assert "TỔNG ĐIỂM CHUẨN (A + B) 26" in told
    assert "(Ký, ghi rõ họ và tên, đóng dấu)" in told


def test_an_unscored_table_has_the_columns_of_the_task_list(pages: Pages) -> None:
    told = words(pages, score_table(content(task_set())))
    for column in ("Thời gian", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Kết quả"):
        assert column in told
    assert "Đang thực hiện" in told


def test_a_plain_list_leaves_out_the_columns_it_does_not_fill(pages: Pages) -> None:
    plain = CriteriaSet(
        "a", "1", "Tiêu chí", "A", (Node("1", "a", "Khẩu hiệu", children=(Node("1.1", "-", "Có"),)),)
    )
    told = words(pages, score_table(content(plain)))
    assert "STT Nội dung tiêu chí Kết quả" in told
    assert "Cơ quan chủ trì" not in told


def test_a_leaf_that_does_not_apply_shows_what_it_counts() -> None:
    whole = content(scored_set())
    rows = {**whole.rows, "B.1.1": LeafRow(Entry("B.1.1", status=LeafStatus.NOT_APPLICABLE))}
    changed = replace(whole, rows=rows)
    leaf = whole.criteria.by_id["B.1.1"]
    assert outline.result(changed, leaf) == "1 (không áp dụng)"
    unscored = content(task_set())
    rows = {"1.1.1": LeafRow(Entry("1.1.1", status=LeafStatus.NOT_APPLICABLE))}
    assert outline.result(replace(unscored, rows=rows), unscored.criteria.leaves[0]) == "Không áp dụng"


def test_the_evidence_list_names_title_number_file_and_criterion(pages: Pages) -> None:
    told = words(pages, evidence_list(content(scored_set())))
    assert "1/QĐ-UBND, 05/03/2026" in told
    assert "IMG_20260312_081512.jpg" in told
    assert "I. TIÊU CHÍ 1" in told
    assert "Danh mục có 08 tài liệu." in told


def test_a_foreign_file_name_does_not_stop_the_list(pages: Pages) -> None:
    assert "会议" not in words(pages, evidence_list(renamed(content(scored_set()), "会议.pdf")))


def test_leaves_are_referred_to_by_their_printed_labels() -> None:
    names = scored_set().references
    assert names["B.1.1"] == "I.1"
    assert names["A.1"] == "A"
    assert names["B.2.2.1"] == "II.2\u00a0(ý\u00a01)"


def test_numbers_of_documents_are_made_short() -> None:
    packed = content(scored_set(), per_leaf=2).evidence
    assert outline.numbers((packed[0], *packed[3:8])) == "1, 4-8"


def test_points_are_printed_without_empty_decimals() -> None:
    assert [outline.points(Decimal(text)) for text in ("2.0", "0.50", "100")] == ["2", "0,5", "100"]


def test_an_office_that_is_not_set_up_gets_blanks_to_fill_in(pages: Pages) -> None:
    told = words(pages, submission(replace(content(scored_set()), office=Office(), signatory=None)))
    assert "XÃ ......" in told
    assert "Kính gửi: ......" in told


def test_the_end_of_the_evidence_list_never_stands_alone_on_a_page(pages: Pages) -> None:
    for copies in range(1, 12):
        texts = pages(evidence_list(content(scored_set(), per_leaf=copies)))
        end = next(text for text in texts if "CHỦ TỊCH" in text)
        assert "data/evidence/" in end
