"""The result of a survey on paper and for Excel: counts, averages, the arithmetic, bars; nobody's name.

No form prescribes this paper; it is the program's own. Ballots are counted by Phụ lục 02 and 03 of the scheme.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from friendly_desktop.domain.office import Office, Signatory
from friendly_desktop.domain.surveys import Survey, SurveyState, SurveyTally, rounded_share
from friendly_desktop.domain.surveys.check import CheckResult, CheckSample
from friendly_desktop.domain.surveys.tally import (
    LEAST_GROUP,
    GroupTally,
    arithmetic,
    question_arithmetic,
    question_average,
    shares,
)
from friendly_desktop.domain.text import fold
from friendly_desktop.formats import points, short_date, whole_number
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import (
    A4_LANDSCAPE,
    FIXED_SPACE,
    Align,
    Bar,
    Bars,
    Block,
    Cell,
    Document,
    Page,
    Paragraph,
    Row,
    Table,
    paragraph,
)
from friendly_desktop.services.documents.score_table import table_head

#: Millimetres: the number of a question, a choice, blanks and points.
_NUMBER, _CHOICE, _POINTS = 12.0, 20.0, 18.0
_SIZE = 11.0
_BAR_SIZE = 10.5
_WHOLE = 14
_PERCENT = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """Everything the paper says."""

    office: Office
    signatory: Signatory | None
    survey: Survey
    tally: SurveyTally
    groups: tuple[GroupTally, ...]
    check: CheckResult
    sample: CheckSample
    day: date
    before: tuple[Survey, Decimal] | None = None  # the round before with the same form, and its average


def result_paper(facts: ResultFacts) -> Document:
    """The paper, A4 landscape after NĐ 30/2020."""
    survey, made = facts.survey, facts.tally
    title = _title(survey)
    page = A4_LANDSCAPE
    blocks: list[Block] = [
        decree30.header(facts.office, facts.day, page=page),
        *decree30.kind_and_subject("Báo cáo", title),
        *(decree30.body(text) for text in told(facts)),
        decree30.section_heading("Kết quả từng câu hỏi"),
        _question_table(facts, page),
    ]
    if made.valid:
        blocks += [
            decree30.section_heading("Tỷ lệ các phương án trả lời"),
            _bars(facts),
        ]
    if facts.groups:
        blocks += [decree30.section_heading("Kết quả theo nhóm"), _group_table(facts.groups, page)]
        if any(one.hidden for one in facts.groups):
            blocks.append(
                _note(
                    f"Nhóm có dưới {LEAST_GROUP} phiếu hợp lệ không nêu kết quả, để không nhận ra người trả lời; "
                    "một nhóm lớn hơn cũng không nêu khi từ nó suy ra được."
                )
            )
    blocks += [_note(_check_words(facts)), decree30.sheet_closing(facts.signatory, page)]
    return Document(
        title,
        tuple(blocks),
        page=page,
        author=outline.committee(facts.office),
        mark=outline.DRAFT_MARK if survey.state is SurveyState.OPEN else "",
    )


def _title(survey: Survey) -> str:
    """What the paper is about: of "Khảo sát người dân", "Kết quả khảo sát người dân"."""
    if fold(survey.title).startswith("khao sat"):
        return f"Kết quả {survey.title[0].lower() + survey.title[1:]}"
    return f"Kết quả khảo sát: {survey.title}"


def told(facts: ResultFacts) -> list[str]:
    """What the paper says in sentences before its tables."""
    survey, made = facts.survey, facts.tally
    days = (
        f"ngày {short_date(survey.first_day)}"
        if survey.first_day == survey.last_day
        else f"từ ngày {short_date(survey.first_day)} đến ngày {short_date(survey.last_day)}"
    )
    counts = [
        f"Mẫu phiếu: {survey.form.called}. Thời gian lấy phiếu: {days}.",
        " ".join(_counted(survey, made)),
    ]
    if made.average is not None:
        counts.append(
            f"Điểm trung bình: {points(made.rounded())} trên {points(survey.form.max_points)} điểm."
            + _compared(facts)
        )
    counts.append(f"Cách tính: {arithmetic(survey.form, made)}")
    if survey.state is SurveyState.OPEN:
        counts.append("Đợt khảo sát chưa đóng, đây là kết quả tạm tính.")
    return counts


def _compared(facts: ResultFacts) -> str:
    """How the average stands beside that of the round before, "" without one."""
    now, before = facts.tally.rounded(), facts.before
    if before is None or now is None:
        return ""
    earlier, average = before
    change = now - average
    words = (
        "bằng đợt này"
        if not change
        else f"đợt này {'tăng' if change > 0 else 'giảm'} {points(abs(change))} điểm"
    )
    return f" Đợt trước ({earlier.title}, đến ngày {short_date(earlier.last_day)}): {points(average)} điểm, {words}."


def _counted(survey: Survey, made: SurveyTally) -> list[str]:
    issued = f"Phát ra {whole_number(survey.issued)} phiếu"
    if survey.returned is not None:
        returned = f"{issued}, thu về {whole_number(survey.returned)} phiếu ({_percent(survey.returned, survey.issued)}%)."
    else:
        returned = f"{issued}."
    entered = f"Đã nhập {whole_number(made.ballots)} phiếu: {whole_number(made.valid)} phiếu hợp lệ, {whole_number(len(made.invalid))} phiếu không hợp lệ."
    return [returned, entered]


def _question_table(facts: ResultFacts, page: Page) -> Table:
    form, made = facts.survey.form, facts.tally
    choices = tuple(_CHOICE for _choice in form.choices)
    content = page.text_width - _NUMBER - sum(choices) - 2 * _POINTS
    widths = (_NUMBER, content, *choices, _POINTS, _POINTS)
    head = table_head("Câu", "Nội dung", *(one.text for one in form.choices), "Bỏ trống", "Điểm")
    rows = []
    for place, (question, tally) in enumerate(zip(form.questions, made.questions, strict=True)):
        average = question_average(form, made, place)
        working = question_arithmetic(form, made, place)
        words = [_cell(question.text)]
        if working:
            words.append(_cell(FIXED_SPACE.join(working.rsplit(" ", 1)), italic=True))
        rows.append(
            Row(
                (
                    _number(Decimal(place + 1), str(place + 1)),
                    Cell(tuple(words)),
                    *(_number(Decimal(count), whole_number(count)) for _choice, count in tally.counts),
                    _number(Decimal(tally.blank), whole_number(tally.blank)),
                    _number(average, points(average, "–"), bold=True),
                )
            )
        )
    total = made.rounded()
    rows.append(
        Row(
            (
                Cell((_cell("Điểm trung bình của phiếu", bold=True),), span=3 + len(form.choices)),
                _number(total, points(total, "–"), bold=True),
            ),
            shade=0.06,
        )
    )
    return Table(widths, (head,), tuple(rows), after=6)


def _bars(facts: ResultFacts) -> Bars:
    form, made = facts.survey.form, facts.tally
    bars = []
    for place, tally in enumerate(made.questions):
        percents = shares(tally.counts) or tuple(Decimal(0) for _choice in tally.counts)
        bars.append(
            Bar(
                _cell(f"Câu {place + 1}", size=_BAR_SIZE),
                tuple(Decimal(count) for _choice, count in tally.counts),
                tuple(_cell(f"{points(one)}%", size=_BAR_SIZE) for one in percents),
                _cell(
                    f"{points(question_average(form, made, place))} điểm",
                    bold=True,
                    size=_BAR_SIZE,
                ),
            )
        )
    legend = tuple(_cell(one.text, size=_BAR_SIZE) for one in form.choices)
    return Bars(legend, tuple(bars), label_width=16, value_width=22, after=8)


def _group_table(groups: Sequence[GroupTally], page: Page) -> Table:
    rows = []
    for number, one in enumerate(groups, 1):
        average = one.tally.rounded() if one.tally else None
        kept = len(groups) <= _WHOLE and number < len(groups)  # a short table stays on one page
        rows.append(
            Row(
                (
                    Cell((_cell(one.group or "Không ghi nhóm"),)),
                    _number(Decimal(one.valid), whole_number(one.valid))
                    if one.tally
                    else _number(None, "không nêu"),
                    _number(average, points(average, "–"), bold=True),
                ),
                keep_with_next=kept,
            )
        )
    head = table_head("Nhóm", "Phiếu hợp lệ", "Điểm trung bình")
    return Table((page.text_width - 100, 50.0, 50.0), (head,), tuple(rows), after=4)


def _check_words(facts: ResultFacts) -> str:
    check, sample = facts.check, facts.sample
    if not check.sheets:
        return "Chưa nhập lần hai để kiểm tra việc nhập phiếu."
    told = (
        "Kiểm tra việc nhập phiếu: {sheets} phiếu ({share}%, rút thăm bằng mã «{seed}») được nhập lần hai; "
        "{differed} trên {boxes} ô khác nhau ({percent}%), đã đối chiếu với phiếu giấy."
    )
    if check.open:
        told = (
            "Kiểm tra việc nhập phiếu: {sheets} phiếu ({share}%, rút thăm bằng mã «{seed}») được nhập lần hai; "
            "{differed} trên {boxes} ô khác nhau ({percent}%), còn {open} ô chưa đối chiếu."
        )
    return told.format(
        sheets=whole_number(check.sheets),
        share=sample.share,
        seed=sample.seed,
        differed=whole_number(check.differed),
        boxes=whole_number(check.boxes),
        percent=points(check.percent),
        open=check.open,
    )


def _percent(part: int, whole: int) -> str:
    return points(rounded_share(Decimal(100 * part), whole, _PERCENT)) if whole else "0"


def _cell(text: str, *, bold: bool = False, italic: bool = False, size: float = _SIZE) -> Paragraph:
    return decree30.cell_text(text, bold=bold, italic=italic, size=size, verbatim=True)


def _number(value: Decimal | None, text: str, *, bold: bool = False) -> Cell:
    words = decree30.cell_text(text, bold=bold, align=Align.CENTER, size=_SIZE)
    return Cell((words,), number=value)


def _note(text: str) -> Paragraph:
    return paragraph(text, italic=True, size=12, align=Align.LEFT, before=4)
