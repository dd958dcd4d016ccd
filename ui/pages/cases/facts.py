"""What is written of a case: who, what, from where; of a denunciation only what may be."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import (
    Case,
    CaseKind,
    CasePaper,
    Competence,
    Conditions,
    Outcome,
    Representative,
)
from friendly_desktop.domain.cases.words import (
    CHANNEL_TITLES,
    COMPETENCE_TITLES,
    COMPLEXITY_TITLES,
    CONDITION_TITLES,
    OUTCOME_TITLES,
    PAPER_TITLES,
    person_of,
)
from friendly_desktop.domain.deadlines import Complexity
from friendly_desktop.i18n import _
from ui.widgets.text import Text


def fact_lines(case: Case) -> tuple[tuple[str, str], ...]:
    """Label and words of everything that was written down, in the order in which one reads it."""
    entry = case.entry
    secret = entry.kind is CaseKind.DENUNCIATION
    people = ""
    if entry.people > 1:
        people = _("{n} người cùng nội dung").format(n=formats.whole_number(entry.people))
    lines = [
        (_("Người"), person_of(case)),
        (_("Hồ sơ giấy"), entry.paper_file if secret else ""),
        (_("Địa chỉ"), _address(entry.address, entry.hamlet)),
        (_("Giấy tờ"), _joined(entry.identity, entry.identity_issued)),
        (_("Điện thoại"), entry.phone),
        (_("Số người"), people),
        (_("Người đại diện"), "\n".join(map(_person, entry.representatives))),
        (_("Nội dung"), entry.content),
        (_("Yêu cầu, đề nghị"), entry.request),
        (_("Bị khiếu nại, tố cáo"), entry.against),
        (_("Cơ quan đã giải quyết"), entry.earlier),
        (_("Lĩnh vực"), entry.topic),
        (_("Tài liệu đã nhận"), "\n".join(map(_paper, entry.papers))),
        (_("Nguồn đơn"), _(CHANNEL_TITLES[entry.channel])),
        (_("Ngày nhận"), formats.weekday_date(entry.received)),
        (_("Người tiếp, nhận đơn"), entry.receiver),
        (_("Số trong sổ tiếp công dân"), str(case.register_number or "")),
        (
            _("Điều kiện"),
            "" if case.conditions is Conditions.UNKNOWN else _(CONDITION_TITLES[case.conditions]),
        ),
        (
            _("Thẩm quyền"),
            "" if case.competence is Competence.UNKNOWN else _(COMPETENCE_TITLES[case.competence]),
        ),
        (
            _("Mức độ phức tạp"),
            "" if case.complexity is Complexity.NORMAL else _(COMPLEXITY_TITLES[case.complexity]),
        ),
        (_("Người được giao"), case.officer),
        (_("Cơ quan nhận"), case.body),
        (_("Kết quả"), "" if case.outcome is Outcome.NONE else _(OUTCOME_TITLES[case.outcome])),
        (_("CSDL quốc gia"), _national(case)),
        (_("Ghi chú"), entry.note),
    ]
    return tuple((label, words) for label, words in lines if words)


class CaseFacts(QWidget):
    """The facts, label and words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._texts: list[Text] = []

    def show_case(self, case: Case) -> None:
        """Show a case; the words of a denunciation cannot be marked and copied."""
        lines = fact_lines(case)
        if lines == self._shown:
            return
        self._shown = lines
        for text in self._texts:
            text.hide()
            text.deleteLater()
        self._texts = []
        secret = case.entry.kind is CaseKind.DENUNCIATION
        for place, (label, words) in enumerate(lines):
            name = Text(label, "quiet", parent=self)
            told = Text(words, wrap=True, parent=self)
            told.setAccessibleName(_("{label}: {words}").format(label=label, words=words))
            if not secret:
                told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, place, 0, top)
            self._grid.addWidget(told, place, 1, top)
            self._texts += [name, told]

    def words(self) -> str:
        """Everything that is shown."""
        return "\n".join(f"{label}: {words}" for label, words in self._shown)


def _national(case: Case) -> str:
    if case.national_on is None:
        return _("chưa nhập")
    return _joined(_("đã nhập {day}").format(day=formats.short_date(case.national_on)), case.national_code)


def _person(one: Representative) -> str:
    return _joined(one.name, one.address, one.identity)


def _paper(one: CasePaper) -> str:
    pages = _("{n} trang").format(n=one.pages) if one.pages is not None else ""
    return _joined(one.name, pages, _(PAPER_TITLES[one.state]).lower())


def _address(address: str, hamlet: str) -> str:
    """The whole address; a part of the commune that it names already is not said twice."""
    return address if hamlet.casefold() in address.casefold() else _joined(address, hamlet)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def title_of(case: Case) -> str:
    """The name of a case in headings and windows: its number alone, never a person."""
    return _("Vụ việc {code}").format(code=case.code)
