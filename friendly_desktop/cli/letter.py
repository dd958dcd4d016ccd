"""``letter``: the kinds, one letter as a file, many of a list, to paper, and the register."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.letter_batch import add_batch
from friendly_desktop.cli.letter_print import add_print
from friendly_desktop.cli.output import Output, table
from friendly_desktop.domain.letters import (
    FieldProblem,
    Letter,
    LetterDraft,
    LetterFilter,
    LetterKind,
    LetterState,
    Paper,
    Template,
)
from friendly_desktop.domain.letters.register import KIND_TITLES, STATE_TITLES
from friendly_desktop.errors import AppError
from friendly_desktop.formats import short_date
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    from friendly_desktop.services.written_files import Written

#: The widest name in the table for people.
_WIDEST = 60


def add_commands(groups: Any) -> None:
    """Add the commands of ``letter``."""
    commands = groups.add_parser(
        "letter", help=_("thư chúc mừng, chia buồn, cảm ơn, xin lỗi")
    ).add_subparsers(metavar="COMMAND", required=True)
    kinds = commands.add_parser("kinds", help=_("các loại thư và các trường của mẫu thường dùng"))
    kinds.set_defaults(run=_kinds)
    make = commands.add_parser("make", help=_("làm một thư"))
    make.add_argument("kind", metavar="KIND", choices=_values(LetterKind), help=_("loại thư"))
    make.add_argument(
        "--fields",
        metavar="FILE.json",
        type=path_argument,
        required=True,
        help=_("tệp chứa giá trị các trường"),
    )
    make.add_argument(
        "--out", metavar="FILE.pdf|FILE.docx", type=path_argument, required=True, help=_("tệp sẽ ghi")
    )
    make.add_argument("--template", metavar="T", help=_("mã mẫu thư; không ghi thì dùng mẫu thường dùng"))
    make.add_argument("--paper", choices=_values(Paper), help=_("khổ giấy"))
    make.add_argument("--landscape", action="store_true", help=_("giấy nằm ngang"))
    make.add_argument("--record", action="store_true", help=_("ghi thư vào sổ"))
    make.set_defaults(run=_make)
    add_batch(commands)
    add_print(commands)
    listing = commands.add_parser("list", help=_("các thư trong sổ"))
    listing.add_argument("--year", type=int, help=_("chỉ thư của năm này"))
    listing.add_argument("--kind", choices=_values(LetterKind), help=_("chỉ thư loại này"))
    listing.add_argument("--state", choices=_values(LetterState), help=_("chỉ thư ở trạng thái này"))
    listing.set_defaults(run=_list)


def _kinds(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    from friendly_desktop.cli.letter_values import particulars

    templates = _usual_templates(context)
    data = [
        {
            "id": one.kind,
            "title": one.title,
            "fields": [
                {"id": field.id, "kind": field.kind, "label": field.label, "required": field.required}
                for field in (*one.fields, *particulars())
            ],
        }
        for one in templates
    ]
    rows = [
        [
            one.kind.value,
            one.title,
            ", ".join(f"{field.id}{'*' if field.required else ''}" for field in one.fields),
        ]
        for one in templates
    ]
    text = table(rows, [_("Loại"), _("Mẫu thường dùng"), _("Các trường (* là bắt buộc)")])
    return Output(data, text)


def _make(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.cli.letter_values import read_values
    from friendly_desktop.services.written_files import check_target

    check_target(arguments.out)
    given = read_values(arguments.fields)
    if arguments.record or context.folder.exists():
        return _make_at_office(context, arguments, given)
    return _make_anywhere(arguments, given)


def _make_at_office(
    context: CommandContext, arguments: argparse.Namespace, given: Mapping[str, str]
) -> Output:
    """A letter of the office whose data folder this is, written into its register when asked."""
    from friendly_desktop.cli.letter_values import read_draft, require_signatory
    from friendly_desktop.services.written_files import write_file

    services = context.services(create=arguments.record)
    letters = services.letters
    template = _chosen(services.letter_templates.templates(), arguments)
    begun = replace(letters.blank_draft(template.id), values={})
    draft, signatory = read_draft(
        template, given, begun, services.office.signatories(), services.clock.today()
    )
    draft = _on_sheet(draft, template, arguments)
    _warn(letters.check(draft), set_up=services.office.office().set_up)
    if arguments.record:
        require_signatory(signatory, services.office.signatories())
        letter, written = letters.record(draft, arguments.out)
        return _answer(written, letter.draft.number)
    if draft.number:
        draft = replace(draft, number=letters.number_typed(template.book, draft.number)[1])
    paper = replace(letters.paper(draft), signatory=signatory)
    return _answer(write_file(arguments.out, *paper.made(arguments.out.suffix.lower())), draft.number)


def _make_anywhere(arguments: argparse.Namespace, given: Mapping[str, str]) -> Output:
    """A letter without any data folder: what the office would say is dots."""
    from friendly_desktop.cli.letter_values import read_draft
    from friendly_desktop.clock import SystemClock
    from friendly_desktop.domain.letters import fields as letter_fields
    from friendly_desktop.domain.office import Office
    from friendly_desktop.services.letters.papers import LetterPaper
    from friendly_desktop.services.letters.templates import LetterTemplatesService
    from friendly_desktop.services.written_files import write_file

    today = SystemClock().today()
    template = _chosen(LetterTemplatesService().shipped(), arguments)
    begun = LetterDraft(template.id, {}, today, template.version)
    draft, signatory = read_draft(template, given, begun, (), today)
    draft = _on_sheet(draft, template, arguments)
    _warn(letter_fields.check(template, draft, today), set_up=False)
    paper = LetterPaper(template, draft, Office(), signatory)
    return _answer(write_file(arguments.out, *paper.made(arguments.out.suffix.lower())), draft.number)


def _list(context: CommandContext, arguments: argparse.Namespace) -> Output:
    wanted = LetterFilter(
        year=arguments.year,
        kind=LetterKind(arguments.kind) if arguments.kind else None,
        state=LetterState(arguments.state) if arguments.state else None,
    )
    found = context.services().letters.find(wanted)
    rows = [
        [
            str(one.id),
            one.draft.number,
            short_date(one.draft.date),
            _(KIND_TITLES[one.kind]),
            _shortened(one.recipient),
            one.hamlet,
            _(STATE_TITLES[one.state]),
        ]
        for one in found
    ]
    headings = [_("Mã"), _("Số"), _("Ngày"), _("Loại thư"), _("Người nhận"), _("Thôn"), _("Trạng thái")]
    text = table(rows, headings, right=(0,)) if rows else _("Chưa có thư nào.")
    return Output([_described(one) for one in found], text)


def _shortened(text: str) -> str:
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1].rstrip() + "…"


def _described(one: Letter) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind,
        "template": one.draft.template_id,
        "state": one.state,
        "date": one.draft.date,
        "number": one.draft.number or None,
        "recipient": one.recipient,
        "hamlet": one.hamlet or None,
        "pages": one.pages or None,
        "archived": one.archived or None,
        "signed_on": one.signed_on,
        "delivered_on": one.delivered_on,
        "delivery": one.delivery,
        "cancelled_on": one.cancelled_on,
        "cancel_reason": one.cancel_reason or None,
    }


def _usual_templates(context: CommandContext) -> tuple[Template, ...]:
    """The template that each kind begins with, of the office or, where there is none, of the program."""
    from friendly_desktop.services.letters.templates import LetterTemplatesService

    if context.folder.exists():
        found = context.services().letter_templates.templates()
    else:
        found = LetterTemplatesService().shipped()
    first: dict[LetterKind, Template] = {}
    for one in found:
        first.setdefault(one.kind, one)
    return tuple(first.values())


def _chosen(templates: Sequence[Template], arguments: argparse.Namespace) -> Template:
    """The template that was named, else the usual one of the kind."""
    kind = LetterKind(arguments.kind)
    fitting = [one for one in templates if one.kind is kind]
    if arguments.template is None:
        return fitting[0]
    for one in fitting:
        if one.id == arguments.template:
            return one
    known = [one.id for one in fitting]
    raise AppError(
        "letter_template_unknown",
        _("Không có mẫu thư này"),
        _("Loại thư này không có mẫu «{id}».").format(id=arguments.template),
        _("Các mẫu của loại này: {known}.").format(known=", ".join(known)),
    )


def _on_sheet(draft: LetterDraft, template: Template, arguments: argparse.Namespace) -> LetterDraft:
    """The draft on the paper that was asked for."""
    if arguments.paper is None and not arguments.landscape:
        return draft
    paper = Paper(arguments.paper) if arguments.paper else template.sheet.paper
    landscape = arguments.landscape or template.sheet.landscape
    return replace(draft, sheet=replace(template.sheet, paper=paper, landscape=landscape))


def _warn(problems: Sequence[FieldProblem], *, set_up: bool) -> None:
    """What a person should look at; blocking problems were refused before."""
    if not set_up:
        sys.stderr.write(_("Đơn vị chưa được thiết lập: tên đơn vị in thành dòng chấm.") + "\n")
    for problem in problems:
        if not problem.blocking:
            sys.stderr.write(problem.message + "\n")


def _answer(written: "Written", number: str) -> Output:
    if written.pages > 1:
        sys.stderr.write(_("Thư dài {n} trang.").format(n=written.pages) + "\n")
    data = {"file": written.file, "pages": written.pages, "number": number or None}
    text = (
        _("Đã ghi {file} ({n} trang) và đọc lại.").format(file=written.file, n=written.pages)
        if written.pages
        else _("Đã lưu tệp {name}.").format(name=written.file)  # only Word counts the pages of its files
    )
    return Output(data, text)


def _values(kinds: type[Enum]) -> list[str]:
    return [one.value for one in kinds]
