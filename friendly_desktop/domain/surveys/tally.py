"""What the ballots of a survey say: averages by the form's points, with the arithmetic.

Phụ lục 02 and 03 of the Hải Dương scheme: the result is the average of all ballots; a ballot is worth the sum of its
answers. The scheme does not speak of boxes left blank: here a blank box brings no points and the ballot counts,
unless the round counts complete ballots alone; a ballot that is blank altogether is invalid. Every sum is exact;
only the last division rounds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from friendly_desktop.domain.surveys import (
    Ballot,
    BallotState,
    QuestionTally,
    SurveyForm,
    SurveyTally,
    rounded_share,
)
from friendly_desktop.formats import points, whole_number
from friendly_desktop.i18n import _

#: A group with fewer valid ballots is not shown: its people could be known.
LEAST_GROUP = 5
_FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class GroupTally:
    """The ballots of one group; ``tally`` is None where they are too few to be shown."""

    group: str
    valid: int
    tally: SurveyTally | None

    @property
    def hidden(self) -> bool:
        """Whether it is too small to be shown."""
        return self.tally is None


def counted(ballot: Ballot, form: SurveyForm) -> Ballot:
    """The ballot as it counts: one that is blank altogether is invalid.

    Raises:
        ValueError: it has another number of answers than the form has questions, or an answer the form does not offer.
    """
    if len(ballot.answers) != len(form.questions):
        raise ValueError(
            _("Phiếu số {number} có {n} câu trả lời, phiếu của đợt này có {known} câu hỏi.").format(
                number=ballot.number, n=len(ballot.answers), known=len(form.questions)
            )
        )
    known = {choice.id for choice in form.choices}
    for place, answer in enumerate(ballot.answers, 1):
        if answer and answer not in known:
            raise ValueError(
                _("Phiếu số {number}, câu {n}: không có phương án trả lời «{answer}».").format(
                    number=ballot.number, n=place, answer=answer[:40]
                )
            )
    if ballot.state is BallotState.VALID and not any(ballot.answers):
        return replace(ballot, state=BallotState.INVALID, why=ballot.why or _("Phiếu để trống"))
    return ballot


def counts(form: SurveyForm, ballot: Ballot) -> bool:
    """Whether a ballot counts in a round of this form."""
    return ballot.state is BallotState.VALID and (not form.complete or all(ballot.answers))


def tally(form: SurveyForm, ballots: Iterable[Ballot]) -> SurveyTally:
    """Count ballots, each number once; the averages are rounded half up to four places.

    Args:
        form: whose questions and points count.
        ballots: what one hand entered.
    """
    valid = 0
    invalid: list[int] = []
    patterns: Counter[tuple[str, ...]] = Counter()  # thousands of ballots have few different answers
    for ballot in ballots:
        if counts(form, ballot):
            valid += 1
            patterns[ballot.answers] += 1
        else:
            invalid.append(ballot.number)
    worth = {choice.id: choice.points for choice in form.choices}
    reckoned = bool(valid) and form.scored
    questions = []
    total = Decimal(0)
    for place, question in enumerate(form.questions):
        chosen: Counter[str] = Counter()
        for answers, times in patterns.items():
            chosen[answers[place]] += times
        sum_ = sum((worth[one] * chosen[one] for one in worth), Decimal(0))
        total += sum_
        questions.append(
            QuestionTally(
                question.id,
                tuple((one, chosen[one]) for one in worth),
                chosen[""],
                rounded_share(sum_, valid, _FOUR_PLACES) if reckoned else None,
            )
        )
    return SurveyTally(
        ballots=valid + len(invalid),
        valid=valid,
        invalid=tuple(sorted(invalid)),
        average=rounded_share(total, valid, _FOUR_PLACES) if reckoned else None,
        questions=tuple(questions),
        points=total,
    )


def tally_groups(form: SurveyForm, ballots: Iterable[Ballot]) -> tuple[GroupTally, ...]:
    """The same by group, in the form's order, then those it does not name; small groups are hidden.

    Where the hidden ballots together are fewer than ``LEAST_GROUP``, the whole minus the groups shown would still tell
    what they say, so the smallest group shown is hidden as well. No group is shown where none was entered.
    """
    by_group: dict[str, list[Ballot]] = {group: [] for group in form.groups}
    for ballot in ballots:
        by_group.setdefault(ballot.group, []).append(ballot)
    if set(by_group) <= {""}:
        return ()
    counted_groups = {group: made for group, some in by_group.items() if (made := tally(form, some)).valid}
    shown = _shown({group: one.valid for group, one in counted_groups.items()})
    return tuple(
        GroupTally(group, one.valid, one if group in shown else None) for group, one in counted_groups.items()
    )


def _shown(sizes: Mapping[str, int]) -> frozenset[str]:
    shown = {group for group, size in sizes.items() if size >= LEAST_GROUP}
    while shown:
        hidden = sum(size for group, size in sizes.items() if group not in shown)
        if hidden == 0 or hidden >= LEAST_GROUP:
            break
        shown.remove(min(shown, key=lambda group: (sizes[group], group)))
    return frozenset(shown)


def arithmetic(form: SurveyForm, made: SurveyTally) -> str:
    """One sentence that anybody can work through with a pencil: answers times points, the sum, the division."""
    if not made.valid:
        return _("Chưa có phiếu hợp lệ nào nên chưa có điểm trung bình.")
    if not form.scored:
        return _("Mẫu phiếu này không chấm điểm: chỉ đếm số phiếu chọn từng phương án.")
    chosen: Counter[str] = Counter()
    for question in made.questions:
        chosen.update(dict(question.counts))
    terms = " + ".join(
        f"{whole_number(chosen[one.id])} × {points(one.points)} ({one.text})" for one in form.choices
    )
    average = made.rounded()
    exact = average is not None and average * made.valid == made.points
    sentence = _(
        "{terms} = {sum} điểm; {sum} : {valid} phiếu hợp lệ {sign} {average} điểm trên {most}."
    ).format(
        terms=terms,
        sum=_sum_words(made.points),
        valid=whole_number(made.valid),
        sign="=" if exact else "≈",
        average=points(average),
        most=points(form.max_points),
    )
    notes = []
    if blank := sum(question.blank for question in made.questions):
        notes.append(_("Ô bỏ trống không có điểm: {n} ô.").format(n=whole_number(blank)))
    if form.complete:
        notes.append(_("Chỉ tính phiếu trả lời đủ các câu."))
    if made.invalid:
        notes.append(_("Không tính phiếu không hợp lệ: {n} phiếu.").format(n=whole_number(len(made.invalid))))
    return " ".join((sentence, *notes))


def question_arithmetic(form: SurveyForm, made: SurveyTally, place: int) -> str:
    """The same for one question, counted from 0."""
    question = made.questions[place]
    if not made.valid or not form.scored:
        return ""
    counts = dict(question.counts)
    terms = " + ".join(
        f"{whole_number(counts[one.id])} × {points(one.points)}"
        for one in form.choices
        if counts[one.id] and one.points
    )
    average = question_average(form, made, place)
    points_of = sum((one.points * counts[one.id] for one in form.choices), Decimal(0))
    sign = "=" if average is not None and average * made.valid == points_of else "≈"
    return f"({terms or 0}) : {whole_number(made.valid)} {sign} {points(average)}"


def question_average(form: SurveyForm, made: SurveyTally, place: int) -> Decimal | None:
    """The average of one question to two places, rounded once; None without ballots or points."""
    if not made.valid or not form.scored:
        return None
    counts = dict(made.questions[place].counts)
    sum_ = sum((one.points * counts[one.id] for one in form.choices), Decimal(0))
    return rounded_share(sum_, made.valid, Decimal("0.01"))


def _sum_words(number: Decimal) -> str:
    """A sum with thousands separated: "1.002,5"."""
    whole = whole_number(int(number))
    rest = points(number - int(number))
    return whole + rest[1:] if len(rest) > 1 else whole


def shares(counts: Sequence[tuple[str, int]]) -> tuple[Decimal, ...]:
    """The share of each choice in per cent, one place, of those who answered; () without any."""
    answered = sum(count for _choice, count in counts)
    if not answered:
        return ()
    return tuple(rounded_share(Decimal(100 * count), answered, Decimal("0.1")) for _choice, count in counts)
