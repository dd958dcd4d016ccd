"""What the package says of the letters of the year, with the way to their list and samples."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from friendly_desktop.i18n import _, ngettext
from ui.pages.package.reading import PackageState
from ui.widgets.notice_strip import NoticeStrip
from ui.widgets.text import button


class LetterNotice(NoticeStrip):
    """Hidden in a year without letters.

    Signals:
        wanted: the person wants to see the list and choose samples.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.choose = button(_("Danh mục và thư mẫu..."), "letter", "quiet")
        super().__init__("letter", "accent", self.choose, parent=parent)
        self.choose.clicked.connect(self.wanted)

    def show_state(self, state: PackageState) -> None:
        """Tell of the letters; before the freeze also that samples cannot be chosen after it."""
        count, samples = len(state.letters), sum(one.sample for one in state.letters)
        if not count:
            self.say("")
            return
        words = ngettext(
            "Gói hồ sơ có danh mục {n} thư của Chủ tịch đã ký trong năm.",
            "Gói hồ sơ có danh mục {n} thư của Chủ tịch đã ký trong năm.",
            count,
        )
        told = [words.format(n=count)]
        if samples:
            words = ngettext(
                "Kèm {n} thư mẫu, đã che địa chỉ và số định danh.",
                "Kèm {n} thư mẫu, đã che địa chỉ và số định danh.",
                samples,
            )
            told.append(words.format(n=samples))
        elif state.frozen:
            told.append(_("Không có thư mẫu nào."))
        else:
            told.append(_("Chưa chọn thư mẫu nào; muốn có thư mẫu, hãy chọn trước khi chốt."))
        self.say(" ".join(told))
