"""What the register shows: letters as rows, the columns, the words and colours of each state and kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from friendly_desktop import formats
from friendly_desktop.domain.letters import Letter, LetterFilter, LetterKind, LetterState
from friendly_desktop.domain.letters.register import KIND_TITLES, STATE_TITLES
from friendly_desktop.i18n import N_, _
from ui.models.columns import Column
from ui.widgets.chips import Tone

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class Tab(Enum):
    """The tabs of the register; the value is the name a ``Place`` uses as its filter."""

    ALL = "all"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"

    @property
    def state(self) -> LetterState | None:
        """The state whose letters it shows; None for all."""
        return None if self is Tab.ALL else LetterState(self.value)


TAB_WORDS: Mapping[Tab, str] = {
    Tab.ALL: N_("Tất cả {n}"),
    Tab.DRAFT: N_("Bản nháp {n}"),
    Tab.SUBMITTED: N_("Trình ký {n}"),
    Tab.SIGNED: N_("Chờ trao {n}"),
    Tab.DELIVERED: N_("Đã trao {n}"),
    Tab.CANCELLED: N_("Đã hủy {n}"),
}

STATE_LOOKS: Mapping[LetterState, tuple[Tone, str]] = {
    LetterState.DRAFT: (Tone.NEUTRAL, "edit"),
    LetterState.SUBMITTED: (Tone.WARNING, "doing"),
    LetterState.SIGNED: (Tone.ACCENT, "check"),
    LetterState.DELIVERED: (Tone.GOOD, "done"),
    LetterState.CANCELLED: (Tone.DANGER, "close"),
}

#: Columns that give way, and the table widths (in letters) below which they do.
NUMBER, DATE, KIND, HAMLET, SIGNATORY = 0, 1, 2, 4, 6
ROOM = {SIGNATORY: 128, HAMLET: 106, KIND: 84, DATE: 62, NUMBER: 50}


@dataclass(frozen=True, slots=True)
class Row:
    """A letter in the register, with the name of who signs it."""

    letter: Letter
    signatory: str


@dataclass(frozen=True, slots=True)
class Found:
    """A part of the register, read in one go. ``empty`` tells that the office has no letters at all."""

    rows: tuple[Row, ...]
    years: tuple[int, ...]
    hamlets: tuple[str, ...]
    empty: bool


def read_register(services: "Services", wanted: LetterFilter) -> Found:
    """Read it in a number of statements that does not grow with the letters."""
    names = {one.id: one.name for one in services.office.signatories()}
    letters = services.letters.find(wanted)
    years = services.letters.years()
    return Found(
        tuple(Row(one, names.get(one.draft.signatory_id or 0, "")) for one in letters),
        years,
        tuple(one.name for one in services.office.hamlets()),
        not years,
    )


def kind_words(kind: LetterKind) -> str:
    """A kind in a word or two."""
    return _(KIND_TITLES[kind])


def columns() -> tuple[Column[Row], ...]:
    """The columns of the register."""
    return (
        Column(_("Số"), value=lambda row: row.letter.draft.number, display=_number_words, width=9),
        Column(_("Ngày"), value=lambda row: row.letter.draft.date, display=formats.short_date, width=10),
        Column(_("Loại thư"), value=lambda row: row.letter.kind, display=kind_words, width=20),
        Column(
            _("Người nhận"),
            value=lambda row: row.letter.recipient,
            display=lambda words: words or _("(chưa ghi tên)"),
            tooltip=lambda row: row.letter.recipient,
        ),
        Column(_("Thôn, tổ dân phố"), value=lambda row: row.letter.hamlet, width=16),
        Column(
            _("Trạng thái"),
            value=lambda row: row.letter.state,
            display=lambda one: _(STATE_TITLES[one]),
            width=16,
        ),
        Column(_("Người ký"), value=lambda row: row.signatory, width=18),
    )


def _number_words(number: str) -> str:
    return number or "–"
