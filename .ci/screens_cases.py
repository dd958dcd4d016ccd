"""The pictures of citizen reception: the list, the entry line, a case with its dates, the dialogs and papers."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from friendly_desktop.bootstrap import Services
    from friendly_desktop.domain.cases import Case, CaseAction
    from ui.main_window import MainWindow

View = tuple[str, "Callable[[], QWidget | None]"]
_NAME = "Nguyễn Văn Đức"


class Camera(Protocol):
    """What ``screens.Shots`` offers."""

    @property
    def window(self) -> "MainWindow":
        """The window."""
        ...

    def settled(self) -> None:
        """Let all background work finish."""
        ...

    def dialog(self, make: "Callable[[], object]") -> "Callable[[], QWidget | None]":
        """Take the dialog that is opened instead of the window."""
        ...


class CaseScreens:
    """Views of the page, one after the other."""

    def __init__(self, shots: Camera) -> None:
        from ui.pages.cases.page import CasesPage
        from ui.places import PageId

        self._shots = shots
        self._window = shots.window
        page = self._window.page(PageId.CASES)
        assert isinstance(page, CasesPage)
        self._page: CasesPage = page

    def views(self) -> Iterator[View]:
        """Name, and what brings it into view."""
        from friendly_desktop.domain.cases import CaseAction

        dialog = self._shots.dialog
        yield "cases-list", self.list
        yield "cases-late", partial(self.list, "overdue")
        yield "cases-entry", self.entry
        yield "cases-entry-wrong", partial(self.entry, wrong=True)
        yield "cases-entry-more", partial(self.entry, more=True)
        yield "cases-entry-secret", partial(self.entry, secret=True)
        yield "cases-entered", self.entered
        yield "cases-case", self.case
        yield "cases-case-end", partial(self.case, end=True)
        yield "cases-denunciation", self.denunciation
        yield "cases-days", dialog(self.days)
        for action in (CaseAction.RESOLVE, CaseAction.EXTEND, CaseAction.SUSPEND):
            yield f"cases-step-{action.value}", dialog(partial(self.step, action))
        yield "cases-correct", dialog(self.correct)
        yield "cases-split", dialog(self.split)
        yield "cases-link", dialog(self.link)
        yield "cases-national", dialog(self.national)
        yield "cases-form", dialog(self.form)
        for part in ("print", "day", "statistics", "import"):
            yield f"cases-{part}", dialog(partial(self.part, part))
        yield "cases-import-rows", dialog(self.imported)

    # -- each of them

    def list(self, filter_: str = "open") -> None:
        """The list, seeded if the made-up commune has no such case."""
        from ui.places import PageId, Place

        self._ready()
        self._page.register.entry.form.put({})
        self._page.register.end_entry()
        self._window.show_place(Place(PageId.CASES, part="register", filter=filter_))
        self._shots.settled()

    def entry(self, *, wrong: bool = False, more: bool = False, secret: bool = False) -> None:
        """The entry line while somebody types."""
        from ui.places import PageId, Place

        self.list()
        self._window.show_place(Place(PageId.CASES, part="entry"))
        self._shots.settled()
        line = self._page.register.entry
        line.form.put(
            {
                "kind": "petition",
                "name": "Đặng Thị Hường",
                "address": "Thôn Đồng Quýt",
                "identity": "0301900",
                "content": "" if wrong else "Sửa đoạn đường liên thôn bị lún trước nhà văn hóa",
                "people": "12",
            }
        )
        line.form.edited.emit()
        self._shots.settled()
        if wrong:
            line.enter()
        if secret:
            line.form.kind.setCurrentIndex(2)
            line.form.kind.committed.emit(line.form.kind.value())
        if more:
            line.toggle_more()
        self._shots.settled()

    def entered(self) -> None:
        """A case was just entered."""
        self.entry()
        line = self._page.register.entry
        line.form.put({"kind": "petition", "name": "Hoàng Thị Na", "content": "Thêm đèn đường ngõ 4"})
        line.enter()
        self._shots.settled()

    def case(self, *, end: bool = False) -> None:
        """A complaint being settled."""
        self._open(self._complaint().id)
        bar = self._page.case.body.verticalScrollBar()
        bar.setValue(bar.maximum() if end else 0)

    def denunciation(self) -> None:
        """A case that names nobody."""
        from friendly_desktop.domain.cases import CaseFilter, CaseKind

        self._ready()
        found = self._services.cases.find(CaseFilter(kind=CaseKind.DENUNCIATION), 1)
        self._open(found[0].id)

    def days(self) -> None:
        """The days of the date that is nearest."""
        self.case()
        marks = self._page.case.timeline.marks()
        place = next(at for at, one in enumerate(marks) if "làm việc" in one.detail or one.deadline_id)
        self._page.case.timeline.button(place).click()

    def step(self, action: "CaseAction") -> None:
        """A step that lacks what it needs."""
        from ui.pages.cases.step_dialog import StepDialog

        self.case()
        file = self._page.case.file()
        assert file is not None
        self._page.case.acts.step(file, action)
        made = [one for one in self._page.window().findChildren(StepDialog) if one.isVisible()][-1]
        made.yes.click()

    def correct(self) -> None:
        """The entry put right."""
        self.case()
        file = self._page.case.file()
        assert file is not None
        self._page.case.acts.correct(file, file.entry_step.id)

    def split(self) -> None:
        """A paper taken apart."""
        self.case()
        self._page.case.acts.split(self._complaint())

    def link(self) -> None:
        """Another case looked for."""
        self.case()
        self._page.case.acts.link(self._complaint())

    def national(self) -> None:
        """Several marked at once."""
        self.list()
        self._page.register.table.selectAll()
        self._page.register.national_button.click()

    def form(self) -> None:
        """A form filled in."""
        self.case()
        self._page.case.make_form("accepted-complaint")
        self._shots.settled()

    def part(self, name: str) -> None:
        """One of the papers."""
        from ui.places import PageId, Place

        self.list()
        self._window.show_place(Place(PageId.CASES, part=name))
        self._shots.settled()

    def imported(self) -> None:
        """An old register with rows that cannot come in."""
        from ui.pages.cases.import_dialog import ImportDialog

        self.part("import")
        made = [one for one in self._page.window().findChildren(ImportDialog) if one.isVisible()][-1]
        made.open_file(_old_register(self._window.context.folder.root.parent / "Sổ cũ.csv"))
        self._shots.settled()

    # -- what they need

    @property
    def _services(self) -> "Services":
        return self._window.context.services

    def _open(self, case_id: int) -> None:
        from ui.places import PageId, Place

        self._window.show_place(Place(PageId.CASES, part=f"case:{case_id}"))
        self._shots.settled()

    def _complaint(self) -> "Case":
        from friendly_desktop.domain.cases import CaseFilter, CaseKind

        self._ready()
        found = self._services.cases.find(CaseFilter(kind=CaseKind.COMPLAINT, text=_NAME), 1)
        return self._services.cases.get(found[0].id)

    def _ready(self) -> None:
        from friendly_desktop.domain.cases import CaseFilter, CaseKind

        if not self._services.cases.find(CaseFilter(kind=CaseKind.COMPLAINT, text=_NAME), 1):
            _seed(self._services)


def _seed(services: "Services") -> None:
    """Cases of every nearness."""
    from friendly_desktop.domain.cases import (
        CaseAction,
        CaseEntry,
        CaseKind,
        CasePaper,
        Channel,
        Competence,
        Conditions,
        DocumentRef,
        PaperState,
        StepEntry,
    )

    cases = services.cases
    case = cases.add(
        CaseEntry(
            CaseKind.COMPLAINT,
            date(2026, 10, 12),
            name=_NAME,
            address="Thôn Đồng Quýt",
            identity="030085001234",
            phone="0912345678",
            content="Khiếu nại quyết định thu hồi 120 m² đất vườn để mở rộng đường liên thôn.",
            request="Xem xét lại giá bồi thường",
            against="Quyết định 112/QĐ-UBND ngày 01/10/2026",
            topic="Đất đai",
            receiver="Nguyễn Thị Lan",
            papers=(CasePaper("Đơn khiếu nại", 2, PaperState.ORIGINAL), CasePaper("Quyết định thu hồi", 3)),
        )
    )
    decided = StepEntry(
        CaseAction.CLASSIFY, date(2026, 10, 14), conditions=Conditions.MET, competence=Competence.OWN
    )
    cases.step(case.id, decided)
    paper = DocumentRef("Thông báo thụ lý giải quyết khiếu nại", "15/TB-UBND", date(2026, 10, 20))
    cases.step(
        case.id,
        StepEntry(CaseAction.ACCEPT, date(2026, 10, 20), document=paper, officer="Trần Văn Minh"),
    )
    cases.add(
        CaseEntry(
            CaseKind.DENUNCIATION,
            date(2026, 11, 10),
            content="Tố cáo cán bộ thôn thu tiền làm đường không có phiếu thu.",
            paper_file="tủ 2, ngăn mật, kẹp số 7",
        )
    )
    for day, name, content, channel in (
        (date(2026, 11, 17), "Đặng Thị Hường", "Sửa đoạn đường liên thôn bị lún", Channel.IN_PERSON),
        (date(2026, 11, 2), "Phạm Thị Mai", "Nạo vét mương tiêu khu Đống Cao", Channel.SUGGESTION_BOX),
        (date(2026, 11, 5), "Vũ Đình Khang", "Thêm đèn đường ngõ 4", Channel.ZALO),
    ):
        cases.add(
            CaseEntry(CaseKind.PETITION, day, channel, name=name, address="Thôn Trung", content=content)
        )


def _old_register(path: "Path") -> "Path":
    rows = [["STT", "Ngày tiếp", "Họ tên", "Địa chỉ", "CCCD", "Nội dung đơn", "Loại đơn"]]
    for number in range(1, 25):
        day = "31/4/2025" if number == 7 else f"{number:02}/03/2025"
        content = "" if number == 11 else f"Đề nghị việc số {number}"
        kind = ("Kiến nghị", "KN", "PA", "TC")[number % 4]
        rows.append(
            [str(number), day, f"Lê Văn {number}", "Thôn Trung", f"0300850{number:05}", content, kind]
        )
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path
