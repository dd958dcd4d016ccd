"""Phiếu khôi phục of signing in: the page that an administrator who forgot the password takes out of the safe."""

from datetime import date

from friendly_desktop.domain.office import Office
from friendly_desktop.i18n import in_vietnamese


def sheet_pdf(office: Office, code: str, today: date) -> bytes:
    """The sheet, on one page.

    Args:
        office: whose it is.
        code: in groups.
        today: the day it is printed.
    """
    from friendly_desktop.services.documents.pdf import pdf_bytes
    from friendly_desktop.services.documents.recovery_sheet import recovery_sheet

    lines = (
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
    )
    with in_vietnamese():
        return pdf_bytes(recovery_sheet(office, "Đăng nhập chương trình", code, lines, today))
