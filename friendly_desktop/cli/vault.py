"""``vault``: encryption of backups and of the records on this PC: its password and its recovery sheet."""

import argparse
import os
from pathlib import Path
from typing import Any

from friendly_desktop.cli import VAULT_PASSWORD_VARIABLE, CommandContext, path_argument
from friendly_desktop.cli.output import Output
from friendly_desktop.cli.passwords import add_password_file, asking, given_password, read_password
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date, whole_number
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add ``vault status``, ``begin``, ``password``, ``sheet``, ``end``, ``recover``, ``encrypt`` and ``decrypt``."""
    commands = groups.add_parser("vault", help=_("mã hóa bản sao lưu, phiếu khôi phục")).add_subparsers(
        metavar="COMMAND", required=True
    )
    status = commands.add_parser("status", help=_("đơn vị có mã hóa không"))
    status.set_defaults(run=_status)
    begin = commands.add_parser("begin", help=_("bật mã hóa và tạo phiếu khôi phục"))
    add_password_file(begin, _("mật khẩu mới là dòng đầu của tệp này"), needed=True)
    _add_sheet(begin)
    begin.set_defaults(run=_begin)
    password = commands.add_parser("password", help=_("đổi mật khẩu mã hóa"))
    add_password_file(
        password, _("mật khẩu đang dùng, hoặc mã trên phiếu khôi phục, là dòng đầu của tệp này")
    )
    password.add_argument(
        "--new-passphrase-file",
        type=path_argument,
        required=True,
        metavar="FILE",
        help=_("mật khẩu mới là dòng đầu của tệp này"),
    )
    password.set_defaults(run=_password)
    sheet = commands.add_parser("sheet", help=_("tạo phiếu khôi phục mới"))
    add_password_file(sheet, _("mật khẩu mã hóa là dòng đầu của tệp này"))
    _add_sheet(sheet)
    sheet.set_defaults(run=_sheet)
    end = commands.add_parser("end", help=_("tắt mã hóa; bản sao lưu đã mã hóa vẫn mở được như trước"))
    add_password_file(end, _("mật khẩu mã hóa là dòng đầu của tệp này"))
    end.set_defaults(run=_end)
    recover = commands.add_parser("recover", help=_("lấy lại khóa từ một bản sao lưu đã mã hóa"))
    recover.add_argument("file", metavar="FILE", type=path_argument, help=_("bản sao lưu đã mã hóa"))
    add_password_file(recover, _("mật khẩu hoặc mã khôi phục là dòng đầu của tệp này"))
    recover.set_defaults(run=_recover)
    encrypt = commands.add_parser(
        "encrypt", help=_("mã hóa dữ liệu, tài liệu kiểm chứng và bản sao lưu trên máy này")
    )
    add_password_file(encrypt, _("mật khẩu mã hóa là dòng đầu của tệp này"))
    encrypt.set_defaults(run=_encrypt)
    decrypt = commands.add_parser(
        "decrypt", help=_("bỏ mã hóa dữ liệu, tài liệu kiểm chứng và bản sao lưu trên máy này")
    )
    add_password_file(decrypt, _("mật khẩu mã hóa là dòng đầu của tệp này"))
    decrypt.set_defaults(run=_decrypt)


def _add_sheet(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--sheet",
        type=path_argument,
        required=True,
        metavar="FILE.pdf",
        help=_("ghi phiếu khôi phục vào tệp này; in rồi xóa tệp"),
    )


def _status(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    from friendly_desktop.services.vault import unlocking

    if unlocking.is_locked(context.folder) and not os.environ.get(VAULT_PASSWORD_VARIABLE):
        told = _("Dữ liệu trên máy này được mã hóa và đang khóa; mật khẩu lấy từ biến {variable}.")
        return Output({"on": True, "locked": True}, told.format(variable=VAULT_PASSWORD_VARIABLE))
    state = context.services().vault.state()
    data = {
        "on": state.on,
        "locked": False,
        "damaged": state.damaged,
        "since": state.since,
        "sheet_at": state.sheet_at,
        "records": state.records,
        "unfinished": state.unfinished,
        "evidence": {"sealed": state.sealed, "plain": state.plain},
    }
    if state.damaged:
        return Output(data, _("Tệp khóa mã hóa bị hỏng; hãy lấy lại khóa từ một bản sao lưu đã mã hóa."))
    if not state.on:
        return Output(data, _("Đơn vị chưa bật mã hóa."))
    told = _("Đã bật mã hóa từ {since}; phiếu khôi phục tạo {sheet}.")
    lines = [told.format(since=short_date(state.since), sheet=short_date(state.sheet_at))]
    if state.records:
        told = _(
            "Dữ liệu và tài liệu kiểm chứng trên máy này được mã hóa: {n} tệp tài liệu, kể cả của bản sao lưu."
        )
        lines.append(told.format(n=whole_number(state.sealed)))
    if state.unfinished:
        again = "vault encrypt" if state.records else "vault decrypt"
        lines.append(
            _("Còn {n} tệp chưa đổi xong; hãy chạy lại lệnh {command}.").format(
                n=state.unfinished, command=again
            )
        )
    return Output(data, "\n".join(lines))


def _begin(context: CommandContext, arguments: argparse.Namespace) -> Output:
    vault = context.services().vault
    _require_free(arguments.sheet)
    code = vault.begin(given_password(arguments, new=True))
    return _written(context, arguments.sheet, code)


def _password(context: CommandContext, arguments: argparse.Namespace) -> Output:
    vault = context.services().vault
    new = read_password(arguments.new_passphrase_file, new=True)
    asking(arguments, lambda secret: vault.change_password(secret, new))
    return Output({"changed": True}, _("Đã đổi mật khẩu mã hóa."))


def _sheet(context: CommandContext, arguments: argparse.Namespace) -> Output:
    vault = context.services().vault
    _require_free(arguments.sheet)
    code = asking(arguments, vault.new_sheet)
    return _written(context, arguments.sheet, code)


def _written(context: CommandContext, target: Path, code: str) -> Output:
    try:
        written = context.services().vault.write_sheet(code, target)
    except AppError as error:
        # The keys are made; whoever sits here is the only one who can still write the code down.
        told = _("Chưa ghi được tệp phiếu. Hãy chép tay mã khôi phục này: {code}").format(code=code)
        raise AppError(error.code, error.title, error.message, told) from error
    return Output(
        {"on": True, "sheet": written.file},
        _("Đã mã hóa từ nay. Hãy in phiếu {file}, cất phiếu rồi xóa tệp.").format(file=written.file),
    )


def _require_free(target: Path) -> None:
    if target.exists() or not target.absolute().parent.is_dir():
        raise AppError(
            "target_exists" if target.exists() else "target_folder_missing",
            _("Không ghi được phiếu khôi phục"),
            _("Đã có tệp {path}, hoặc không có thư mục ấy.").format(path=target),
            _("Hãy chọn tên khác."),
        )


def _end(context: CommandContext, arguments: argparse.Namespace) -> Output:
    asking(arguments, context.services().vault.end)
    return Output({"on": False}, _("Đã tắt mã hóa; bản sao lưu đã mã hóa vẫn mở được như trước."))


def _encrypt(context: CommandContext, arguments: argparse.Namespace) -> Output:
    vault = context.services().vault
    asking(arguments, lambda secret: vault.encrypt_records(secret, context.job))
    return Output(
        {"records": True},
        _(
            "Đã mã hóa dữ liệu và tài liệu kiểm chứng trên máy này. Từ nay mở chương trình cần mật khẩu hoặc phiếu khôi phục."
        ),
    )


def _decrypt(context: CommandContext, arguments: argparse.Namespace) -> Output:
    vault = context.services().vault
    asking(arguments, lambda secret: vault.decrypt_records(secret, context.job))
    return Output({"records": False}, _("Đã bỏ mã hóa dữ liệu và tài liệu kiểm chứng trên máy này."))


def _recover(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.services.vault import unlocking

    if unlocking.is_locked(context.folder):
        asking(arguments, lambda secret: unlocking.recover(context.folder, arguments.file, secret))
        return Output({"on": True}, _("Đã lấy lại khóa mã hóa."))
    vault = context.services().vault
    asking(arguments, lambda secret: vault.recover(arguments.file, secret))
    return Output({"on": True}, _("Đã lấy lại khóa mã hóa."))
