"""Commands on the words of tờ trình and báo cáo: ``report show``, ``report edit``, ``report write``."""

import argparse
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import Output
from friendly_desktop.domain.report import Paper, ReportPart, moved_words
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _


def add_commands(groups: "argparse._SubParsersAction[Any]") -> None:
    """Add the group ``report``."""
    group = groups.add_parser("report", help=_("lời văn của tờ trình và báo cáo tự đánh giá"))
    commands = group.add_subparsers(metavar="COMMAND", required=True)

    show = commands.add_parser("show", help=_("các phần của tờ trình và báo cáo, phần nào số liệu đã đổi"))
    show.add_argument("year", type=int, help=_("năm"))
    show.set_defaults(run=_show)

    edit = commands.add_parser("edit", help=_("thay lời của một phần; không có --text thì lấy lại lời từ sổ"))
    edit.add_argument("year", type=int, help=_("năm"))
    edit.add_argument("part", help=_("phần, như situation hoặc criterion:B.1"))
    what = edit.add_mutually_exclusive_group()
    what.add_argument("--text", type=path_argument, metavar="FILE", help=_("tệp văn bản UTF-8 chứa lời mới"))
    what.add_argument("--keep", action="store_true", help=_("giữ lời đã sửa sau khi xem số liệu đã đổi"))
    edit.set_defaults(run=_edit)

    write = commands.add_parser("write", help=_("ghi tờ trình hoặc báo cáo ra tệp .docx hoặc .pdf"))
    write.add_argument("year", type=int, help=_("năm"))
    write.add_argument(
        "paper",
        choices=[paper.value for paper in Paper],
        help=_("submission: tờ trình; report: báo cáo tự đánh giá"),
    )
    write.add_argument("--out", type=path_argument, required=True, metavar="FILE", help=_("tệp ghi ra"))
    write.set_defaults(run=_write)


def _show(context: CommandContext, arguments: argparse.Namespace) -> Output:
    parts = context.services().report.parts(arguments.year)
    return Output([_data(part) for part in parts], "\n\n".join(map(_told, parts)))


def _edit(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services().report
    if arguments.keep:
        part = service.keep(arguments.year, arguments.part)
    else:
        part = service.save(arguments.year, arguments.part, _text(arguments))
    return Output(_data(part), _told(part))


def _write(context: CommandContext, arguments: argparse.Namespace) -> Output:
    made = context.services().report.write(arguments.year, Paper(arguments.paper), arguments.out)
    return Output(
        {"file": str(made.file), "pages": made.pages or None}, _("Đã ghi {file}.").format(file=made.file)
    )


def _text(arguments: argparse.Namespace) -> str:
    if arguments.text is None:
        return ""
    try:
        return str(arguments.text.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise AppError(
            "text_unreadable",
            _("Không đọc được tệp lời văn"),
            _("Không đọc được {file} như văn bản UTF-8.").format(file=arguments.text.name),
            _("Hãy lưu tệp dưới dạng văn bản thuần, mã UTF-8."),
        ) from error


def _data(part: ReportPart) -> dict[str, object]:
    return {
        "part": part.key,
        "paper": part.paper.value,
        "title": part.title,
        "text": part.shown,
        "edited": part.edited,
        "moved": [{"before": old, "now": new} for old, new in moved_words(part.basis, part.written)]
        if part.moved
        else [],
    }


def _told(part: ReportPart) -> str:
    state = _("đã sửa") if part.edited else _("từ sổ") if part.written else _("chưa có lời")
    if part.moved:
        state = _("đã sửa, số liệu đã đổi từ đó")
    head = _("{title} [{part}] ({state})").format(title=part.title, part=part.key, state=state)
    return f"{head}\n{part.shown}" if part.shown else head
