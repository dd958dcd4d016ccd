"""Builds a survey form from what a file or the records say, and says a form as plain texts again.

The format is told in ``resources/surveys/README.md``. The records keep forms as the JSON of ``plain_form``;
building what that gives yields an equal form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from friendly_desktop.domain.criteria import Problem
from friendly_desktop.domain.criteria.source import FIELD_ID, FILE_ID, Fields, Findings, Table
from friendly_desktop.domain.letters.corrections import corrections_in
from friendly_desktop.domain.surveys import COLUMN, SIGNER, Choice, Question, SurveyForm
from friendly_desktop.formats import plain
from friendly_desktop.i18n import N_, _

FORMAT = "1"
MOST_QUESTIONS = 60
MOST_CHOICES = 6
MOST_GROUPS = 100
_LONGEST_QUESTION = 1_000
_LONGEST_LINE = 500
_LONGEST_CHOICE = 60
_MOST_POINTS = Decimal(1000)
_FORM_ADVICE = N_("Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, như citizen.")
_WORD_ADVICE = N_("Chỉ dùng chữ thường không dấu, chữ số và dấu gạch dưới, như q1 hoặc good.")


@dataclass(frozen=True, slots=True)
class BuiltSurveyForm:
    """A form, or every problem found."""

    form: SurveyForm | None
    problems: tuple[Problem, ...] = ()


def build(root: Table) -> BuiltSurveyForm:
    """The form a file describes."""
    findings = Findings()
    reader = Fields(root, findings)
    reader.require_format(
        FORMAT, _("Chương trình này đọc tệp phiếu khảo sát có «format: {known}», không đọc được «{said}».")
    )
    form = SurveyForm(
        id=reader.matching("id", FILE_ID, _(_FORM_ADVICE), required=True),
        version=reader.whole("version", 1, 999_999, 1),
        name=reader.line("name"),
        title=reader.line("title", required=True),
        heading=reader.lines("heading"),
        audience=reader.line("audience"),
        instruction=reader.line("instruction"),
        choices=tuple(_choice(table, findings) for table in reader.tables("choices")),
        questions=tuple(_question(table, findings) for table in reader.tables("questions")),
        signature=reader.truth("signature", default=True),
        guidance=reader.text("guidance"),
        groups=reader.lines("groups"),
        source=reader.line("source"),
        own=reader.truth("own", default=False),
        column=reader.line("column") or COLUMN,
        signer=reader.line("signer") or SIGNER,
        signer_note=reader.line("signer_note"),
        thanks=reader.line("thanks"),
        corrections=corrections_in(reader, findings),
        month=reader.whole("month", 1, 12, 0),
        complete=reader.truth("complete", default=False),
    )
    reader.finish()
    if not findings.problems:
        for message in form_problems(form):
            findings.add(root.where, message)
    return BuiltSurveyForm(None if findings.problems else form, tuple(findings.problems))


def form_problems(form: SurveyForm) -> tuple[str, ...]:
    """Why a form cannot be used, as sentences; empty when it can."""
    return tuple(_problems(form))


def plain_form(form: SurveyForm) -> Mapping[str, Any]:
    """The form as texts, lists and tables, in the format of the files."""
    return {
        "format": FORMAT,
        "id": form.id,
        "version": str(form.version),
        "name": form.name,
        "title": form.title,
        "heading": list(form.heading),
        "audience": form.audience,
        "instruction": form.instruction,
        "column": form.column,
        "choices": [{"id": one.id, "text": one.text, "points": plain(one.points)} for one in form.choices],
        "questions": [{"id": one.id, "text": one.text} for one in form.questions],
        "signature": "true" if form.signature else "false",
        "signer": form.signer,
        "signer_note": form.signer_note,
        "thanks": form.thanks,
        "guidance": form.guidance,
        "groups": list(form.groups),
        "source": form.source,
        **({"month": str(form.month)} if form.month else {}),
        **({"complete": "true"} if form.complete else {}),
        "own": "true" if form.own else "false",
        "corrections": [
            {"found": one.found, "corrected": one.corrected, "why": one.why} for one in form.corrections
        ],
    }


def _choice(table: Table, findings: Findings) -> Choice:
    reader = Fields(table, findings)
    made = Choice(
        reader.matching("id", FIELD_ID, _(_WORD_ADVICE), required=True),
        reader.line("text", required=True),
        reader.decimal("points", required=True) or Decimal(0),
    )
    reader.finish()
    return made


def _question(table: Table, findings: Findings) -> Question:
    reader = Fields(table, findings)
    made = Question(
        reader.matching("id", FIELD_ID, _(_WORD_ADVICE), required=True), reader.line("text", required=True)
    )
    reader.finish()
    return made


def _problems(form: SurveyForm) -> Iterator[str]:
    if not form.title:
        yield _("Phiếu chưa có tiêu đề, như PHIẾU KHẢO SÁT.")
    if not 1 <= len(form.questions) <= MOST_QUESTIONS:
        yield _("Phiếu phải có từ 1 đến {most} câu hỏi; phiếu này có {n}.").format(
            most=MOST_QUESTIONS, n=len(form.questions)
        )
    if not 2 <= len(form.choices) <= MOST_CHOICES:
        yield _("Phiếu phải có từ 2 đến {most} phương án trả lời; phiếu này có {n}.").format(
            most=MOST_CHOICES, n=len(form.choices)
        )
    yield from _choice_problems(form)
    yield from _question_problems(form)
    if len(form.groups) > MOST_GROUPS:
        yield _("Phiếu có {n} nhóm; nhiều nhất là {most}.").format(n=len(form.groups), most=MOST_GROUPS)
    if len(set(form.groups)) < len(form.groups):
        yield _("Hai nhóm của phiếu có cùng tên.")
    lines = (form.title, form.audience, form.instruction, form.name, *form.heading, *form.groups)
    if any(len(line) > _LONGEST_LINE for line in lines):
        yield _("Có dòng dài hơn {most} chữ; hãy viết ngắn lại.").format(most=_LONGEST_LINE)


def _choice_problems(form: SurveyForm) -> Iterator[str]:
    for number, one in enumerate(form.choices, 1):
        if not one.text:
            yield _("Phương án trả lời {n} chưa có chữ.").format(n=number)
        if len(one.text) > _LONGEST_CHOICE:
            yield _("Phương án trả lời {n} dài hơn {most} chữ; hãy viết ngắn lại.").format(
                n=number, most=_LONGEST_CHOICE
            )
        if not 0 <= one.points <= _MOST_POINTS:
            yield _("Điểm của phương án «{choice}» phải từ 0 đến {most}.").format(
                choice=one.text, most=_MOST_POINTS
            )
    if len({one.id for one in form.choices}) < len(form.choices):
        yield _("Hai phương án trả lời có cùng mã.")
    if len({one.text.casefold() for one in form.choices}) < len(form.choices):
        yield _("Hai phương án trả lời có cùng tên.")


def _question_problems(form: SurveyForm) -> Iterator[str]:
    for number, one in enumerate(form.questions, 1):
        if not one.text:
            yield _("Câu {n} chưa có nội dung.").format(n=number)
        if len(one.text) > _LONGEST_QUESTION:
            yield _("Câu {n} dài hơn {most} chữ; hãy viết ngắn lại.").format(n=number, most=_LONGEST_QUESTION)
    if len({one.id for one in form.questions}) < len(form.questions):
        yield _("Hai câu hỏi có cùng mã.")
