"""Phiếu khôi phục: the code that opens when the password is forgotten, on one page to be kept in a safe.

No source gives a model; it is the program's own, with the head of an official paper.
"""

from collections.abc import Sequence
from datetime import date

from friendly_desktop.domain.office import Office
from friendly_desktop.services.documents import decree30, outline
from friendly_desktop.services.documents.case_slip import signatures
from friendly_desktop.services.documents.model import (
    FIXED_SPACE,
    Align,
    Block,
    Cell,
    Document,
    Page,
    Row,
    Space,
    Table,
    paragraph,
)

_PAGE = Page(numbered=False)


def encryption_sheet(office: Office, code: str, today: date) -> Document:
    """The sheet that opens what the office encrypted."""
    return recovery_sheet(
        office,
        "Mã hóa dữ liệu",
        code,
        (
            (
                "Mã này mở được các bản sao lưu đã mã hóa của đơn vị khi quên mật khẩu mã hóa. Không có mật khẩu "
                "và không có mã này thì không ai mở được, kể cả người viết chương trình."
            ),
            (
                "Cất phiếu trong phong bì dán kín, để trong két hoặc tủ có khóa của đơn vị, không để cùng chỗ với "
                "máy tính hoặc USB sao lưu."
            ),
            (
                "Cách dùng: mở chương trình, vào An toàn dữ liệu, mục Mã hóa, chọn «Đổi mật khẩu» rồi nhập mã này "
                "thay cho mật khẩu cũ. Khi khôi phục trên máy khác, nhập mã này vào ô mật khẩu."
            ),
            "Nhập bằng chữ hoa hay chữ thường đều được; không có chữ I, L, O, U.",
            (
                "Nếu có người đã thấy mã, hãy tạo phiếu mới ngay; phiếu này vẫn mở được các bản sao lưu cũ nên phải "
                "giữ hoặc hủy theo quyết định của thủ trưởng đơn vị."
            ),
        ),
        today,
    )


def signing_in_sheet(office: Office, code: str, today: date) -> Document:
    """The sheet with which an administrator who forgot the password comes in again."""
    return recovery_sheet(
        office,
        "Đăng nhập chương trình",
        code,
        (
            (
                "Mã này đặt được mật khẩu mới cho người quản trị khi quên mật khẩu đăng nhập. Mã không mở được dữ liệu đã "
                "mã hóa; việc ấy có phiếu khôi phục riêng."
            ),
            "Cất phiếu trong phong bì dán kín, để trong két hoặc tủ có khóa của đơn vị, không để cạnh máy tính.",
            "Cách dùng: ở màn hình đăng nhập, bấm «Quên mật khẩu», chọn tên người quản trị, nhập mã này và mật khẩu mới.",
            "Mỗi phiếu chỉ dùng một lần: dùng xong, chương trình đưa ra mã mới để in phiếu khác; phiếu này hết giá trị.",
            "Nhập bằng chữ hoa hay chữ thường đều được; không có chữ I, L, O, U.",
            (
                "Nếu có người ngoài đã thấy mã, hãy tạo phiếu mới ngay: trang An toàn dữ liệu, mục Người dùng, «Phiếu khôi "
                "phục mới»."
            ),
        ),
        today,
    )


def recovery_sheet(office: Office, subject: str, code: str, lines: Sequence[str], today: date) -> Document:
    """A recovery sheet.

    Args:
        office: whose it is.
        subject: what it is for.
        code: in groups.
        lines: what it opens, where it is kept, how it is used.
        today: the day it is printed.
    """
    groups = code.split("-")
    half = (len(groups) + 1) // 2
    rows = [
        paragraph(
            f"{FIXED_SPACE * 3}".join(part),
            bold=True,
            size=22,
            align=Align.CENTER,
            before=4,
            after=4,
            verbatim=True,
        )
        for part in (groups[:half], groups[half:])
    ]
    blocks: list[Block] = [
        decree30.header(office, today, page=_PAGE),
        *decree30.kind_and_subject("Phiếu khôi phục", subject),
        Table((_PAGE.text_width,), (), (Row((Cell(tuple(rows)),)),)),
        Space(4),
        *(paragraph(f"{number}. {line}", size=13, after=4) for number, line in enumerate(lines, start=1)),
        Space(4),
        signatures("NGƯỜI LẬP PHIẾU", "NGƯỜI GIỮ PHIẾU", width=_PAGE.text_width),
    ]
    return Document(
        f"Phiếu khôi phục: {subject}", tuple(blocks), page=_PAGE, author=outline.committee(office)
    )
