"""What a list becomes: one PDF, a file each, paper, or drafts in the register."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.letters.batch import BatchForm
from friendly_desktop.i18n import _, ngettext
from ui.widgets.text import Text, button, scrolled


class Way(Enum):
    """Where the letters of a list go."""

    ONE_PDF = "one_pdf"
    PRINTER = "printer"
    PDFS = "pdfs"
    WORDS = "words"
    REGISTER = "register"

    @property
    def form(self) -> BatchForm | None:
        """The files it makes; None for none."""
        return BatchForm(self.value) if self.value in {one.value for one in BatchForm} else None


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person chose."""

    way: Way = Way.ONE_PDF
    record: bool = False
    numbered: bool = False


def _words(way: Way) -> tuple[str, str]:
    match way:
        case Way.ONE_PDF:
            return _("Một tệp PDF"), _("Các thư nối nhau theo thứ tự của danh sách, tiện in một lần.")
        case Way.PRINTER:
            return _("In ra máy in"), _("In lần lượt từng thư; thư nào không in được thì nêu riêng.")
        case Way.PDFS:
            return _("Mỗi thư một tệp PDF"), _(
                "Ghi vào một thư mục; tên tệp theo số dòng, không có tên người."
            )
        case Way.WORDS:
            return _("Mỗi thư một tệp Word"), _("Ghi vào một thư mục, sửa được bằng Word hoặc LibreOffice.")
        case _:
            return _("Chỉ ghi vào sổ thư"), _("Thành bản nháp để trình ký, in sau.")


class MakeDialog(QDialog):
    """Asks what the letters become; Enter takes what was chosen last time.

    Args:
        parent: where it stands.
        count: how many letters.
        wish: what stands there at first.
        doubtful: how many of the ticked rows have something to look at.
        done: called with the choice.
    """

    def __init__(
        self, parent: QWidget, count: int, wish: Wish, doubtful: int, done: Callable[[Wish], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        number = formats.whole_number(count)
        title = ngettext("Làm {n} thư", "Làm {n} thư", count).format(n=number)
        self.setWindowTitle(title)
        self._done = done
        self._ways: dict[Way, QRadioButton] = {}
        choices = self._build_ways()
        self._build_register(wish)
        doubts = ngettext(
            "{n} thư đã chọn có điều nên xem lại (trùng, dài quá một trang hoặc bị ẩn).",
            "{n} thư đã chọn có điều nên xem lại (trùng, dài quá một trang hoặc bị ẩn).",
            doubtful,
        ).format(n=formats.whole_number(doubtful))
        warning = Text(doubts, "problem", wrap=True, parent=self)
        warning.setVisible(bool(doubtful))
        self.yes = button(title, kind="primary", parent=self)
        self.yes.setDefault(True)
        no = button(_("Hủy"), parent=self)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addStretch(1)
        foot.addWidget(no)
        foot.addWidget(self.yes)
        body = QWidget(self)
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        inside.addLayout(choices)
        inside.addWidget(self.record)
        inside.addWidget(self.numbered)
        inside.addWidget(warning)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Text(title, "heading", wrap=True, parent=self))
        layout.addWidget(scrolled(body, self), 1)
        layout.addLayout(foot)
        width = self.fontMetrics().horizontalAdvance("0") * 58
        self.setMinimumWidth(width)
        self._body, self._foot = inside, foot
        self._ways[wish.way].setChecked(True)
        self._ways[wish.way].setFocus()
        self._show_state()
        self.yes.clicked.connect(self._on_yes)
        no.clicked.connect(self.reject)

    def _build_ways(self) -> QVBoxLayout:
        group = QButtonGroup(self)
        choices = QVBoxLayout()
        choices.setSpacing(5)
        for way in Way:
            words, more = _words(way)
            choice = QRadioButton(words, self)
            choice.setAccessibleDescription(more)
            group.addButton(choice)
            note = Text(more, "quiet-small", wrap=True, parent=self)
            note.setContentsMargins(28, 0, 0, 0)
            one = QVBoxLayout()
            one.setSpacing(0)
            one.addWidget(choice)
            one.addWidget(note)
            choices.addLayout(one)
            self._ways[way] = choice
            choice.toggled.connect(self._show_state)
        return choices

    def _build_register(self, wish: Wish) -> None:
        self.record = QCheckBox(_("Ghi các thư vào sổ thư (bản nháp)"), self)
        self.record.setChecked(wish.record)
        self.numbered = QCheckBox(_("Cấp số tiếp theo cho từng thư"), self)
        self.numbered.setChecked(wish.numbered)
        self.record.toggled.connect(self._show_state)

    def way(self) -> Way:
        """What is chosen."""
        return next((way for way, choice in self._ways.items() if choice.isChecked()), Way.ONE_PDF)

    def choose(self, way: Way) -> None:
        """Choose where the letters go."""
        self._ways[way].setChecked(True)

    def showEvent(self, event: QShowEvent) -> None:
        """As high as the choices want, if the window below is that high; now their type is known."""
        super().showEvent(event)
        width = max(self.width(), self.minimumWidth())
        title = self.fontMetrics().height() * 2
        high = self._body.totalHeightForWidth(width - 56) + self._foot.sizeHint().height() + title + 72
        self.resize(width, min(high, (self.parentWidget() or self).window().height() - 24))

    @Slot()
    def _show_state(self) -> None:
        only = self.way() is Way.REGISTER
        self.record.setEnabled(not only)
        self.numbered.setEnabled(only or self.record.isChecked())

    @Slot()
    def _on_yes(self) -> None:
        way = self.way()
        record = self.record.isChecked()
        numbered = self.numbered.isChecked() and (record or way is Way.REGISTER)
        self.accept()
        self._done(Wish(way, record, numbered))
