"""``people``: who may sign in, with which role; a person more, kept out, let in again, a new password."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import Output, table
from friendly_desktop.cli.passwords import add_password_file, given_password
from friendly_desktop.domain.people import User, folded_name
from friendly_desktop.domain.rights import Role
from friendly_desktop.domain.text import clean_line
from friendly_desktop.errors import AppError
from friendly_desktop.formats import moment
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services


def add_commands(groups: Any) -> None:
    """Add ``people list``, ``add``, ``disable``, ``enable`` and ``reset``."""
    commands = groups.add_parser("people", help=_("người dùng, vai trò, mật khẩu")).add_subparsers(
        metavar="COMMAND", required=True
    )
    listing = commands.add_parser("list", help=_("những ai đăng nhập được, với vai trò nào"))
    listing.set_defaults(run=_list)
    adding = commands.add_parser(
        "add", help=_("thêm người dùng; người đầu tiên phải là quản trị và bật việc đăng nhập")
    )
    roles = [role.value for role in Role]
    adding.add_argument("name", metavar="NAME", help=_("họ và tên"))
    adding.add_argument(
        "--role",
        required=True,
        choices=roles,
        help=_("vai trò: {roles}").format(roles=", ".join(roles)),
    )
    adding.add_argument("--unit", default="", metavar="NAME", help=_("phòng, bộ phận, như trong cài đặt"))
    adding.add_argument(
        "--sheet",
        type=path_argument,
        metavar="FILE.pdf",
        help=_("chỉ cho người đầu tiên: ghi phiếu khôi phục vào tệp này; in rồi xóa tệp"),
    )
    add_password_file(adding, _("mật khẩu của người này là dòng đầu của tệp này"), needed=True)
    adding.set_defaults(run=_add)
    for name, words, run in (
        ("disable", _("thôi cho một người đăng nhập; việc đã ghi vẫn giữ tên người ấy"), _disable),
        ("enable", _("cho đăng nhập lại, với mật khẩu cũ"), _enable),
        ("reset", _("đặt mật khẩu mới cho một người"), _reset),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("name", metavar="NAME", help=_("họ và tên; có dấu hay không dấu đều được"))
        if run is _reset:
            add_password_file(command, _("mật khẩu mới là dòng đầu của tệp này"), needed=True)
        command.set_defaults(run=run)


def _list(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    services = context.services()
    units = {one.id: one.name for one in services.office.units()}
    users = services.users.users()
    required = services.session.required()
    rows = [_row(one, units) for one in users]
    if not users:
        return Output(
            {"required": required, "people": rows}, _("Chưa có người dùng; ai cũng làm được mọi việc.")
        )
    headings = [
        _("Họ và tên"),
        _("Vai trò"),
        _("Phòng, bộ phận"),
        _("Đăng nhập gần nhất"),
        _("Cho đăng nhập"),
    ]
    from friendly_desktop.services.people.words import role_title

    told = [
        [
            one.name,
            role_title(one.role),
            units.get(one.unit_id or 0, ""),
            moment(one.signed_in_at) if one.signed_in_at else "",
            _("có") if one.enabled else _("không"),
        ]
        for one in users
    ]
    return Output({"required": required, "people": rows}, table(told, headings))


def _add(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    password = given_password(arguments, new=True)
    role = Role(arguments.role)
    if arguments.sheet is not None and not services.session.required() and role is Role.ADMINISTRATOR:
        return _begin(services, arguments, password)
    made = services.users.add(arguments.name, role, password, unit_id=_unit(services, arguments.unit))
    return _told(services, made, _("Đã thêm người dùng {name}.").format(name=made.name))


def _begin(services: "Services", arguments: argparse.Namespace, password: str) -> Output:
    """The first administrator: from now on everybody signs in, and the recovery sheet is the way back."""
    target = arguments.sheet
    if target.exists() or not target.absolute().parent.is_dir():
        raise AppError(
            "target_exists" if target.exists() else "target_folder_missing",
            _("Không ghi được phiếu khôi phục"),
            _("Đã có tệp {path}, hoặc không có thư mục ấy.").format(path=target),
            _("Hãy chọn tên khác."),
        )
    code = services.users.begin_sign_in(arguments.name, password)
    try:
        written = services.users.write_recovery(code, target)
    except AppError as error:
        # Signing in is on; whoever sits here is the only one who can still write the code down.
        told = _("Chưa ghi được tệp phiếu. Hãy chép tay mã khôi phục này: {code}").format(code=code)
        raise AppError(error.code, error.title, error.message, told) from error
    made = _find(services, arguments.name)
    words = _("Từ nay mọi người phải đăng nhập. Hãy in phiếu {file}, cất phiếu rồi xóa tệp.")
    return _told(services, made, words.format(file=written.file), sheet=written.file)


def _disable(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    user = services.users.keep_out(_find(services, arguments.name).id)
    return _told(services, user, _("{name} không đăng nhập được nữa.").format(name=user.name))


def _enable(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    user = services.users.let_in(_find(services, arguments.name).id)
    return _told(services, user, _("{name} đăng nhập lại được.").format(name=user.name))


def _reset(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    user = _find(services, arguments.name)
    services.users.set_password(user.id, given_password(arguments, new=True))
    return _told(services, user, _("Đã đặt mật khẩu mới cho {name}.").format(name=user.name))


def _find(services: "Services", name: str) -> User:
    wanted = folded_name(name)
    for one in services.users.users():
        if folded_name(one.name) == wanted:
            return one
    raise AppError(
        "user_unknown",
        _("Không có người dùng này"),
        _("Không có người dùng tên «{name}».").format(name=clean_line(name)[:80]),
        _("Hãy xem tên bằng lệnh people list."),
    )


def _unit(services: "Services", name: str) -> int | None:
    wanted = clean_line(name)
    if not wanted:
        return None
    for one in services.office.units():
        if one.name.casefold() == wanted.casefold():
            return one.id
    raise AppError(
        "unit_unknown",
        _("Không có phòng, bộ phận này"),
        _("Cài đặt không có phòng, bộ phận tên «{name}».").format(name=wanted[:80]),
        _("Hãy ghi đúng tên như trong Cài đặt."),
    )


def _told(services: "Services", user: User, words: str, **more: object) -> Output:
    return Output({**_row(user, {one.id: one.name for one in services.office.units()}), **more}, words)


def _row(user: User, units: Mapping[int, str]) -> dict[str, object]:
    return {
        "name": user.name,
        "role": user.role,
        "unit": units.get(user.unit_id or 0),
        "enabled": user.enabled,
        "signed_in_at": user.signed_in_at,
    }
