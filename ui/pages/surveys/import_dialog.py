"""Ballots from an Excel or CSV list: looked at row by row first, taken in one act."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Survey
from friendly_desktop.domain.surveys.lists import BallotList, ListedBallot, Standing
from friendly_desktop.i18n import _, ngettext
from ui import icons
from ui.context import UiContext
from ui.lists.importing import FileWanted, ListImport
from ui.lists.papers import ListPapers
from ui.models.columns import Column
from ui.models.table import TableModel
from ui.widgets.text import button, reword
from ui.widgets.views import table

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.jobs import JobContext
    from friendly_desktop.services.surveys.lists import TakenList

_ORDER = (Standing.PROBLEM, Standing.CHANGED, Standing.NEW, Standing.SAME)


class BallotImport(ListImport[BallotList]):
    """Takes a list of ballots in."""

    def __init__(self, parent: QWidget, context: UiContext, survey: Survey) -> None:
        wanted = FileWanted(
            _("Chọn danh sách phiếu"), "survey-list", _("Danh sách (*.xlsx *.csv)"), _("Mở danh sách phiếu")
        )
        super().__init__(parent, context, _("Nhập phiếu từ Excel"), wanted, (900, 640))
        self._survey = survey
        self._list: BallotList | None = None
        self.template = button(_("Lưu bảng mẫu..."), "table", "quiet", parent=self)
        self.template.clicked.connect(self._on_template)
        shown: tuple[Column[ListedBallot], ...] = (
            Column(_("Dòng"), value=lambda row: row.row, right=True, width=6),
            Column(_("Phiếu số"), value=lambda row: row.label, right=True, width=9),
            Column(_("Câu trả lời"), value=self._answers, width=34),
            Column(_("Nhận xét"), value=_remark, tooltip=_remark, icon=_icon),
        )
        self.model: TableModel[ListedBallot] = TableModel(shown, key=lambda row: row.row, parent=self)
        self.view = table(self.model, shown, _("Các dòng của danh sách"), self)
        ListPapers(self._context, self.view)
        self.replace = QCheckBox(_("Thay cả phiếu đã nhập mà câu trả lời khác"), self)
        self.replace.toggled.connect(self._show_count)
        words = _(
            "Mỗi dòng là một phiếu: Số phiếu, Câu 1, Câu 2...; câu trả lời ghi bằng chữ như trên phiếu hoặc số thứ tự của "
            "cột. Trước khi vào đợt, từng dòng được xem và chỗ sai được nêu rõ. Tệp gốc không bị đổi."
        )
        body = self.lay_out(_("Chọn danh sách phiếu"), words, _("Nhập vào đợt"), self.template)
        body.addWidget(self.count)
        body.addWidget(self.view, 1)
        body.addWidget(self.replace)

    def reader(self, path: Path) -> Callable[["Services", "JobContext"], BallotList]:
        """The rows of a list as ballots of the round."""
        survey_id = self._survey.id
        return lambda services, job: services.surveys.read_list(survey_id, path, None, job)

    def _answers(self, row: ListedBallot) -> str:
        known = {one.id: one.text for one in self._survey.form.choices}
        return ", ".join(known.get(one, "–") for one in row.ballot.answers)

    # -- the file

    @Slot()
    def _on_template(self) -> None:
        survey_id = self._survey.id

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx")
            self._context.run_long(
                self,
                _("Lưu bảng mẫu"),
                lambda services, _job: services.surveys.write_ballots(survey_id, target),
                lambda _n: self._context.tell(_("Đã lưu tệp {name}.").format(name=target.name)),
            )

        self._context.prompts.save_file(
            self,
            _("Lưu bảng mẫu"),
            "survey-list",
            _("Bảng tính Excel (*.xlsx)"),
            _("Danh sách phiếu khảo sát") + ".xlsx",
            chosen,
        )

    def opened(self, found: BallotList) -> None:
        """What cannot come in stands first."""
        self._list = found
        self._problem.say(" ".join(found.remarks))
        self.model.set_rows(sorted(found.ballots, key=lambda row: (_ORDER.index(row.standing), row.row)))
        self.replace.setVisible(bool(found.of(Standing.CHANGED)))
        self._show_count()
        self.take.setFocus()

    def forget(self) -> None:
        """The list before stays what it was."""
        self.take.setEnabled(self._count() > 0)

    def _count(self) -> int:
        if self._list is None:
            return 0
        changed = len(self._list.of(Standing.CHANGED)) if self.replace.isChecked() else 0
        return len(self._list.of(Standing.NEW)) + changed

    @Slot()
    def _show_count(self) -> None:
        found = self._list
        if found is None:
            return
        number = formats.whole_number
        parts = [_("{n} phiếu mới").format(n=number(len(found.of(Standing.NEW))))]
        for standing, words in (
            (Standing.CHANGED, _("{n} phiếu đã nhập khác")),
            (Standing.SAME, _("{n} phiếu đã có, giống hệt")),
            (Standing.PROBLEM, _("{n} dòng không nhập được")),
        ):
            count = len(found.of(standing))
            if count:
                parts.append(words.format(n=number(count)))
        self.count.setText(_("{what}.").format(what=", ".join(parts)))
        count = self._count()
        reword(self.take, ngettext("Nhập {n} phiếu", "Nhập {n} phiếu", count).format(n=number(count)))
        self.take.setEnabled(count > 0)

    def take_in(self) -> None:
        """All ballots that can come in, as one act."""
        found = self._list
        if found is None:
            return
        self.take.setEnabled(False)
        survey_id, replacing = self._survey.id, self.replace.isChecked()

        def done(taken: "TakenList") -> None:
            words = _("Đã nhập {added} phiếu mới, thay {replaced} phiếu, bỏ qua {left} dòng.")
            self._context.tell(
                words.format(
                    added=formats.whole_number(taken.added),
                    replaced=formats.whole_number(taken.replaced),
                    left=formats.whole_number(len(taken.left)),
                )
            )
            self.accept()

        self._context.perform(
            self,
            _("Nhập phiếu từ Excel"),
            lambda services: services.surveys.take_list(survey_id, found, replace_changed=replacing),
            done,
            self._on_refused,
        )


def _remark(row: ListedBallot) -> str:
    if row.problem:
        return row.problem
    words = {
        Standing.NEW: _("phiếu mới"),
        Standing.SAME: _("đã có, giống hệt"),
        Standing.CHANGED: _("đã nhập, câu trả lời khác"),
    }
    told = words.get(row.standing, "")
    if row.ballot.why:
        return _("{what}; không hợp lệ: {why}").format(what=told, why=row.ballot.why)
    return told


def _icon(row: ListedBallot) -> QIcon:
    name, token = {
        Standing.PROBLEM: ("danger", "danger"),
        Standing.CHANGED: ("warning", "warning"),
        Standing.SAME: ("info", "quiet"),
        Standing.NEW: ("check", "good"),
    }[row.standing]
    return icons.icon(name, token)
