"""The words of the help menu; known before anything of it is made."""

from enum import Enum

from friendly_desktop.i18n import N_
from ui.actions import ActionSpec


class Support(Enum):
    """What else helps a person on."""

    TASKS = "tasks"
    GUIDE = "guide"
    NEWS = "news"
    REPORT = "report"
    LOGS = "logs"
    SAMPLE = "sample"
    ABOUT = "about"


SUPPORT = {
    Support.TASKS: ActionSpec(
        N_("Làm từng việc: có hình"), "criteria", also=N_("cách làm, hướng dẫn từng bước")
    ),
    Support.GUIDE: ActionSpec(N_("Tờ hướng dẫn nhanh (A4)..."), "print", also=N_("in hướng dẫn, một trang")),
    Support.NEWS: ActionSpec(N_("Có gì mới"), "history", also=N_("phiên bản mới, thay đổi, cập nhật")),
    Support.REPORT: ActionSpec(N_("Báo sự cố..."), "warning", also=N_("lỗi, hỏng, gửi người hỗ trợ")),
    Support.LOGS: ActionSpec(N_("Mở thư mục nhật ký chạy"), "folder", also=N_("log, hỗ trợ kỹ thuật")),
    Support.SAMPLE: ActionSpec(N_("Mở hoặc rời dữ liệu mẫu"), "eye", also=N_("xem thử, tập làm, xã An Bình")),
    Support.ABOUT: ActionSpec(
        N_("Giới thiệu chương trình"), "info", also=N_("phiên bản, giấy phép, thư mục dữ liệu")
    ),
}
