"""The strips above the form: what is missing, a letter like this one, why it is closed, what comes next."""

from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.letters import Letter, LetterState
from friendly_desktop.domain.text import clean_line
from friendly_desktop.i18n import _, ngettext
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import button

_MAY_COME_BACK = frozenset({LetterState.SUBMITTED, LetterState.SIGNED})


class LetterNotices:
    """The strips, each with its buttons; an empty one is hidden.

    Args:
        parent: the widget whose layout takes ``strips``.
    """

    def __init__(self, parent: QWidget) -> None:
        self.jump = button(_("Đến chỗ đầu tiên"), kind="quiet", shortcut="F8", parent=parent)
        self.anyway = button(_("Vẫn in"), kind="quiet", parent=parent)
        self.unfinished = NoticeStrip("warning", "warning", self.jump, self.anyway, parent=parent)
        self.see_double = button(_("Xem thư đó"), kind="quiet", parent=parent)
        self.double = NoticeStrip("copy", "warning", self.see_double, parent=parent)
        self.reopen = button(_("Lùi về bản nháp"), "undo", "quiet", parent=parent)
        self.closed = NoticeStrip("lock", "accent", self.reopen, parent=parent)
        self.next = button(_("Thư tiếp theo cùng loại"), "add", "quiet", parent=parent)
        self.next.setAutoDefault(True)
        self.next.setToolTip(_("Thư tiếp theo cùng loại (Ctrl+N)"))
        self.after = NoticeStrip("done", "accent", self.next, parent=parent)
        self.strips = (self.closed, self.after, self.unfinished, self.double)

    def clear(self) -> None:
        """Another letter comes."""
        for strip in (self.after, self.unfinished, self.double):
            strip.say("")

    def offer_next(self, words: str) -> None:
        """The letter went on its way: say so and offer the next one."""
        self.after.say(words)
        self.next.setFocus()

    def tell_unfinished(self, count: int) -> None:
        """Tell how many fields are still to be filled in or put right; 0 hides the strip."""
        words = ngettext("Còn {n} ô cần điền hoặc sửa.", "Còn {n} ô cần điền hoặc sửa.", count).format(
            n=count
        )
        self.unfinished.say(words if count else "")
        if not count:
            self.anyway.hide()

    def tell_closed(self, letter: Letter | None) -> None:
        """Tell why the words of a letter cannot be changed; None and a draft hide the strip."""
        self.reopen.setVisible(letter is not None and letter.state in _MAY_COME_BACK)
        self.closed.say(_closed_words(letter) if letter is not None else "")


def _closed_words(letter: Letter) -> str:
    if letter.state is LetterState.DRAFT:
        return ""
    if letter.state is LetterState.SUBMITTED:
        return _("Thư đang trình ký nên không sửa lời được.")
    if letter.state is LetterState.CANCELLED:
        return _("Thư đã hủy ngày {day}: {reason}").format(
            day=formats.short_date(letter.cancelled_on), reason=clean_line(letter.cancel_reason)
        )
    return _("Thư đã ký nên không sửa lời được; in lại vẫn đúng bản đã in.")
