"""What a poster says, and the refusal where it cannot be said large enough."""

from dataclasses import dataclass

from friendly_desktop.domain.postings import PostingKind, PostingValues
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.documents.posting_type import Setting, Type, check, fitted

#: Ids of the choice of what stands at the emblem's place.
ROOM, STAR = "room", "star"


@dataclass(frozen=True, slots=True)
class Words:
    """The values of a posting as its drawing asks for them.

    Attributes:
        kind: whose fields they are.
        values: filled in, facts of the office put in their places.
        committee: "Ủy ban nhân dân xã Ninh Giang".
    """

    kind: PostingKind
    values: PostingValues
    committee: str

    def text(self, field_id: str) -> str:
        """A text or line; "" where the kind has none."""
        value = self.values.get(field_id, "")
        return check(value, self.label(field_id)) if isinstance(value, str) else ""

    def rows(self, field_id: str) -> tuple[tuple[str, ...], ...]:
        """A table."""
        value = self.values.get(field_id, ())
        if isinstance(value, str):
            return ()
        label = self.label(field_id)
        return tuple(tuple(check(cell, label) for cell in row) for row in value)

    def label(self, field_id: str) -> str:
        """How people call a field."""
        field = self.kind.field(field_id)
        return field.label if field else field_id

    def set(  # noqa: PLR0917 - where, how, how large
        self,
        field_id: str,
        text: str,
        type_: Type,
        room: tuple[float, float],
        most: float,
        least: float,
        *,
        keep: bool = False,
    ) -> Setting:
        """A text as large as its place allows.

        Raises:
            AppError: ``posting_too_long``, it would have to be smaller than ``least`` (of the em, A4 millimetres).
        """
        setting = fitted(text, type_, room, most, keep=keep)
        if text.strip() and setting.size < least:
            raise too_long(self.label(field_id))
        return setting


def too_long(label: str) -> AppError:
    """Nothing is cut and nothing is made too small to be read: the person is told which words are too many."""
    return AppError(
        "posting_too_long",
        _("Chữ quá dài"),
        _("«{field}» dài quá: để vừa khổ giấy, chữ sẽ nhỏ đến mức đứng xa không đọc được.").format(
            field=label
        ),
        _("Hãy rút ngắn nội dung, hoặc bớt dòng, rồi làm lại."),
    )
