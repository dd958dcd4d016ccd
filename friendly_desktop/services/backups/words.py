"""Words of backups that commands and windows share."""

from friendly_desktop.domain.backups import Reason
from friendly_desktop.i18n import _


def reason_words(reason: Reason) -> str:
    """Why a backup was made."""
    return {
        Reason.MANUAL: _("người dùng bấm sao lưu"),
        Reason.START: _("tự động khi mở chương trình"),
        Reason.HOURLY: _("tự động hằng giờ"),
        Reason.BEFORE_MIGRATION: _("trước khi nâng cấp dữ liệu"),
        Reason.BEFORE_IMPORT: _("trước khi nhập danh sách"),
        Reason.BEFORE_RESTORE: _("dữ liệu trước khi khôi phục"),
    }[reason]


def kind_words(kind: str) -> str:
    """A kind of records, as a clerk names it."""
    return {
        "office": _("Đơn vị, cán bộ, người ký, cài đặt"),
        "assessment": _("Tiêu chí, điểm tự chấm, gói hồ sơ"),
        "evidence": _("Minh chứng"),
        "letters": _("Thư, mẫu thư, sổ thư"),
        "cases": _("Đơn, vụ việc, sổ tiếp công dân"),
        "meetings": _("Lịch tiếp dân, đối thoại, việc đã hứa"),
        "surveys": _("Khảo sát, phiếu"),
        "figures": _("Số liệu tháng, hồ sơ trễ hẹn"),
        "activities": _("Nhật ký hoạt động"),
        "postings": _("Niêm yết"),
        "calendar": _("Lịch làm việc, thời hạn"),
        "trail": _("Nhật ký thay đổi, sổ cung cấp thông tin"),
        "other": _("Bản đang ghi dở"),
    }[kind]
