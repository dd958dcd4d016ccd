"""The only message box: a question whose buttons are verbs. Nothing here opens a nested event loop."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.i18n import _
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button


class Question(QDialog):
    """A question about something that cannot be undone; Escape and Enter mean the safe answer."""

    def __init__(
        self, parent: QWidget, title: str, text: str, action: str, on_yes: Callable[[], None] | None
    ) -> None:
        super().__init__(parent)
        self._on_yes = on_yes
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(Text(title, "heading", wrap=True, parent=self))
        words.addWidget(Text(text, wrap=True, parent=self))
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(16)
        kind = "info" if on_yes is None else "warning"
        token = "accent" if on_yes is None else "warning"
        top.addWidget(IconLabel(kind, token, 28, self), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        safe = button(_("Đóng") if on_yes is None else _("Hủy"), parent=self)
        safe.setDefault(True)
        if on_yes is not None:
            yes = button(action, kind="danger", parent=self)
            yes.clicked.connect(self._on_yes_clicked)
            buttons.addWidget(yes)
        buttons.addWidget(safe)
        layout = QVBoxLayout(self)
        # The least height of wrapped words is told for a narrower place than they have here.
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(20)
        layout.addLayout(top)
        layout.addLayout(buttons)
        self._column = layout
        safe.clicked.connect(self.reject)
        safe.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its words are at its width."""
        least = self.fontMetrics().horizontalAdvance("0") * 52
        width = max(least, self._column.totalMinimumSize().width())
        self.setMinimumSize(width, self._column.totalHeightForWidth(width))
        super().showEvent(event)

    @Slot()
    def _on_yes_clicked(self) -> None:
        self.accept()
        if self._on_yes is not None:
            self._on_yes()


def confirm(parent: QWidget, title: str, text: str, action: str, on_yes: Callable[[], None]) -> Question:
    """Ask before something that cannot be undone.

    Args:
        parent: where it stands.
        title: the question, with the name of the thing.
        text: what will happen.
        action: the verb on the button that does it.
        on_yes: called when the person says so.
    """
    question = Question(parent.window(), title, text, action, on_yes)
    question.open()
    return question


def tell(parent: QWidget, title: str, text: str) -> Question:
    """Tell something that must be read before going on; prefer a strip or the toast."""
    message = Question(parent.window(), title, text, "", None)
    message.open()
    return message
