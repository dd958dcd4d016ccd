"""Ballots out of a list somebody typed elsewhere: which column is which question, which words mean which answer.

A list has a row for each ballot: its number, an answer for each question. An answer is the id of a choice, its
words with or without marks, their first letters (T, K, TB, Y) or its place (1 to 4).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from friendly_desktop.domain.legacy_text import convert, detect
from friendly_desktop.domain.letters.lists import (
    SEARCHED_ROWS,
    Heading,
    LetterList,
    ListRow,
    find_heading,
    unique_headings,
)
from friendly_desktop.domain.surveys import Ballot, BallotSource, BallotState, SurveyForm, SurveyTally
from friendly_desktop.domain.surveys.answers import TwoAnswersError, answer_of, known_words
from friendly_desktop.domain.surveys.tally import tally
from friendly_desktop.domain.text import clean_line, fold
from friendly_desktop.i18n import _

_NUMBER_NAMES = ("ballot", "so phieu", "phieu so", "ma phieu", "phieu", "number", "so")
_COUNTING_NAMES = ("stt", "tt", "so tt", "so thu tu", "no")
_GROUP_NAMES = (
    "nhom",
    "group",
    "thon",
    "to dan pho",
    "khu dan cu",
    "thon to dan pho",
    "doi tuong",
    "nganh nghe",
)
_WHY_NAMES = ("khong hop le", "ly do khong hop le", "phieu khong hop le", "invalid", "why")
_QUESTION = re.compile(r"(?:cau hoi so|cau hoi|cau so|cau|question|q|c) ?0*([1-9][0-9]?)(?: .*)?")
_UNDER_GROUP = re.compile(r".* - (?:.* )?0*([1-9][0-9]?)\.?")
_BALLOT_NUMBER = re.compile(r"\D*?0*([1-9][0-9]{0,6})(?:[.,]0+)?\D*")
_LEAST_TEXT = 12


class Standing(Enum):
    """What a row of a list means for a round."""

    NEW = "new"
    SAME = "same"  # entered before, just so
    CHANGED = "changed"  # entered before, with other answers
    PROBLEM = "problem"  # cannot be taken


@dataclass(frozen=True, slots=True)
class ListedBallot:
    """A row of a list.

    Attributes:
        row: its number in the file.
        label: the ballot's number as written, or the row's place where there is no such column.
        ballot: what it says; an answer that is not understood is "" there.
        problem: why it cannot be taken as it is; "" when it can.
        standing: beside what was entered before.
        empty: nothing at all was written but the number: a blank paper, or a line still to be filled in.
    """

    row: int
    label: str
    ballot: Ballot
    problem: str = ""
    standing: Standing = Standing.NEW
    empty: bool = False


@dataclass(frozen=True, slots=True)
class BallotList:
    """A list that was read: its ballots in its order, which heading was read as what, what people should know."""

    ballots: tuple[ListedBallot, ...]
    columns: Mapping[str, str]
    remarks: tuple[str, ...] = ()

    def of(self, standing: Standing) -> tuple[ListedBallot, ...]:
        """The rows of one standing."""
        return tuple(one for one in self.ballots if one.standing is standing)


class UnreadableListError(ValueError):
    """The list has no column for a question; the message is a translated sentence."""


def find_columns(form: SurveyForm, headings: Sequence[str]) -> Mapping[str, str]:
    """Which heading stands for what: ``number``, ``group``, ``why`` or the id of a question.

    Raises:
        UnreadableListError: a question has no column or two.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for names, what in ((_NUMBER_NAMES, "number"), (_GROUP_NAMES, "group"), (_WHY_NAMES, "why")):
        for name in names:
            heading = next((one for one in headings if one not in taken and _bare(one) == name), None)
            if heading is not None:
                found[heading] = what
                taken.add(heading)
                break
    if "number" not in found.values():
        counting = next((one for one in headings if _bare(one) in _COUNTING_NAMES), None)
        if counting is not None:
            found[counting] = "number"
    for heading in headings:
        question = None if heading in found else _question_of(form, heading)
        if question is None:
            continue
        if question in found.values():
            raise UnreadableListError(
                _("Câu {n} có hai cột, không biết cột nào đúng.").format(n=_place(form, question) + 1)
            )
        found[heading] = question
    missing = [place for place, one in enumerate(form.questions, 1) if one.id not in found.values()]
    if missing:
        raise UnreadableListError(
            _("Không thấy cột của câu {questions}. Đặt tên cột là Câu 1, Câu 2... hoặc q1, q2...").format(
                questions=", ".join(map(str, missing))
            )
        )
    return found


def heading_finder(
    form: SurveyForm,
) -> Callable[[Sequence[tuple[int, tuple[str, ...]]], Sequence[tuple[int, int, int, int]]], Heading | None]:
    """Finds the heading of a list of ballots: the first row that names every question, however long its words."""

    def find(
        rows: Sequence[tuple[int, tuple[str, ...]]], merged: Sequence[tuple[int, int, int, int]]
    ) -> Heading | None:
        for index, (_number, cells) in enumerate(rows[:SEARCHED_ROWS]):
            texts = unique_headings([clean_line(cell) for cell in cells])
            try:
                find_columns(form, texts)
            except UnreadableListError:
                continue
            return Heading(texts, index + 1)
        return find_heading(rows, merged)

    return find


def read_ballots(form: SurveyForm, listed: LetterList, first: int = 1) -> BallotList:
    """The ballots of a list.

    Two rows with one number and the same answers are one ballot; with other answers neither can be taken.

    Args:
        form: what was asked.
        listed: the list.
        first: the number of the first row, where the list has no column of numbers.

    Raises:
        UnreadableListError: a question has no column or two.
    """
    columns = find_columns(form, listed.headings)
    by_what = {what: listed.headings.index(heading) for heading, what in columns.items()}
    known = known_words(form)
    remarks = list(listed.remarks)
    if "number" not in by_what:
        remarks.append(_("Danh sách không có cột số phiếu nên phiếu được đánh số theo thứ tự dòng."))
    made = [_row(form, by_what, known, row, place) for place, row in enumerate(listed.rows, first)]
    return BallotList(tuple(_without_repeats(made, remarks)), columns, tuple(remarks))


@dataclass(frozen=True, slots=True)
class InvalidBallot:
    """A ballot of a list that does not count; ``label`` is its number as written, else ``#`` and its row."""

    label: str
    row: int
    why: str


def tally_list(form: SurveyForm, listed: BallotList) -> tuple[SurveyTally, tuple[InvalidBallot, ...]]:
    """Count a list by itself: a row that cannot be understood is an invalid ballot, none is guessed at.

    The numbers in ``SurveyTally.invalid`` are places in the list, from 1, for its numbers may be anything.
    """
    by_label = {str(one.ballot.number or one.label or f"#{one.row}"): one for one in listed.ballots}
    ballots = []
    invalid = []
    for place, one in enumerate(by_label.values(), 1):
        why = one.problem or one.ballot.why
        if not why and form.complete and not all(one.ballot.answers):
            blank = [nth for nth, answer in enumerate(one.ballot.answers, 1) if not answer]
            why = _("Bỏ trống câu {questions}").format(questions=", ".join(map(str, blank)))
        state = BallotState.INVALID if why else BallotState.VALID
        ballots.append(replace(one.ballot, number=place, state=state, why=why))
        if why:
            invalid.append(InvalidBallot(one.label or f"#{one.row}", one.row, why))
    return tally(form, ballots), tuple(invalid)


def _row(
    form: SurveyForm, columns: Mapping[str, int], known: Mapping[str, str], row: ListRow, place: int
) -> ListedBallot:
    def cell(what: str) -> str:
        at = columns.get(what)
        return clean_line(row.cells[at]) if at is not None and at < len(row.cells) else ""

    label = cell("number") if "number" in columns else str(place)
    number = _BALLOT_NUMBER.fullmatch(label)
    problems = [*row.remarks]
    if not label:
        problems.append(_("chưa có số phiếu"))
    elif number is None:
        problems.append(_("số phiếu «{label}» không phải là số").format(label=label[:40]))
    answers = []
    why = cell("why")
    empty = not any(cell(one) for one in (*(question.id for question in form.questions), "why", "group"))
    for nth, question in enumerate(form.questions, 1):
        try:
            answers.append(answer_of(form, cell(question.id), known))
        except TwoAnswersError as told:
            answers.append("")
            why = why or _("Câu {n} {told}").format(n=nth, told=told)
        except ValueError as told:
            answers.append("")
            problems.append(_("Câu {n} {told}").format(n=nth, told=told))
    if not why and not any(answers):
        why = _("Phiếu để trống")
    ballot = Ballot(
        number=int(number[1]) if number else 0,
        answers=tuple(answers),
        state=BallotState.INVALID if why else BallotState.VALID,
        why=why,
        group=cell("group"),
        source=BallotSource.LIST,
    )
    problem = "; ".join(problems)
    standing = Standing.PROBLEM if problem else Standing.NEW
    return ListedBallot(row.number, label, ballot, problem, standing, empty)


def _without_repeats(made: Sequence[ListedBallot], remarks: list[str]) -> list[ListedBallot]:
    by_label: dict[str, list[ListedBallot]] = {}
    for one in made:
        by_label.setdefault(str(one.ballot.number or one.label), []).append(one)
    repeated = 0
    kept = []
    for one in made:
        same = by_label[str(one.ballot.number or one.label)]
        if len({other.ballot for other in same}) > 1:
            rows = ", ".join(str(other.row) for other in same)
            message = _("nhiều dòng cùng số phiếu mà trả lời khác nhau: dòng {rows}").format(rows=rows)
            problem = "; ".join(filter(None, (one.problem, message)))
            kept.append(replace(one, problem=problem, standing=Standing.PROBLEM))
        elif one is same[0]:
            kept.append(one)
        else:
            repeated += 1
    if repeated:
        remarks.append(_("Bỏ qua {n} dòng lặp lại đúng một phiếu đã có ở trên.").format(n=repeated))
    return kept


def _question_of(form: SurveyForm, heading: str) -> str | None:
    bare = _bare(heading)
    for one in form.questions:
        if bare == _bare(one.id):
            return one.id
    texts = {_bare(one.text): one.id for one in form.questions}
    if bare in texts:
        return texts[bare]
    # "1. Ông/Bà đánh giá...?" of an online form; of two questions that fit, the longer one is meant.
    inside = [text for text in texts if len(text) >= _LEAST_TEXT and text in bare]
    if inside:
        return texts[max(inside, key=len)]
    number = _QUESTION.fullmatch(bare) or _UNDER_GROUP.fullmatch(heading)
    if number and 1 <= int(number[1]) <= len(form.questions):
        return form.questions[int(number[1]) - 1].id
    return None


def _place(form: SurveyForm, question: str) -> int:
    return [one.id for one in form.questions].index(question)


def _bare(text: str) -> str:
    """The words of a heading without marks; one typed for an old font is read as it was meant."""
    legacy = detect(text)
    return " ".join(re.findall(r"[^\W_]+", fold(convert(text, legacy) if legacy else text)))
