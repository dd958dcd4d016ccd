"""``case``: the register of complaints, denunciations, petitions and feedback."""

import argparse
import sys
from enum import Enum
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, case_statistics, path_argument
from friendly_desktop.cli.case_form import add_forms
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output, table
from friendly_desktop.domain.cases import (
    Case,
    CaseDeadline,
    CaseFilter,
    CaseKind,
    CaseLine,
    CaseStep,
    CaseView,
)
from friendly_desktop.domain.cases.words import (
    ACTION_TITLES,
    KIND_TITLES,
    STATE_TITLES,
    UNIT_TITLES,
    person_of,
    summary_of,
)
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    from friendly_desktop.bootstrap import Services

_WIDEST = 50
_PAGE = 1000


def add_commands(groups: Any) -> None:
    """Add the commands of ``case``."""
    commands = groups.add_parser(
        "case", help=_("sổ tiếp dân, đơn khiếu nại, tố cáo, kiến nghị, phản ánh")
    ).add_subparsers(metavar="COMMAND", required=True)
    add = commands.add_parser("add", help=_("vào sổ một vụ việc"))
    add.add_argument(
        "--fields",
        metavar="FILE.json",
        type=path_argument,
        required=True,
        help=_("tệp chứa nội dung vụ việc"),
    )
    add.set_defaults(run=_add)
    listing = commands.add_parser("list", help=_("các vụ việc trong sổ"))
    listing.add_argument("--due", metavar="DATE", help=_("chỉ vụ việc có hạn đến hết ngày này"))
    listing.add_argument("--open", action="store_true", help=_("chỉ vụ việc chưa xong"))
    listing.add_argument("--view", choices=_values(CaseView), help=_("danh sách theo dõi"))
    listing.add_argument("--year", type=int, help=_("chỉ vụ việc tiếp nhận trong năm này"))
    listing.add_argument("--kind", choices=_values(CaseKind), help=_("chỉ loại đơn này"))
    listing.add_argument("--text", metavar="TEXT", default="", help=_("chỉ vụ việc có những chữ này"))
    listing.add_argument("--limit", type=_count, metavar="N", help=_("nhiều nhất bao nhiêu dòng"))
    listing.set_defaults(run=_list)
    show = commands.add_parser("show", help=_("một vụ việc với các bước và thời hạn"))
    show.add_argument("id", metavar="ID", help=_("mã vụ việc: số, hoặc năm và số như 2026-015"))
    show.set_defaults(run=_show)
    step = commands.add_parser("step", help=_("ghi một bước xử lý"))
    step.add_argument("id", metavar="ID", help=_("mã vụ việc: số, hoặc năm và số như 2026-015"))
    step.add_argument(
        "--fields",
        metavar="FILE.json",
        type=path_argument,
        required=True,
        help=_("tệp chứa nội dung bước xử lý"),
    )
    step.set_defaults(run=_step)
    take = commands.add_parser("import", help=_("nhập sổ cũ từ tệp Excel hoặc CSV"))
    take.add_argument(
        "table", metavar="FILE.xlsx|FILE.csv", type=path_argument, help=_("sổ cũ, mỗi dòng một vụ việc")
    )
    take.add_argument("--sheet", metavar="NAME", help=_("trang của tệp Excel"))
    take.add_argument("--map", metavar="FILE.json", type=path_argument, help=_("tệp nối tên cột với trường"))
    take.add_argument(
        "--done-before", metavar="DATE", help=_("vụ việc tiếp nhận trước ngày này coi như đã xong")
    )
    take.add_argument(
        "--leave-out-denouncers",
        action="store_true",
        help=_("nhập cả đơn tố cáo nhưng bỏ thông tin về người tố cáo"),
    )
    take.add_argument(
        "--failed",
        metavar="FILE.xlsx",
        type=path_argument,
        help=_("ghi các dòng chưa nhập thành danh sách mới"),
    )
    take.add_argument("--dry-run", action="store_true", help=_("chỉ xem, không ghi"))
    take.set_defaults(run=_import)
    case_statistics.add_command(commands)
    add_forms(commands)


def _add(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.cli.case_values import entry_of, warnings
    from friendly_desktop.cli.json_file import read_object
    from friendly_desktop.clock import SystemClock

    given = read_object(arguments.fields)
    # What would be refused must not leave a new, empty office behind.
    today = context.services().cases.today() if context.folder.exists() else SystemClock().today()
    entry = entry_of(given, today)
    services = context.services(create=True)
    told = warnings(services.cases.check(entry))
    alike = services.cases.alike(entry)
    case = services.cases.add(entry)
    if alike:
        codes = ", ".join(one.code for one in alike)
        sys.stderr.write(_("Có thể liên quan: {codes}.").format(codes=codes) + "\n")
    for sentence in told:
        sys.stderr.write(sentence + "\n")
    data = _head(services, case) | {
        "deadlines": [_deadline(one) for one in services.cases.deadlines(case.id)],
        "warnings": told,
        "alike": [one.code for one in alike],
    }
    text = _("Đã vào sổ vụ việc {code} (mã {id}).").format(code=case.code, id=case.id)
    if case.due:
        text = "\n".join([text, _due_words(services, case)])
    return Output(data, text)


def _list(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    view = CaseView(arguments.view) if arguments.view else CaseView.OPEN if arguments.open else CaseView.ALL
    wanted = CaseFilter(
        view=view,
        year=arguments.year,
        kind=CaseKind(arguments.kind) if arguments.kind else None,
        text=arguments.text,
        due_until=_day(arguments.due, services) if arguments.due else None,
    )
    ids = services.cases.ids(wanted)
    if arguments.limit is not None:
        ids = ids[: arguments.limit]
    found = [
        line
        for start in range(0, len(ids), _PAGE)
        for line in services.cases.lines(ids[start : start + _PAGE])
    ]
    rows = [
        [
            str(one.id),
            one.code,
            short_date(one.received),
            _(KIND_TITLES[one.kind]),
            _shortened(one.person),
            _shortened(one.summary),
            _(STATE_TITLES[one.state]),
            short_date(one.due),
        ]
        for one in found
    ]
    headings = [
        _("Mã"), _("Số"), _("Tiếp nhận"), _("Loại"), _("Người gửi"), _("Nội dung"), _("Trạng thái"), _("Hạn"),
    ]  # fmt: skip
    text = table(rows, headings, right=(0,)) if rows else _("Không có vụ việc nào.")
    return Output([_line(one) for one in found], text)


def _show(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    case = services.cases.by_code(arguments.id)
    return Output(*_shown(services, case))


def _step(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.cli.case_values import step_of, warnings
    from friendly_desktop.cli.json_file import read_object

    given = read_object(arguments.fields)
    services = context.services()
    entry = step_of(given, services.clock.today())
    case = services.cases.by_code(arguments.id)
    for sentence in warnings(services.cases.check_step(case.id, entry)):
        sys.stderr.write(sentence + "\n")
    return Output(*_shown(services, services.cases.step(case.id, entry)))


def _import(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.cli.json_file import read_texts

    given = read_texts(arguments.map, '{"Họ và tên": "name"}') if arguments.map else None
    services = context.services(create=not arguments.dry_run)
    desk = services.cases
    found = desk.open_table(arguments.table, arguments.sheet, context.job)
    for remark in found.remarks:
        sys.stderr.write(remark + "\n")
    mapping = desk.import_mapping(found, given)
    rows = desk.import_rows(
        found,
        mapping,
        leave_out_denouncers=arguments.leave_out_denouncers,
        done_before=_day(arguments.done_before, services) if arguments.done_before else None,
    )
    if arguments.dry_run:
        usable = [one for one in rows if one.usable]
        skipped = [(one.number, one.message) for one in rows if not one.usable]
        added: tuple[int, ...] = ()
        count, closed = len(usable), sum(one.closing is not None for one in usable)
    else:
        account = desk.import_cases(rows, context.job)
        skipped = [(one.row, one.message) for one in account.skipped]
        added, count, closed = account.added, len(account.added), account.closed
        if arguments.failed and account.skipped:
            desk.save_skipped(found, mapping, account, arguments.failed)
    data = {
        "imported": count,
        "closed": closed,
        "ids": list(added),
        "mapping": mapping,
        "skipped": [{"row": row, "message": message} for row, message in skipped],
    }
    told = [_("Nhập được {n} vụ việc; {m} dòng chưa nhập.").format(n=count, m=len(skipped))]
    told += [_("Dòng {row}: {message}").format(row=row, message=message) for row, message in skipped[:20]]
    return Output(data, "\n".join(told), EXIT_FINDINGS if skipped else EXIT_DONE)


def _shown(services: "Services", case: Case) -> tuple[dict[str, Any], str]:
    """A case for scripts and for people; of a denunciation neither person nor matter."""
    steps, deadlines = services.cases.steps(case.id), services.cases.deadlines(case.id)
    links = services.cases.links(case.id)
    codes = {one.id: one.code for one in services.cases.lines([link.other_id for link in links])}
    secret = case.entry.kind is CaseKind.DENUNCIATION
    data = _head(services, case) | {
        "name": None if secret else case.entry.name or None,
        "address": None if secret else case.entry.address or None,
        "identity": None if secret else case.entry.identity or None,
        "phone": None if secret else case.entry.phone or None,
        "content": None if secret else case.entry.content,
        "request": None if secret else case.entry.request or None,
        "against": None if secret else case.entry.against or None,
        "paper_file": case.entry.paper_file or None,
        "topic": case.entry.topic or None,
        "conditions": case.conditions,
        "competence": case.competence,
        "complexity": case.complexity,
        "outcome": case.outcome,
        "body": case.body or None,
        "accepted_on": case.accepted_on,
        "national_on": case.national_on,
        "national_code": case.national_code or None,
        "steps": [_step_data(one, secret=secret) for one in steps],
        "deadlines": [_deadline(one) for one in deadlines],
        "links": [{"id": link.other_id, "code": codes[link.other_id], "kind": link.kind} for link in links],
        "lawful": services.cases.lawful(case.id),
    }
    lines = [
        _("Vụ việc {code} (mã {id}): {kind}").format(
            code=case.code, id=case.id, kind=_(KIND_TITLES[case.entry.kind])
        ),
        _("Người gửi: {person}").format(person=person_of(case)),
        _("Nội dung: {summary}").format(summary=summary_of(case)),
        _("Trạng thái: {state}").format(state=_(STATE_TITLES[case.state])),
    ]
    if case.due:
        lines.append(_due_words(services, case))
    rows = [
        [short_date(one.entry.on), _(ACTION_TITLES[one.entry.action]), one.entry.document.number]
        for one in steps
        if not one.undone
    ]
    lines += ["", table(rows, [_("Ngày"), _("Bước xử lý"), _("Văn bản")])]
    dates = [
        [
            short_date(one.deadline.due),
            one.deadline.rule.title,
            _(UNIT_TITLES[one.deadline.unit]),
            one.deadline.rule.article,
            short_date(one.met_on),
        ]
        for one in deadlines
        if not one.superseded
    ]
    if dates:
        headings = [_("Hạn"), _("Việc phải làm"), _("Tính theo"), _("Căn cứ"), _("Đã làm")]
        lines += ["", table(dates, headings)]
    return data, "\n".join(lines)


def _head(services: "Services", case: Case) -> dict[str, Any]:
    (line,) = services.cases.lines([case.id])
    return _line(line) | {"year": case.year, "number": case.number}


def _line(one: CaseLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "code": one.code,
        "register_number": one.register_number,
        "kind": one.kind,
        "channel": one.channel,
        "state": one.state,
        "open": one.state.open or one.due is not None,
        "received": one.received,
        "person": one.person,
        "summary": one.summary,
        "people": one.people,
        "officer": one.officer or None,
        "due": one.due,
        "due_rule": one.due_rule or None,
        "due_unit": one.due_unit or None,
        "closed_on": one.closed_on,
        "on_time": one.on_time,
        "national": one.national,
    }


def _step_data(one: CaseStep, *, secret: bool) -> dict[str, Any]:
    entry = one.entry
    return {
        "id": one.id,
        "action": entry.action,
        "on": entry.on,
        "at": one.at,
        "by": entry.by or None,
        "state": one.state,
        "document": entry.document.number or None,
        "document_day": entry.document.day,
        "body": entry.body or None,
        "officer": entry.officer or None,
        "text": None if secret else entry.text or None,
        "corrects": one.corrects,
        "undone": one.undone,
        "changes": []
        if secret
        else [
            {"field": change.field, "before": change.before, "after": change.after} for change in one.changes
        ],
    }


def _deadline(one: CaseDeadline) -> dict[str, Any]:
    return {
        "rule": one.deadline.rule.id,
        "title": one.deadline.rule.title,
        "role": one.deadline.rule.role,
        "start": one.deadline.start,
        "due": one.deadline.due,
        "unit": one.deadline.unit,
        "length": one.deadline.length,
        "article": one.deadline.rule.article,
        "confidence": one.deadline.rule.confidence,
        "why": one.why,
        "met_on": one.met_on,
        "superseded": one.superseded,
    }


def _due_words(services: "Services", case: Case) -> str:
    from friendly_desktop.domain.deadlines import left_words

    row = next(
        one
        for one in services.cases.deadlines(case.id)
        if not one.superseded and one.met_on is None and one.deadline.rule.id == case.due_rule
    )
    deadline = row.deadline
    left = left_words(
        deadline.due or case.entry.received,
        deadline.unit,
        services.clock.today(),
        services.workdays.calendar(),
    )
    return _("Hạn gần nhất: {day}, {left}: {what} ({rule}).").format(
        day=short_date(case.due), left=left, what=deadline.rule.title, rule=case.due_rule
    )


def _day(text: str, services: "Services") -> Any:
    from friendly_desktop.domain.letters.days import read_day

    try:
        return read_day(text, services.clock.today())
    except ValueError as error:
        raise AppError("day_wrong", _("Ngày chưa đúng"), str(error), _("Hãy nhập như 05/03/2026.")) from error


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise argparse.ArgumentTypeError(_("phải là một số từ 0 trở lên"))
    return int(text)


def _shortened(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1].rstrip() + "…"


def _values(kinds: type[Enum]) -> list[str]:
    return [str(one.value) for one in kinds]
