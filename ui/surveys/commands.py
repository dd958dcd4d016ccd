"""Surveys in the palette, from wherever one is."""

from typing import NamedTuple

from friendly_desktop.i18n import _
from ui.places import PageId, Place


class SurveyCommand(NamedTuple):
    """Words, further words by which it is found, its icon, and where it leads."""

    text: str
    also: str
    icon: str
    place: Place


def of_surveys() -> tuple[SurveyCommand, ...]:
    """What is done with surveys, the most frequent first."""
    return (
        SurveyCommand(
            _("Nhập phiếu khảo sát"),
            _("gõ phiếu, lấy ý kiến, hài lòng"),
            "edit",
            Place(PageId.SURVEYS, part="latest:entry"),
        ),
        SurveyCommand(
            _("Đọc phiếu khảo sát đã quét..."),
            _("scan, ảnh chụp, máy quét"),
            "image",
            Place(PageId.SURVEYS, part="latest:scan"),
        ),
        SurveyCommand(
            _("Kết quả khảo sát"),
            _("điểm trung bình, biểu đồ, mức độ hài lòng"),
            "survey",
            Place(PageId.SURVEYS, part="latest:result"),
        ),
        SurveyCommand(
            _("In phiếu khảo sát..."),
            _("mã vạch, QR, phát phiếu"),
            "print",
            Place(PageId.SURVEYS, part="latest:paper"),
        ),
        SurveyCommand(
            _("Mở đợt khảo sát..."),
            _("đợt mới, lấy phiếu, phát phiếu"),
            "add",
            Place(PageId.SURVEYS, part="new"),
        ),
        SurveyCommand(
            _("Mẫu phiếu khảo sát"),
            _("câu hỏi, phụ lục, mẫu riêng của đơn vị"),
            "file",
            Place(PageId.SURVEYS, part="forms"),
        ),
    )
