"""``case form``, ``case slip`` and ``case daily``: the papers of cases as files."""

import argparse
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import Output, table
from friendly_desktop.errors import AppError
from friendly_desktop.formats import parse_date
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from friendly_desktop.domain.cases import Case
    from friendly_desktop.domain.cases.forms import CaseFormTemplate, FormDraft

#: Names in a file of values that are no fields of a form.
_PARTICULARS = ("date", "number", "place", "recipients")


def add_forms(commands: Any) -> None:
    """Add the commands to those of ``case``."""
    form = commands.add_parser("form", help=_("làm biểu mẫu của một vụ việc, hoặc xem các biểu mẫu"))
    form.add_argument("id", metavar="ID", help=_("mã vụ việc: số, hoặc năm và số như 2026-015"))
    form.add_argument("form", metavar="FORM", nargs="?", help=_("mã biểu mẫu; không ghi thì liệt kê"))
    form.add_argument("--out", metavar="FILE.pdf|FILE.docx", type=path_argument, help=_("tệp sẽ ghi"))
    form.add_argument("--number", default="", help=_("số văn bản; không ghi thì chừa chỗ để ghi tay"))
    form.add_argument(
        "--fields",
        metavar="FILE.json",
        type=path_argument,
        help=_("tệp chứa giá trị các trường khác với dữ liệu trong sổ"),
    )
    form.add_argument("--record", action="store_true", help=_("lưu bản in vào vụ việc"))
    form.set_defaults(run=_form)
    slip = commands.add_parser("slip", help=_("phiếu theo dõi của một vụ việc"))
    slip.add_argument("id", metavar="ID", help=_("mã vụ việc: số, hoặc năm và số như 2026-015"))
    slip.add_argument("--out", metavar="FILE.pdf", type=path_argument, required=True, help=_("tệp sẽ ghi"))
    slip.set_defaults(run=_slip)
    daily = commands.add_parser("daily", help=_("danh sách đơn tiếp nhận và đến hạn trong ngày"))
    daily.add_argument("--on", metavar="DATE", default="", help=_("ngày; không ghi thì hôm nay"))
    daily.add_argument("--out", metavar="FILE.pdf", type=path_argument, required=True, help=_("tệp sẽ ghi"))
    daily.set_defaults(run=_daily)


def _form(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.cli.json_file import read_object

    given = read_object(arguments.fields) if arguments.fields else {}
    services = context.services()
    case = services.cases.by_code(arguments.id)
    forms = services.case_forms
    if not arguments.form:
        return _listed(context, case)
    template = forms.template(arguments.form)
    blank = forms.blank(case.id, template.id)
    draft = _filled(template, blank, given, case, services.clock.today())
    draft = replace(draft, number=arguments.number or draft.number)
    told = [one.message for one in forms.check(draft)]
    data: dict[str, Any] = {"form": template.id, "case": case.code, "number": draft.number, "warnings": told}
    lines = [_("Đã làm «{title}» của vụ việc {code}.").format(title=template.title, code=case.code)]
    if not arguments.out and not arguments.record:
        raise AppError(
            "nothing_to_do",
            _("Chưa biết làm gì"),
            _("Cần ghi tệp kết quả (--out) hoặc lưu bản in vào vụ việc (--record)."),
        )
    if arguments.out:
        written = forms.write(draft, arguments.out)
        data |= {"file": written.file, "pages": written.pages}
        lines.append(_("Tệp: {file}").format(file=written.file))
    if arguments.record:
        made = forms.record(draft)
        data |= {"id": made.id, "sha256": made.sha256}
        lines.append(_("Đã lưu bản in vào vụ việc."))
    return Output(data, "\n".join([*lines, *told]))


def _listed(context: CommandContext, case: "Case") -> Output:
    from friendly_desktop.domain.cases.forms import whose_words

    offered = context.services().case_forms.forms(case.id)
    data = [
        {
            "id": one.template.id,
            "title": one.template.title,
            "lawful": one.lawful,
            "verified": one.template.verified,
            "source": one.template.source,
            "confidence": one.template.confidence,
            "fields": [
                {"id": field.id, "label": field.field.label, "required": field.field.required}
                for field in one.template.offered_fields(case.entry.kind)
            ],
        }
        for one in offered
    ]
    rows = [
        [
            one.template.id,
            one.template.title,
            _("dùng được") if one.lawful else "",
            whose_words(one.template),
        ]
        for one in offered
    ]
    return Output(data, table(rows, [_("Mã"), _("Biểu mẫu"), _("Lúc này"), _("Lời văn")]))


def _filled(
    template: "CaseFormTemplate", blank: "FormDraft", given: Mapping[str, Any], case: "Case", today: "date"
) -> "FormDraft":
    """The form with the values of a file in place of those of the register.

    Raises:
        AppError: a name is unknown, belongs to what a denunciation does not say, or a value is none.
    """
    from friendly_desktop.domain.letters.fields import read_value

    fields = {one.id: one.field for one in template.offered_fields(case.entry.kind)}
    values = dict(blank.values)
    particulars: dict[str, Any] = {}
    for name, value in given.items():
        if name not in fields and name not in _PARTICULARS:
            known = ", ".join([*fields, *_PARTICULARS])
            message = _("Biểu mẫu không có trường «{name}». Các trường: {known}.")
            raise _wrong_value(message.format(name=name, known=known))
        try:
            if name in fields:
                values[name] = read_value(fields[name], str(value), today)
            elif name == "date":
                particulars[name] = parse_date(str(value), today)
            elif name == "recipients" and isinstance(value, list):
                particulars[name] = tuple(map(str, value))
            else:
                particulars[name] = str(value)
        except ValueError as error:
            raise _wrong_value(str(error)) from error
    if isinstance(particulars.get("recipients"), str):
        particulars["recipients"] = tuple(particulars["recipients"].splitlines())
    return replace(blank, values=values, **particulars)


def _wrong_value(message: str) -> AppError:
    return AppError("form_value_wrong", _("Giá trị chưa đúng"), message, _("Hãy sửa tệp rồi chạy lại."))


def _slip(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    case = services.cases.by_code(arguments.id)
    written = services.case_forms.write_slip(case.id, arguments.out)
    return Output(
        {"case": case.code, "file": written.file, "pages": written.pages},
        _("Đã ghi phiếu theo dõi vụ việc {code}: {file}").format(code=case.code, file=written.file),
    )


def _daily(context: CommandContext, arguments: argparse.Namespace) -> Output:
    services = context.services()
    try:
        day = parse_date(arguments.on, services.clock.today()) if arguments.on else services.clock.today()
    except ValueError as error:
        raise AppError(
            "date_unreadable", _("Ngày chưa đúng"), str(error), _("Hãy ghi ngày như 20/11/2026.")
        ) from error
    written = services.case_forms.write_daily(arguments.out, day)
    return Output(
        {"date": day, "file": written.file, "pages": written.pages},
        _("Đã ghi danh sách trong ngày: {file}").format(file=written.file),
    )
