"""Citizen reception in the palette, from wherever one is."""

from friendly_desktop.i18n import _
from ui.places import PageId, Place, PlaceCommand


def of_cases() -> tuple[PlaceCommand, ...]:
    """What is done with cases, the most frequent first."""
    return (
        PlaceCommand(
            _("Ghi lượt tiếp..."),
            _("vào sổ, tiếp công dân, nhận đơn, khiếu nại, tố cáo, kiến nghị, phản ánh"),
            "add",
            Place(PageId.CASES, part="entry"),
        ),
        PlaceCommand(
            _("Đơn, vụ việc quá hạn"),
            _("trễ hạn, hết hạn"),
            "cases",
            Place(PageId.CASES, part="register", filter="overdue"),
        ),
        PlaceCommand(
            _("In sổ tiếp công dân, sổ theo dõi đơn..."),
            _("mẫu 03"),
            "print",
            Place(PageId.CASES, part="print"),
        ),
        PlaceCommand(
            _("Danh sách trong ngày..."), _("việc hôm nay"), "calendar", Place(PageId.CASES, part="day")
        ),
        PlaceCommand(
            _("Thống kê..."),
            _("báo cáo tiếp công dân, số liệu"),
            "sheet",
            Place(PageId.CASES, part="statistics"),
        ),
        PlaceCommand(
            _("Nhập sổ cũ..."), _("Excel, nhập danh sách"), "table", Place(PageId.CASES, part="import")
        ),
    )


def of_reception(year: int) -> tuple[PlaceCommand, ...]:
    """What is done with the schedule of reception in a year, the most frequent first."""
    return (
        PlaceCommand(
            _("Thêm một buổi tiếp dân, đối thoại, đi cơ sở..."),
            _("tiếp đột xuất, trực tuyến, hội nghị, xuống thôn"),
            "add",
            Place(PageId.RECEPTION, part="new"),
        ),
        PlaceCommand(
            _("Việc đã hứa với người dân"),
            _("lời hứa, kết luận, đối thoại, quá hạn"),
            "todo",
            Place(PageId.RECEPTION, part="promises"),
        ),
        PlaceCommand(
            _("Thông báo niêm yết lịch tiếp dân..."),
            _("dán bảng tin, in lịch, ics"),
            "print",
            Place(PageId.RECEPTION, part=f"notice:{year}"),
        ),
        PlaceCommand(
            _("Lập lịch tiếp dân năm {year}...").format(year=year),
            _("quy tắc, xếp lịch"),
            "refresh",
            Place(PageId.RECEPTION, part=f"make:{year}"),
        ),
        PlaceCommand(
            _("Lập lịch tiếp dân năm {year}...").format(year=year + 1),
            _("quy tắc, xếp lịch, năm sau"),
            "refresh",
            Place(PageId.RECEPTION, part=f"make:{year + 1}"),
        ),
        PlaceCommand(
            _("Lập lịch đi cơ sở..."),
            _("xuống thôn hằng tuần, tổ dân phố, chia lượt"),
            "refresh",
            Place(PageId.RECEPTION, part="visits"),
        ),
        PlaceCommand(
            _("Lịch làm việc, ngày nghỉ, ngày làm bù"),
            _("nghỉ lễ, Tết, hoán đổi"),
            "calendar",
            Place(PageId.SETTINGS, part="workdays"),
        ),
        PlaceCommand(
            _("Quy định về thời hạn"),
            _("hạn giải quyết, điều khoản, ngày làm việc"),
            "settings",
            Place(PageId.SETTINGS, part="deadlines"),
        ),
    )
