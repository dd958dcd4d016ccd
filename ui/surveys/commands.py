"""Surveys in the palette, from wherever one is."""

from friendly_desktop.i18n import _
from ui.places import PageId, Place, PlaceCommand


def of_surveys() -> tuple[PlaceCommand, ...]:
    """What is done with surveys, the most frequent first."""
    return (
        PlaceCommand(
            _("Nhập phiếu khảo sát"),
            _("gõ phiếu, lấy ý kiến, hài lòng"),
            "edit",
            Place(PageId.SURVEYS, part="latest:entry"),
        ),
        PlaceCommand(
            _("Đọc phiếu khảo sát đã quét..."),
            _("scan, ảnh chụp, máy quét"),
            "image",
            Place(PageId.SURVEYS, part="latest:scan"),
        ),
        PlaceCommand(
            _("Kết quả khảo sát"),
            _("điểm trung bình, biểu đồ, mức độ hài lòng"),
            "survey",
            Place(PageId.SURVEYS, part="latest:result"),
        ),
        PlaceCommand(
            _("In phiếu khảo sát..."),
            _("mã vạch, QR, phát phiếu"),
            "print",
            Place(PageId.SURVEYS, part="latest:paper"),
        ),
        PlaceCommand(
            _("Mở đợt khảo sát..."),
            _("đợt mới, lấy phiếu, phát phiếu"),
            "add",
            Place(PageId.SURVEYS, part="new"),
        ),
        PlaceCommand(
            _("Mẫu phiếu khảo sát"),
            _("câu hỏi, phụ lục, mẫu riêng của đơn vị"),
            "file",
            Place(PageId.SURVEYS, part="forms"),
        ),
    )
