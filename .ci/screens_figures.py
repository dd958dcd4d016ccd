"""The page of figures, late files and activities as pictures; used by ``screens.py``."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from screens import Shots, View

_YEAR = 2026
_FILES: list[list[object]] = [
    ["STT", "Mã hồ sơ", "Tên thủ tục", "Chủ hồ sơ", "Địa chỉ", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả"],
    [1, "H24.61-1101-0150", "Đăng ký kết hôn", "Vũ Thị Hạnh", "Thôn An Lạc", "01/11/2026", "02/11/2026", "02/11/2026"],
    [2, "H24.61-1102-0152", "Cấp giấy phép xây dựng", "Trần Văn Lộc", "Thôn Mai Động", "02/10/2026", "17/10/2026", "21/10/2026"],
    [3, "H24.61-1103-0155", "Tách thửa đất", "Phạm Thị Ngát", "Thôn Hạ Đoan", "03/10/2026", "02/11/2026", ""],
    [4, "H24.61-1104-0158", "Chứng thực hợp đồng", "", "Thôn Gia Phúc", "04/11/2026", "05/11/2026", ""],
]  # fmt: skip
_SHEET: list[list[object]] = [
    ["STT", "Lĩnh vực", "Số hồ sơ tiếp nhận", "Giải quyết trước hạn", "Đúng hạn", "Quá hạn"],
    [1, "Hộ tịch, chứng thực", 92, 40, 52, 0],
    [2, "Đất đai, xây dựng", 31, 12, 18, 1],
    [3, "Bảo trợ xã hội", 18, 9, "98%", 0],
    ["", "Tổng cộng", 141, 61, 78, 1],
]


def views(shots: "Shots") -> Iterator["View"]:
    """Every part and dialog of the page."""
    yield from _Figures(shots).views()


class _Figures:
    def __init__(self, shots: "Shots") -> None:
        from ui.pages.figures.page import FiguresPage
        from ui.places import PageId

        self._shots, self._window = shots, shots.window
        self._services = shots.window.context.services
        page = shots.window.page(PageId.FIGURES)
        assert isinstance(page, FiguresPage)
        self._page: FiguresPage = page

    def views(self) -> Iterator["View"]:
        dialog = self._shots.dialog
        yield "figures-months", self._go("months")
        yield "figures-months-wrong", self._wrong
        yield "figures-shares", self._go("shares")
        yield "figures-import", dialog(partial(self._import, None))
        yield "figures-import-rows", dialog(partial(self._import, _SHEET))
        yield "figures-own", dialog(self._own)
        yield "figures-own-indicator", dialog(self._own_indicator)
        yield "figures-own-share", dialog(self._own_share)
        yield "figures-late", self._go("late")
        yield "figures-late-all", self._late_all
        yield "figures-late-new", dialog(self._late_new)
        yield "figures-late-import", dialog(partial(self._late_import, _FILES))
        yield "figures-late-letters", dialog(partial(self._late_letters, "30/11/2026"))
        yield "figures-late-letters-begin", dialog(partial(self._late_letters, ""))
        yield "figures-late-close", dialog(self._late_close)
        yield "figures-diary", self._diary
        yield "figures-diary-found", self._found
        yield "figures-diary-new", dialog(self._new)
        yield "figures-diary-edit", dialog(self._edit)
        yield "figures-empty", partial(self._empty, "months")
        yield "figures-empty-shares", partial(self._empty, "shares")
        yield "figures-empty-late", partial(self._empty, "late")
        yield "figures-empty-diary", partial(self._empty, "diary")

    def _go(self, part: str, wanted: str = "") -> "Callable[[], None]":
        from ui.places import PageId, Place

        def go() -> None:
            self._window.context.choose_year(_YEAR)
            self._window.show_place(Place(PageId.FIGURES, part=part, filter=wanted))

        return go

    def _show(self, part: str) -> None:
        self._go(part)()
        self._shots.settled()

    def _wrong(self) -> None:
        self._show("months")
        self._page.months.model.take({("files_late", 8): "2%", ("files_early", 10): "6i"})

    def _table(self, rows: "list[list[object]]", name: str) -> "Path":
        from openpyxl import Workbook

        book = Workbook()
        page = book.active
        assert page is not None
        for row in rows:
            page.append(row)
        path = self._window.context.folder.root / name
        book.save(path)
        return path

    def _import(self, rows: "list[list[object]] | None") -> None:
        from ui.pages.figures.import_dialog import ImportFigures

        self._show("months")
        made = ImportFigures(self._page.months, self._window.context, _YEAR)
        made.open()
        if rows is not None:
            made.open_file(self._table(rows, "Báo cáo một cửa tháng 10.xlsx"))
            self._shots.settled()

    def _own(self) -> None:
        from friendly_desktop.domain.indicators import Indicator, Share
        from ui.pages.figures.own_dialog import OwnFigures

        desk = self._services.indicators
        if not any(one.own for one in desk.indicators()):
            own = desk.save_own(
                Indicator("", "Lượt tra cứu mã QR thủ tục", "lượt", "Dịch vụ công trực tuyến")
            )
            desk.save_own_share(
                Share("", "Tra cứu QR trên hồ sơ", (own.id,), ("files_received",), capped=False)
            )
        OwnFigures(self._page.months, self._window.context).open()
        self._shots.settled()

    def _own_indicator(self) -> None:
        from friendly_desktop.domain.indicators import Indicator
        from ui.pages.figures.own_dialog import IndicatorDialog

        known = self._services.indicators.indicators()
        made = IndicatorDialog(self._page.months, self._window.context, Indicator("", "", "", ""), known)
        made.submit()
        made.open()

    def _own_share(self) -> None:
        from ui.pages.figures.own_dialog import ShareDialog

        desk = self._services.indicators
        share = next(one for one in desk.shares() if one.own)
        ShareDialog(self._page.months, self._window.context, share, desk.indicators()).open()

    def _late_all(self) -> None:
        self._show("late")
        self._page.late.tabs.setCurrentIndex(1)
        self._page.late.view.selectRow(4)

    def _late_new(self) -> None:
        from datetime import date

        from friendly_desktop.domain.indicators import LateFile
        from ui.pages.figures.late_dialog import LateDialog

        self._show("late")
        file = LateFile(
            0, "H24.61-1120-0201", "Đăng ký khai sinh", "Lê Thị Na", "Thôn Phú Thọ", date(2026, 11, 18), date(2026, 11, 20), None
        )  # fmt: skip
        made = LateDialog(self._page.late, self._window.context, file)
        made.open()
        made.submit()
        self._shots.settled()

    def _late_import(self, rows: "list[list[object]]") -> None:
        from ui.pages.figures.late_import import ImportLate

        self._show("late")
        made = ImportLate(self._page.late, self._window.context)
        made.open()
        made.open_file(self._table(rows, "Danh sách hồ sơ tháng 11.xlsx"))
        self._shots.settled()

    def _late_letters(self, new_date: str) -> None:
        from ui.pages.figures.late_letters import LateLetters

        self._show("late")
        ids = [one.id for one in self._services.indicators.late_files(_YEAR, waiting=True)]
        made = LateLetters(self._page.late, self._window.context, ids)
        made.open()
        made.new_date.line.setText(new_date)
        self._shots.settled()
        made.compose()
        self._shots.settled()

    def _late_close(self) -> None:
        self._show("late")
        self._page.late.tabs.setCurrentIndex(0)
        self._page.late.view.selectRow(0)
        self._page.late.close_button.click()

    def _diary(self) -> None:
        self._show("diary")
        self._page.diary.box.clear()
        lines = self._services.activities.find(_YEAR)
        with_photo = next(one for one in lines if one.evidence)
        self._page.diary.choose(with_photo.id)
        self._shots.settled()

    def _found(self) -> None:
        self._show("diary")
        self._page.diary.box.setText("tap huan")
        self._shots.settled()

    def _new(self) -> None:
        self._show("diary")
        self._page.diary.box.clear()
        self._shots.settled()
        self._page.diary.add()
        self._shots.settled()

    def _edit(self) -> None:
        self._diary()
        self._page.diary.detail.edit_button.click()
        self._shots.settled()

    def _empty(self, part: str) -> None:
        """A year of which nothing was written down."""
        self._show(part)
        self._window.context.choose_year(_YEAR - 1)
        self._shots.settled()
