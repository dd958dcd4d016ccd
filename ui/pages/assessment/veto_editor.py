"""The editor of a veto: did it happen, and the office's note."""

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from friendly_desktop.domain.assessment import VetoAnswer
from friendly_desktop.domain.criteria import Veto, VetoEffect
from friendly_desktop.i18n import _
from friendly_desktop.services.own_lines import not_own_words
from ui.pages.assessment.lines import YearPage
from ui.pages.assessment.saving import DELAY_MS, Saver
from ui.widgets.fields import Field
from ui.widgets.flow import FlowLayout
from ui.widgets.text import Text
from ui.widgets.typing import GrowingText

_ANSWERS: tuple[bool | None, ...] = (False, True, None)


class VetoEditor(QScrollArea):
    """Shows one veto and stores its answer."""

    def __init__(self, saver: Saver, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saver = saver
        self._veto: Veto | None = None
        self._answer = VetoAnswer("")
        self._dirty = False
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget(self)
        body.setProperty("role", "page-body")
        self._words = Text(role="strong", wrap=True, parent=body)
        self._effect = Text(role="quiet-small", wrap=True, parent=body)
        self._group = QButtonGroup(body)
        row = FlowLayout(spacing=16)
        for place, words in enumerate((_("Không xảy ra"), _("Có xảy ra"), _("Chưa trả lời"))):
            radio = QRadioButton(words, body)
            self._group.addButton(radio, place)
            row.addWidget(radio)
        self.note = GrowingText(2, 8, body)
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(Text(_("Điều kiện loại"), "quiet-small", parent=body))
        layout.addWidget(self._words)
        layout.addWidget(Text(_("Trong năm, việc này có xảy ra không?"), parent=body))
        layout.addLayout(row)
        layout.addWidget(Field(_("Ghi chú"), self.note, parent=body))
        layout.addWidget(self._effect)
        layout.addStretch(1)
        self.setWidget(body)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)
        self._group.idClicked.connect(self._on_answer)
        self.note.edited.connect(self._on_note)
        self.note.left.connect(self.flush)

    def show_veto(self, page: YearPage, veto: Veto) -> None:
        """Show a veto and its stored answer."""
        if self._veto is None or veto.id != self._veto.id:
            self.flush()
            self.note.put("")
        self._veto = veto
        frozen = page.frozen or not page.is_own()
        self.setToolTip(not_own_words() if not page.is_own() else "")
        self._words.setText(veto.text)
        effects = {
            VetoEffect.NOT_CONSIDERED: _("Nếu có xảy ra: không được xét công nhận trong năm."),
            VetoEffect.LOWERED: _("Nếu có xảy ra: hạ một mức."),
            VetoEffect.REVOKED: _("Nếu phát hiện sau khi công nhận: thu hồi quyết định công nhận."),
        }
        self._effect.setText("\n".join(effects[effect] for effect in veto.effects))
        if not self._dirty:
            self._answer = page.view.vetoes.get(veto.id, VetoAnswer(veto.id))
            self.note.show_text(self._answer.note)
        self._group.button(_ANSWERS.index(self._answer.holds)).setChecked(True)
        for radio in self._group.buttons():
            radio.setEnabled(not frozen)
        self.note.setReadOnly(frozen)

    def begin(self, text: str = "") -> None:
        """Put the keyboard on the answer; 0 means no, 1 means yes."""
        if text in ("0", "1"):
            self._group.button(int(text)).click()
        self._group.button(max(0, self._group.checkedId())).setFocus()

    @Slot()
    def flush(self) -> None:
        """Store the note if it waits."""
        self._timer.stop()
        if self._dirty and self._veto is not None:
            self._dirty = False
            self._saver.veto(self._veto.id, self._answer.holds, self.note.toPlainText())

    @Slot(int)
    def _on_answer(self, place: int) -> None:
        if self._veto is not None:
            self._answer = VetoAnswer(self._veto.id, _ANSWERS[place], self.note.toPlainText())
            self._dirty = True
            self.flush()

    @Slot()
    def _on_note(self) -> None:
        self._dirty = True
        self._timer.start()
