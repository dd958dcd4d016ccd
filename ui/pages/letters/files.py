"""A letter saved as a file, where the person says."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from friendly_desktop.domain.letters import LetterDraft
from friendly_desktop.i18n import _
from ui.context import UiContext


def save_as(context: UiContext, owner: QWidget, draft: LetterDraft, title: str, ending: str) -> None:
    """Ask where, write, and say so once the file has been read back.

    Args:
        context: of the window.
        owner: the widget that asks.
        draft: the letter with its number.
        title: what kind of letter it is; with the number it names the file, nobody's name does.
        ending: ``.pdf`` or ``.docx``.
    """
    number = "".join(char if char.isalnum() else "-" for char in draft.number)
    suggested = f"{title} {number}".strip() + ending
    filters = _("Tệp PDF (*.pdf)") if ending == ".pdf" else _("Tệp Word (*.docx)")

    def chosen(path: Path) -> None:
        target = path if path.suffix.lower() == ending else path.with_name(path.name + ending)
        context.run_long(
            owner,
            _("Lưu tệp"),
            lambda services, _job: services.letters.write(draft, target),
            lambda written: context.tell(_("Đã lưu tệp {name}.").format(name=written.file.name)),
        )

    context.prompts.save_file(owner, _("Lưu thư thành tệp"), "letters", filters, suggested, chosen)
