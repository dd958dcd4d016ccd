"""``trail``: the trail of changes, listed, taken out as a file, its seals checked."""

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output, table
from friendly_desktop.errors import AppError
from friendly_desktop.formats import parse_date
from friendly_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services
    from friendly_desktop.services.trail import TrailAct, TrailFilter

_MOST = 400


def add_commands(groups: Any) -> None:
    """Add ``trail list``, ``export`` and ``verify``."""
    commands = groups.add_parser("trail", help=_("nhật ký thay đổi")).add_subparsers(
        metavar="COMMAND", required=True
    )
    listing = commands.add_parser("list", help=_("các thay đổi gần nhất, mới nhất trước"))
    _add_filter(listing)
    listing.add_argument(
        "--limit", type=int, default=40, help=_("nhiều nhất bao nhiêu dòng, đến {n}").format(n=_MOST)
    )
    listing.set_defaults(run=_list)
    export = commands.add_parser("export", help=_("ghi nhật ký ra tệp"))
    _add_filter(export)
    export.add_argument(
        "--out",
        type=path_argument,
        required=True,
        metavar="FILE",
        help=_("tệp .xlsx, .csv, hoặc .jsonl có đủ dấu nối để kiểm tra bằng chương trình khác"),
    )
    export.set_defaults(run=_export)
    verify = commands.add_parser("verify", help=_("kiểm tra mọi dấu nối; sai thì mã thoát là 3"))
    verify.set_defaults(run=_verify)


def _add_filter(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="since", metavar="DATE", help=_("từ ngày, ví dụ 05/11/2026"))
    command.add_argument("--to", dest="until", metavar="DATE", help=_("đến ngày"))
    command.add_argument("--by", metavar="NAME", help=_("chỉ người này, ghi đúng tên"))
    command.add_argument(
        "--table", default="", metavar="TABLE", help=_("chỉ loại bản ghi này, ví dụ letters")
    )
    command.add_argument("--key", default="", metavar="KEY", help=_("chỉ bản ghi này của loại ấy"))


def _list(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    wanted = _filter(services, arguments)
    limit = min(max(arguments.limit, 1), _MOST)
    acts = services.trail.find(wanted, limit=limit)
    total = services.trail.count(wanted)
    shown = sum(len(one.lines) for one in acts)
    data = {"lines": total, "shown": shown, "acts": [_act(one) for one in acts]}
    if not acts:
        return Output(data, _("Không có dòng nhật ký nào."))
    words = ngettext("{shown} trong {n} dòng.", "{shown} trong {n} dòng.", total).format(shown=shown, n=total)
    return Output(data, f"{table(_rows(acts), _headings())}\n{words}")


def _export(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    target = arguments.out
    count = services.trail.write(_filter(services, arguments), target, context.job)
    words = ngettext("Đã ghi {n} dòng vào {file}.", "Đã ghi {n} dòng vào {file}.", count)
    return Output({"file": target, "lines": count}, words.format(n=count, file=target))


def _verify(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    report = context.services().trail.verify(context.job)
    found = report.found
    data = {
        "ok": report.ok,
        "lines": report.lines,
        "remembered": report.remembered,
        "found": None
        if found is None
        else {"fault": found.fault, "number": found.number, "source": found.source},
    }
    return Output(data, report.words(), EXIT_DONE if report.ok else EXIT_FINDINGS)


def _filter(services: "Services", arguments: argparse.Namespace) -> "TrailFilter":
    from friendly_desktop.services.trail import TrailFilter

    today = services.clock.today()
    return TrailFilter(
        since=_day(arguments.since, today),
        until=_day(arguments.until, today),
        actor=arguments.by,
        table=arguments.table,
        key=arguments.key,
    )


def _day(typed: str | None, today: date) -> date | None:
    if typed is None:
        return None
    try:
        return parse_date(typed, today)
    except ValueError as error:
        raise AppError(
            "date_invalid", _("Ngày không hợp lệ"), str(error), _("Hãy nhập như 05/11/2026 hoặc 2026-11-05.")
        ) from error


def _act(act: "TrailAct") -> dict[str, object]:
    return {
        "number": act.number,
        "at": act.at,
        "actor": act.actor,
        "lines": [
            {
                "number": line.number,
                "table": line.table,
                "key": line.key,
                "code": act.code(line),
                "operation": line.operation,
                "changes": json.loads(line.changes),
            }
            for line in act.lines
        ],
    }


def _headings() -> list[str]:
    return [_("Lúc"), _("Người làm"), _("Thao tác"), _("Đối tượng"), _("Thay đổi")]


def _rows(acts: "tuple[TrailAct, ...]") -> list[list[str]]:
    from friendly_desktop.services.trail.export import local_moment
    from friendly_desktop.services.trail.words import change_words, key_words, operation_words, record_words

    return [
        [
            local_moment(line.at),
            line.actor,
            operation_words(line.operation),
            _("{what} {key}")
            .format(what=record_words(line.table), key=key_words(line, act.code(line)))
            .strip(),
            change_words(line),
        ]
        for act in acts
        for line in act.lines
    ]
