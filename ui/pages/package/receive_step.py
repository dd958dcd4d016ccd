"""A package that came from another PC: complete, changed, added, missing, in plain sentences."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.package import Verification
from friendly_desktop.i18n import _, ngettext
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.dialogs.secrets import run_asking
from ui.widgets.file_drop import FileDrop
from ui.widgets.strips import IconLabel
from ui.widgets.text import Text, card

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class ReceiveStep(QWidget):
    """Takes files or folders and says whether they are what was sent."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.drop = FileDrop(context, "received", self)
        self._box = card(self)
        self._icon = IconLabel("done", "good", 28, self._box)
        self._title = Text(role="heading", wrap=True, parent=self._box)
        self._facts = Text(wrap=True, parent=self._box)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        row = QHBoxLayout(self._box)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.problems = QPlainTextEdit(self)
        self.problems.setReadOnly(True)
        self.problems.setAccessibleName(_("Những chỗ không đúng"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(
            Text(
                _(
                    "Thả vào đây tệp ZIP, thư mục hoặc tất cả các phần của một gói hồ sơ nhận được. "
                    "Chương trình chỉ đọc để kiểm tra, không nhập và không giải nén gì."
                ),
                "quiet",
                wrap=True,
                parent=self,
            )
        )
        layout.addWidget(self.drop)
        layout.addWidget(self._box)
        layout.addWidget(self.problems, 1)
        layout.addStretch(0)
        self._box.hide()
        self.problems.hide()
        self.drop.files_dropped.connect(self.check)

    def text(self) -> str:
        """The result as shown."""
        return f"{self._title.text()}\n{self._facts.text()}\n{self.problems.toPlainText()}"

    def check(self, paths: list[Path]) -> None:
        """Check a package."""
        chosen = tuple(paths)

        def work(services: "Services", job: JobContext, secret: str) -> Verification:
            return services.package.verify(chosen, job, secret)

        self._box.hide()
        self.problems.hide()
        run_asking(self._context, self, _("Kiểm tra gói nhận được"), work, self._on_checked)

    def _on_checked(self, found: Verification) -> None:
        if found.ok:
            self._icon.set_icon("done", "good")
            self._title.setText(_("Gói hồ sơ đầy đủ và nguyên vẹn"))
        else:
            count = len(found.problems)
            self._icon.set_icon("danger", "danger")
            self._title.setText(
                ngettext(
                    "Gói hồ sơ không nguyên vẹn: {n} chỗ không đúng",
                    "Gói hồ sơ không nguyên vẹn: {n} chỗ không đúng",
                    count,
                ).format(n=count)
            )
        facts = []
        if found.commune and found.year is not None:
            facts.append(_("UBND {commune}, năm {year}").format(commune=found.commune, year=found.year))
        if found.draft:
            facts.append(_("Đây là bản DỰ THẢO."))
        if found.total is not None:
            facts.append(_("Tổng điểm tự chấm: {points}").format(points=formats.points(found.total)))
        if found.files:
            told = _("{files} tệp trong gói, cộng lại {size}").format(
                files=formats.whole_number(found.files), size=formats.file_size(found.bytes)
            )
            facts.append(told)
        self._facts.setText("\n".join(facts))
        self._facts.setVisible(bool(facts))
        self._box.show()
        lines = [f"{one.file}\n{one.message}" if one.file else one.message for one in found.problems]
        self.problems.setPlainText("\n\n".join(lines))
        self.problems.setVisible(bool(lines))
