"""Backups, bin and what else keeps the records safe in the palette, from wherever one is."""

from friendly_desktop.i18n import _
from ui.places import PageId, Place, PlaceCommand

#: Parts of the page, as a ``Place`` names them.
BACKUPS, BIN = "backups", "bin"
PEOPLE, TRAIL, VAULT = "people", "trail", "vault"
RETENTION, DISCLOSURES = "retention", "disclosures"


def of_safety() -> tuple[PlaceCommand, ...]:
    """What is done on the page, the most frequent first; each tab adds its own."""
    return (
        PlaceCommand(
            _("Sao lưu, khôi phục dữ liệu"),
            _("bản sao lưu, phục hồi, USB, an toàn dữ liệu"),
            "shield",
            Place(PageId.SAFETY, part=BACKUPS),
        ),
        PlaceCommand(
            _("Sao lưu ngay"),
            _("bản sao lưu, chép dữ liệu"),
            "shield",
            Place(PageId.SAFETY, part=BACKUPS, filter="make"),
        ),
        PlaceCommand(
            _("Ghi bản sao lưu ra một tệp..."),
            _("USB, chuyển máy, mang đi"),
            "export",
            Place(PageId.SAFETY, part=BACKUPS, filter="file"),
        ),
        PlaceCommand(
            _("Khôi phục từ một tệp sao lưu..."),
            _("phục hồi, máy mới, lấy lại dữ liệu"),
            "history",
            Place(PageId.SAFETY, part=BACKUPS, filter="restore"),
        ),
        PlaceCommand(
            _("Thùng rác: lấy lại những gì đã xóa"),
            _("khôi phục, hoàn tác, xóa nhầm"),
            "remove",
            Place(PageId.SAFETY, part=BIN),
        ),
        PlaceCommand(
            _("Người dùng, đăng nhập, vai trò"),
            _("mật khẩu, tài khoản, phân quyền, bật đăng nhập"),
            "person",
            Place(PageId.SAFETY, part=PEOPLE),
        ),
        PlaceCommand(
            _("Đổi mật khẩu của tôi..."),
            _("mật khẩu, đăng nhập, quên"),
            "lock",
            Place(PageId.SAFETY, part=PEOPLE, filter="own"),
        ),
        PlaceCommand(
            _("Nhật ký thay đổi: ai đã sửa gì, lúc nào"),
            _("lịch sử, kiểm tra nhật ký, truy vết"),
            "history",
            Place(PageId.SAFETY, part=TRAIL),
        ),
        PlaceCommand(
            _("Mã hóa bản sao lưu, phiếu khôi phục"),
            _("mật khẩu, khóa, bảo mật, USB bị mất"),
            "lock",
            Place(PageId.SAFETY, part=VAULT),
        ),
        PlaceCommand(
            _("Thời hạn lưu giữ, hủy dữ liệu hết hạn"),
            _("tiêu hủy, xóa dữ liệu cá nhân, biên bản hủy"),
            "archive",
            Place(PageId.SAFETY, part=RETENTION),
        ),
        PlaceCommand(
            _("Ghi việc cung cấp thông tin cá nhân..."),
            _("sổ cung cấp thông tin, tiết lộ, yêu cầu cung cấp"),
            "note",
            Place(PageId.SAFETY, part=DISCLOSURES, filter="new"),
        ),
    )
