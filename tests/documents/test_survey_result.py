"""The result of a survey on paper: what it says, its bars, no names."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pypdfium2

from friendly_desktop.domain.office import Office
from friendly_desktop.domain.surveys import Ballot, Survey, SurveyState
from friendly_desktop.domain.surveys.check import CheckResult, CheckSample
from friendly_desktop.domain.surveys.tally import tally, tally_groups
from friendly_desktop.services.documents.docx import docx_bytes
from friendly_desktop.services.documents.model import Bars
from friendly_desktop.services.documents.pdf import pdf_bytes
from friendly_desktop.services.documents.pdf_bars import shades
from friendly_desktop.services.documents.scaling import enlarged
from friendly_desktop.services.documents.survey_result import ResultFacts, result_paper
from friendly_desktop.services.documents.survey_sheet import ballot_sheet, result_sheet
from friendly_desktop.storage.survey_files import shipped_forms

FORM = replace(shipped_forms()["village"], groups=("Thôn Đông", "Thôn Tây"))
DAY = date(2026, 11, 30)


def facts(ballots: list[Ballot]) -> ResultFacts:
    survey = Survey(
        1, 2026, FORM, "Khảo sát cán bộ thôn", DAY, DAY, 60, 52, SurveyState.CLOSED, closed_on=DAY
    )
    return ResultFacts(
        office=Office(name="An Bình"),
        signatory=None,
        survey=survey,
        tally=tally(FORM, ballots),
        groups=tally_groups(FORM, ballots),
        check=CheckResult(6, 30, 1, 0),
        sample=CheckSample("2026-1-village", 10, ()),
        day=DAY,
    )


def filled() -> list[Ballot]:
    answers = ("good", "fair", "good", "average", "good")
    many = [Ballot(number, answers, group="Thôn Đông") for number in range(1, 41)]
    return [*many, *(Ballot(number, ("poor",) * 5, group="Thôn Tây") for number in range(41, 52))]


def words_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_the_paper_tells_counts_average_and_arithmetic() -> None:
    words = words_of(pdf_bytes(result_paper(facts(filled()))))
    assert "Kết quả khảo sát cán bộ thôn" in words
    assert "Phát ra 60 phiếu, thu về 52 phiếu (86,7%)" in words
    assert "300 : 51 phiếu hợp lệ ≈ 5,88 điểm trên 10" in words
    assert "Thôn Đông 40 7,5" in words
    assert "1 trên 30 ô khác nhau (3,33%)" in words
    assert "78,4%" in words


def test_without_ballots_the_paper_says_so() -> None:
    words = words_of(pdf_bytes(result_paper(facts([]))))
    assert "Chưa có phiếu hợp lệ" in words
    assert "Tỷ lệ các phương án" not in words


def test_a_small_group_is_named_without_figures_on_paper_and_in_the_workbook() -> None:
    made = facts([*filled(), Ballot(60, ("fair",) * 5, group="Tổ 3")])
    words = words_of(pdf_bytes(result_paper(made)))
    assert "Tổ 3 không nêu" in words
    assert "Thôn Tây không nêu" in words  # else the whole minus the others would tell
    book = openpyxl.load_workbook(BytesIO(result_sheet(made)))
    rows = list(book["Theo nhóm"].iter_rows(values_only=True))
    assert ("Tổ 3", "không nêu", "") in [tuple(one or "" for one in row) for row in rows]


def test_the_workbook_has_numbers_and_a_chart_and_is_the_same_each_time() -> None:
    content = result_sheet(facts(filled()))
    assert content == result_sheet(facts(filled()))
    page = openpyxl.load_workbook(BytesIO(content))["Kết quả"]
    found = [row for row in page.iter_rows(values_only=True) if row[0] == "Câu 1"]
    assert found[0][2:7] == (40, 0, 0, 11, 0)
    assert Decimal(str(found[0][7])) == Decimal("1.57")
    assert len(page._charts) == 1  # type: ignore[attr-defined]


def test_the_list_of_ballots_has_no_groups() -> None:
    book = openpyxl.load_workbook(BytesIO(ballot_sheet(FORM, filled())))
    rows = list(book["Phiếu"].iter_rows(values_only=True))
    assert rows[0] == ("Số phiếu", "Câu 1", "Câu 2", "Câu 3", "Câu 4", "Câu 5", "Không hợp lệ")
    assert rows[1][:4] == (1, "Tốt", "Khá", "Tốt")
    assert "Thôn" not in str(rows)


def test_bars_are_drawn_enlarged_and_written_to_word_as_a_table() -> None:
    paper = result_paper(facts(filled()))
    assert any(isinstance(block, Bars) for block in paper.blocks)
    with pypdfium2.PdfDocument(pdf_bytes(enlarged(paper))) as document:
        assert document[0].get_width() > 1180  # points: A3 landscape
    assert docx_bytes(paper)


def test_shades_grow_lighter_whatever_their_number() -> None:
    for count in range(1, 7):
        grey = [sum(int(one[at : at + 2], 16) for at in (1, 3, 5)) for one in shades(count)]
        assert grey == sorted(grey)
        assert len(set(grey)) == count


def test_answers_excel_cannot_offer_are_written_all_the_same() -> None:
    for texts in (("Tốt, rất tốt", "Khá", "Trung bình", "Yếu"), tuple(letter * 90 for letter in "abcd")):
        choices = tuple(replace(one, text=text) for one, text in zip(FORM.choices, texts, strict=True))
        content = ballot_sheet(replace(FORM, choices=choices), filled(), (60,))
        page = openpyxl.load_workbook(BytesIO(content))["Phiếu"]
        assert page["B2"].value == texts[0]
        assert page["A53"].value == 60
        assert not page.data_validations.dataValidation


def test_the_result_of_a_round_still_open_says_that_it_may_change() -> None:
    made = facts(filled())
    opened = replace(made, survey=replace(made.survey, state=SurveyState.OPEN, closed_on=None))
    words = words_of(pdf_bytes(result_paper(opened)))
    assert "DỰ THẢO" in words
    assert "kết quả tạm tính" in words
    assert "tạm tính" not in words_of(pdf_bytes(result_paper(made)))
