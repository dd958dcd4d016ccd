"""Lines of the trail as rows of a list: the whole trail on its tab, the history of one record beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from friendly_desktop import formats
from friendly_desktop.domain.trail import TrailLine
from friendly_desktop.i18n import _
from friendly_desktop.services.trail import TrailAct
from friendly_desktop.services.trail.words import change_words, key_words, operation_words, record_words
from ui.models.columns import Column


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One line of the list, with the act it belongs to."""

    act: TrailAct
    line: TrailLine


def rows_of(acts: Sequence[TrailAct]) -> list[TrailRow]:
    """The lines of acts, the newest act first, within an act in the order of writing."""
    return [TrailRow(act, line) for act in acts for line in act.lines]


def columns() -> list[Column[TrailRow]]:
    """What is shown of a line."""
    return [
        Column(_("Lúc"), lambda one: one.act.at, formats.moment, width=16),
        Column(_("Người làm"), lambda one: one.act.actor or _("(chưa đăng nhập)"), width=15),
        Column(_("Thao tác"), lambda one: operation_words(one.line.operation), width=8),
        Column(
            _("Đối tượng"),
            lambda one: _("{kind} {key}").format(
                kind=record_words(one.line.table), key=key_words(one.line, one.act.code(one.line))
            ),
            width=24,
        ),
        Column(
            _("Thay đổi"),
            lambda one: change_words(one.line),
            tooltip=lambda one: change_words(one.line),
        ),
    ]
