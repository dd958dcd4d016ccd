"""What the list of rounds shows: words, chips, columns, and the steps a round goes through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Survey, SurveyForm, SurveyState
from friendly_desktop.i18n import N_, _
from ui.models.columns import Column
from ui.widgets.chip_cells import ChipCells
from ui.widgets.chip_label import ChipLabel
from ui.widgets.chips import Tone


class Stage(Enum):
    """Where a round is for people."""

    COMING = "coming"
    ASKING = "asking"
    ENTERING = "entering"  # its days are over, ballots are still to be entered
    CLOSED = "closed"


STAGE_LOOKS: Mapping[Stage, tuple[str, Tone, str]] = {
    Stage.COMING: (N_("Sắp khảo sát"), Tone.NEUTRAL, "calendar"),
    Stage.ASKING: (N_("Đang khảo sát"), Tone.ACCENT, "doing"),
    Stage.ENTERING: (N_("Đang nhập phiếu"), Tone.WARNING, "edit"),
    Stage.CLOSED: (N_("Đã đóng"), Tone.GOOD, "lock"),
}


def stage(survey: Survey, today: date) -> Stage:
    """Where a round is."""
    if survey.state is SurveyState.CLOSED:
        return Stage.CLOSED
    if today < survey.first_day:
        return Stage.COMING
    return Stage.ASKING if today <= survey.last_day else Stage.ENTERING


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round with its counts.

    Attributes:
        entered: ballots of the first hand, valid or not.
        valid: those that count.
        sample: how many are to be entered a second time.
        checked: how many of them were.
        differing: answers in which the two entries differ and nobody decided yet.
        doubts: scanned ballots that wait for a person.
        average: in points, None without a valid ballot.
    """

    survey: Survey
    entered: int
    valid: int
    sample: int
    checked: int
    differing: int
    doubts: int
    average: Decimal | None


class StepKind(Enum):
    """What is done with a round, one after the other."""

    PAPER = "paper"
    RETURNED = "returned"
    ENTRY = "entry"
    CHECK = "check"
    CLOSE = "close"
    PROPOSE = "propose"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: whether it is done, whether it is the next, and how it stands."""

    kind: StepKind
    done: bool
    words: str
    is_next: bool = False


def steps(row: RoundRow, today: date) -> tuple[Step, ...]:
    """The steps of a round with the next one marked."""
    survey = row.survey
    number = formats.whole_number
    closed = survey.state is SurveyState.CLOSED
    expected = survey.returned if survey.returned is not None else survey.issued
    counted = (
        _("Thu về {n} / {of} phiếu").format(n=number(survey.returned), of=number(survey.issued))
        if survey.returned is not None
        else _("Chưa ghi số phiếu thu về")
    )
    entered = _("Đã nhập {n} / {of} phiếu").format(n=number(row.entered), of=number(expected))
    if row.entered > row.valid:
        entered = _("{entered}, {n} phiếu không hợp lệ").format(
            entered=entered, n=number(row.entered - row.valid)
        )
    if row.doubts:
        entered = _("{entered}, {n} phiếu quét chờ xem").format(entered=entered, n=number(row.doubts))
    checked = _("Nhập lần hai {n} / {of} phiếu").format(n=number(row.checked), of=number(row.sample))
    if row.differing:
        checked = _("{checked}, {n} chỗ khác nhau chưa xem").format(checked=checked, n=number(row.differing))
    if not survey.second_share:
        checked = _("Không nhập lần hai")
    found = [
        Step(
            StepKind.PAPER,
            today >= survey.first_day,
            _("Phát phiếu số 1 đến {n}").format(n=number(survey.issued)),
        ),
        Step(StepKind.RETURNED, survey.returned is not None, counted),
        Step(StepKind.ENTRY, 0 < expected <= row.entered and not row.doubts, entered),
        Step(
            StepKind.CHECK,
            not survey.second_share or (0 < row.sample <= row.checked and not row.differing),
            checked,
        ),
        Step(
            StepKind.CLOSE,
            closed,
            _("Đã đóng ngày {day}").format(day=formats.short_date(survey.closed_on))
            if closed
            else _("Đóng đợt, khóa số liệu"),
        ),
    ]
    first = next((place for place, one in enumerate(found) if not one.done), len(found))
    return tuple(
        Step(one.kind, one.done, one.words, is_next=place == first) for place, one in enumerate(found)
    )


def days(survey: Survey) -> str:
    """From when to when."""
    if survey.first_day == survey.last_day:
        return formats.short_date(survey.first_day)
    return _("{first} đến {last}").format(
        first=formats.short_date(survey.first_day), last=formats.short_date(survey.last_day)
    )


def points(value: Decimal | None) -> str:
    """An average for people: two places, "–" for none."""
    if value is None:
        return "–"
    return formats.points(value.quantize(Decimal("0.01")))


def average_words(value: Decimal | None, form: SurveyForm) -> str:
    """An average and what it is of: "8,35 / 10"."""
    return _("{points} / {most}").format(points=points(value), most=formats.points(form.max_points))


TITLE, DAYS, ENTERED, AVERAGE, STATE = range(5)
#: Columns that give way, and the table widths (in letters) below which they do.
ROOM = {DAYS: 92, ENTERED: 70, AVERAGE: 48}


def columns(today: date) -> tuple[Column[RoundRow], ...]:
    """The columns of the list."""
    return (
        Column(
            _("Đợt khảo sát"),
            value=lambda row: row.survey.title,
            tooltip=lambda row: row.survey.title,
        ),
        Column(_("Thời gian"), value=lambda row: days(row.survey), width=22),
        Column(
            _("Đã nhập"), value=lambda row: row.entered, display=formats.whole_number, right=True, width=8
        ),
        Column(
            _("Điểm"),
            value=lambda row: average_words(row.average, row.survey.form),
            right=True,
            width=10,
        ),
        Column(
            _("Trạng thái"),
            value=lambda row: stage(row.survey, today),
            display=lambda one: _(STAGE_LOOKS[one][0]),
            width=17,
        ),
    )


def stage_chips(today: date, view: QWidget) -> ChipCells:
    """Where a round is, as a chip."""

    def look(row: RoundRow) -> tuple[Tone, str]:
        _words, tone, icon = STAGE_LOOKS[stage(row.survey, today)]
        return tone, icon

    return ChipCells(look, view)


class StageChip(ChipLabel):
    """Where a round is: icon and word."""

    def show_stage(self, wanted: Stage) -> None:
        """Show another one."""
        words, tone, icon = STAGE_LOOKS[wanted]
        self.show_chip(_(words), tone, icon)
