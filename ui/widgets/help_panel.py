"""The help of the page in view, beside it: ``resources/help/<topic>.md``."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from friendly_desktop.i18n import _, language
from friendly_desktop.paths import RESOURCES
from ui.widgets.text import Text, icon_button

FOLDER = RESOURCES / "help"


def help_text(topic: str) -> str:
    """The help of a page in the language in use, in Markdown; Vietnamese where there is no other."""
    for name in (f"{topic}.{language()}.md", f"{topic}.md", "home.md"):
        path = FOLDER / name
        if topic and path.exists():
            return path.read_text(encoding="utf-8")
    return ""


class HelpPanel(QFrame):
    """Shows one help text; Escape or F1 closes it.

    Signals:
        closed: the person wants it away.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self._browser = QTextBrowser(self)
        self._browser.setFrameShape(QFrame.Shape.NoFrame)
        self._browser.setOpenExternalLinks(False)
        self._browser.setAccessibleName(_("Trợ giúp"))
        self._browser.setProperty("role", "help")
        close = icon_button("close", _("Đóng trợ giúp"), parent=self)
        top = QHBoxLayout()
        top.addWidget(Text(_("Trợ giúp"), "heading", parent=self), 1)
        top.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 12, 12)
        layout.addLayout(top)
        layout.addWidget(self._browser, 1)
        self.setMinimumWidth(280)
        self.setMaximumWidth(420)
        close.clicked.connect(self.closed)

    def show_topic(self, topic: str, heading: str = "") -> None:
        """Show the help of a page, from a heading on where one is named."""
        self._browser.setMarkdown(help_text(topic) or _("Trang này chưa có trợ giúp."))
        document = self._browser.document()
        document.setIndentWidth(16)
        document.setDocumentMargin(0)
        block = document.begin()
        while block.isValid():
            self._calm(block)
            block = block.next()
        if heading and not self._browser.find(heading):
            return
        cursor = self._browser.textCursor()
        if heading:
            area = self._browser.cursorRect(cursor)
            bar = self._browser.verticalScrollBar()
            bar.setValue(bar.value() + area.top() - 8)
        cursor.clearSelection()
        self._browser.setTextCursor(cursor)

    def _calm(self, block: QTextBlock) -> None:
        """Headings and strong words in the shipped semibold, not in a bold drawn fatter by Qt."""
        piece = block.begin()
        while not piece.atEnd():
            fragment = piece.fragment()
            if fragment.charFormat().fontWeight() > QFont.Weight.DemiBold:
                cursor = QTextCursor(block)
                cursor.setPosition(fragment.position())
                cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
                semibold = QTextCharFormat()
                semibold.setFontWeight(QFont.Weight.DemiBold)
                cursor.mergeCharFormat(semibold)
            piece += 1

    def take_focus(self) -> None:
        """Let the keyboard scroll it."""
        self._browser.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
