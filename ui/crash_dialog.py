"""What is shown when the program itself made a mistake."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from friendly_desktop.i18n import _
from ui import theme


class CrashDialog(QDialog):
    """Says that the program made a mistake, that nothing saved is lost, and offers the report."""

    def __init__(self, text: str) -> None:
        super().__init__(None)
        self._more = 0
        self.setWindowTitle(_("Chương trình gặp lỗi"))
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        heading = QLabel(_("Chương trình gặp lỗi ngoài dự kiến."), self)
        heading.setProperty("role", "heading")
        words = QLabel(
            _(
                "Những gì đã lưu vẫn còn nguyên. Có thể tiếp tục làm việc; nếu lỗi lặp lại, hãy đóng "
                "rồi mở lại chương trình và gửi bản báo lỗi dưới đây cho người hỗ trợ. "
                "Bản báo lỗi không có thông tin cá nhân."
            ),
            self,
        )
        words.setWordWrap(True)
        self._count = QLabel("", self)
        self._count.setProperty("role", "quiet-small")
        self._text = QPlainTextEdit(text, self)
        self._text.setReadOnly(True)
        self._text.setAccessibleName(_("Bản báo lỗi"))
        copy = QPushButton(_("Sao chép bản báo lỗi"), self)
        leave = QPushButton(_("Đóng chương trình"), self)
        go_on = QPushButton(_("Tiếp tục"), self)
        go_on.setProperty("kind", "primary")
        go_on.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(leave)
        buttons.addWidget(go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        for part in (heading, words, self._text, self._count):
            layout.addWidget(part)
        layout.addLayout(buttons)
        theme.dress_window(self)
        self.resize(640, 420)
        copy.clicked.connect(self._on_copy)
        leave.clicked.connect(self._on_leave)
        go_on.clicked.connect(self.accept)

    def count_one_more(self) -> None:
        """Another error came while this one is shown."""
        self._more += 1
        self._count.setText(_("Và {n} lỗi nữa sau đó.").format(n=self._more))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())

    @Slot()
    def _on_leave(self) -> None:
        self.accept()
        QGuiApplication.quit()
