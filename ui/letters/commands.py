"""Letters in the palette: each kind at once, each further template as soon as it has been read."""

from typing import TYPE_CHECKING, NamedTuple

from friendly_desktop.domain.letters import LetterKind
from friendly_desktop.i18n import _
from ui.letters.kinds import also_called, write_words
from ui.places import PageId, Place

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class LetterCommand(NamedTuple):
    """Words, further words by which it is found, and where it leads."""

    text: str
    also: str
    place: Place


def compose(what: str) -> Place:
    """Where a letter of a kind or template is written."""
    return Place(PageId.LETTERS, part=f"compose:{what}")


def of_kinds() -> tuple[LetterCommand, ...]:
    """One command a kind; its usual template is taken."""
    return tuple(
        LetterCommand(write_words(kind), also_called(kind), compose(kind.value)) for kind in LetterKind
    )


def of_lists() -> tuple[LetterCommand, ...]:
    """Letters from a list, from wherever one is."""
    also = _("danh sách, hàng loạt, trộn thư, bảng tính")
    return (LetterCommand(_("Soạn nhiều thư từ Excel..."), also, Place(PageId.LETTERS, part="batch")),)


def of_templates(services: "Services") -> tuple[LetterCommand, ...]:
    """One command a template that is not the usual one of its kind."""
    found = services.letter_templates.templates()
    usual: dict[LetterKind, str] = {}
    for one in found:
        usual.setdefault(one.kind, one.id)
    return tuple(
        LetterCommand(_("Soạn: {title}").format(title=one.title), also_called(one.kind), compose(one.id))
        for one in found
        if usual[one.kind] != one.id
    )
