"""``search``: every record in which some words stand."""

import argparse
from typing import Any

from friendly_desktop.cli import CommandContext
from friendly_desktop.cli.output import Output, table
from friendly_desktop.domain.search import SearchArea
from friendly_desktop.i18n import N_, _

_AREAS = {
    SearchArea.CASE: N_("Đơn"),
    SearchArea.LETTER: N_("Thư"),
    SearchArea.MEETING: N_("Buổi"),
    SearchArea.EVIDENCE: N_("Minh chứng"),
    SearchArea.CRITERION: N_("Tiêu chí"),
    SearchArea.SURVEY: N_("Khảo sát"),
    SearchArea.SURVEY: N_("Khảo sát"),
    SearchArea.ACTIVITY: N_("Hoạt động"),
    SearchArea.POSTING: N_("Niêm yết"),
    SearchArea.INDICATOR: N_("Số liệu"),
    SearchArea.PROMISE: N_("Việc đã hứa"),
    SearchArea.PERSON: N_("Người"),
    SearchArea.HELP: N_("Trợ giúp"),
}


def add_commands(groups: Any) -> None:
    """Add ``search``."""
    command = groups.add_parser(
        "search",
        help=_(
            "tìm trong đơn, thư, buổi tiếp, việc đã hứa, khảo sát, hoạt động, niêm yết, số liệu, minh chứng, tiêu chí; "
            "có dấu hay không dấu đều được"
        ),
    )
    command.add_argument("text", metavar="TEXT", nargs="+", help=_("những chữ cần tìm"))
    command.set_defaults(run=_search)


def _search(context: CommandContext, arguments: argparse.Namespace) -> Output:
    found = context.services().search.find(" ".join(arguments.text))
    data = [
        {"area": hit.area.value, "id": hit.id, "title": hit.title, "snippet": hit.snippet} for hit in found
    ]
    if not found:
        return Output(data, _("Không tìm thấy gì."))
    return Output(data, table([[_(_AREAS[hit.area]), str(hit.id), hit.title, hit.snippet] for hit in found]))
