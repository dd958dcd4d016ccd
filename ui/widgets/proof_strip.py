"""What proves a line by itself, counted in quiet words beside its files, each a way to its list."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.widgets.text import Text, button

_NODE = "node"


class ProofLink(NamedTuple):
    """One line of the set with its count, as shown: on the button, under it, and as its tooltip."""

    node: str
    told: str
    words: str
    tip: str


class ProofStrip(QWidget):
    """A count and its words for each line that is proved; hidden where there is none.

    Signals:
        list_wanted: str, the line of the set whose list is to be shown.
    """

    list_wanted = Signal(str)

    def __init__(self, icon: str, parent: QWidget | None = None, *, centred: bool = False) -> None:
        super().__init__(parent)
        self._icon = icon
        self._shown: tuple[ProofLink, ...] = ()
        self._side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        self._parts: list[QWidget] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def show_links(self, links: Sequence[ProofLink]) -> None:
        """Show these lines and no others."""
        if tuple(links) != self._shown:
            self._shown = tuple(links)
            for old in self._parts:
                self._layout.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._parts = []
            for link in links:
                self._add(link)
        self.setVisible(bool(links))

    def buttons(self) -> Sequence[QPushButton]:
        """The buttons, top down."""
        return [part for part in self._parts if isinstance(part, QPushButton)]

    def text(self) -> str:
        """What it says."""
        return "\n".join(part.text() for part in self._parts if isinstance(part, QPushButton | Text))

    def _add(self, link: ProofLink) -> None:
        made = button(link.told, self._icon, "quiet", parent=self)
        made.setProperty(_NODE, link.node)
        made.setToolTip(link.tip)
        made.clicked.connect(self._on_clicked)
        words = Text(link.words, "quiet-small", wrap=True, parent=self)
        words.setAlignment(self._side)
        words.setContentsMargins(16, 0, 8, 2)
        self._layout.addWidget(made, 0, self._side)
        self._layout.addWidget(words)
        self._parts += [made, words]

    @Slot()
    def _on_clicked(self) -> None:
        made = self.sender()
        if made is not None:
            self.list_wanted.emit(made.property(_NODE))
