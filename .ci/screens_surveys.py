"""The page of surveys as pictures; used by ``screens.py``."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from screens import Shots, View

    from friendly_desktop.domain.surveys import Ballot, Survey
    from ui.pages.surveys.round import SurveyRound
    from ui.places import Place

_YEAR = 2026


def views(shots: "Shots") -> Iterator["View"]:
    """Every part, tab and dialog of the page."""
    yield from _Surveys(shots).views()


class _Surveys:
    def __init__(self, shots: "Shots") -> None:
        from ui.pages.surveys.page import SurveysPage
        from ui.places import PageId

        self._shots, self._window = shots, shots.window
        self._services = shots.window.context.services
        page = shots.window.page(PageId.SURVEYS)
        assert isinstance(page, SurveysPage)
        self._page: SurveysPage = page

    def views(self) -> Iterator["View"]:
        asked = self._round("Ý kiến cán bộ thôn (đang nhập)")
        yield "surveys-rounds", self._go("rounds")
        yield "surveys-new", self._shots.dialog(partial(self._window.show_place, _place("new")))
        yield "surveys-paper", self._go(f"survey:{asked.id}:paper")
        yield "surveys-entry", partial(self._enter, asked)
        yield "surveys-entry-invalid", partial(self._enter, asked, invalid=True)
        yield "surveys-entry-again", partial(self._again, asked)
        yield "surveys-list", self._shots.dialog(partial(self._list, asked))
        yield "surveys-check", self._go(f"survey:{asked.id}:check")
        yield "surveys-differences", partial(self._differences, asked)
        yield "surveys-scan", self._go(f"survey:{asked.id}:scan")
        yield "surveys-doubts", partial(self._scan, asked)
        yield "surveys-unread", partial(self._scanned, asked)
        yield "surveys-import", self._shots.dialog(partial(self._import, asked))
        yield "surveys-import-empty", self._shots.dialog(partial(self._import, asked, empty=True))
        yield "surveys-result", self._go(f"survey:{asked.id}:result")
        yield "surveys-forms", self._go("forms")
        yield "surveys-form-editor", self._edit
        closed = next(one for one in self._services.surveys.find(_YEAR) if one.closed_on is not None)
        yield "surveys-closed", self._go(f"survey:{closed.id}:result")
        yield "surveys-closed-entry", self._go(f"survey:{closed.id}:entry")
        yield "surveys-empty", self._empty
        self._window.context.choose_year(_YEAR)
        yield "surveys-removed", self._shots.dialog(self._removed)
        yield "surveys-returned", self._shots.dialog(lambda: self._page.rounds.acts.returned(asked))

    def _round(self, title: str) -> "Survey":
        """A round of the second form in the middle of its entry."""
        desk = self._services.surveys
        found = [one for one in desk.find(_YEAR) if one.title == title]
        if found:
            return found[0]
        made = desk.open(
            _YEAR,
            "village",
            title,
            first_day=date(2026, 11, 16),
            last_day=date(2026, 11, 20),
            issued=60,
            groups=("Thôn Đoài", "Thôn Trung", "Thôn Đồng Quýt", "Thôn Mới"),
            second_share=20,
        )
        desk.returned(made.id, 54)
        desk.enter_many(made.id, list(_ballots(made, 46)))
        for one in desk.ballots(made.id)[:3]:
            if one.number in desk.check_sample(made.id).numbers:
                desk.enter(made.id, _second(one))
        for number in desk.check_sample(made.id).numbers[:4]:
            first = desk.ballot(made.id, number)
            if first is not None and desk.ballot(made.id, number, 2) is None:
                desk.enter(made.id, _second(first, other=number % 2 == 0 or number % 3 == 0))
        return made

    def _enter(self, survey: "Survey", *, invalid: bool = False) -> None:
        part = self._part(f"survey:{survey.id}:entry")
        part.entry.sheet.setFocus()
        if invalid:
            part.entry.sheet.invalid_wanted.emit()
            return
        if part.entry.sheet.is_untouched():
            for place in (0, 1, 0):
                part.entry.sheet.answer(place)

    def _again(self, survey: "Survey") -> None:
        self._part(f"survey:{survey.id}:entry").entry.go_to(12)

    def _list(self, survey: "Survey") -> None:
        self._part(f"survey:{survey.id}:entry").list_button.click()
        self._shots.settled()

    def _empty(self) -> None:
        self._window.context.choose_year(_YEAR + 4)
        self._go("rounds")()

    def _removed(self) -> None:
        desk = self._services.surveys
        if not desk.removed():
            desk.remove(desk.open(_YEAR, "citizen", "Mở nhầm").id)
        self._go("rounds")()
        self._shots.settled()
        self._page.rounds.removed_button.click()

    def _differences(self, survey: "Survey") -> None:
        part = self._part(f"survey:{survey.id}:check")
        part.check.compare()

    def _scan(self, survey: "Survey") -> None:
        """Papers as people fill them in, one of another office, one torn."""
        from PIL import Image

        from tests.services.ballot_scans import fill_in

        folder = self._window.context.folder.root.parent / "Quét"
        folder.mkdir(exist_ok=True)
        for number in (48, 49, 50):
            self._services.surveys.take_out(survey.id, number)
            fill_in(survey.form, number, survey.id, 3, odd=0.5).page.save(folder / f"{number}.png")
        fill_in(survey.form, 3, 77, 1).page.save(folder / "Xã khác.png")
        Image.new("L", (1240, 1754), 250).save(folder / "Trang trắng.png")
        part = self._part(f"survey:{survey.id}:scan")
        part.scans.read([folder])
        self._shots.settled()
        part.scans.desk.setFocus()

    def _scanned(self, survey: "Survey") -> None:
        part = self._part(f"survey:{survey.id}:scan")
        for _turn in range(40):
            if not part.scans.desk.waiting():
                break
            part.scans.desk.choose("good")
            self._shots.settled()

    def _import(self, survey: "Survey", *, empty: bool = False) -> None:
        from ui.pages.surveys.import_dialog import BallotImport

        path = self._window.context.folder.root.parent / "Phiếu thôn Đoài.csv"
        rows = ["Số phiếu,Câu 1,Câu 2,Câu 3,Câu 4,Câu 5", "3,Tốt,Tốt,Khá,Tốt,Yếu", "55,1,2,1,1,3"]
        rows += ["56,Tốt,Khá,Rất tốt,Tốt,Tốt", "57,T,K,B,Y,T", "99,1,1,1,1,1"]
        path.write_text("\n".join(rows), encoding="utf-8")
        dialog = BallotImport(self._part(f"survey:{survey.id}:entry"), self._window.context, survey)
        dialog.open()
        if not empty:
            dialog.open_file(path)

    def _edit(self) -> None:
        from ui.pages.surveys.forms import SurveyForms

        self._go("forms")()
        self._shots.settled()
        part = self._page.part("forms")
        assert isinstance(part, SurveyForms)
        part.copy()
        self._shots.settled()

    def _part(self, place: str) -> "SurveyRound":
        from ui.pages.surveys.round import SurveyRound

        self._go(place)()
        self._shots.settled()
        part = self._page.part("survey")
        assert isinstance(part, SurveyRound)
        return part

    def _go(self, part: str) -> "Callable[[], None]":
        return partial(self._window.show_place, _place(part))


def _ballots(survey: "Survey", count: int) -> "Iterator[Ballot]":
    from friendly_desktop.domain.surveys import Ballot, BallotState

    chance = Random(2026)
    ids = [one.id for one in survey.form.choices]
    for number in range(1, count + 1):
        answers = tuple(chance.choices(ids, (10, 6, 3, 1))[0] for _one in survey.form.questions)
        if number in (9, 31):
            yield Ballot(
                number, ("",) * len(answers), BallotState.INVALID, "để trắng", entered_by="Nguyễn Thị Lan"
            )
            continue
        group = survey.form.groups[min(3, number // 14)]
        seconds = Decimal(chance.randint(40, 120)) / 10
        yield Ballot(number, answers, group=group, seconds=seconds, entered_by="Nguyễn Thị Lan")


def _second(first: "Ballot", *, other: bool = False) -> "Ballot":
    from dataclasses import replace

    answers = first.answers
    if other:
        changed = "fair" if answers[2] != "fair" else "good"
        answers = (*answers[:2], changed, *answers[3:])
    return replace(first, hand=2, answers=answers, entered_by="Phạm Văn Hùng")


def _place(part: str) -> "Place":
    from ui.places import PageId, Place

    return Place(PageId.SURVEYS, part=part)
