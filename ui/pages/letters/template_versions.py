"""The versions of a template: each as its page, and any of them used again as the newest."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from friendly_desktop import formats
from friendly_desktop.domain.letters import Template
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.letters.template_side import TemplateSide
from ui.pages.letters.template_trial import used_again
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_Known = tuple[tuple[Template, ...], Mapping[int, datetime]]


class TemplateVersions(QDialog):
    """Shows what a template said before.

    Signals:
        used: Template, an older version is the newest again.
    """

    used = Signal(object)

    def __init__(self, page: QWidget, context: UiContext, template: Template) -> None:
        super().__init__(page.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Các phiên bản của mẫu thư"))
        self._context, self._template = context, template
        self._versions: tuple[Template, ...] = ()
        self.list = QListWidget(self)
        self.list.setProperty("role", "lines")
        self.list.setAccessibleName(_("Các phiên bản"))
        self.side = TemplateSide(context, self._wished, self)
        self.use_button = button(_("Dùng lại phiên bản này"), "undo", parent=self)
        close = button(_("Đóng"), parent=self)
        close.setDefault(True)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.list)
        split.addWidget(self.side)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        split.setSizes([self.fontMetrics().horizontalAdvance("0") * 34, 500])
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.use_button)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(Text(template.title, "heading", wrap=True, parent=self))
        told = _("Thư đã in theo phiên bản nào vẫn giữ phiên bản đó.")
        layout.addWidget(Text(told, "quiet", wrap=True, parent=self))
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        self.resize(min(860, page.window().width() - 40), min(600, page.window().height() - 40))
        self.list.currentRowChanged.connect(self._on_row)
        self.use_button.clicked.connect(self._on_use)
        close.clicked.connect(self.reject)
        context.query(self, _("Đọc các phiên bản"), self._read, self._on_read)

    def _read(self, services: "Services") -> _Known:
        templates = services.letter_templates
        return templates.versions(self._template.id), templates.saved_at(self._template.id)

    def _on_read(self, known: _Known) -> None:
        versions, saved = known
        self._versions = tuple(reversed(versions))
        for one in self._versions:
            moment = saved.get(one.version)
            words = _("Phiên bản {n}").format(n=one.version)
            if moment is not None:
                words = _("Phiên bản {n}, {day} {time}").format(
                    n=one.version,
                    day=formats.short_date(moment.astimezone().date()),
                    time=formats.clock_time(moment),
                )
            item = QListWidgetItem(words)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def _wished(self) -> Template | None:
        row = self.list.currentRow()
        return self._versions[row] if 0 <= row < len(self._versions) else None

    @Slot(int)
    def _on_row(self, row: int) -> None:
        self.use_button.setEnabled(row > 0)
        self.side.draw()

    @Slot()
    def _on_use(self) -> None:
        chosen = self._wished()
        if chosen is None:
            return

        def done(kept: Template) -> None:
            self._context.tell(
                _("Phiên bản {old} được dùng lại thành phiên bản {new}.").format(
                    old=chosen.version, new=kept.version
                )
            )
            self.used.emit(kept)
            self.accept()

        self._context.perform(
            self,
            _("Dùng lại phiên bản"),
            lambda services: used_again(services, chosen.id, chosen.version),
            done,
        )
