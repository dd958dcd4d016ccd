"""Labels and buttons in the roles of the theme: a line of code instead of five."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QToolTip,
    QWidget,
)

from ui import actions, icons


class Text(QLabel):
    """Words in a role of the theme: "", small, quiet, quiet-small, strong, heading, title, big, problem.

    Always plain text, because records may hold "<"; it wraps when asked and can be selected by mouse.
    """

    def __init__(
        self, text: str = "", role: str = "", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        if wrap:
            self.setWordWrap(True)
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """One line: a wrapped label's own idea is a column of single words, which makes pages scroll."""
        if self.wordWrap():
            return QSize(80, self.fontMetrics().lineSpacing())
        return super().minimumSizeHint()

    def set_role(self, role: str) -> None:
        """Change the role of words already on screen."""
        mark(self, "role", role)


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet asks for, and dress the widget anew if it was dressed already.

    Before its first showing nothing is dressed; Qt does it then, once. (Asking for the style as well makes Python
    build the dozen enumerations of QStyle, 8 ms of the start.)
    """
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


_FEWEST_LETTERS = 4  # of a line that is cut, the ellipsis among them


class ElidedText(Text):
    """One line of words that gives way: what does not fit is cut with an ellipsis, never the page widened.

    A letter or two say nothing: then none is shown. The whole line is told when the mouse rests on it.
    """

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(self.fontMetrics().horizontalAdvance("0") * 6, super().minimumSizeHint().height())

    def is_cut(self) -> bool:
        """Whether the line has no room."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width()

    def event(self, event: QEvent) -> bool:
        """Tell a line that is cut."""
        if (
            isinstance(event, QHelpEvent)
            and event.type() == QEvent.Type.ToolTip
            and not self.toolTip()
            and self.is_cut()
        ):
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        if not self.is_cut():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        if len(shown) > _FEWEST_LETTERS:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def button(
    text: str, icon: str = "", kind: str = "", shortcut: str = "", parent: QWidget | None = None
) -> QPushButton:
    """A button with words.

    Args:
        text: a verb, translated.
        icon: name of an icon of the family, or "".
        kind: "" plain, "primary" (one a page), "quiet" (looks like a link), "back" (leads out of a part), "danger", "filter" (toggles).
        shortcut: shown in the tooltip and set on the button, e.g. "Ctrl+N".
        parent: the widget it belongs to.
    """
    made = QPushButton(text, parent)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        token = {"primary": "on_accent", "quiet": "accent", "back": "accent", "danger": "danger"}.get(
            kind, "text"
        )
        made.setIcon(icons.icon(icon, token))
    if kind == "filter":
        made.setCheckable(True)
    made.setAutoDefault(False)
    if shortcut:
        made.setShortcut(shortcut)
        made.setToolTip(actions.with_shortcut(text, shortcut))
    return made


def reword(made: QPushButton, words: str) -> None:
    """Put other words on a button; its keys stay, which Qt would take away with the old words."""
    if made.text() != words:
        shortcut = made.shortcut()
        made.setText(words)
        made.setShortcut(shortcut)


def icon_button(icon: str, name: str, parent: QWidget | None = None) -> QToolButton:
    """A button with an icon alone; ``name`` is its tooltip and its name for screen readers."""
    made = QToolButton(parent)
    made.setIcon(icons.icon(icon))
    made.setToolTip(name)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made


def card(parent: QWidget | None = None) -> QFrame:
    """A panel on the paper: white, one-pixel line, round corners."""
    made = QFrame(parent)
    made.setProperty("role", "card")
    return made


def make_room_for_example(field: QLineEdit) -> None:
    """Let a field be wide enough for the example that stands in it, whatever the language."""
    field.setMinimumWidth(field.fontMetrics().horizontalAdvance(field.placeholderText()) + 36)


def line(parent: QWidget | None = None) -> QFrame:
    """A hairline between groups."""
    made = QFrame(parent)
    made.setProperty("role", "line")
    made.setFixedHeight(1)
    return made


def scrolled(body: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """A page body that scrolls up and down when the screen is too low for it, sideways when type is very large."""
    made = QScrollArea(parent)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(body)
    return made
