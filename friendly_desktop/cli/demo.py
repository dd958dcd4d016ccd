"""``demo``: fill an empty data folder with a believable commune."""

import argparse
from typing import Any

from friendly_desktop.cli import CommandContext
from friendly_desktop.cli.output import Output
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add ``demo``."""
    command = groups.add_parser("demo", help=_("tạo dữ liệu mẫu trong một thư mục trống"))
    command.add_argument("--year", type=int, help=_("năm đánh giá; không ghi thì lấy năm nay"))
    command.set_defaults(run=_fill)


def _fill(context: CommandContext, arguments: argparse.Namespace) -> Output:
    if arguments.year is not None:
        from friendly_desktop.services.assessment import check_year

        # The demonstration has the year before too; what would be refused creates no folder.
        check_year(arguments.year)
        check_year(arguments.year - 1)
    result = context.services(create=True).demo.fill(arguments.year, context.job)
    data = {"office": result.office, "year": result.year, "counts": dict(result.counts)}
    text = _(
        "Đã tạo dữ liệu mẫu: {office}, năm {year}; {scored} mục đã chấm, {evidence} tài liệu kiểm chứng, "
        "{letters} thư, {cases} đơn, {meetings} buổi tiếp, đối thoại và đi cơ sở."
    ).format(
        office=result.office,
        year=result.year,
        scored=result.counts["scored"],
        evidence=result.counts["evidence"],
        letters=result.counts["letters"],
        cases=result.counts["cases"],
        meetings=result.counts["meetings"],
    )
    return Output(data, text)
