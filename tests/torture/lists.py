"""An old register is taken in from a list: all of it, or nothing, and a backup of what was there before."""

from pathlib import Path

from friendly_desktop.bootstrap import Services
from friendly_desktop.clock import FixedClock
from tests.conftest import NOW
from tests.torture.act import Act, Say


class TakingInLists(Act):
    """Twenty-four cases, figures of a year, late files, in turn."""

    name = "lists"
    clock = FixedClock(NOW)
    turns = (1, 2, 3)
    YEAR = 2026
    ROWS = 24

    def prepare(self) -> None:
        with self.opened() as services:
            services.assessment.open_year(self.YEAR, "hai-duong-2024")

    def play(self, services: Services, turn: int, say: Say) -> None:
        (self._cases, self._figures, self._late)[turn % 3](services, turn)
        say(turn)

    def _cases(self, services: Services, turn: int) -> None:
        rows = "".join(
            f"{1 + one % 28}/1/2026;PA;Nguyễn {turn}-{one};Việc {turn}\n" for one in range(self.ROWS)
        )
        found = services.cases.open_table(self._list(f"Ngày tiếp;Loại đơn;Họ tên;Nội dung\n{rows}"))
        read = services.cases.import_rows(found, services.cases.import_mapping(found))
        assert len(services.cases.import_cases(read).added) == self.ROWS

    def _figures(self, services: Services, turn: int) -> None:
        months = ";".join(f"Tháng {month}" for month in range(1, 11))
        names = ("Trước hạn", "Đúng hạn", "Quá hạn")
        rows = "".join(f"{name}{f';{turn}' * 10}\n" for name in names)
        found = services.indicators.open_sheet(self._list(f"Chỉ tiêu;{months}\n{rows}"))
        read = services.indicators.read_sheet(found, self.YEAR, None)
        services.indicators.take_figures(read, self.YEAR, "số liệu.csv")

    def _late(self, services: Services, turn: int) -> None:
        rows = "".join(
            f"{turn}-{one};Trần B;Thôn Đoài;Kết hôn;1/10/2026;5/10/2026;9/10/2026\n"
            for one in range(self.ROWS)
        )
        head = "Mã hồ sơ;Họ và tên;Địa chỉ;Thủ tục;Ngày nhận;Ngày hẹn trả;Ngày trả\n"
        found = services.indicators.open_late(self._list(head + rows))
        account = services.indicators.import_late(
            services.indicators.late_rows(found, services.indicators.late_mapping(found))
        )
        assert account.added == self.ROWS

    def _list(self, content: str) -> Path:
        path = self.desk / "danh sách.csv"
        path.write_text(content, encoding="utf-8")
        return path

    def look(self, services: Services) -> None:
        told = {int(str(one[0])) for one in self.told}
        taken: dict[int, int] = {}
        for case in services.cases.cases(services.cases.ids()):
            turn = int(case.entry.name.removeprefix("Nguyễn ").partition("-")[0])
            taken[turn] = taken.get(turn, 0) + 1
        for late in services.indicators.late_files():
            turn = int(late.code.partition("-")[0])
            taken[turn] = taken.get(turn, 0) + 1
        assert set(taken.values()) <= {self.ROWS}
        assert {turn for turn in told if turn % 3 != 1} <= set(taken)
        figures = {str(one.value) for one in services.indicators.values(self.YEAR)}
        assert len(figures) <= 1
        listed = [turn for turn in told if turn % 3 == 1]
        assert not listed or int(figures.pop()) >= max(listed)
        for kept in services.backups.all()[:2]:
            assert not services.backups.check(kept.path).problems
        self.found["lists"] = len(taken)
