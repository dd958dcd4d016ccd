"""Step 4: the package is written, read back and told of: where it lies, how much, its root digest."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.office import UnitType
from friendly_desktop.domain.package import ExportResult
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.text import ascii_slug
from friendly_desktop.domain.vault import SUFFIX
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.dialogs.secrets import SecretDialog
from ui.pages.package.letter_notice import LetterNotice
from ui.pages.package.reading import PackageState
from ui.people.permission import reserve
from ui.widgets.fields import ChoiceField, Field
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, button, card

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

MEGABYTE = 1_000_000
_ID = int(Qt.ItemDataRole.UserRole)


class ExportStep(QScrollArea):
    """Choices, then the account.

    Signals:
        exported: ExportResult, a package was written and read back.
    """

    exported = Signal(object)

    def __init__(self, context: UiContext, before: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._before = before
        self._state: PackageState | None = None
        self._passed_to: QWidget | None = None
        self._path: Path | None = None
        self.locked = QCheckBox(_("Đặt mật khẩu cho tệp ZIP (báo riêng cho nơi nhận)"), self)
        self.start = button(_("Xuất gói hồ sơ"), "export", "primary", parent=self)
        reserve(self._context, Right.PACKAGE, self.start)
        self.start.hide()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget(self)
        self._body.setProperty("role", "page-body")
        self._build()
        self.setWidget(self._body)
        self._as_zip.toggled.connect(self.locked.setEnabled)
        self._open.clicked.connect(self._on_open)

    def show_state(self, state: PackageState) -> None:
        """Show how the year stands before it is exported."""
        if self._state is None or self._state.year != state.year:
            self._account.hide()
        self._state = state
        self._draft.say(_draft_words(state))
        self.letters.show_state(state)
        ticked = self._released()
        self._withheld.clear()
        for one in state.withheld:
            item = QListWidgetItem(one.label, self._withheld)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.id in ticked else Qt.CheckState.Unchecked)
            item.setData(_ID, one.id)
        rows = min(4, len(state.withheld))
        self._withheld.setMaximumHeight(rows * (self.fontMetrics().height() + 14) + 12)
        self._withheld_field.setVisible(bool(state.withheld))

    def result_text(self) -> str:
        """The account as shown."""
        return "" if self._account.isHidden() else f"{self._result.text()}\n{self._facts.text()}"

    @Slot()
    def ask(self) -> None:
        """Ask where to, then write."""
        if self._state is None:
            return
        self._before()
        name = _file_name(self._state)
        if self._as_zip.isChecked():
            kinds = _("Tệp ZIP (*.zip)")
            self._context.prompts.save_file(
                self, _("Xuất gói hồ sơ thành tệp ZIP"), "package", kinds, f"{name}.zip", self._export
            )
        else:
            title = _("Chọn nơi đặt thư mục của gói hồ sơ")
            self._context.prompts.folder(self, title, "package", self._export_into)

    # -- building

    def _build(self) -> None:
        body = self._body
        self._draft = NoticeStrip("warning", "warning", parent=body)
        self.letters = LetterNotice(body)
        self._as_zip = QRadioButton(_("Một tệp ZIP, gửi qua thư hoặc phần mềm"), body)
        self._as_folder = QRadioButton(_("Một thư mục, chép vào USB hoặc đĩa"), body)
        self._as_zip.setChecked(True)
        self._kind = QButtonGroup(body)
        self._kind.addButton(self._as_zip)
        self._kind.addButton(self._as_folder)
        kinds = QVBoxLayout()
        kinds.setSpacing(4)
        kinds.addWidget(Text(_("Dạng gói hồ sơ"), parent=body))
        kinds.addWidget(self._as_zip)
        kinds.addWidget(self._as_folder)
        kinds.addSpacing(6)
        kinds.addWidget(self.locked)
        kinds.addStretch(1)
        self.parts = ChoiceField(
            (
                (None, _("Không chia")),
                (20 * MEGABYTE, _("Mỗi phần không quá 20 MB (thư điện tử)")),
                (100 * MEGABYTE, _("Mỗi phần không quá 100 MB")),
            ),
            body,
        )
        self.photos = ChoiceField(
            (("original", _("Giữ nguyên ảnh gốc")), ("small", _("Thu nhỏ ảnh (đủ đọc trên màn hình)"))), body
        )
        self._withheld = QListWidget(body)
        self._withheld.setProperty("role", "lines")
        self._withheld_field = Field(
            _("Không đưa vào gói hồ sơ vì tên tệp gợi ý có thông tin cá nhân hoặc liên quan đến đơn tố cáo"),
            self._withheld,
            hint=_("Chỉ đánh dấu tài liệu đã xem lại và chắc chắn được phép gửi."),
            parent=body,
        )
        choices = QGridLayout()
        choices.setHorizontalSpacing(24)
        choices.setVerticalSpacing(12)
        choices.addLayout(kinds, 0, 0, 2, 1)
        choices.addWidget(Field(_("Chia phần"), self.parts, parent=body), 0, 1)
        choices.addWidget(Field(_("Ảnh trong gói"), self.photos, parent=body), 1, 1)
        choices.setColumnStretch(0, 1)
        choices.setColumnStretch(1, 1)
        told = _(
            "Chọn xong, bấm «Xuất gói hồ sơ» ở góc trên. Ghi xong, chương trình đọc lại toàn bộ rồi mới báo xong."
        )
        self._account = self._build_account()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 12, 12)
        layout.setSpacing(14)
        layout.addWidget(self._draft)
        layout.addWidget(self.letters)
        layout.addLayout(choices)
        layout.addWidget(self._withheld_field)
        layout.addWidget(Text(told, "quiet-small", wrap=True, parent=body))
        layout.addWidget(self._account)
        layout.addStretch(1)

    def _build_account(self) -> QWidget:
        box = card(self._body)
        self._result = Text(role="heading", wrap=True, parent=box)
        self._facts = Text(wrap=True, parent=box)
        self._facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._open = button(_("Mở nơi chứa gói hồ sơ"), "folder", parent=box)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._result)
        words.addWidget(self._facts)
        row = QHBoxLayout(box)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addWidget(IconLabel("done", "good", 28, box), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignTop)
        box.hide()
        return box

    # -- writing

    def _released(self) -> set[int]:
        return {
            self._withheld.item(row).data(_ID)
            for row in range(self._withheld.count())
            if self._withheld.item(row).checkState() == Qt.CheckState.Checked
        }

    def _export_into(self, folder: Path) -> None:
        if self._state is not None:
            self._export(folder / _file_name(self._state))

    def _export(self, target: Path) -> None:
        if self.locked.isChecked() and self._as_zip.isChecked():
            words = _("Nơi nhận cần mật khẩu này để mở gói; hãy báo bằng điện thoại, không gửi cùng tệp.")
            SecretDialog(
                self,
                _("Mật khẩu của gói hồ sơ"),
                _("Xuất gói"),
                words,
                lambda _old, new: self._write(target, new),
                old=False,
                new=True,
            ).open()
        else:
            self._write(target, "")

    def _write(self, target: Path, password: str) -> None:
        if self._state is None:
            return
        year, released = self._state.year, frozenset(self._released())
        size = self.parts.value()
        part_size = size if isinstance(size, int) else None
        photos = str(self.photos.value())

        def work(services: "Services", job: JobContext) -> ExportResult:
            return services.package.export(
                year,
                _free(target, SUFFIX if password else ""),
                part_size=part_size,
                photos=photos,
                released=released,
                password=password,
                job=job,
            )

        self._account.hide()
        self._set_busy(True)
        job = self._context.run_long(
            self, _("Xuất gói hồ sơ năm {year}").format(year=year), work, self._on_exported
        )
        job.finished.connect(self._on_finished)

    def _set_busy(self, busy: bool) -> None:
        had = self.start.hasFocus()
        self.start.setEnabled(not busy)
        if busy:  # Qt passes the keyboard on when the button that has it is switched off
            self._passed_to = QApplication.focusWidget() if had else None
        elif self._passed_to is not None and self._passed_to is QApplication.focusWidget():
            self.start.setFocus()
        self.start.setText(_("Đang xuất...") if busy else _("Xuất gói hồ sơ"))

    @Slot()
    def _on_finished(self) -> None:
        self._set_busy(False)

    def _on_exported(self, result: ExportResult) -> None:
        self._path = Path(result.path)
        frozen = self._state is not None and self._state.frozen
        self._result.setText(
            _("Đã xuất gói hồ sơ, đã đọc lại và kiểm tra từng tệp.")
            if frozen
            else _("Đã xuất bản DỰ THẢO, đã đọc lại và kiểm tra từng tệp.")
        )
        facts = [result.path, _size_words(result)]
        if result.letters:
            words = (
                _("Danh mục thư có {letters} thư, kèm {samples} thư mẫu đã che.")
                if result.samples
                else _("Danh mục thư có {letters} thư, không có thư mẫu.")
            )
            facts.append(
                words.format(
                    letters=formats.whole_number(result.letters), samples=formats.whole_number(result.samples)
                )
            )
        if result.records:
            told = _("Danh mục tiếp dân, giải quyết đơn, đối thoại có {n} dòng.")
            facts.append(told.format(n=formats.whole_number(result.records)))
        if result.lines:
            told = _("Danh mục hoạt động, niêm yết, khảo sát, số liệu có {n} dòng.")
            facts.append(told.format(n=formats.whole_number(result.lines)))
        if len(result.parts) > 1:
            facts.append(
                _("{n} phần, mỗi phần kiểm tra được riêng; hãy gửi đủ các phần.").format(n=len(result.parts))
            )
        facts.append(_("Mã tổng (SHA-256): {digest}").format(digest=_grouped(result.root_sha256)))
        if result.problems:
            facts.append(
                _("Gói hồ sơ ghi rõ {n} điều còn thiếu hoặc cần xem lại.").format(n=len(result.problems))
            )
        self._facts.setText("\n".join(facts))
        self._account.show()
        self.ensureWidgetVisible(self._account)
        self.exported.emit(result)

    @Slot()
    def _on_open(self) -> None:
        if self._path is not None:
            folder = self._path if self._as_folder.isChecked() else self._path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _file_name(state: PackageState) -> str:
    """A short name that says whose and which year: "ho-so-2026-xa-an-binh"."""
    kinds = {UnitType.XA: "xa", UnitType.PHUONG: "phuong", UnitType.DAC_KHU: "dac-khu"}
    return f"ho-so-{state.year}-{kinds[state.office.unit_type]}-{ascii_slug(state.office.name, 30)}"


def _free(target: Path, suffix: str = "") -> Path:
    """``target``, or with a number when something stands there; an older package is never overwritten.

    Args:
        target: as chosen.
        suffix: what the writer puts after the name.
    """

    def is_taken(path: Path) -> bool:
        path = path.with_name(path.name + suffix)
        return path.exists() and not (path.is_dir() and not any(path.iterdir()))

    number, candidate = 2, target
    while is_taken(candidate):
        candidate = target.with_name(f"{target.stem}-{number}{target.suffix}")
        number += 1
    return candidate


def _size_words(result: ExportResult) -> str:
    """How much it is; of a ZIP both its own size and that of what comes out of it."""
    files, size = formats.whole_number(result.files), formats.file_size(result.bytes)
    if result.bytes == result.content_bytes:
        return _("{files} tệp · {size}").format(files=files, size=size)
    content = formats.file_size(result.content_bytes)
    return _("Tệp ZIP {size}; bên trong có {files} tệp, giải nén ra {content}.").format(
        files=files, size=size, content=content
    )


def _grouped(digest: str) -> str:
    return " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))


def _draft_words(state: PackageState) -> str:
    """Why the package would be a draft, or ""."""
    if not state.frozen:
        return _(
            "Năm {year} chưa chốt: gói hồ sơ xuất ra sẽ ghi DỰ THẢO. Muốn có bản chính thức, hãy chốt số liệu trước."
        ).format(year=state.year)
    if state.unfinished:
        return _("Còn {n} điều chưa xong ở bước Kiểm tra: gói hồ sơ xuất ra sẽ ghi DỰ THẢO.").format(
            n=state.unfinished
        )
    return ""
