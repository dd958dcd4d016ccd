"""One part of tờ trình or báo cáo: its words, whose they are, and what the records say otherwise by now."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop.domain.report import ReportPart, moved_words
from friendly_desktop.i18n import _
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import Text, button
from ui.widgets.typing import GrowingText

SHOWN_MOVES = 4


class ReportPartField(QWidget):
    """The title, whose words stand here, the words, and a strip when figures moved under an edit.

    Signals:
        edited: the words were changed by the person.
        left: the keyboard went elsewhere.
        follow_wanted: take the words of the records.
        keep_wanted: keep the own words although figures moved.
    """

    edited = Signal(str)
    left = Signal()
    follow_wanted = Signal(str)
    keep_wanted = Signal(str)

    def __init__(self, part: ReportPart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = part.key
        self._title = Text(part.title, "strong", wrap=True, parent=self)
        self._state = Text("", "quiet", parent=self)
        self.follow = button(_("Lấy lại lời từ sổ"), "history", "quiet", parent=self)
        self.follow.setToolTip(_("Bỏ lời đã sửa, dùng lời chương trình viết từ số liệu hiện nay"))
        self.words = GrowingText(2, 14, self)
        self.words.setAccessibleName(part.title)
        self._title.setBuddy(self.words)
        self.take = button(_("Lấy lời mới"), parent=self)
        self.keep = button(_("Giữ lời đã sửa"), parent=self)
        self.moved = NoticeStrip("warning", "warning", self.take, self.keep, parent=self)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        head.addWidget(self.follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.words)
        layout.addWidget(self.moved)
        self.words.edited.connect(self._on_edited)
        self.words.left.connect(self.left)
        self.follow.clicked.connect(self._on_follow)
        self.take.clicked.connect(self._on_follow)
        self.keep.clicked.connect(self._on_keep)

    def show_part(self, part: ReportPart, *, frozen: bool, typing: bool) -> None:
        """Show a part; words that are being typed stay.

        Args:
            part: as it stands.
            frozen: the year takes no more changes.
            typing: what stands in the field is newer.
        """
        if not typing:
            self.words.show_text(part.shown)
        self.words.setReadOnly(frozen)
        if part.edited and part.written:
            self._state.setText(_("lời của đơn vị"))
        elif part.edited or not part.written:
            self._state.setText("" if part.edited else _("chưa có lời; để trống thì báo cáo bỏ qua phần này"))
        else:
            self._state.setText(_("chương trình viết từ sổ"))
        self.follow.setVisible(part.edited and bool(part.written) and not part.moved and not frozen)
        self.moved.say(moved_text(part) if part.moved and not frozen else "")

    @Slot()
    def _on_edited(self) -> None:
        self.edited.emit(self.key)

    @Slot()
    def _on_follow(self) -> None:
        self.follow_wanted.emit(self.key)

    @Slot()
    def _on_keep(self) -> None:
        self.keep_wanted.emit(self.key)


def moved_text(part: ReportPart) -> str:
    """What the records say otherwise since the part was edited, in a sentence."""
    moves = moved_words(part.basis, part.written)
    told = []
    for before, now in moves[:SHOWN_MOVES]:
        if before and now:
            told.append(_("«{before}» nay là «{now}»").format(before=before, now=now))
        elif now:
            told.append(_("thêm «{now}»").format(now=now))
        else:
            told.append(_("bỏ «{before}»").format(before=before))
    if len(moves) > SHOWN_MOVES:
        told.append(_("và {n} chỗ khác").format(n=len(moves) - SHOWN_MOVES))
    return _("Số liệu đã đổi từ khi sửa: {moves}.").format(moves="; ".join(told))
