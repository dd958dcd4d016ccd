"""Figures, late files and the diary in the palette, from wherever one is."""

from friendly_desktop.i18n import _
from ui.places import PageId, Place, PlaceCommand

#: Parts of the page, as a ``Place`` names them.
MONTHS, SHARES, LATE, DIARY = "months", "shares", "late", "diary"


def of_figures() -> tuple[PlaceCommand, ...]:
    """What is done on the page, the most frequent first."""
    return (
        PlaceCommand(
            _("Ghi một hoạt động..."),
            _("nhật ký, phát thanh, họp, tập huấn, thăm hỏi, tin bài"),
            "add",
            Place(PageId.FIGURES, part=DIARY, filter="new"),
        ),
        PlaceCommand(
            _("Nhật ký hoạt động"),
            _("ảnh, minh chứng hằng ngày"),
            "note",
            Place(PageId.FIGURES, part=DIARY),
        ),
        PlaceCommand(
            _("Nhập số liệu tháng"),
            _("hồ sơ, văn bản, ký số, chỉ tiêu"),
            "table",
            Place(PageId.FIGURES, part=MONTHS),
        ),
        PlaceCommand(
            _("Lấy số liệu từ Excel..."),
            _("nhập bảng, một cửa"),
            "upload",
            Place(PageId.FIGURES, part=MONTHS, filter="import"),
        ),
        PlaceCommand(
            _("Tỷ lệ, biểu đồ của năm"),
            _("đúng hạn, trực tuyến, số hóa"),
            "chart",
            Place(PageId.FIGURES, part=SHARES),
        ),
        PlaceCommand(
            _("Hồ sơ trễ hạn, thư xin lỗi"),
            _("quá hạn, gia hạn, một cửa"),
            "warning",
            Place(PageId.FIGURES, part=LATE),
        ),
        PlaceCommand(
            _("Lấy danh sách hồ sơ trễ hạn từ Excel..."),
            _("nhập danh sách, một cửa"),
            "upload",
            Place(PageId.FIGURES, part=LATE, filter="import"),
        ),
    )
