"""``letter print`` and ``letter printers``: letters of the register, or a PDF file, to paper without a window."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output, table
from friendly_desktop.domain.printing import (
    PrintAnswer,
    PrinterProfile,
    PrintWish,
    SheetFit,
    Stock,
    read_copies,
)
from friendly_desktop.domain.text import nfc
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import is_folder

if TYPE_CHECKING:
    from friendly_desktop.cli.press import Press

_FITS = {"same": SheetFit.SAME, "centred": SheetFit.A4, "two-up": SheetFit.A4_TWO}


def add_print(commands: Any) -> None:
    """Add ``letter print`` and ``letter printers`` to the commands of ``letter``."""
    printing = commands.add_parser("print", help=_("in thư trong sổ, hoặc một tệp PDF"))
    printing.add_argument(
        "what",
        metavar="ID|FILE.pdf",
        nargs="+",
        type=_letter_or_file,
        help=_("mã các thư trong sổ, hoặc đúng một tệp PDF"),
    )
    where = printing.add_mutually_exclusive_group()
    where.add_argument("--printer", metavar="NAME", help=_("máy in; không ghi thì dùng máy in lần trước"))
    where.add_argument(
        "--to", metavar="FILE.pdf", type=path_argument, help=_("in vào tệp PDF này thay cho giấy")
    )
    printing.add_argument("--copies", metavar="N", type=_copies, default=1, help=_("số bản in"))
    printing.add_argument(
        "--pages", metavar="1-2", default="", help=_("các trang cần in của một thư hoặc một tệp")
    )
    printing.add_argument(
        "--paper-fit",
        choices=list(_FITS),
        help=_("giấy trong khay: đúng khổ thư, A4 thư ở giữa, A4 hai trang A5 một tờ"),
    )
    printing.add_argument(
        "--stock", choices=[one.value for one in Stock], help=_("trên giấy đã in sẵn những gì")
    )
    printing.set_defaults(run=_print)
    printers = commands.add_parser("printers", help=_("các máy in của máy tính này"))
    printers.set_defaults(run=_printers)


def _letter_or_file(text: str) -> int | Path:
    return int(text) if text.isascii() and text.isdecimal() else path_argument(text)


def _copies(text: str) -> int:
    try:
        return read_copies(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _printers(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    press = context.press()
    usual = press.usual()
    names = press.printers()
    data = [{"name": name, "usual": name == usual} for name in names]
    rows = [[name, _("thường dùng") if name == usual else ""] for name in names]
    return Output(data, table(rows) if rows else _("Máy tính này chưa có máy in."))


def _print(context: CommandContext, arguments: argparse.Namespace) -> Output:
    files = [one for one in arguments.what if isinstance(one, Path)]
    ids = tuple(dict.fromkeys(one for one in arguments.what if isinstance(one, int)))
    _check(arguments, files, ids)
    if files:
        return _print_file(context, arguments, files[0])
    services = context.services()
    press, profile = _press(context, arguments)
    wish = _wish(arguments, profile, _("Thư"))
    answer = press.print_letters(services, ids, wish, context.job)
    if not any(one.pages for one in answer.fates):
        _require_printer(press, profile)  # it may have gone away just now
    return _answer(answer, wish)


def _print_file(context: CommandContext, arguments: argparse.Namespace, file: Path) -> Output:
    press, profile = _press(context, arguments)
    wish = _wish(arguments, profile, _("Tệp PDF"))
    try:
        answer = press.print_file(file, wish, context.job)
    except AppError:
        _require_printer(press, profile)
        raise
    return _answer(answer, wish, file)


def _check(arguments: argparse.Namespace, files: Sequence[Path], ids: Sequence[int]) -> None:
    """Refuse what does not go together, before Qt is loaded and a printer is asked.

    Raises:
        AppError: several files, files and letters, pages of several letters, or no PDF file to write into.
    """
    if len(files) > 1 or (files and ids):
        raise AppError(
            "print_not_one",
            _("Nội dung in chưa đúng"),
            _("Mỗi lần in các thư trong sổ theo mã, hoặc đúng một tệp PDF."),
            _("Ví dụ: letter print 12 13, hoặc letter print thu.pdf."),
        )
    if arguments.pages and len(ids) > 1:
        raise AppError(
            "pages_of_many",
            _("Không chọn trang của nhiều thư được"),
            _("--pages chỉ dùng khi in một thư hoặc một tệp PDF."),
            _("Hãy in từng thư, hoặc bỏ --pages để in cả thư."),
        )
    target: Path | None = arguments.to
    if target is not None and (target.suffix.lower() != ".pdf" or is_folder(target)):
        raise AppError(
            "file_kind_unknown",
            _("Tên tệp chưa đúng"),
            _("Bản in được ghi thành một tệp .pdf, không ghi vào «{name}» được.").format(name=target.name),
            _("Hãy đặt tên tệp có đuôi .pdf."),
        )


def _press(context: CommandContext, arguments: argparse.Namespace) -> "tuple[Press, PrinterProfile]":
    """What prints, and what is known of the printer that was asked for, was used last or is the usual one."""
    press = context.press()
    if arguments.to is not None:
        return press, PrinterProfile("")
    known = context.services().printing if context.folder.exists() else None
    name = nfc(arguments.printer or "") or _usual(press, known.last_printer() if known else "")
    profile = known.profile(name) if known else PrinterProfile(name)
    _require_printer(press, profile)
    return press, profile


def _usual(press: "Press", last: str) -> str:
    """The printer of the last time, else the system's usual one, else the only one.

    Raises:
        AppError: there are several, and nothing tells which.
    """
    names = press.printers()
    if last in names:
        return last
    if press.usual() in names or len(names) == 1:
        return names[0]
    if not names:
        raise _no_printer()
    raise AppError(
        "printer_not_chosen",
        _("Chưa chọn máy in"),
        _("Máy tính này có nhiều máy in và chưa có máy in thường dùng."),
        _("Hãy ghi tên máy in sau --printer: {known}.").format(known=", ".join(names)),
    )


def _require_printer(press: "Press", profile: PrinterProfile) -> None:
    """Say which printers there are when the wished one is not among them; "" is a file.

    Raises:
        AppError: ``no_printer`` or ``printer_unknown``.
    """
    names = press.printers()
    if not profile.printer or profile.printer in names:
        return
    if not names:
        raise _no_printer()
    raise AppError(
        "printer_unknown",
        _("Không thấy máy in"),
        _("Không thấy máy in «{name}».").format(name=profile.printer),
        _("Các máy in hiện có: {known}.").format(known=", ".join(names)),
    )


def _no_printer() -> AppError:
    return AppError(
        "no_printer",
        _("Chưa có máy in"),
        _("Máy tính này chưa có máy in."),
        _("Hãy cài máy in, hoặc in vào tệp PDF bằng --to."),
    )


def _wish(arguments: argparse.Namespace, profile: PrinterProfile, queue_name: str) -> PrintWish:
    """What is remembered of the printer, unless the command says otherwise."""
    profile = replace(
        profile,
        copies=arguments.copies,
        fit=_FITS[arguments.paper_fit] if arguments.paper_fit else profile.fit,
        stock=Stock(arguments.stock) if arguments.stock else profile.stock,
    )
    return PrintWish(profile, arguments.to, arguments.pages, queue_name)


def _answer(answer: PrintAnswer, wish: PrintWish, file: Path | None = None) -> Output:
    for remark in (*answer.remarks, answer.unnoted):
        if remark:
            sys.stderr.write(remark + "\n")
    printer = wish.profile.printer or "PDF"
    printed = [one for one in answer.fates if not one.problem]
    failed = [one for one in answer.fates if one.problem]
    named = {"file": file} if file else {}
    data = {
        "printed": [
            {
                "id": one.letter_id,
                **named,
                "pages": one.pages,
                "copies": wish.profile.copies,
                "printer": printer,
            }
            for one in printed
        ],
        "failed": [{"id": one.letter_id, "message": one.problem} for one in failed],
    }
    where = wish.file.name if wish.file else printer
    text = _("Đã gửi {n} bản in tới «{printer}».").format(printer=where, n=len(printed))
    if failed:
        rows = [[str(one.letter_id), one.problem] for one in failed]
        text += "\n" + table(rows, [_("Thư chưa in"), _("Lý do")])
    return Output(data, text, EXIT_FINDINGS if failed or answer.unnoted else EXIT_DONE)
