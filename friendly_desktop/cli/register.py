"""Commands on the printed registers: ``register print``."""

import argparse
import re
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import Output
from friendly_desktop.domain.cases.register import Book, BookPaper, LastPage
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    from friendly_desktop.services.case_register import RegisterFile

_HELD, _SHORT = "full", "all"


def add_commands(groups: "argparse._SubParsersAction[Any]") -> None:
    """Add the group ``register``."""
    group = groups.add_parser("register", help=_("sổ tiếp công dân, sổ theo dõi đơn"))
    commands = group.add_subparsers(metavar="COMMAND", required=True)
    command = commands.add_parser(
        "print",
        help=_("ghi sổ của một năm ra tệp .pdf hoặc .xlsx; không chốt trang nếu không có --fix"),
    )
    command.add_argument("--year", type=int, required=True, help=_("năm của sổ"))
    command.add_argument("--out", type=path_argument, required=True, metavar="FILE", help=_("tệp ghi ra"))
    command.add_argument(
        "--book",
        choices=[book.value for book in Book],
        default=Book.RECEPTION.value,
        help=_("reception: sổ tiếp công dân; papers: sổ theo dõi đơn nhận qua đường khác"),
    )
    command.add_argument(
        "--paper",
        choices=[paper.value for paper in BookPaper],
        default=BookPaper.A3.value,
        help=_("khổ giấy, in ngang; trang đã in vào sổ giữ khổ cũ"),
    )
    command.add_argument("--cover", action="store_true", help=_("thêm trang bìa"))
    what = command.add_mutually_exclusive_group()
    what.add_argument(
        "--fix",
        nargs="?",
        const=_HELD,
        choices=[_HELD, _SHORT],
        help=_(
            "in vào sổ: chỉ ghi các trang mới, từ đó không thay đổi nữa; full: trang đã đầy, all: cả trang cuối"
        ),
    )
    what.add_argument(
        "--again", metavar="N-M", type=_page_range, help=_("in lại đúng các trang đã in vào sổ, như 3-5")
    )
    command.add_argument("--layout", help=_("phần của sổ cần in lại khi năm có hai mẫu, như tcd-2026"))
    command.add_argument("--supplement", action="store_true", help=_("in lại trang của phần bổ sung"))
    command.set_defaults(run=_print)


def _page_range(text: str) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", text.strip())
    if not found:
        raise argparse.ArgumentTypeError(_("hãy ghi trang như 3 hoặc 3-5"))
    first = int(found[1])
    return first, int(found[2] or first)


def _print(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.services.case_register import RegisterOptions

    service = context.services().case_register
    options = RegisterOptions(Book(arguments.book), BookPaper(arguments.paper), cover=arguments.cover)
    year, target = arguments.year, arguments.out
    if arguments.again:
        layout = arguments.layout or service.overview(year, options.book)[-1].layout.id
        first, last = arguments.again
        made = service.reprint(year, target, layout, first, last, supplement=arguments.supplement)
    elif arguments.fix:
        kept = LastPage.SHORT if arguments.fix == _SHORT else LastPage.HELD
        made = service.fix(year, target, options, kept, context.job)
    else:
        made = service.write(year, target, options, context.job)
    return Output(_data(made), _told(made))


def _data(made: "RegisterFile") -> dict[str, object]:
    return {"file": made.file, "rows": made.rows, "pages": made.pages, "fixed": made.fixed}


def _told(made: "RegisterFile") -> str:
    if made.pages is None:
        return _("Đã ghi {file}: {rows} dòng.").format(file=made.file, rows=made.rows)
    if made.fixed:
        return _(
            "Đã ghi {file}: {rows} dòng trên {pages} trang. Các trang này đã in vào sổ và không thay đổi nữa."
        ).format(file=made.file, rows=made.rows, pages=made.pages)
    return _("Đã ghi {file}: {rows} dòng trên {pages} trang.").format(
        file=made.file, rows=made.rows, pages=made.pages
    )
