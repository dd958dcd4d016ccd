"""Postings in the palette, from wherever one is."""

from friendly_desktop.i18n import _
from ui.places import PageId, Place, PlaceCommand


def also_called(kind_id: str) -> str:
    """Further words by which people look for a kind."""
    also = {
        "banner_build": _("pano, băng rôn, treo sảnh"),
        "banner_conduct": _("bốn xin, bốn luôn, hai không, khẩu hiệu"),
        "conduct_5": _("bốn xin, bốn luôn, năm không, khẩu hiệu"),
        "know_5": _("năm biết, ba thể hiện, khẩu hiệu"),
        "banner_listen": _("khẩu hiệu, trọng dân, gần dân"),
        "reception_notice": _("thông báo, bảng tin, lịch tiếp dân"),
        "telephones": _("số điện thoại, đường dây nóng"),
        "procedures": _("mã quét, thủ tục"),
        "commitment": _("không phiền hà, sách nhiễu"),
        "suggestion_box": _("thùng thư, ý kiến"),
        "free": _("poster, thi đua, cuộc vận động, chào mừng"),
    }
    return also.get(kind_id, "")


def of_postings() -> tuple[PlaceCommand, ...]:
    """What is done with postings, the most frequent first."""
    made = [
        PlaceCommand(
            _("Làm tờ niêm yết..."),
            _("khẩu hiệu, áp phích, pano, thông báo, poster"),
            "posting",
            Place(PageId.POSTINGS, part="new"),
        ),
        PlaceCommand(
            _("Tờ niêm yết đang treo"),
            _("khẩu hiệu, nơi treo"),
            "posting",
            Place(PageId.POSTINGS, filter="up"),
        ),
        PlaceCommand(
            _("Tờ niêm yết chưa treo"),
            _("đã in, chờ treo"),
            "posting",
            Place(PageId.POSTINGS, filter="waiting"),
        ),
    ]
    from friendly_desktop.services.postings.shipped import shipped

    made += [
        PlaceCommand(
            _("Làm tờ niêm yết: {title}").format(title=kind.title),
            also_called(kind.id),
            "posting",
            Place(PageId.POSTINGS, part=f"new:{kind.id}"),
        )
        for kind in shipped().values()
    ]
    return tuple(made)
