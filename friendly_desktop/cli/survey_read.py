"""``survey read`` and ``survey doubts``: ballots from scans and photos, and what a person still has to look at."""

import argparse
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output
from friendly_desktop.domain.surveys.ballot_reading import (
    DoubtfulBallot,
    ReadingReport,
    RepeatedBallot,
    UnreadPage,
)
from friendly_desktop.i18n import _


def add_commands(commands: Any) -> None:
    """Add ``read`` and ``doubts`` to the group ``survey``."""
    reading = commands.add_parser("read", help=_("đọc phiếu từ bản quét và ảnh chụp"))
    reading.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
    reading.add_argument(
        "files", metavar="FILE", type=path_argument, nargs="+", help=_("tệp PDF, ảnh, hoặc thư mục")
    )
    reading.add_argument("--group", default="", help=_("nhóm của tất cả các phiếu này"))
    reading.add_argument(
        "--second", action="store_true", help=_("đọc làm lần nhập thứ hai, để đối chiếu với lần đầu")
    )
    reading.set_defaults(run=_read)
    waiting = commands.add_parser("doubts", help=_("các phiếu đã quét còn chờ người xem"))
    waiting.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
    waiting.set_defaults(run=_doubts)


def _read(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services().ballot_reading
    report = service.read(
        arguments.id,
        arguments.files,
        context.job,
        hand=2 if arguments.second else 1,
        group=arguments.group,
    )
    data = {
        "pages": report.pages,
        "empty": report.empty,
        "read": report.read,
        "doubtful": report.doubtful,
        "unreadable": [_unread(one) for one in report.unreadable],
        "repeated": [{"ballot": one.number, "page": one.page, "same": one.same} for one in report.repeated],
    }
    findings = report.doubtful or report.unreadable or any(not one.same for one in report.repeated)
    return Output(data, _told(report), EXIT_FINDINGS if findings else EXIT_DONE)


def _doubts(context: CommandContext, arguments: argparse.Namespace) -> Output:
    found = context.services().ballot_reading.doubts(arguments.id)
    data = [
        {
            "id": one.id,
            "ballot": one.number,
            "page": one.page,
            "questions": [{"place": part.place + 1, "why": part.why.value} for part in one.questions],
        }
        for one in found
    ]
    text = "\n".join(_waiting(one) for one in found) or _("Không có phiếu nào chờ xem.")
    return Output(data, text)


def _unread(page: UnreadPage) -> dict[str, object]:
    return {
        "file": page.file,
        "page": page.page or None,
        "ballot": page.number,
        "why": page.why.value,
        "message": page.message,
    }


def _waiting(ballot: DoubtfulBallot) -> str:
    questions = ", ".join(str(one.place + 1) for one in ballot.questions)
    return _("Phiếu {number} ({page}): câu {questions}").format(
        number=ballot.number, page=ballot.page, questions=questions
    )


def _told(report: ReadingReport) -> str:
    lines = [
        _(
            "Đã đọc {pages} trang: nhập {read} phiếu, {doubtful} phiếu chờ xem, {unread} trang chưa đọc được."
        ).format(
            pages=report.pages,
            read=len(report.read),
            doubtful=len(report.doubtful),
            unread=len(report.unreadable),
        )
    ]
    if report.empty:
        lines.append(_("  {n} trang trắng.").format(n=report.empty))
    for page in report.unreadable:
        where = _("{file}, trang {page}").format(file=page.file, page=page.page) if page.page else page.file
        lines.append(f"  {where}: {page.message}")
    lines += [f"  {_repeated(one)}" for one in report.repeated]
    return "\n".join(lines)


def _repeated(one: RepeatedBallot) -> str:
    if one.same:
        return _("Phiếu {number} ({page}) đã có, câu trả lời như nhau.").format(
            number=one.number, page=one.page
        )
    return _(
        "Phiếu {number} ({page}) đã có mà câu trả lời khác; phiếu có trước được giữ, hãy xem lại hai tờ giấy."
    ).format(number=one.number, page=one.page)
