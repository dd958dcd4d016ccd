"""Choosing what to hang: every kind as a picture of its very sheet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.postings import PostingKind, PostingSize
from friendly_desktop.i18n import _
from ui.context import UiContext
from ui.postings.commands import also_called
from ui.widgets.card_gallery import Card, CardGallery, CardSize
from ui.widgets.text import make_room_for_example

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_SIZE = CardSize(wide=216, high=244, picture=(176, 148), lines=3, foot=18)
_LYING, _STANDING = (176, 124), (105, 148)


class PostingGallery(CardGallery):
    """Chooses a kind."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(
            context, _SIZE, _("Các loại niêm yết"), _("Không có loại niêm yết nào như vậy."), parent
        )
        self.back.setText(_("Các tờ niêm yết"))
        self.back.setToolTip(_("Về danh sách (Esc)"))
        self.box.setPlaceholderText(_("Gõ vài chữ: 4 xin, lịch tiếp, điện thoại, QR..."))
        make_room_for_example(self.box)
        self.box.setAccessibleName(_("Tìm loại niêm yết"))

    def title(self) -> str:
        """What is asked."""
        return _("Làm tờ niêm yết")

    def reading(self) -> str:
        """In words."""
        return _("Đọc các loại niêm yết")

    @staticmethod
    def read(services: "Services") -> Sequence[Card]:
        """The kinds of the program."""
        return [_card(one) for one in services.postings.kinds()]

    @staticmethod
    def pdf(services: "Services", card_id: str) -> bytes:
        """The sheet with what the records of the office give."""
        return services.postings.pdf(card_id, services.postings.blank(card_id), PostingSize.A4).content

    def is_stale(self, _card: Card) -> bool:
        """Always: the office may be called otherwise now."""
        return True


def whose_words(kind: PostingKind) -> str:
    """Whose wording a kind brings, in two or three words."""
    if kind.design == "poster" and kind.id == "free":
        return _("Lời của đơn vị")
    return _("Lời của chương trình") if kind.own_wording else _("Lời theo văn bản")


def _card(kind: PostingKind) -> Card:
    return Card(
        id=kind.id,
        title=kind.title,
        blank=_LYING if kind.lying else _STANDING,
        foot=whose_words(kind),
        tip=kind.source,
        also=f"{kind.place} {also_called(kind.id)}",
    )
