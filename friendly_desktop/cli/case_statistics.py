"""``case statistics``: numbers of reception and petitions over a period."""

import argparse
from datetime import date
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import Output, table
from friendly_desktop.domain.cases.statistics import (
    CaseStatistics,
    Figures,
    Period,
    StatColumn,
    StatGroup,
    title_of,
)
from friendly_desktop.domain.letters.days import read_day
from friendly_desktop.errors import AppError
from friendly_desktop.formats import points, short_date
from friendly_desktop.i18n import _


def add_command(commands: Any) -> None:
    """Add ``statistics`` to the commands of ``case``."""
    command = commands.add_parser(
        "statistics", help=_("thống kê một kỳ; không ghi ngày thì là năm báo cáo 15/12 đến 14/12")
    )
    command.add_argument("--from", dest="first", metavar="DATE", help=_("ngày đầu kỳ"))
    command.add_argument("--to", dest="last", metavar="DATE", help=_("ngày cuối kỳ"))
    command.add_argument(
        "--out", metavar="FILE.pdf|.xlsx", type=path_argument, help=_("ghi bảng thống kê ra tệp này")
    )
    command.set_defaults(run=_statistics)


def _statistics(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    usual, today = services.case_statistics.usual_period(), services.clock.today()
    span = Period(
        _day(arguments.first, today) if arguments.first else usual.first,
        _day(arguments.last, today) if arguments.last else usual.last,
    )
    if arguments.out:
        found = services.case_statistics.write(span, arguments.out)
    else:
        found = services.case_statistics.table(span)
    return Output(_data(found) | {"file": arguments.out}, _text(found))


def _day(text: str, today: date) -> date:
    try:
        return read_day(text, today)
    except ValueError as error:
        raise AppError("day_wrong", _("Ngày chưa đúng"), str(error), _("Hãy nhập như 05/03/2026.")) from error


def _data(found: CaseStatistics) -> dict[str, object]:
    return {
        "from": found.period.first,
        "to": found.period.last,
        "as_of": found.as_of,
        "groups": [
            {
                "id": group,
                "title": _(group.title),
                "rows": [
                    {"id": one.row.id, "title": title_of(one.row)}
                    | {column.value: one.numbers[column] for column in StatColumn}
                    | {"on_time_percent": one.rate}
                    for one in found.of(group)
                ],
            }
            for group in StatGroup
        ],
    }


def _text(found: CaseStatistics) -> str:
    rows: list[list[str]] = []
    for group in StatGroup:
        figures = found.of(group)
        if figures and group is not StatGroup.ALL:
            rows.append([_(group.title), *[""] * (len(StatColumn) + 1)])
        rows += [_line(one, indent=group is not StatGroup.ALL) for one in figures]
    headings = [_("Nội dung"), *[_(column.title) for column in StatColumn], _("Tỷ lệ đúng hạn")]
    span = _("Từ ngày {first} đến ngày {last}").format(
        first=short_date(found.period.first), last=short_date(found.period.last)
    )
    numbers = tuple(range(1, len(headings)))
    return "\n".join([span, "", table(rows, headings, right=numbers)])


def _line(one: Figures, *, indent: bool) -> list[str]:
    title = f"  {title_of(one.row)}" if indent else title_of(one.row)
    rate = "-" if one.rate is None else f"{points(one.rate)}%"
    return [title, *[str(one.numbers[column]) for column in StatColumn], rate]
