"""What the commands of ``survey`` share: a round and its figures as JSON and as a table, what was typed as values."""

from datetime import date

from friendly_desktop.cli import CommandContext
from friendly_desktop.cli.output import table
from friendly_desktop.domain.surveys import Survey, SurveyForm, SurveyTally
from friendly_desktop.errors import AppError
from friendly_desktop.formats import points
from friendly_desktop.i18n import _


def form_named(context: CommandContext, name: str) -> SurveyForm:
    """A form by name or file, without records where it needs none.

    Raises:
        AppError: there is none.
    """
    from friendly_desktop.services.surveys import forms

    if context.folder.exists():
        surveys = context.services().surveys
        own = next((one for one in surveys.forms() if one.id == name), None)
        if own is not None:
            return own
    return forms.form_named(name)


def figures(made: SurveyTally) -> dict[str, object]:
    """The averages of ballots as scripts read them."""
    return {
        "ballots": made.ballots,
        "valid": made.valid,
        "points": made.points,
        "average": made.average,
        "questions": [
            {"id": one.id, "average": one.average, "counts": dict(one.counts), "blank": one.blank}
            for one in made.questions
        ],
    }


def round_values(survey: Survey) -> dict[str, object]:
    """A survey as scripts read it."""
    return {
        "id": survey.id,
        "year": survey.year,
        "form": survey.form.id,
        "title": survey.title,
        "first_day": survey.first_day,
        "last_day": survey.last_day,
        "issued": survey.issued,
        "returned": survey.returned,
        "state": survey.state,
        "closed_on": survey.closed_on,
    }


def question_table(form: SurveyForm, made: SurveyTally) -> str:
    """The answers by question, for people."""
    rows = [
        [
            _("Câu {n}").format(n=place),
            *(str(count) for _choice, count in one.counts),
            str(one.blank),
            points(one.average, "-"),
        ]
        for place, one in enumerate(made.questions, 1)
    ]
    headings = ["", *(one.text for one in form.choices), _("Bỏ trống"), _("Điểm")]
    return table(rows, headings, right=tuple(range(1, len(headings))))


def label(text: str) -> int | str:
    """The number of a ballot as it was written: a number where it is one."""
    return int(text) if text.isdecimal() else text


def day_of(text: str | None, today: date) -> date | None:
    """A day as people type it, None where none was given.

    Raises:
        AppError: it is no day.
    """
    from friendly_desktop.domain.letters.days import read_day
    from friendly_desktop.domain.text import nfc

    if not text:
        return None
    try:
        return read_day(nfc(text), today)
    except ValueError as error:
        raise AppError("date_wrong", _("Ngày chưa đúng"), str(error)) from error


def answer_id(form: SurveyForm, text: str, question: str) -> str:
    """The id of an answer as typed.

    Raises:
        AppError: the form has no such answer.
    """
    from friendly_desktop.domain.surveys.answers import answer_of

    try:
        return answer_of(form, text)
    except ValueError as error:
        raise AppError(
            "ballot_invalid",
            _("Phiếu chưa đúng"),
            _("Câu {n} {told}.").format(n=question.removeprefix("q"), told=error),
            _("Câu trả lời là một trong: {choices}.").format(
                choices=", ".join(one.id for one in form.choices)
            ),
        ) from error
