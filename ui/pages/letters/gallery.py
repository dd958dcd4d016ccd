"""Choosing what to write: every template as a small picture of its page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.letters import Template, Wording
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.letters.kinds import also_called, write_words
from ui.widgets.card_gallery import Card, CardGallery, CardSize
from ui.widgets.text import make_room_for_example

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_SIZE = CardSize(wide=200, high=216, picture=(150, 118), lines=3, foot=16)
_LYING, _STANDING = (150, 106), (83, 118)


class LetterGallery(CardGallery):
    """Chooses a template; the words of the office itself say so."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, _SIZE, _("Các mẫu thư"), _("Không có mẫu thư nào như vậy."), parent)
        self.back.setText(_("Sổ thư"))
        self.back.setToolTip(_("Về sổ thư (Esc)"))
        self.box.setPlaceholderText(_("Gõ vài chữ: kết hôn, chia buồn, gia hạn..."))
        make_room_for_example(self.box)
        self.box.setAccessibleName(_("Tìm mẫu thư"))
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, context=inside).activated.connect(self.back_wanted)

    def title(self) -> str:
        """What is asked."""
        return _("Soạn thư")

    def reading(self) -> str:
        """In words."""
        return _("Đọc mẫu thư")

    @staticmethod
    def read(services: "Services") -> Sequence[Card]:
        """The templates of the program and of the office."""
        return [_card(one) for one in services.letter_templates.templates()]

    @staticmethod
    def pdf(services: "Services", card_id: str) -> bytes:
        """A letter with nothing filled in."""
        return services.letters.pdf(services.letters.blank_draft(card_id)).content


def _card(template: Template) -> Card:
    return Card(
        id=template.id,
        title=template.title,
        blank=_LYING if template.sheet.landscape else _STANDING,
        foot=_("Mẫu của đơn vị") if template.wording is Wording.OFFICE else "",
        tip=template.note or template.title,
        also=f"{write_words(template.kind)} {also_called(template.kind)}",
        version=template.version,
    )
