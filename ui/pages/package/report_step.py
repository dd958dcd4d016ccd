"""Step 2: the words of tờ trình and báo cáo, written from the records and saved as they are edited."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from friendly_desktop.domain.report import Paper, ReportPart
from friendly_desktop.domain.rights import Right
from friendly_desktop.i18n import N_, _
from ui.context import UiContext
from ui.pages.package.reading import PackageState
from ui.pages.package.report_part import ReportPartField
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

DELAY_MS = 400

_PAPERS = {
    Paper.SUBMISSION: (N_("Tờ trình"), N_("Lưu tờ trình (Word)...")),
    Paper.REPORT: (N_("Báo cáo tự đánh giá"), N_("Lưu báo cáo (Word)...")),
}


class ReportStep(QScrollArea):
    """A field for each part of the two papers; a button for each paper."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._year = 0
        self._typed: dict[str, str] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fields: dict[str, ReportPartField] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)
        body = QWidget(self)
        body.setProperty("role", "page-body")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 12, 12)
        layout.setSpacing(14)
        intro = _(
            "Chương trình viết các phần từ sổ sách và số liệu. Sửa lời nào thì lời ấy được giữ; sau này số liệu đổi, "
            "chỗ đổi hiện ngay dưới phần đã sửa."
        )
        layout.addWidget(Text(intro, "quiet", wrap=True, parent=body))
        self._columns = {paper: self._section(layout, body, paper) for paper in Paper}
        layout.addStretch(1)
        self.setWidget(body)

    def show_state(self, state: PackageState) -> None:
        """Show the parts as they stand; what is being typed is left alone."""
        if state.year != self._year:
            self.flush()
            self._year = state.year
        if [part.key for part in state.parts] != list(self.fields):
            self._build_fields(state.parts)
        shut = state.frozen or state.own_only or not self._context.may(Right.SCORE)
        for part in state.parts:
            self.fields[part.key].show_part(part, frozen=shut, typing=part.key in self._typed)

    @Slot()
    def flush(self) -> None:
        """Store what waits, now."""
        self._timer.stop()
        typed, self._typed = self._typed, {}
        year = self._year
        if not typed:
            return

        def work(services: "Services") -> None:
            for key, text in typed.items():
                services.report.save(year, key, text)

        self._context.perform(self, _("Lưu lời văn báo cáo"), work)

    def save_paper(self, paper: Paper) -> None:
        """Ask where, then write the paper as Word or PDF."""
        self.flush()
        year = self._year

        def chosen(path: Path) -> None:
            named = path.suffix.lower() in (".docx", ".pdf")
            target = path if named else path.with_name(f"{path.name}.docx")
            self._context.query(
                self,
                _("Lưu tệp"),
                lambda services: services.report.write(year, paper, target),
                lambda _written: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        title, filters = _(_PAPERS[paper][0]), _("Tệp Word (*.docx);;Tệp PDF (*.pdf)")
        name = _("{paper} năm {year}").format(paper=title, year=year)
        self._context.prompts.save_file(self, _("Lưu tệp"), "package", filters, f"{name}.docx", chosen)

    # -- building

    def _section(self, layout: QVBoxLayout, body: QWidget, paper: Paper) -> QVBoxLayout:
        title, save = _PAPERS[paper]
        head = QHBoxLayout()
        head.addWidget(Text(_(title), "heading", parent=body))
        head.addStretch(1)
        made = button(_(save), "export", parent=body)
        made.clicked.connect(self._on_save_submission if paper is Paper.SUBMISSION else self._on_save_report)
        head.addWidget(made)
        layout.addLayout(head)
        column = QVBoxLayout()
        column.setSpacing(14)
        layout.addLayout(column)
        return column

    def _build_fields(self, parts: tuple[ReportPart, ...]) -> None:
        """A field for each part; another set has other criteria."""
        for old in self.fields.values():
            old.hide()
            old.deleteLater()
        self.fields = {}
        for part in parts:
            field = ReportPartField(part, self.widget())
            self.fields[part.key] = field
            self._columns[part.paper].addWidget(field)
            field.edited.connect(self._on_edited)
            field.left.connect(self.flush)
            field.follow_wanted.connect(self._on_follow)
            field.keep_wanted.connect(self._on_keep)

    # -- acting

    @Slot(str)
    def _on_edited(self, key: str) -> None:
        self._typed[key] = self.fields[key].words.toPlainText()
        self._timer.start()

    @Slot(str)
    def _on_follow(self, key: str) -> None:
        """Take the words of the records; the own words come back with "Hoàn tác"."""
        year, own = self._year, self.fields[key].words.toPlainText()
        self._typed.pop(key, None)
        self.fields[key].words.clearFocus()

        def undo() -> None:
            self._context.perform(self, _("Hoàn tác"), lambda services: services.report.save(year, key, own))

        self._context.perform(
            self,
            _("Lấy lời từ sổ"),
            lambda services: services.report.save(year, key, ""),
            lambda _part: self._context.tell(_("Đã lấy lời từ sổ."), undo),
        )

    @Slot(str)
    def _on_keep(self, key: str) -> None:
        year = self._year
        self.flush()
        self._context.perform(self, _("Giữ lời đã sửa"), lambda services: services.report.keep(year, key))

    @Slot()
    def _on_save_submission(self) -> None:
        self.save_paper(Paper.SUBMISSION)

    @Slot()
    def _on_save_report(self) -> None:
        self.save_paper(Paper.REPORT)
