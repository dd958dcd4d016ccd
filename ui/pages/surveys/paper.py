"""The papers of a round: the very ballot in view, printed or saved with their numbers; more of them when needed."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from friendly_desktop import formats
from friendly_desktop.domain.rights import Right
from friendly_desktop.domain.surveys import Survey, SurveyState
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.pages.surveys.acts import SurveyActs
from ui.pages.surveys.round_dialog import CountInput
from ui.people.permission import reserve
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.pdf_preview import PdfPreview
from ui.widgets.text import Text, button

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.documents.model import Part
    from friendly_desktop.services.jobs import JobContext
    from friendly_desktop.services.surveys.paper import BallotFile

_SIDE_LETTERS = 40


class RoundPaper(QWidget):
    """Prints the ballots of a round."""

    def __init__(self, context: UiContext, acts: SurveyActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._acts = context, acts
        self._survey: Survey | None = None
        self.print_button = button(_("In phiếu..."), "print", "primary", "Ctrl+P", parent=self)
        self.print_button.hide()
        self.save_button = button(_("Lưu PDF..."), "pdf", "", "Ctrl+S", parent=self)
        self.more_button = button(_("Phát thêm phiếu..."), "add", parent=self)
        reserve(self._context, Right.SURVEYS, self.more_button)
        self.first = CountInput(_("Từ phiếu số"), parent=self)
        self.last = CountInput(_("Đến phiếu số"), parent=self)
        self.problem = NoticeStrip("warning", "warning", parent=self)
        self._count = Text(role="strong", wrap=True, parent=self)
        self._advice = Text(
            _(
                "Mỗi phiếu có số riêng và mã vuông để khi quét lại, chương trình tự nhận ra; vì vậy hãy in đủ số phiếu, không "
                "sao chụp một phiếu thành nhiều phiếu. In một mặt, giấy A4, không thu nhỏ."
            ),
            "quiet-small",
            wrap=True,
            parent=self,
        )
        self.preview = PdfPreview(context, self)
        self._lay_out()
        self.print_button.clicked.connect(self._on_print)
        self.save_button.clicked.connect(self._on_save)
        self.more_button.clicked.connect(self._on_more)
        self.setFocusProxy(self.first.line)

    def _lay_out(self) -> None:
        side = QWidget(self)
        side.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * _SIDE_LETTERS)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.addWidget(self.first, 0, 0)
        grid.addWidget(self.last, 0, 1)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._count)
        column.addLayout(grid)
        column.addWidget(self.problem)
        column.addWidget(self.save_button)
        column.addWidget(self.more_button)
        column.addWidget(self._advice)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(side)
        row.addWidget(self.preview, 1)

    def show_round(self, survey: Survey) -> None:
        """Show the ballot of a round."""
        before, self._survey = self._survey, survey
        self._count.setText(
            _("Đợt này phát phiếu số 1 đến {n}.").format(n=formats.whole_number(survey.issued))
        )
        self.more_button.setVisible(survey.state is SurveyState.OPEN)
        if before is None or before.id != survey.id:
            self._offer(1, survey.issued)
        elif survey.issued > before.issued:
            self._offer(before.issued + 1, survey.issued)
        if before is not None and before.form == survey.form and before.id == survey.id:
            return
        survey_id = survey.id
        if before is not None and before.id != survey.id:
            self.preview.clear()

        def done(content: bytes) -> None:
            if self._survey is not None and self._survey.id == survey_id:
                self.problem.say("")
                self.preview.show_pdf(content)

        self._context.draw(
            self, lambda services: services.ballot_papers.pdf(survey_id, 1, 1), done, self._on_refused
        )

    def numbers(self) -> tuple[int, int] | None:
        """The papers to print; None says at a field what is wrong."""
        survey = self._survey
        if survey is None:
            return None
        first = self.first.read(1, survey.issued)
        last = self.last.read(first or 1, survey.issued)
        return (first, last) if first is not None and last is not None else None

    def _offer(self, first: int, last: int) -> None:
        self.first.line.setText(str(first))
        self.last.line.setText(str(last))

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._context.show_error(self, error)
            return
        self.preview.clear()
        self.problem.say(" ".join(part for part in (error.message, error.hint) if part))

    @Slot()
    def _on_more(self) -> None:
        if self._survey is not None:
            self._acts.issue(self._survey, self)

    @Slot()
    def _on_print(self) -> None:
        from ui.printing.dialog import open_dialog
        from ui.printing.run import Piece

        survey, wanted = self._survey, self.numbers()
        if survey is None or wanted is None:
            return
        survey_id, title = survey.id, _("Phiếu khảo sát")

        def content(services: "Services", _parts: "frozenset[Part]") -> bytes:
            return services.ballot_papers.pdf(survey_id, *wanted)

        open_dialog(self, self._context, title, [Piece(0, title, content)])

    @Slot()
    def _on_save(self) -> None:
        survey, wanted = self._survey, self.numbers()
        if survey is None or wanted is None:
            return
        survey_id = survey.id

        def chosen(path: Path) -> None:
            target = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")

            def work(services: "Services", job: "JobContext") -> "BallotFile":
                return services.ballot_papers.write(target, survey_id, *wanted, job)

            words = _("Đã lưu {n} phiếu vào tệp {name}.")
            self._context.run_long(
                self,
                _("Lưu phiếu khảo sát"),
                work,
                lambda made: self._context.tell(
                    words.format(n=formats.whole_number(made.last - made.first + 1), name=made.file.name)
                ),
            )

        first, last = wanted
        suggested = _("Phiếu khảo sát {first}-{last}").format(first=first, last=last) + ".pdf"
        self._context.prompts.save_file(
            self, _("Lưu phiếu khảo sát"), "surveys", _("Tệp PDF (*.pdf)"), suggested, chosen
        )
