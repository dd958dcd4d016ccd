"""What a person may be called and a password may be: asked wherever one is given."""

from friendly_desktop.domain.people import (
    LEAST_LENGTH,
    MOST_LENGTH,
    PasswordFault,
    folded_name,
    password_fault,
    user_name,
)
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.services.people import passwords


def checked_name(name: str) -> tuple[str, str]:
    """A name as stored, and folded to be found by.

    Raises:
        AppError: it is empty.
    """
    name = user_name(name)
    folded = folded_name(name)
    if not folded:
        raise AppError(
            "name_empty",
            _("Chưa có tên"),
            _("Tên người dùng đang để trống."),
            _("Hãy nhập họ và tên, ví dụ: Nguyễn Thị Hồng."),
        )
    return name, folded


def checked_secret(password: str, name: str) -> str:
    """A password as stored.

    Raises:
        AppError: it is not good enough for this person.
    """
    fault = password_fault(password, name)
    if fault is None:
        return passwords.hashed(password)
    told = {
        PasswordFault.SHORT: _("Mật khẩu phải có ít nhất {n} ký tự.").format(n=LEAST_LENGTH),
        PasswordFault.LONG: _("Mật khẩu dài quá {n} ký tự.").format(n=MOST_LENGTH),
        PasswordFault.COMMON: _("Mật khẩu này quá phổ biến, ai cũng đoán ra trước tiên."),
        PasswordFault.NAME: _("Mật khẩu trùng với tên người dùng."),
        PasswordFault.ONE_LETTER: _("Mật khẩu chỉ lặp lại một, hai ký tự."),
    }
    raise AppError(
        "password_weak",
        _("Mật khẩu chưa dùng được"),
        told[fault],
        _("Hãy đặt một câu ngắn dễ nhớ, ví dụ vài từ không liên quan với nhau."),
    )
