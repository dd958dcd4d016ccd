"""``deadline``: the legal dates of a case, with every day of the arithmetic."""

import argparse
import sys
import textwrap
from datetime import date
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext
from friendly_desktop.cli.output import Output, table
from friendly_desktop.domain.cases import CaseKind
from friendly_desktop.domain.deadlines import Complexity, Deadline, RuleRole, left_words, unit_words
from friendly_desktop.domain.deadlines.workdays import Confidence, WorkCalendar, is_working, reason_off
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date, weekday_date
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    from friendly_desktop.services.deadlines import DeadlineRulesService
    from friendly_desktop.services.workdays import WorkdaysService

_FIRST_YEAR, _LAST_YEAR = 1900, 2099


def add_commands(groups: Any) -> None:
    """Add ``deadline``."""
    command = groups.add_parser("deadline", help=_("thời hạn theo luật của một đơn"))
    command.add_argument(
        "kind",
        metavar="KIND",
        choices=[kind.value for kind in CaseKind],
        help=_("loại đơn: complaint, denunciation, petition, feedback"),
    )
    command.add_argument("--received", required=True, metavar="DATE", help=_("ngày tiếp nhận"))
    command.add_argument("--accepted", metavar="DATE", help=_("ngày thụ lý"))
    command.add_argument("--remote", action="store_true", help=_("vùng sâu, vùng xa đi lại khó khăn"))
    command.add_argument(
        "--complexity",
        choices=[one.value for one in Complexity],
        default=Complexity.NORMAL.value,
        help=_("mức độ phức tạp, theo văn bản lưu trong hồ sơ"),
    )
    command.set_defaults(run=_run)


def _run(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.clock import SystemClock

    rules, workdays = _services_of(context)
    today = SystemClock().today()
    received = _day(arguments.received, today)
    accepted = _day(arguments.accepted, today) if arguments.accepted is not None else None
    if accepted is not None and accepted < received:
        raise AppError(
            "accepted_before_received",
            _("Ngày thụ lý chưa đúng"),
            _("Ngày thụ lý {accepted} ở trước ngày tiếp nhận {received}.").format(
                accepted=short_date(accepted), received=short_date(received)
            ),
        )
    found = rules.for_case(
        CaseKind(arguments.kind),
        received,
        accepted,
        remote=arguments.remote,
        complexity=Complexity(arguments.complexity),
    )
    calendar = workdays.calendar()
    warnings = _warnings(received, accepted, today, found, calendar)
    for told in warnings:
        sys.stderr.write(told + "\n")
    data = {"deadlines": [_data(one) for one in found], "warnings": warnings}
    return Output(data, _text(found, today, calendar))


def _services_of(context: CommandContext) -> "tuple[DeadlineRulesService, WorkdaysService]":
    """The rules and days of the office where there is one, otherwise the shipped ones."""
    if context.folder.exists():
        services = context.services()
        return services.deadline_rules, services.workdays
    from friendly_desktop.services.deadlines import DeadlineRulesService
    from friendly_desktop.services.workdays import WorkdaysService

    workdays = WorkdaysService()
    return DeadlineRulesService(workdays=workdays), workdays


def _day(text: str, today: date) -> date:
    from friendly_desktop.domain.letters.days import read_day
    from friendly_desktop.domain.text import nfc

    try:
        day = read_day(nfc(text), today)
    except ValueError as error:
        raise AppError("date_wrong", _("Ngày chưa đúng"), str(error)) from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        told = _("Ngày {day} nằm ngoài khoảng từ năm {first} đến năm {last}.")
        raise AppError(
            "date_wrong",
            _("Ngày chưa đúng"),
            told.format(day=short_date(day), first=_FIRST_YEAR, last=_LAST_YEAR),
            _("Hãy kiểm tra lại năm."),
        )
    return day


def _warnings(
    received: date,
    accepted: date | None,
    today: date,
    found: tuple[Deadline, ...],
    calendar: WorkCalendar,
) -> list[str]:
    told = []
    if received > today:
        told.append(_("Ngày tiếp nhận {day} ở tương lai.").format(day=short_date(received)))
    if accepted is not None and accepted > today:
        told.append(_("Ngày thụ lý {day} ở tương lai.").format(day=short_date(accepted)))
    told += [
        _("Ngày {day} là ngày nghỉ ({reason}).").format(day=short_date(day), reason=reason_off(calendar, day))
        for day in (received, accepted)
        if day is not None and not is_working(calendar, day)
    ]
    if not found:
        told.append(_("Trong bảng thời hạn không có quy định nào áp dụng cho ngày này."))
    guessed = sorted(
        {
            one.day
            for deadline in found
            for one in deadline.days
            if (row := calendar.days.get(one.day)) and row.forecast
        }
    )
    if guessed:
        told.append(
            _("Có ngày nghỉ mới là dự kiến: {days}.").format(days=", ".join(map(short_date, guessed)))
        )
    return list(dict.fromkeys(told))


def _data(found: Deadline) -> dict[str, object]:
    rule = found.rule
    return {
        "rule": rule.id,
        "title": rule.title,
        "role": rule.role,
        "start": found.start,
        "due": found.due,
        "unit": found.unit,
        "length": found.length,
        "article": rule.article,
        "source": rule.source,
        "confidence": rule.confidence,
        "note": rule.note,
        "days": [{"date": one.day, "counted": one.counted, "why": one.why} for one in found.days],
    }


def _text(found: tuple[Deadline, ...], today: date, calendar: WorkCalendar) -> str:
    from friendly_desktop.domain.deadlines.words import confidence_words, role_words

    parts = []
    for one in found:
        rule, due = one.rule, one.due
        lines = [
            [_("Quy định"), f"{rule.id} ({role_words(rule.role)})"],
            [_("Độ dài"), _("{time} kể từ {day}").format(
                time=unit_words(one.unit, one.length), day=weekday_date(one.start)
            )],
            [_("Hạn cuối"), weekday_date(due) if due else "-"],
            [_("Còn lại"), left_words(due, one.unit, today, calendar) if due else "-"],
            [_("Căn cứ"), rule.article],
        ]  # fmt: skip
        if rule.confidence is not Confidence.READ:
            lines.append([_("Độ tin cậy"), confidence_words(rule.confidence)])
        skipped = [f"    {short_date(day.day)}  {day.why}" for day in one.days if not day.counted]
        mark = "! " if rule.role is RuleRole.ALARM else ""
        text = f"{mark}{rule.title}\n" + "\n".join(f"  {line}" for line in table(lines).splitlines())
        if rule.note:
            told = _("Lưu ý: {note}").format(note=rule.note)
            text += "\n" + textwrap.fill(told, 100, initial_indent="  ", subsequent_indent="    ")
        if skipped:
            text += "\n  " + _("Ngày không tính hoặc được chuyển:") + "\n" + "\n".join(skipped)
        parts.append(text)
    return "\n\n".join(parts)
