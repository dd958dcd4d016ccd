"""The lists of what proves lines by itself, opened over the criteria page."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ui.context import UiContext
from ui.pages.assessment.editor import LeafEditor
from ui.pages.assessment.group_pane import GroupPane


class ProofLists(QObject):
    """Opens the list that a strip beside a line asks for; what is being typed is stored first."""

    def __init__(self, context: UiContext, page: QWidget, editor: LeafEditor, group: GroupPane) -> None:
        super().__init__(page)
        self._context = context
        self._over = page
        self._editor = editor
        self._year: int | None = None
        for beside in (editor, group):
            beside.letters.list_wanted.connect(self.letters_of)
            beside.records.list_wanted.connect(self.records_of)
        editor.proposal.list_wanted.connect(self.lines_of)

    def show_year(self, year: int) -> None:
        """The year whose lists are asked for."""
        self._year = year

    @Slot(str)
    def letters_of(self, node: str) -> None:
        """Show the letters of a line ("" for all), and the samples for the package."""
        from ui.letters.proof_dialog import LetterProofDialog

        if self._year is not None:
            self._editor.flush()
            LetterProofDialog(self._over, self._context, self._year, node).start()

    @Slot(str)
    def records_of(self, node: str) -> None:
        """Show the reception records of a line ("" for all)."""
        from ui.records.proof_dialog import RecordProofDialog

        if self._year is not None:
            self._editor.flush()
            RecordProofDialog(self._over, self._context, self._year, node).start()

    @Slot(str)
    def lines_of(self, node: str) -> None:
        """Show the activities, postings, surveys and figures that prove a leaf ("" for all)."""
        from ui.proof.lines_dialog import ProofLinesDialog

        if self._year is not None:
            self._editor.flush()
            ProofLinesDialog(self._over, self._context, self._year, node).start()

    @Slot()
    def all_lines(self) -> None:
        """Show the list of all leaves."""
        self.lines_of("")
