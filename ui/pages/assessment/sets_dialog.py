"""Criteria sets: which there are, a file checked and taken in, a form written, a year moved on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.assessment import YearState
from friendly_desktop.domain.criteria import CriteriaSet, SetDifference
from friendly_desktop.domain.gaps import naming
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.assessment import MoveReport
    from friendly_desktop.services.criteria import ImportResult

_FILTER = "*.xlsx *.yaml *.yml *.toml"


@dataclass(frozen=True, slots=True)
class _Known:
    """The sets, what each changed against its version before, and the year in view with its version."""

    sets: tuple[CriteriaSet, ...]
    changes: Mapping[str, SetDifference]
    year: int | None
    year_set: str
    year_version: str
    frozen: bool


class SetsDialog(QDialog):
    """Lists the sets and does what can be done with one."""

    def __init__(self, page: QWidget, context: UiContext) -> None:
        super().__init__(page.window())
        self._context = context
        self._known: _Known | None = None
        self._path: Path | None = None
        self.setWindowTitle(_("Bộ tiêu chí"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build(page.window())
        self._connect()

    def start(self) -> None:
        """Ask for the sets, then show."""
        self._reload()
        self.open()

    # -- building

    def _build(self, window: QWidget) -> None:
        self.list = QListWidget(self)
        self.list.setProperty("role", "lines")
        self.list.setAccessibleName(_("Các bộ tiêu chí"))
        self.list.setWordWrap(True)
        self.list.setSpacing(4)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title = Text(role="strong", wrap=True, parent=self)
        self.report = QPlainTextEdit(self)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(_("Thông tin và kết quả"))
        self._form = button(_("Xuất biểu Excel..."), "sheet", parent=self)
        self._move = button(_("Chuyển năm này sang phiên bản mới"), "right", parent=self)
        self._move.hide()
        self._import = button(_("Nhập từ tệp..."), "upload", parent=self)
        self._take = button(_("Nhập vào chương trình"), "check", "primary", parent=self)
        self._take.hide()
        close = button(_("Đóng"), parent=self)
        self._close = close
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self._title)
        right.addWidget(self.report, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._form)
        row.addWidget(self._move)
        row.addStretch(1)
        row.addWidget(self._take)
        right.addLayout(row)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.list, 2)
        middle.addLayout(right, 3)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._import)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(Text(_("Bộ tiêu chí"), "heading", parent=self))
        layout.addLayout(middle, 1)
        layout.addLayout(foot)
        letter = self.fontMetrics().horizontalAdvance("0")
        self.resize(min(letter * 125, window.width() - 40), min(letter * 70, window.height() - 40))

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_row)
        self._form.clicked.connect(self._on_form)
        self._import.clicked.connect(self._on_import)
        self._take.clicked.connect(self._on_take)
        self._move.clicked.connect(self._on_move)
        self._close.clicked.connect(self.reject)

    # -- showing

    def _reload(self) -> None:
        year = self._context.year

        def work(services: "Services") -> _Known:
            sets = services.criteria.sets()
            changes = {}
            for one in sets:
                versions = services.criteria.versions(one.id)
                if len(versions) > 1:
                    changes[one.id] = services.criteria.compare(versions[-2], versions[-1])
            view = next((one for one in services.assessment.years() if one.year == year), None)
            if view is None:
                return _Known(sets, changes, None, "", "", frozen=False)
            frozen = view.state is YearState.FROZEN
            return _Known(sets, changes, view.year, view.set_id, view.set_version, frozen)

        self._context.query(self, _("Đọc các bộ tiêu chí"), work, self._on_known)

    def _on_known(self, known: _Known) -> None:
        row = self.list.currentRow()
        self._known = known
        self.list.clear()
        for one in known.sets:
            used = one.id == known.year_set
            words = _("{title} (phiên bản {version})").format(
                title=one.short_title or one.title, version=one.version
            )
            if used:
                words = _("{title} · dùng cho năm {year}").format(title=words, year=known.year)
            self.list.addItem(words)
        used_row = next((place for place, one in enumerate(known.sets) if one.id == known.year_set), 0)
        self.list.setCurrentRow(row if row >= 0 else used_row)

    def _chosen(self) -> CriteriaSet | None:
        row = self.list.currentRow()
        return self._known.sets[row] if self._known and 0 <= row < len(self._known.sets) else None

    @Slot(int)
    def _on_row(self, _row: int) -> None:
        one = self._chosen()
        if one is None or self._known is None:
            return
        self._take.hide()
        self._path = None
        self._title.setText(one.title)
        changed = self._known.changes.get(one.id)
        parts = [_about(one)]
        if changed is not None:
            parts.insert(0, _("So với phiên bản trước:"))
            parts[1:1] = _differences(changed.added, changed.changed, changed.removed)
        self.report.setPlainText("\n\n".join(parts))
        newer = (
            one.id == self._known.year_set
            and one.version != self._known.year_version
            and not self._known.frozen
        )
        self._move.setVisible(newer)
        if newer:
            self._move.setText(
                _("Chuyển năm {year} sang phiên bản {version}").format(
                    year=self._known.year, version=one.version
                )
            )

    # -- what the person does

    @Slot()
    def _on_form(self) -> None:
        one = self._chosen()
        if one is not None:
            name = f"{one.id}.xlsx"
            self._context.prompts.save_file(
                self, _("Xuất biểu Excel"), "criteria", _("Bảng tính Excel (*.xlsx)"), name, self._write_form
            )

    def _write_form(self, path: Path) -> None:
        one = self._chosen()
        if one is None:
            return
        set_id = one.id

        def work(services: "Services") -> None:
            services.criteria.write_template(path, set_id)

        def done(_nothing: None) -> None:
            words = _("Đã xuất biểu Excel vào {path}. Điền xong, hãy nhập lại biểu bằng nút «Nhập từ tệp».")
            self.report.setPlainText(words.format(path=path))

        self._context.query(self, _("Xuất biểu Excel"), work, done)

    @Slot()
    def _on_import(self) -> None:
        kinds = _("Bộ tiêu chí ({kinds})").format(kinds=_FILTER)
        self._context.prompts.open_files(self, _("Chọn tệp bộ tiêu chí"), "criteria", kinds, self._check)

    def _check(self, paths: list[Path]) -> None:
        """A dry run first: what would be added, changed, removed, or each row that is wrong."""
        path = paths[0]

        def work(services: "Services") -> "ImportResult":
            return services.criteria.import_file(path, dry_run=True)

        def done(result: "ImportResult") -> None:
            self._path = None if result.problems or result.unchanged else path
            self._title.setText(_("Kiểm tra tệp {name}").format(name=path.name))
            self.report.setPlainText(_told(result))
            self._take.setVisible(self._path is not None)
            self._move.hide()
            (self._take if self._path else self._close).setFocus()

        self._context.query(self, _("Kiểm tra tệp"), work, done)

    @Slot()
    def _on_take(self) -> None:
        if self._path is None:
            return
        path = self._path

        def work(services: "Services") -> "ImportResult":
            return services.criteria.import_file(path)

        def done(result: "ImportResult") -> None:
            self._take.hide()
            self._title.setText(
                _("Đã nhập bộ tiêu chí {id} phiên bản {version}").format(id=result.id, version=result.version)
            )
            self._reload()

        self._context.perform(self, _("Nhập bộ tiêu chí"), work, done)

    @Slot()
    def _on_move(self) -> None:
        one = self._chosen()
        if one is None or self._known is None or self._known.year is None:
            return
        year, version = self._known.year, one.version

        def work(services: "Services") -> "MoveReport":
            return services.assessment.move_to_version(year, version)

        def done(report: "MoveReport") -> None:
            self._move.hide()
            self._title.setText(
                _("Đã chuyển năm {year} sang phiên bản {version}").format(year=year, version=version)
            )
            self.report.setPlainText(_moved(one, report))

        self._context.perform(self, _("Chuyển phiên bản"), work, done)


def _about(one: CriteriaSet) -> str:
    points = (
        _("Tổng điểm: {points}").format(points=formats.points(one.max_points))
        if one.max_points is not None
        else _("Chưa có thang điểm: chỉ đánh dấu đã làm, chưa làm.")
    )
    leaves = ngettext("{n} mục chấm", "{n} mục chấm", len(one.leaves)).format(n=len(one.leaves))
    if one.verified_by:
        checked = _("Đã có người đối chiếu với văn bản: {name}, {date}.").format(
            name=one.verified_by, date=one.verified_on
        )
    else:
        checked = _("Chưa có người đối chiếu với văn bản gốc. Hãy kiểm tra trước khi dùng chính thức.")
    parts = [f"{points} · {leaves}", checked]
    if one.source:
        parts.append(_("Nguồn: {source}").format(source=one.source))
    if one.note:
        parts.append(one.note)
    if one.corrections:
        count = len(one.corrections)
        words = ngettext(
            "Đã sửa {n} lỗi quét chữ, từng chỗ được ghi cạnh bộ tiêu chí.",
            "Đã sửa {n} lỗi quét chữ, từng chỗ được ghi cạnh bộ tiêu chí.",
            count,
        )
        parts.append(words.format(n=count))
    return "\n\n".join(parts)


def _told(result: "ImportResult") -> str:
    """What an import would do, or each thing that is wrong."""
    if result.problems:
        count = len(result.problems)
        head = ngettext(
            "Tệp có {n} chỗ phải sửa. Chưa có gì được nhập.",
            "Tệp có {n} chỗ phải sửa. Chưa có gì được nhập.",
            count,
        ).format(n=count)
        return "\n\n".join([head, *(f"{one.where}: {one.message}" for one in result.problems)])
    if result.unchanged:
        return _("Nội dung tệp giống hệt phiên bản {version} đang có, không cần nhập.").format(
            version=result.version
        )
    parts = [
        _(
            "Tệp hợp lệ. Khi nhập sẽ thành bộ {id}, phiên bản {version}; các năm đã mở không bị thay đổi."
        ).format(id=result.id, version=result.version)
    ]
    return "\n\n".join([*parts, *_differences(result.added, result.changed, result.removed)])


def _differences(added: Sequence[str], changed: Sequence[str], removed: Sequence[str]) -> list[str]:
    """What one version has otherwise than another, a line a kind."""
    told = (
        (_("Thêm {n} mục: {nodes}"), added),
        (_("Sửa {n} mục: {nodes}"), changed),
        (_("Bỏ {n} mục: {nodes}"), removed),
    )
    return [words.format(n=len(nodes), nodes=_listed(nodes)) for words, nodes in told if nodes]


def _moved(criteria: CriteriaSet, report: "MoveReport") -> str:
    """What became of the answers of the year."""
    parts = [_("{n} mục giữ nguyên câu trả lời và minh chứng.").format(n=len(report.kept))]
    for words, nodes in (
        (_("Đổi lời văn hoặc cách chấm, câu trả lời được giữ, hãy xem lại:"), report.reworded),
        (_("Điểm cũ không hợp quy tắc mới, phải chấm lại:"), report.refused),
        (_("Không còn trong phiên bản mới; câu trả lời và minh chứng vẫn được lưu:"), report.left_behind),
    ):
        if nodes:
            lines = [naming(criteria, node) if node in criteria.by_id else node for node in nodes]
            parts.append("\n".join([words, *(f"• {line}" for line in lines)]))
    return "\n\n".join(parts)


def _listed(nodes: Sequence[str], most: int = 30) -> str:
    shown = ", ".join(nodes[:most])
    return (
        _("{nodes} và {n} mục khác").format(nodes=shown, n=len(nodes) - most) if len(nodes) > most else shown
    )
