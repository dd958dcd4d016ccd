"""What is done with rounds: one act, said in words, taken back where it can be."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from friendly_desktop import formats
from friendly_desktop.domain.surveys import Survey, SurveyForm
from friendly_desktop.i18n import _, ngettext
from ui.context import UiContext
from ui.pages.surveys.round_dialog import CountDialog, RoundDialog, RoundFacts
from ui.pages.surveys.rows import RoundRow

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


class SurveyActs:
    """Acts on rounds, each with its words and its way back."""

    def __init__(self, context: UiContext, owner: QWidget) -> None:
        self._context, self._owner = context, owner

    def add(self, year: int, forms: Sequence[SurveyForm], added: Callable[[Survey], None]) -> RoundDialog:
        """Ask for a new round and open it."""

        def done(facts: RoundFacts) -> None:
            def work(services: "Services") -> Survey:
                return services.surveys.open(
                    year,
                    facts.form_id,
                    facts.title,
                    first_day=facts.first_day,
                    last_day=facts.last_day,
                    issued=facts.issued,
                    second_share=facts.second_share,
                    groups=facts.groups or None,
                    complete=facts.complete,
                    note=facts.note,
                )

            def saved(survey: Survey) -> None:
                self._tell(
                    _("Đã mở «{title}».").format(title=survey.title),
                    lambda services: services.surveys.remove(survey.id),
                )
                added(survey)

            self._perform(_("Mở đợt khảo sát"), work, saved)

        asked = RoundDialog(self._owner, self._context, year, forms, done)
        asked.open()
        return asked

    def edit(self, survey: Survey) -> RoundDialog:
        """Ask for other facts of a round."""

        def done(facts: RoundFacts) -> None:
            wanted = replace(
                survey,
                title=facts.title,
                first_day=facts.first_day,
                last_day=facts.last_day,
                second_share=facts.second_share,
                note=facts.note,
                form=replace(survey.form, groups=facts.groups, complete=facts.complete),
            )
            self._perform(
                _("Sửa đợt khảo sát"),
                lambda services: services.surveys.change(wanted),
                lambda _saved: self._tell(_("Đã sửa."), lambda services: services.surveys.change(survey)),
            )

        asked = RoundDialog(self._owner, self._context, survey.year, (survey.form,), done, survey)
        asked.open()
        return asked

    def returned(self, survey: Survey, parent: QWidget | None = None) -> CountDialog:
        """Ask how many papers came back."""

        def done(count: int) -> None:
            words = ngettext("Đã ghi {n} phiếu thu về.", "Đã ghi {n} phiếu thu về.", count)
            self._perform(
                _("Ghi số phiếu thu về"),
                lambda services: services.surveys.returned(survey.id, count),
                lambda _saved: self._tell(
                    words.format(n=formats.whole_number(count)),
                    lambda services: services.surveys.returned(survey.id, survey.returned),
                ),
            )

        asked = CountDialog(
            parent or self._owner,
            _("Thu về bao nhiêu phiếu?"),
            _("Ghi số"),
            _("Đếm cả phiếu trắng và phiếu hỏng. Đã phát {n} phiếu.").format(
                n=formats.whole_number(survey.issued)
            ),
            done,
            survey.returned,
            most=survey.issued,
        )
        asked.open()
        return asked

    def issue(self, survey: Survey, parent: QWidget | None = None) -> CountDialog:
        """Ask how many more papers are needed."""

        def done(more: int) -> None:
            words = _("Đã thêm phiếu số {first} đến {last}.").format(
                first=survey.issued + 1, last=survey.issued + more
            )
            self._perform(
                _("Phát thêm phiếu"),
                lambda services: services.surveys.issue(survey.id, more),
                lambda _saved: self._context.tell(words),
            )

        asked = CountDialog(
            parent or self._owner,
            _("Phát thêm bao nhiêu phiếu?"),
            _("Phát thêm"),
            _("Phiếu thêm được đánh số tiếp từ {n}.").format(n=formats.whole_number(survey.issued + 1)),
            done,
            least=1,
        )
        asked.open()
        return asked

    def close(self, row: RoundRow) -> None:
        """Close a round: nothing of it changes any more until it is opened again."""
        survey = row.survey
        self._perform(
            _("Đóng đợt khảo sát"),
            lambda services: services.surveys.close(survey.id),
            lambda _saved: self._tell(
                _("Đã đóng «{title}».").format(title=survey.title),
                lambda services: services.surveys.reopen(survey.id),
            ),
        )

    def reopen(self, survey: Survey) -> None:
        """Open a round again."""
        self._perform(
            _("Mở lại đợt khảo sát"),
            lambda services: services.surveys.reopen(survey.id),
            lambda _saved: self._context.tell(_("Đã mở lại «{title}».").format(title=survey.title)),
        )

    def remove(self, survey: Survey) -> None:
        """Take a round away; its ballots come back with it."""
        self._perform(
            _("Bỏ đợt khảo sát"),
            lambda services: services.surveys.remove(survey.id),
            lambda _none: self._tell(
                _("Đã bỏ «{title}» cùng các phiếu đã nhập.").format(title=survey.title),
                lambda services: services.surveys.restore(survey.id),
            ),
        )

    def _perform(self, title: str, work: "Callable[[Services], object]", done: "Callable[..., None]") -> None:
        self._context.perform(self._owner, title, work, done)

    def _tell(self, words: str, back: "Callable[[Services], object]") -> None:
        def undo() -> None:
            self._context.perform(self._owner, _("Hoàn tác"), back)

        self._context.tell(words, undo)
