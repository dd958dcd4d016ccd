"""``indicator``: which figures there are, write them down, take them from Excel, late files, a year with its shares."""

import argparse
from decimal import Decimal
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output, table
from friendly_desktop.domain.indicators import ShareValue
from friendly_desktop.domain.indicators.figures import arithmetic, figure_text
from friendly_desktop.domain.indicators.lists import FigureList, FoundFigure
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add ``indicator list``, ``set``, ``import``, ``late``, ``template`` and ``show``."""
    commands = groups.add_parser("indicator", help=_("số liệu hằng tháng và các tỷ lệ")).add_subparsers(
        metavar="COMMAND", required=True
    )
    listing = commands.add_parser("list", help=_("danh mục chỉ tiêu và tỷ lệ"))
    listing.set_defaults(run=_list)
    setting = commands.add_parser("set", help=_("ghi số liệu của một tháng"))
    setting.add_argument("year", metavar="YEAR", type=int, help=_("năm"))
    setting.add_argument("month", metavar="MONTH", type=int, help=_("tháng, từ 1 đến 12"))
    setting.add_argument(
        "values",
        metavar="ID=VALUE",
        nargs="+",
        help=_("mã chỉ tiêu và số, ví dụ files_late=2; để trống sau dấu bằng là bỏ số đã ghi"),
    )
    setting.add_argument("--source", default="", help=_("nguồn của số liệu"))
    setting.set_defaults(run=_set)
    importing = commands.add_parser("import", help=_("lấy số liệu từ bảng Excel hoặc CSV"))
    importing.add_argument("year", metavar="YEAR", type=int, help=_("năm"))
    importing.add_argument("file", metavar="FILE", type=path_argument, help=_("tệp XLSX hoặc CSV"))
    importing.add_argument("--month", type=int, metavar="M", help=_("tháng của bảng, nếu bảng không ghi"))
    importing.add_argument("--dry-run", action="store_true", help=_("chỉ xem trước, không ghi"))
    importing.set_defaults(run=_import)
    late = commands.add_parser("late", help=_("lấy hồ sơ trễ hạn từ danh sách của Một cửa"))
    late.add_argument("file", metavar="FILE", type=path_argument, help=_("tệp XLSX hoặc CSV"))
    late.add_argument("--dry-run", action="store_true", help=_("chỉ xem trước, không ghi"))
    late.set_defaults(run=_late)
    template = commands.add_parser("template", help=_("ghi bảng mẫu của một năm để điền"))
    template.add_argument("year", metavar="YEAR", type=int, help=_("năm"))
    template.add_argument("file", metavar="FILE", type=path_argument, help=_("tệp XLSX"))
    template.set_defaults(run=_template)
    showing = commands.add_parser("show", help=_("số liệu và tỷ lệ của một năm"))
    showing.add_argument("year", metavar="YEAR", type=int, help=_("năm"))
    showing.set_defaults(run=_show)


def _list(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    service = context.services().indicators
    indicators, shares = service.indicators(), service.shares()
    data = {
        "indicators": [
            {
                "id": one.id,
                "title": one.title,
                "unit": one.unit,
                "group": one.group,
                "gathering": one.gathering,
                "own": one.own,
            }
            for one in indicators
        ],
        "shares": [
            {"id": one.id, "title": one.title, "of": one.of, "over": one.over, "own": one.own}
            for one in shares
        ],
    }
    rows = [[one.id, one.title, one.unit] for one in indicators]
    text = table(rows, [_("Mã"), _("Chỉ tiêu"), _("Đơn vị tính")])
    told = table([[one.id, one.title] for one in shares], [_("Mã"), _("Tỷ lệ")])
    return Output(data, f"{text}\n\n{told}")


def _set(context: CommandContext, arguments: argparse.Namespace) -> Output:
    values = {}
    for one in arguments.values:
        name, equals, value = one.partition("=")
        if not equals:
            raise AppError(
                "figure_invalid",
                _("Số liệu chưa đúng"),
                _("«{text}» không có dấu bằng.").format(text=one),
                _("Hãy ghi như files_late=2."),
            )
        values[name.strip()] = value
    service = context.services(create=True).indicators
    found = service.set_values(arguments.year, arguments.month, values, arguments.source)
    kept = {one.indicator: one.value for one in found if one.month == arguments.month}
    data = {
        "year": arguments.year,
        "month": arguments.month,
        "values": {name: kept.get(name) for name in values},
    }
    text = _("Đã ghi {n} số liệu của tháng {month}/{year}.").format(
        n=len(values), month=arguments.month, year=arguments.year
    )
    return Output(data, text)


def _import(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services(create=not arguments.dry_run).indicators
    found = service.import_xlsx(
        arguments.file, arguments.year, arguments.month, dry_run=arguments.dry_run, job=context.job
    )
    taken = [one for one in found.figures if one.usable]
    wrong = [one for one in found.figures if not one.usable]
    data = {
        "layout": found.layout,
        "taken": [_figure(one) for one in taken],
        "skipped": [{"row": one.row, "message": one.problem} for one in wrong],
        "unknown": found.unknown,
        "dry_run": arguments.dry_run,
    }
    return Output(data, _account(found, dry_run=arguments.dry_run), EXIT_FINDINGS if wrong else EXIT_DONE)


def _late(context: CommandContext, arguments: argparse.Namespace) -> Output:
    """Files answered in time stay out and are only counted; no name is ever told."""
    service = context.services(create=not arguments.dry_run).indicators
    found = service.open_late(arguments.file, None, context.job)
    rows = service.late_rows(found, service.late_mapping(found))
    usable = [one for one in rows if one.usable]
    skipped = [one for one in rows if not one.usable]
    if not arguments.dry_run:
        service.import_late(rows, context.job)
    data = {
        "taken": [one.file.code for one in usable if one.file is not None],
        "skipped": [{"row": one.number, "message": one.problem} for one in skipped],
        "waiting": len(service.late_files(waiting=True)),
        "dry_run": arguments.dry_run,
    }
    told = (
        _("Xem trước {n} hồ sơ trễ hạn, chưa ghi.") if arguments.dry_run else _("Đã nhận {n} hồ sơ trễ hạn.")
    )
    lines = [told.format(n=len(usable)), _("Để lại {n} dòng trong tệp.").format(n=len(skipped))]
    return Output(data, "\n".join(lines))


def _template(context: CommandContext, arguments: argparse.Namespace) -> Output:
    file = context.services().indicators.figure_template(arguments.year, arguments.file)
    return Output({"file": file}, _("Đã ghi bảng mẫu: {file}").format(file=file))


def _show(context: CommandContext, arguments: argparse.Namespace) -> Output:
    year = context.services().indicators.year(arguments.year)
    by_id: dict[str, dict[str, Decimal]] = {}
    for one in year.values:
        by_id.setdefault(one.indicator, {})[str(one.month)] = one.value
    data = {
        "year": year.year,
        "known_months": year.known,
        "values": by_id,
        "shares": [_share(one) for one in year.shares],
        "doubts": [{"month": one.month, "message": one.message} for one in year.doubts],
    }
    rows = [
        [one.title, *(figure_text(by_id.get(one.id, {}).get(str(month))) for month in range(1, 13))]
        for one in year.indicators
        if one.id in by_id
    ]
    months = [_("T{month}").format(month=month) for month in range(1, 13)]
    parts = [table(rows, [_("Chỉ tiêu"), *months], right=tuple(range(1, 13)))] if rows else []
    parts.append(
        table(
            [[one.share.title, arithmetic(one), _missing(one)] for one in year.shares],
            [_("Tỷ lệ"), _("Cách tính"), _("Thiếu số liệu")],
        )
    )
    parts += [one.message for one in year.doubts]
    return Output(data, "\n\n".join(parts))


def _figure(one: FoundFigure) -> dict[str, object]:
    return {
        "indicator": one.indicator.id if one.indicator else None,
        "month": one.month,
        "value": one.value,
        "before": one.before,
    }


def _share(one: ShareValue) -> dict[str, object]:
    return {
        "id": one.share.id,
        "title": one.share.title,
        "part": one.part,
        "whole": one.whole,
        "percent": None if one.percent is None else one.percent.quantize(Decimal("0.0001")),
        "missing": one.missing,
        "arithmetic": arithmetic(one),
    }


def _missing(one: ShareValue) -> str:
    if not one.missing:
        return ""
    return _("tháng {months}").format(months=", ".join(str(month) for month in one.missing))


def _account(found: FigureList, *, dry_run: bool) -> str:
    taken = sum(one.usable for one in found.figures)
    lines = [
        _("Xem trước {n} số liệu, chưa ghi.").format(n=taken)
        if dry_run
        else _("Đã ghi {n} số liệu.").format(n=taken)
    ]
    lines += [
        _("  - Tháng {month}, {title}: {problem}").format(
            month=one.month, title=one.indicator.title, problem=one.problem
        )
        for one in found.figures
        if one.problem and one.indicator is not None
    ]
    lines += [_("  - Không rõ chỉ tiêu: {name}").format(name=name) for name in found.unknown]
    return "\n".join(lines)
