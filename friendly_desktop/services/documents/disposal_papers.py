"""The list of what is due to be destroyed, and the protocol of what was: counts and codes, no names.

No form is prescribed for data in a computer; the papers follow Nghị định 30/2020/NĐ-CP and say what a protocol of
destroyed papers says: what, how much, on which ground, in whose presence.
"""

from collections.abc import Sequence
from datetime import date

from friendly_desktop import formats
from friendly_desktop.domain.office import Office
from friendly_desktop.domain.retention import Disposal, Due, Term
from friendly_desktop.i18n import in_vietnamese
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.model import (
    A4,
    Align,
    Block,
    Cell,
    Columns,
    Document,
    Paragraph,
    Row,
    Space,
    Table,
    paragraph,
)
from friendly_desktop.services.documents.score_table import table_head

_DUE_WIDTHS = (12.0, 58.0, 22.0, 30.0, 43.0)
_CODES_WIDTHS = (12.0, 83.0, 70.0)
#: Codes that a list spells out for one kind; the rest is counted.
_MOST = 500
_ROOM = 24.0


def due_list(office: Office, dues: Sequence[tuple[Due, str]], today: date) -> Document:
    """What is due, kind by kind with the words of its term, then every record by its code; for the decision."""
    with in_vietnamese():
        rows = [
            _row(
                str(place),
                due.term.title,
                formats.whole_number(due.count),
                f"{formats.short_date(due.items[0].day)} đến {formats.short_date(due.items[-1].day)}",
                basis,
            )
            for place, (due, basis) in enumerate(dues, start=1)
        ]
        blocks: list[Block] = [
            decree30.header(office, today),
            *decree30.kind_and_subject("Danh mục", "Dữ liệu hết thời hạn lưu giữ, đề nghị hủy"),
            Table(
                _DUE_WIDTHS,
                (table_head("STT", "Loại dữ liệu", "Số lượng", "Từ ngày, đến ngày", "Thời hạn, căn cứ"),),
                tuple(rows),
            ),
        ]
        for due, _basis in dues:
            shown = due.items[:_MOST]
            blocks.append(decree30.section_heading(due.term.title))
            codes = tuple(
                _row(str(place), one.code, formats.short_date(one.day))
                for place, one in enumerate(shown, start=1)
            )
            blocks.append(
                Table(_CODES_WIDTHS, (table_head("STT", "Mã hoặc số", "Ngày tính thời hạn"),), codes)
            )
            if len(shown) < due.count:
                more = formats.whole_number(due.count - len(shown))
                blocks.append(decree30.body(f"và {more} bản ghi khác theo cùng điều kiện."))
        blocks.append(_signatures("Người lập", "Thủ trưởng đơn vị"))
    title = "Dữ liệu hết thời hạn lưu giữ"
    return Document(title, tuple(blocks), page=A4, author=outline.committee(office))


def disposal_protocol(office: Office, disposal: Disposal, term: Term, today: date) -> Document:
    """The protocol of what was destroyed, to be signed by those who were present."""
    with in_vietnamese():
        held = (
            "Các bản sao lưu do chương trình giữ không còn dữ liệu này."
            if disposal.held_until is None
            else "Các bản sao lưu làm trước lúc hủy còn giữ dữ liệu này và tự hết chậm nhất ngày "
            f"{formats.short_date(disposal.held_until)}; bản chép ra USB hoặc nơi khác do đơn vị tự hủy."
        )
        actor = disposal.actor or "người sử dụng máy (chương trình không bật đăng nhập)"
        lines = (
            f"Căn cứ {disposal.record}.",
            f"Vào lúc {formats.moment(disposal.at)}, {actor} đã hủy bằng chương trình Chính quyền thân thiện:",
            f"1. Loại dữ liệu: {term.title}.",
            (
                f"2. Phạm vi: đến hết ngày {formats.short_date(disposal.until)}; số lượng: "
                f"{formats.whole_number(disposal.count)}."
            ),
            f"3. Thời hạn lưu giữ và căn cứ: {disposal.basis}.",
            (
                "4. Cách hủy: xóa khỏi mọi bảng dữ liệu và chỉ mục tìm kiếm; xóa tệp kèm theo và ảnh thu nhỏ; ghi lại "
                "tệp dữ liệu để vùng trống không còn nội dung cũ. Nhật ký thay đổi chỉ giữ số thứ tự, không giữ nội dung."
            ),
            f"5. Bản sao lưu: {held}",
        )
        blocks: list[Block] = [
            decree30.header(office, today),
            *decree30.kind_and_subject("Biên bản", "Hủy dữ liệu hết thời hạn lưu giữ"),
            *(decree30.body(line) for line in lines),
            _signatures("Người hủy", "Người chứng kiến", "Thủ trưởng đơn vị"),
        ]
    title = "Biên bản hủy dữ liệu hết thời hạn lưu giữ"
    return Document(title, tuple(blocks), page=A4, author=outline.committee(office))


def _row(*texts: str) -> Row:
    return Row(tuple(Cell((decree30.cell_text(text, verbatim=True),)) for text in texts))


def _signatures(*posts: str) -> Columns:
    width = A4.text_width / len(posts)

    def one(post: str) -> tuple[Paragraph | Space, ...]:
        return (
            paragraph(post.upper(), bold=True, size=13, align=Align.CENTER),
            paragraph("(Ký, ghi rõ họ và tên)", italic=True, size=12, align=Align.CENTER),
            Space(_ROOM),
        )

    return Columns(
        (width,) * len(posts), tuple(one(post) for post in posts), before=12, keep_with_previous=True
    )
