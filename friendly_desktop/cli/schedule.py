"""``schedule``: make the reception days of a year, write the notice to post."""

import argparse
import re
import sys
from datetime import date
from typing import Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import Output, table
from friendly_desktop.domain.meetings import Meeting, MeetingKind, MeetingState
from friendly_desktop.domain.meetings.reception_schedule import MinimumCheck
from friendly_desktop.domain.meetings.schedule_settings import NoticeSize, ScheduleChange
from friendly_desktop.errors import AppError
from friendly_desktop.formats import weekday_date
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add ``schedule make`` and ``schedule notice``."""
    commands = groups.add_parser("schedule", help=_("lịch tiếp công dân")).add_subparsers(
        metavar="COMMAND", required=True
    )
    making = commands.add_parser("make", help=_("lập lịch tiếp công dân của một năm"))
    making.add_argument("year", metavar="YEAR", type=int, help=_("năm"))
    making.add_argument(
        "--rule",
        metavar="R",
        help=_("quy tắc, ví dụ «thứ Năm tuần 1 và 3»; không ghi thì theo quy tắc đã đặt"),
    )
    making.set_defaults(run=_make)
    notice = commands.add_parser("notice", help=_("thông báo lịch tiếp công dân để niêm yết"))
    notice.add_argument("month", metavar="MONTH", help=_("tháng như 2026-11, 11/2026 hoặc 11; năm như 2027"))
    notice.add_argument("--out", required=True, type=path_argument, metavar="FILE", help=_("tệp PDF"))
    notice.add_argument(
        "--size", choices=[one.value for one in NoticeSize], default=NoticeSize.A4.value, help=_("khổ giấy")
    )
    notice.add_argument("--number", default="", help=_("số của thông báo; không ghi thì để trống"))
    notice.set_defaults(run=_notice)


def _make(context: CommandContext, arguments: argparse.Namespace) -> Output:
    if not context.folder.exists():
        # What would be refused must not leave a new, empty office behind.
        from friendly_desktop.domain.meetings.reception_rule import parse_rule
        from friendly_desktop.services.meetings.schedule import require_year

        require_year(arguments.year)
        if arguments.rule is not None:
            parse_rule(arguments.rule)
    service = context.services(create=True).meetings
    if arguments.rule is not None and not arguments.rule.strip():
        arguments.rule = None
    change = service.make(arguments.year, arguments.rule)
    made = [one for one in service.find_year(arguments.year, [MeetingKind.PERIODIC]) if _stands(one)]
    checks = service.checks(arguments.year)
    conflicts = service.conflicts(date(arguments.year, 1, 1), date(arguments.year, 12, 31))
    warnings = [_short(one) for one in checks if not one.kept and one.minimum.of.value == "reception"]
    warnings += [one.message for one in conflicts]
    data = {
        "days": [_day(one) for one in made],
        "year": change.year,
        "rule": change.rule,
        "default_rule": change.by_default,
        "added": len(change.added),
        "removed": len(change.removed),
        "changed": len(change.changed),
        "kept": len(change.kept) + len(change.protected),
        "left_out": [{"date": one.day, "why": one.why} for one in change.left_out],
        "warnings": warnings,
    }
    for warning in warnings:
        sys.stderr.write(f"{warning}\n")
    return Output(data, _told(change, made))


def _notice(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    start, end = period(arguments.month, services.clock.today())
    notice = services.meetings.write_notice(
        arguments.out, start, end, size=NoticeSize(arguments.size), number=arguments.number
    )
    for warning in notice.warnings:
        sys.stderr.write(f"{warning}\n")
    data = {
        "days": [_day(one) for one in notice.meetings],
        "file": arguments.out,
        "pages": notice.pages,
        "post_by": notice.post_by,
        "warnings": list(notice.warnings),
    }
    text = _("Đã ghi thông báo có {n} ngày tiếp: {file}").format(n=len(notice.meetings), file=arguments.out)
    return Output(data, text)


def period(text: str, today: date) -> tuple[date, date]:
    """First and last day of a month ("2026-11", "11/2026", "11" of this year) or of a year ("2027").

    Raises:
        AppError: ``month_invalid``.
    """
    cleaned = text.strip()
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", cleaned)
    spoken = re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{4})", cleaned)
    alone = re.fullmatch(r"[0-9]{1,2}", cleaned)
    year = re.fullmatch(r"[0-9]{4}", cleaned)
    if iso:
        found = (int(iso[1]), int(iso[2]))
    elif spoken:
        found = (int(spoken[2]), int(spoken[1]))
    elif alone:
        found = (today.year, int(cleaned))
    elif year:
        found = (int(cleaned), 0)
    else:
        found = (0, 0)
    number, month = found
    if not 1990 <= number <= 2099 or not (1 <= month <= 12 or year):
        raise AppError(
            "month_invalid",
            _("Tháng chưa đúng"),
            _("«{text}» không phải là một tháng.").format(text=cleaned),
            _("Hãy viết như 2026-11, 11/2026 hoặc 11."),
        )
    if year:
        return date(number, 1, 1), date(number, 12, 31)
    following = date(number + month // 12, month % 12 + 1, 1)
    return date(number, month, 1), date.fromordinal(following.toordinal() - 1)


def _stands(one: Meeting) -> bool:
    return one.state in (MeetingState.PLANNED, MeetingState.HELD)


def _day(one: Meeting) -> dict[str, object]:
    return {
        "date": one.entry.day,
        "leader": one.entry.receiver or one.entry.post,
        "moved_from": one.moved_from,
        "why": one.why,
    }


def _short(check: MinimumCheck) -> str:
    minimum = check.minimum
    if minimum.by_law:
        told = _("{title} ({article}): {n} kỳ chưa đủ.")
    else:
        told = _("Bộ tiêu chí, mục {article} ({title}): {n} kỳ chưa đủ.")
    return told.format(title=minimum.title, article=minimum.article, n=len(check.short))


def _told(change: ScheduleChange, made: list[Meeting]) -> str:
    if change.by_default:
        lines = [
            _("Chưa đặt quy tắc; lịch năm {year} lập theo quy tắc mặc định «{rule}».").format(
                year=change.year, rule=change.rule
            )
        ]
    else:
        lines = [_("Lịch năm {year} theo quy tắc «{rule}».").format(year=change.year, rule=change.rule)]
    lines.append(
        _("Thêm {added} ngày, bỏ {removed} ngày, sửa {changed} ngày, giữ nguyên {kept} ngày.").format(
            added=len(change.added),
            removed=len(change.removed),
            changed=len(change.changed),
            kept=len(change.kept) + len(change.protected),
        )
    )
    rows = [
        [
            weekday_date(one.entry.day),
            one.entry.receiver or one.entry.post,
            weekday_date(one.moved_from) if one.moved_from else "",
            one.why,
        ]
        for one in made
    ]
    if rows:
        lines += ["", table(rows, [_("Ngày"), _("Người tiếp"), _("Chuyển từ"), _("Lý do")])]
    lines += [
        _("Không tiếp {day}: {why}").format(day=weekday_date(one.day), why=one.why) for one in change.left_out
    ]
    return "\n".join(lines)
