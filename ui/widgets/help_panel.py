"""The help of what is in view, beside it: a chapter with pictures, the contents, a search through all of it."""

import re

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import (
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout, QWidget

from friendly_desktop.i18n import _, language
from friendly_desktop.paths import RESOURCES
from ui import theme
from ui.widgets.text import Text, button, icon_button

FOLDER = RESOURCES / "help"
PICTURES = FOLDER / "pictures"

#: Of a link to a chapter: ``help:letters``, ``help:letters#So-thu``.
_LINK = "help"


def help_text(topic: str) -> str:
    """The help of a page in the language in use, in Markdown; Vietnamese where there is no other."""
    for name in (f"{topic}.{language()}.md", f"{topic}.md", "home.md"):
        path = FOLDER / name
        if topic and path.exists():
            return path.read_text(encoding="utf-8")
    return ""


class _Browser(QTextBrowser):
    """Help text with pictures as wide as the panel; a click on one asks for it in full size.

    Signals:
        picture_wanted: str, the name of the file.
    """

    picture_wanted = Signal(str)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture, scaled smoothly to the width at hand."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        path = PICTURES / QUrl(name).fileName()
        found = QImage(str(path))
        if found.isNull():
            return found
        ratio = self.devicePixelRatioF()
        width = min(found.width(), round(max(120, self.viewport().width() - 16) * ratio))
        scaled = found.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        return scaled

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a picture opens it."""
        shown = self.cursorForPosition(event.position().toPoint()).charFormat()
        if event.button() == Qt.MouseButton.LeftButton and shown.isImageFormat():
            self.picture_wanted.emit(QUrl(shown.toImageFormat().name()).fileName())
            return
        super().mouseReleaseEvent(event)


class HelpPanel(QFrame):
    """Shows one chapter, the contents, or what a search found; Escape or F1 closes it.

    Signals:
        closed: the person wants it away.
        more_wanted: the person asks for what else helps (guide, news, problem report).
        picture_wanted: str, a picture is to be seen in full size.
    """

    closed = Signal()
    more_wanted = Signal()
    picture_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self._topic = self._heading = ""
        self._browser = _Browser(self)
        self._browser.setFrameShape(QFrame.Shape.NoFrame)
        self._browser.setOpenLinks(False)
        self._browser.setAccessibleName(_("Trợ giúp"))
        self._browser.setProperty("role", "help")
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(_("Tìm trong trợ giúp"))
        self.box.setAccessibleName(_("Tìm trong trợ giúp"))
        self.box.setClearButtonEnabled(True)
        self.box.installEventFilter(self)
        close = icon_button("close", _("Đóng trợ giúp"), parent=self)
        self.contents = button(_("Mục lục"), "menu", kind="quiet", parent=self)
        self.more = button(_("Việc khác"), "more", kind="quiet", parent=self)
        top = QHBoxLayout()
        top.addWidget(Text(_("Trợ giúp"), "heading", parent=self), 1)
        top.addWidget(close)
        foot = QHBoxLayout()
        foot.addWidget(self.contents)
        foot.addStretch(1)
        foot.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 12, 6)
        layout.addLayout(top)
        layout.addWidget(self.box)
        layout.addWidget(self._browser, 1)
        layout.addLayout(foot)
        self.setMinimumWidth(max(theme.scaled(280), layout.minimumSize().width()))
        self.setMaximumWidth(theme.scaled(440))
        close.clicked.connect(self.closed)
        self.contents.clicked.connect(self.show_contents)
        self.more.clicked.connect(self.more_wanted)
        self.box.textChanged.connect(self._on_words)
        self._browser.anchorClicked.connect(self._on_link)
        self._browser.picture_wanted.connect(self.picture_wanted)

    def set_alone(self) -> None:
        """Without a way to close it or to other things: in a dialog of its own."""
        self.more.hide()
        self.setMaximumWidth(16777215)

    def topic(self) -> str:
        """The chapter in view."""
        return self._topic

    def text(self) -> str:
        """The words in view, for tests and screen readers."""
        return self._browser.toPlainText()

    def show_topic(self, topic: str, heading: str = "") -> None:
        """Show a chapter, from a heading on where one is named."""
        self._topic, self._heading = topic, heading
        self._show(help_text(topic) or _("Trang này chưa có trợ giúp."))
        if heading:
            self._go_to(heading)

    @Slot()
    def show_contents(self) -> None:
        """Show every chapter with its tasks."""
        from friendly_desktop.services.support.help_book import chapters

        lines = []
        for chapter in chapters():
            lines.append(f"- [**{chapter.title}**]({_LINK}:{chapter.topic})")
            lines += [f"  - {_link(chapter.topic, heading)}" for heading in chapter.headings]
        self._show("## {title}\n\n{lines}\n".format(title=_("Mục lục"), lines="\n".join(lines)))

    def take_focus(self) -> None:
        """Let the keyboard scroll it."""
        self._browser.setFocus()

    # -- what is shown

    def _show(self, markdown: str) -> None:
        self._browser.setMarkdown(markdown)
        document = self._browser.document()
        document.setIndentWidth(16)
        document.setDocumentMargin(0)
        block = document.begin()
        while block.isValid():
            self._calm(block)
            block = block.next()
        cursor = self._browser.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self._browser.setTextCursor(cursor)

    def _go_to(self, heading: str) -> None:
        """Bring a heading to the top."""
        block = self._browser.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == heading:
                break
            block = block.next()
        if not block.isValid():
            return
        cursor = QTextCursor(block)
        self._browser.setTextCursor(cursor)
        bar = self._browser.verticalScrollBar()
        bar.setValue(bar.value() + self._browser.cursorRect(cursor).top() - 8)

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

    @Slot(str)
    def _on_words(self, words: str) -> None:
        if not words.strip():
            self.show_topic(self._topic, self._heading)
            return
        from friendly_desktop.services.support.help_book import find

        found = find(words)
        if not found:
            self._show(
                _("Không có gì về «{words}». Hãy thử ít chữ hơn, hoặc xem Mục lục.").format(
                    words=_plain(words)
                )
            )
            return
        lines = []
        for one in found:
            where = "" if one.heading == one.title else f" · {one.title}"
            lines.append(f"{_link(one.topic, one.heading)}{where}")
            if one.snippet:
                lines.append(_plain(one.snippet))
        self._show("\n\n".join(lines))

    @Slot(QUrl)
    def _on_link(self, link: QUrl) -> None:
        if link.scheme() == _LINK:
            heading = link.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
            if self.box.text():
                self.box.blockSignals(True)
                self.box.clear()
                self.box.blockSignals(False)
            self.show_topic(link.path(), heading)

    # -- keys and size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape in the box first empties it; down and Enter go to what was found."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.box.text():
                self.box.clear()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._browser.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures follow the width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() and self._topic and not self.box.text():
            self.show_topic(self._topic, self._heading)


def _link(topic: str, heading: str) -> str:
    target = QUrl()
    target.setScheme(_LINK)
    target.setPath(topic)
    target.setFragment(heading)
    return f"[{_plain(heading)}](<{target.toString(QUrl.ComponentFormattingOption.FullyEncoded)}>)"


def _plain(words: str) -> str:
    """Words that mean nothing to Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", words)
