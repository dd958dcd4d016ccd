"""Roles and rights in words."""

from friendly_desktop.domain.rights import Right, Role
from friendly_desktop.i18n import _


def role_title(role: Role) -> str:
    """The role as people call it."""
    titles = {
        Role.CLERK: _("Cán bộ tổng hợp"),
        Role.UNIT_OFFICER: _("Cán bộ phòng, bộ phận"),
        Role.RECEPTION_OFFICER: _("Cán bộ tiếp công dân"),
        Role.CHAIRMAN: _("Lãnh đạo"),
        Role.ADMINISTRATOR: _("Quản trị"),
    }
    return titles[role]


def right_words(right: Right) -> str:
    """What a right allows, in words."""
    words = {
        Right.OFFICE: _("sửa thông tin đơn vị và cài đặt"),
        Right.CRITERIA: _("sửa bộ tiêu chí"),
        Right.SCORE: _("chấm điểm"),
        Right.FREEZE: _("chốt số liệu"),
        Right.EVIDENCE: _("thêm, sửa minh chứng"),
        Right.PACKAGE: _("xuất gói hồ sơ"),
        Right.LETTERS: _("làm thư"),
        Right.READ_CASES: _("xem sổ tiếp dân, đơn thư"),
        Right.CASES: _("ghi sổ tiếp dân, đơn thư"),
        Right.CALENDAR: _("sửa lịch làm việc và thời hạn"),
        Right.MEETINGS: _("lập lịch tiếp dân, ghi buổi tiếp và việc đã hứa"),
        Right.SURVEYS: _("làm khảo sát"),
        Right.FIGURES: _("nhập số liệu tháng"),
        Right.ACTIVITIES: _("ghi nhật ký hoạt động"),
        Right.POSTINGS: _("làm tờ niêm yết"),
        Right.PEOPLE: _("quản lý người dùng"),
        Right.BACKUP: _("sao lưu"),
        Right.RESTORE: _("khôi phục"),
        Right.TRAIL: _("xem nhật ký thay đổi"),
        Right.DISCLOSE: _("ghi sổ cung cấp thông tin"),
        Right.DISPOSE: _("hủy dữ liệu hết thời hạn lưu giữ"),
    }
    return words[right]
