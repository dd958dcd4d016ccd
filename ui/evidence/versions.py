"""The contents a piece of evidence has had: replaced by a newer file, looked at, put back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.evidence import Evidence, EvidenceVersion
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.jobs import JobContext
from ui.context import UiContext
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_MOST_SHOWN = 4  # versions in view at once; further ones scroll


class EvidenceVersions(QWidget):
    """Lists the versions, the one in use first, and replaces it.

    Signals:
        looked: EvidenceVersion or None, the person wants to see an older content, or the one in use.
    """

    looked = Signal(object)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._evidence: Evidence | None = None
        self._history: tuple[EvidenceVersion, ...] = ()
        self._title = Text(_("Các bản của tài liệu"), "strong", parent=self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Các bản của tài liệu"))
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.replace_button = button(_("Thay bằng tệp mới..."), "upload", "quiet", parent=self)
        self.replace_button.setToolTip(_("Bản hiện nay vẫn được giữ và xem lại được"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._title)
        layout.addWidget(self.list)
        layout.addWidget(self.replace_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.currentRowChanged.connect(self._on_row)
        self.replace_button.clicked.connect(self._on_replace)

    def show_evidence(self, evidence: Evidence, read_only: bool) -> None:
        """Show a piece; its older contents are asked for only where there are any."""
        other = self._evidence is None or evidence.id != self._evidence.id
        changed = other or self._evidence is None or evidence.version != self._evidence.version
        self._evidence = evidence
        self.replace_button.setVisible(not read_only)
        if changed:
            self._show(())
            if evidence.version > 1:
                self._context.query(
                    self,
                    _("Đọc các bản của tài liệu"),
                    lambda services: (evidence.id, services.evidence.history(evidence.id)),
                    self._on_history,
                )

    def choose_current(self) -> None:
        """Back to the content in use."""
        self.list.setCurrentRow(0)

    def put_back(self, version: EvidenceVersion) -> None:
        """Use an older content again; can be undone."""
        one = self._evidence
        if one is None:
            return
        words = _("Đã dùng lại bản {n}; các bản khác vẫn được giữ.").format(n=version.version)
        self._context.perform(
            self,
            _("Dùng lại bản cũ"),
            lambda services: services.evidence.put_back(one.id, version.version),
            lambda _now: self._context.tell(words, self._undo(one)),
        )

    # -- showing

    def _on_history(self, answer: tuple[int, tuple[EvidenceVersion, ...]]) -> None:
        evidence_id, history = answer
        if self._evidence is not None and self._evidence.id == evidence_id:
            self._show(history)

    def _show(self, history: tuple[EvidenceVersion, ...]) -> None:
        self._history = history
        self.list.blockSignals(True)
        self.list.clear()
        for place, one in enumerate(history):
            name = _("Bản {n} · đang dùng") if place == 0 else _("Bản {n}")
            facts = [formats.file_size(one.bytes)]
            if one.added_at is not None:
                facts.insert(0, formats.moment(one.added_at))
            self.list.addItem(f"{name.format(n=one.version)}\n{' · '.join(facts)}")
            self.list.item(place).setToolTip(one.name)
        if history:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._title.setVisible(bool(history))
        self.list.setVisible(bool(history))
        if history:
            row = self.list.sizeHintForRow(0) + 2 * self.list.spacing()
            self.list.setFixedHeight(row * min(len(history), _MOST_SHOWN) + 6)

    @Slot(int)
    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._history):
            self.looked.emit(self._history[row] if row else None)

    # -- changing

    @Slot()
    def _on_replace(self) -> None:
        title = _("Chọn bản mới của tài liệu")
        self._context.prompts.open_files(self, title, "evidence", "", self.replace_by)

    def replace_by(self, paths: list[Path]) -> None:
        """Put a newer file in the place of the content; the older one stays and can be put back."""
        one = self._evidence
        if one is None:
            return
        if len(paths) != 1:
            self._context.show_error(self, _one_file())
            return
        path = paths[0]

        def work(services: "Services", job: JobContext) -> Evidence:
            return services.evidence.replace(one.id, path, job)

        def done(now: Evidence) -> None:
            words = _("Đã thay bằng bản {n}; bản trước vẫn được giữ.").format(n=now.version)
            self._context.tell(words, self._undo(one))

        self._context.run_long(self, _("Thay tệp minh chứng"), work, done)

    def _undo(self, before: Evidence) -> "_PutBack":
        return _PutBack(self._context, self, before)


class _PutBack:
    """Takes a change of content back when called."""

    def __init__(self, context: UiContext, owner: QWidget, before: Evidence) -> None:
        self._context, self._owner, self._before = context, owner.window(), before

    def __call__(self) -> None:
        one = self._before
        self._context.perform(
            self._owner,
            _("Hoàn tác"),
            lambda services: services.evidence.put_back(one.id, one.version),
        )


def _one_file() -> AppError:
    return AppError(
        "one_file",
        _("Chưa thay được tệp"),
        _("Một tài liệu chỉ được thay bằng đúng một tệp."),
        _("Hãy chọn một tệp; các tệp khác thêm thành tài liệu riêng."),
    )
