"""What is done with cases: one act each, told in words; what went wrong is put right by a further act."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.cases import (
    Case,
    CaseAction,
    CaseEntry,
    CaseLink,
    LinkKind,
    StepEntry,
)
from friendly_desktop.domain.cases.words import ACTION_TITLES, STATE_TITLES
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.pages.cases.act_dialogs import CorrectEntryDialog, LinkDialog, NationalDialog, SplitDialog
from ui.pages.cases.case_reading import CaseFile
from ui.pages.cases.step_dialog import StepDialog

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

T = TypeVar("T")


class CaseActs:
    """Acts on cases, each with its dialog.

    Args:
        context: of the window.
        owner: the widget that asks.
    """

    def __init__(self, context: UiContext, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def step(self, file: CaseFile, action: CaseAction) -> None:
        """Ask for what a step needs and take it; "Hoàn tác" takes it back by a correction."""
        case = file.case

        def done(entry: StepEntry, _why: str) -> None:
            self._perform(
                _(ACTION_TITLES[action]),
                lambda services: (services.cases.step(case.id, entry), services.cases.steps(case.id)[-1].id),
                lambda answer: self._tell_step(action, *answer),
            )

        StepDialog(self._owner, self._context, case, action, file.people, done).open()

    def correct(self, file: CaseFile, step_id: int) -> None:
        """Put a step right; the first one is the entry itself."""
        case = file.case
        step = next((one for one in file.steps if one.id == step_id), None)
        if step is None:
            return
        if step.entry.action is CaseAction.ENTER:
            CorrectEntryDialog(
                self._owner, self._context, case, lambda new, why: self._correct(case, step_id, new, why)
            ).open()
            return
        StepDialog(
            self._owner,
            self._context,
            case,
            step.entry.action,
            file.people,
            lambda new, why: self._correct(case, step_id, new, why),
            step.entry,
        ).open()

    def split(self, case: Case) -> None:
        """Take a paper apart."""

        def done(entries: Sequence[CaseEntry]) -> None:
            self._perform(
                _("Tách đơn"),
                lambda services: services.cases.split(case.id, entries),
                lambda made: self._context.tell(
                    _("Đã tách thành {codes}.").format(codes=", ".join(one.code for one in made))
                ),
            )

        SplitDialog(self._owner, case, done).open()

    def link(self, case: Case) -> None:
        """Say that another case belongs to this one."""

        def undo_of(other_id: int) -> Callable[[], None]:
            return lambda: self._perform(
                _("Bỏ nối"), lambda services: services.cases.unlink(case.id, other_id)
            )

        def done(other_id: int, how: LinkKind) -> None:
            self._perform(
                _("Nối vụ việc"),
                lambda services: services.cases.link(case.id, other_id, how),
                lambda _none: self._context.tell(_("Đã nối hai vụ việc."), undo_of(other_id)),
            )

        LinkDialog(self._owner, self._context, case, done).open()

    def unlink(self, link: CaseLink) -> None:
        """Take a link back."""

        def undo() -> None:
            self._perform(
                _("Hoàn tác"), lambda services: services.cases.link(link.case_id, link.other_id, link.kind)
            )

        self._perform(
            _("Bỏ nối"),
            lambda services: services.cases.unlink(link.case_id, link.other_id),
            lambda _none: self._context.tell(_("Đã bỏ nối."), undo),
        )

    def national(self, ids: Sequence[int]) -> None:
        """Mark cases as entered in the national database; those that are already stay as they are."""
        wanted = list(ids)
        if not wanted:
            return

        def done(day: date, code: str, by: str) -> None:
            def work(services: "Services") -> tuple[int, int]:
                marked = skipped = 0
                for line in services.cases.lines(wanted):
                    if line.national:
                        skipped += 1
                        continue
                    services.cases.mark_national(line.id, day, code, by)
                    marked += 1
                return marked, skipped

            if len(wanted) == 1:
                self._perform(_("Đánh dấu đã nhập"), work, self._tell_national)
            else:
                self._context.run_long(
                    self._owner,
                    _("Đánh dấu đã nhập"),
                    lambda services, _job: work(services),
                    self._tell_national,
                )

        NationalDialog(self._owner, len(wanted), self._context.clock.today(), done).open()

    # -- inside

    def _correct(self, case: Case, step_id: int, new: StepEntry | CaseEntry | None, why: str) -> None:
        self._perform(
            _("Đính chính"),
            lambda services: services.cases.correct(case.id, step_id, new, why),
            lambda _case: self._context.tell(_("Đã đính chính. Bản ghi cũ vẫn xem được trong lịch sử.")),
        )

    def _tell_step(self, action: CaseAction, case: Case, step_id: int) -> None:
        words = _("Đã ghi: {step}. Vụ việc {code} ở trạng thái «{state}».").format(
            step=_(ACTION_TITLES[action]), code=case.code, state=_(STATE_TITLES[case.state])
        )

        def undo() -> None:
            self._correct(case, step_id, None, _("Ghi nhầm, hoàn tác ngay"))

        self._context.tell(words, undo)

    def _tell_national(self, answer: tuple[int, int]) -> None:
        marked, skipped = answer
        words = ngettext(
            "Đã đánh dấu {n} vụ việc là đã nhập.", "Đã đánh dấu {n} vụ việc là đã nhập.", marked
        ).format(n=formats.whole_number(marked))
        if skipped:
            words = _("{words} {n} vụ việc đã đánh dấu từ trước.").format(
                words=words, n=formats.whole_number(skipped)
            )
        self._context.tell(words)

    def _perform(
        self, title: str, work: "Callable[[Services], T]", done: Callable[[T], None] | None = None
    ) -> None:
        self._context.perform(self._owner, title, work, done)
