"""What is done with postings: one act, said in words, taken back where it can be."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.evidence import AddedFile
from friendly_desktop.domain.postings import Posting
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.dialogs.form import DayDialog
from ui.pages.postings.hanging import HangDialog
from ui.printing.run import Piece

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class PostingActs:
    """Acts on postings, each with its words and its way back."""

    def __init__(self, context: UiContext, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def hang(self, posting: Posting, done: Callable[[], None] | None = None) -> None:
        """Ask where it was hung."""
        before = posting.hung_on

        def work(services: "Services", day: date, place: str) -> Posting:
            return services.postings.hang(posting.id, day, place)

        def told(one: Posting) -> None:
            words = _("Đã ghi nơi treo: {place}.").format(place=one.place)
            if before is None:
                self._tell(words, lambda services: services.postings.not_hung(one.id))
            else:
                self._tell(words, lambda services: services.postings.hang(one.id, before, posting.place))
            self._post_sessions(one)
            if done is not None:
                done()

        self._ask(posting, _("Tờ niêm yết này treo ở đâu?"), posting.place, work, told)

    def _post_sessions(self, posting: Posting) -> None:
        """The reception days that the notice names are posted by it."""

        def told(ids: tuple[int, ...]) -> None:
            if ids:
                words = ngettext(
                    "Đã ghi niêm yết cho {n} ngày tiếp công dân trong lịch.",
                    "Đã ghi niêm yết cho {n} ngày tiếp công dân trong lịch.",
                    len(ids),
                ).format(n=len(ids))
                self._tell(words, lambda services: services.meetings.posted(ids, None))

        if posting.kind == "reception_notice":
            self._context.perform(
                self._owner,
                _("Ghi ngày niêm yết vào lịch"),
                lambda services: services.postings.post_sessions(posting.id),
                told,
            )

    def hang_also(self, posting: Posting) -> None:
        """Ask for a further place."""

        def work(services: "Services", day: date, place: str) -> Posting:
            return services.postings.hang_also(posting.id, day, place)

        def told(one: Posting) -> None:
            words = _("Đã ghi thêm nơi treo: {place}.").format(place=one.place)
            self._tell(words, lambda services: services.postings.remove([one.id]))

        self._ask(posting, _("Treo thêm ở đâu?"), "", work, told)

    def take_down(self, posting: Posting) -> None:
        """Ask when it was taken down."""

        def done(day: date) -> None:
            words = _("Đã ghi gỡ ngày {day}.").format(day=formats.short_date(day))
            self._context.perform(
                self._owner,
                _("Gỡ tờ niêm yết"),
                lambda services: services.postings.take_down(posting.id, day),
                lambda _p: self._tell(words, lambda services: services.postings.hang_again(posting.id)),
            )

        title = _("Tờ «{title}» được gỡ ngày nào?").format(title=posting.title)
        asked = DayDialog(
            self._owner,
            title,
            _("Đã gỡ"),
            self._context.clock.today(),
            done,
            label=_("Ngày gỡ"),
            hint=_("Từ ngày này tờ niêm yết không còn là minh chứng."),
        )
        asked.open()

    def hang_again(self, posting: Posting) -> None:
        """It was not taken down after all."""
        self._context.perform(
            self._owner,
            _("Treo lại"),
            lambda services: services.postings.hang_again(posting.id),
            lambda _p: self._context.tell(_("Tờ niêm yết lại được ghi là đang treo.")),
        )

    def remove(self, postings: Sequence[Posting]) -> None:
        """Take out of the list."""
        ids = [one.id for one in postings]
        words = ngettext("Đã xóa {n} tờ niêm yết.", "Đã xóa {n} tờ niêm yết.", len(ids)).format(n=len(ids))
        self._context.perform(
            self._owner,
            _("Xóa tờ niêm yết"),
            lambda services: services.postings.remove(ids),
            lambda _n: self._tell(words, lambda services: services.postings.restore(ids)),
        )

    def photos(self, posting: Posting) -> None:
        """Ask for photos of the wall and take them in."""

        def chosen(paths: list[Path]) -> None:
            self.add_photos(posting, paths)

        self._context.prompts.open_files(
            self._owner,
            _("Ảnh chụp nơi treo"),
            "posting-photos",
            _("Ảnh (*.jpg *.jpeg *.png *.heic *.webp *.pdf)"),
            chosen,
        )

    def add_photos(self, posting: Posting, paths: Sequence[Path]) -> None:
        """Take photos in."""

        def done(added: tuple[AddedFile, ...]) -> None:
            wrong = [file.problem for file in added if file.problem]
            kept = sum(file.evidence_id is not None for file in added)
            words = ngettext(
                "Đã thêm {n} ảnh làm minh chứng.", "Đã thêm {n} ảnh làm minh chứng.", kept
            ).format(n=kept)
            self._context.tell(" ".join((words, *wrong[:1])))

        self._context.run_long(
            self._owner,
            _("Thêm ảnh niêm yết"),
            lambda services, job: services.postings.photo(posting.id, list(paths), job),
            done,
        )

    def print_again(self, posting: Posting) -> None:
        """Open the print dialog for what was made."""
        from ui.printing.dialog import open_dialog

        def content(services: "Services", _parts: object) -> bytes:
            return services.postings.file(posting.id)

        open_dialog(self._owner, self._context, posting.title, [Piece(posting.id, posting.title, content)])

    def _ask(
        self,
        posting: Posting,
        title: str,
        place: str,
        work: "Callable[[Services, date, str], Posting]",
        told: Callable[[Posting], None],
    ) -> None:
        """Ask for place and day, with the places of before and the kind's own as suggestions."""

        def read(services: "Services") -> tuple[str, ...]:
            own = services.postings.kind(posting.kind).place
            return tuple(dict.fromkeys((*filter(None, own.split(", ")), *services.postings.places())))

        def done(day: date, where: str) -> None:
            self._context.perform(
                self._owner, _("Ghi nơi treo"), lambda services: work(services, day, where), told
            )

        def show(places: tuple[str, ...]) -> None:
            begun = place or (places[0] if places and not place else "")
            HangDialog(self._owner, title, places, begun, self._context.clock.today(), done).open()

        self._context.query(self._owner, _("Ghi nơi treo"), read, show)

    def _tell(self, words: str, back: "Callable[[Services], object]") -> None:
        def undo() -> None:
            self._context.perform(self._owner, _("Hoàn tác"), back)

        self._context.tell(words, undo)
