"""What program this is: version, whose work it stands on, where the data lies."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import VERSION
from friendly_desktop.i18n import _
from friendly_desktop.paths import RESOURCES, DataFolder
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button


class AboutDialog(QDialog):
    """Version, licence, data folder.

    Signals:
        folder_wanted: Path, a folder is to be opened in the system's own window.
    """

    folder_wanted = Signal(object)

    def __init__(self, parent: QWidget, folder: DataFolder) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Giới thiệu chương trình"))
        self._folder = folder
        self.words = Text(
            "\n".join(
                (
                    _("Phiên bản {version} (Qt {qt})").format(version=VERSION, qt=qVersion()),
                    _("Giấy phép MIT. Phông chữ và thư viện đi kèm có giấy phép riêng của từng thứ."),
                    _("Dữ liệu của đơn vị nằm trong thư mục:"),
                )
            ),
            wrap=True,
            parent=self,
        )
        place = Text(str(folder.root), "strong", wrap=True, parent=self)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        told = Text(
            _("Chương trình chạy ngay trên máy này, không gửi gì ra ngoài và không cần mạng."),
            "quiet",
            wrap=True,
            parent=self,
        )
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(IconLabel("seal", "accent", 44, self), 0)
        top.addWidget(Text(_("Chính quyền thân thiện"), "title", parent=self), 1)
        copy = button(_("Sao chép phiên bản"), "copy", parent=self)
        data = button(_("Mở thư mục dữ liệu"), "folder", parent=self)
        licences = button(_("Giấy phép"), "file", parent=self)
        close = button(_("Đóng"), parent=self)
        close.setDefault(True)
        row = QHBoxLayout()
        for one in (data, licences, copy):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addLayout(top)
        for part in (self.words, place, told):
            layout.addWidget(part)
        layout.addLayout(row)
        self.resize(self.sizeHint().expandedTo(QSize(self.fontMetrics().horizontalAdvance("0") * 72, 0)))
        copy.clicked.connect(self._on_copy)
        data.clicked.connect(self._on_data)
        licences.clicked.connect(self._on_licences)
        close.clicked.connect(self.reject)
        close.setFocus()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.words.text().partition("\n")[0])

    @Slot()
    def _on_data(self) -> None:
        self.folder_wanted.emit(self._folder.root)

    @Slot()
    def _on_licences(self) -> None:
        self.folder_wanted.emit(Path(RESOURCES / "licences"))
