"""Citizen reception in the palette, from wherever one is."""

from typing import NamedTuple

from friendly_desktop.i18n import _
from ui.places import PageId, Place


class CaseCommand(NamedTuple):
    """Words, further words by which it is found, its icon, and where it leads."""

    text: str
    also: str
    icon: str
    place: Place


def of_cases() -> tuple[CaseCommand, ...]:
    """What is done with cases, the most frequent first."""
    return (
        CaseCommand(
            _("Ghi lượt tiếp..."),
            _("vào sổ, tiếp công dân, nhận đơn, khiếu nại, tố cáo, kiến nghị, phản ánh"),
            "add",
            Place(PageId.CASES, part="entry"),
        ),
        CaseCommand(
            _("Đơn, vụ việc quá hạn"),
            _("trễ hạn, hết hạn"),
            "cases",
            Place(PageId.CASES, part="register", filter="overdue"),
        ),
        CaseCommand(
            _("In sổ tiếp công dân, sổ theo dõi đơn..."),
            _("mẫu 03"),
            "print",
            Place(PageId.CASES, part="print"),
        ),
        CaseCommand(
            _("Danh sách trong ngày..."), _("việc hôm nay"), "calendar", Place(PageId.CASES, part="day")
        ),
        CaseCommand(
            _("Thống kê..."),
            _("báo cáo tiếp công dân, số liệu"),
            "sheet",
            Place(PageId.CASES, part="statistics"),
        ),
        CaseCommand(
            _("Nhập sổ cũ..."), _("Excel, nhập danh sách"), "table", Place(PageId.CASES, part="import")
        ),
    )


def of_reception(year: int) -> tuple[CaseCommand, ...]:
    """What is done with the schedule of reception in a year, the most frequent first."""
    return (
        CaseCommand(
            _("Thêm một buổi tiếp dân, đối thoại, đi cơ sở..."),
            _("tiếp đột xuất, trực tuyến, hội nghị, xuống thôn"),
            "add",
            Place(PageId.RECEPTION, part="new"),
        ),
        CaseCommand(
            _("Việc đã hứa với người dân"),
            _("lời hứa, kết luận, đối thoại, quá hạn"),
            "todo",
            Place(PageId.RECEPTION, part="promises"),
        ),
        CaseCommand(
            _("Thông báo niêm yết lịch tiếp dân..."),
            _("dán bảng tin, in lịch, ics"),
            "print",
            Place(PageId.RECEPTION, part=f"notice:{year}"),
        ),
        CaseCommand(
            _("Lập lịch tiếp dân năm {year}...").format(year=year),
            _("quy tắc, xếp lịch"),
            "refresh",
            Place(PageId.RECEPTION, part=f"make:{year}"),
        ),
        CaseCommand(
            _("Lập lịch tiếp dân năm {year}...").format(year=year + 1),
            _("quy tắc, xếp lịch, năm sau"),
            "refresh",
            Place(PageId.RECEPTION, part=f"make:{year + 1}"),
        ),
        CaseCommand(
            _("Lập lịch đi cơ sở..."),
            _("xuống thôn hằng tuần, tổ dân phố, chia lượt"),
            "refresh",
            Place(PageId.RECEPTION, part="visits"),
        ),
        CaseCommand(
            _("Lịch làm việc, ngày nghỉ, ngày làm bù"),
            _("nghỉ lễ, Tết, hoán đổi"),
            "calendar",
            Place(PageId.SETTINGS, part="workdays"),
        ),
        CaseCommand(
            _("Quy định về thời hạn"),
            _("hạn giải quyết, điều khoản, ngày làm việc"),
            "settings",
            Place(PageId.SETTINGS, part="deadlines"),
        ),
    )
