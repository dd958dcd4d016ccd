"""The result of a survey as a workbook: counts and averages as numbers, a chart that Excel draws from them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from friendly_desktop.domain.surveys import Ballot, BallotState, SurveyForm
from friendly_desktop.domain.surveys.tally import question_average
from friendly_desktop.services.documents.pdf_bars import shades
from friendly_desktop.services.documents.survey_result import ResultFacts, told
from friendly_desktop.services.documents.xlsx import packed_alike

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MADE = datetime(2000, 1, 1, tzinfo=UTC)  # the same input gives the same bytes
_FACE = "Times New Roman"
_MOST_OFFERED = 255


def result_sheet(facts: ResultFacts) -> bytes:
    """A workbook with the result, and with the groups where ballots are told apart."""
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as workbook:
        workbook.set_properties({"title": facts.survey.title, "created": _MADE})
        looks = _Looks(workbook)
        _result_page(workbook, facts, looks)
        if facts.groups:
            _group_page(workbook, facts, looks)
    return packed_alike(target)


def ballot_sheet(form: SurveyForm, ballots: Sequence[Ballot], numbers: Sequence[int] = ()) -> bytes:
    """Every ballot on a line, by number, without its group; it can be read back as a list.

    Args:
        form: of the round.
        ballots: entered already.
        numbers: of ballots to be filled in below them; Excel offers the answers.
    """
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as workbook:
        workbook.set_properties({"title": form.called, "created": _MADE})
        looks = _Looks(workbook)
        page = workbook.add_worksheet("Phiếu")
        last = len(form.questions) + 1
        headings = [
            "Số phiếu",
            *(f"Câu {place}" for place in range(1, last)),
            "Không hợp lệ",
        ]
        for column, text in enumerate(headings):
            page.write_string(0, column, text, looks.head)
        page.set_column(0, 0, 10)
        page.set_column(1, last - 1, 13)
        page.set_column(last, last, 30)
        words = {choice.id: choice.text for choice in form.choices}
        for row, one in enumerate(ballots, 1):
            page.write_number(row, 0, one.number, looks.number)
            for column, answer in enumerate(one.answers, 1):
                page.write_string(row, column, words.get(answer, ""), looks.words)
            page.write_string(row, last, one.why if one.state is BallotState.INVALID else "", looks.words)
        for row, number in enumerate(numbers, len(ballots) + 1):
            page.write_number(row, 0, number, looks.number)
            for column in range(1, last + 1):
                page.write_blank(row, column, None, looks.words)
        source = list(words.values())
        # Excel parts the answers it offers by commas and takes 255 letters of them.
        if len(",".join(source)) <= _MOST_OFFERED and not any("," in one for one in source):
            bottom = max(len(ballots) + len(numbers), 1000)
            page.data_validation(1, 1, bottom, last - 1, {"validate": "list", "source": source})
        page.freeze_panes(1, 1)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    return packed_alike(target)


class _Looks:
    """The cell formats of a workbook."""

    def __init__(self, workbook: Any) -> None:
        base = {"font_name": _FACE, "font_size": 12, "valign": "top"}
        ruled = {**base, "border": 1}
        self.title = workbook.add_format({**base, "bold": True, "font_size": 14})
        self.text = workbook.add_format({**base, "text_wrap": True})
        self.head = workbook.add_format(
            {**ruled, "bold": True, "text_wrap": True, "valign": "vcenter", "align": "center"}
        )
        self.words = workbook.add_format({**ruled, "text_wrap": True})
        self.number = workbook.add_format({**ruled, "num_format": "#,##0"})
        self.average = workbook.add_format({**ruled, "num_format": "0.00", "bold": True})


def _result_page(workbook: Any, facts: ResultFacts, looks: _Looks) -> None:
    form, made = facts.survey.form, facts.tally
    page = workbook.add_worksheet("Kết quả")
    last = len(form.choices) + 3
    page.set_column(0, 0, 8)
    page.set_column(1, 1, 60)
    page.set_column(2, last, 12)
    page.write_string(0, 0, facts.survey.title, looks.title)
    row = 1
    for text in told(facts):
        page.merge_range(row, 0, row, last, "", looks.text)
        page.write_string(row, 0, text, looks.text)
        page.set_row(row, 16 * (1 + len(text) // 110))
        row += 1
    top = row + 1
    headings = ["Câu", "Nội dung", *(one.text for one in form.choices), "Bỏ trống", "Điểm"]
    for column, text in enumerate(headings):
        page.write_string(top, column, text, looks.head)
    for place, (question, tally) in enumerate(zip(form.questions, made.questions, strict=True)):
        row = top + 1 + place
        page.write_string(row, 0, f"Câu {place + 1}", looks.words)
        page.write_string(row, 1, question.text, looks.words)
        for column, (_choice, count) in enumerate(tally.counts, 2):
            page.write_number(row, column, count, looks.number)
        page.write_number(row, last - 1, tally.blank, looks.number)
        _write_average(page, row, last, question_average(form, made, place), looks)
    bottom = top + len(form.questions)
    page.write_string(bottom + 1, 1, "Điểm trung bình của phiếu", looks.head)
    _write_average(page, bottom + 1, last, made.rounded(), looks)
    page.freeze_panes(top + 1, 0)
    if made.valid:
        page.insert_chart(bottom + 3, 0, _chart(workbook, page, form, top))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _chart(workbook: Any, page: Any, form: SurveyForm, top: int) -> Any:
    """Bars of shares under the counts; ``top`` is the row of the headings."""
    chart = workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    bottom = top + len(form.questions)
    for column, color in enumerate(shades(len(form.choices)), 2):
        chart.add_series(
            {
                "name": [page.name, top, column],
                "categories": [page.name, top + 1, 0, bottom, 0],
                "values": [page.name, top + 1, column, bottom, column],
                "fill": {"color": color},
                "border": {"color": "#5C636B", "width": 0.5},
                "gap": 40,
            }
        )
    chart.set_title({"name": "Tỷ lệ các phương án trả lời", "name_font": {"name": _FACE, "size": 13}})
    chart.set_y_axis({"reverse": True})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 860, "height": 130 + 40 * len(form.questions)})
    return chart


def _group_page(workbook: Any, facts: ResultFacts, looks: _Looks) -> None:
    page = workbook.add_worksheet("Theo nhóm")
    page.set_column(0, 0, 40)
    page.set_column(1, 2, 18)
    for column, text in enumerate(("Nhóm", "Phiếu hợp lệ", "Điểm trung bình")):
        page.write_string(0, column, text, looks.head)
    for row, one in enumerate(facts.groups, 1):
        page.write_string(row, 0, one.group or "Không ghi nhóm", looks.words)
        if one.tally is None:
            page.write_string(row, 1, "không nêu", looks.words)
            page.write_string(row, 2, "", looks.words)
        else:
            page.write_number(row, 1, one.valid, looks.number)
            _write_average(page, row, 2, one.tally.rounded(), looks)


def _write_average(page: Any, row: int, column: int, value: Decimal | None, looks: _Looks) -> None:
    if value is None:
        page.write_string(row, column, "", looks.words)
    else:
        page.write_number(row, column, value, looks.average)
