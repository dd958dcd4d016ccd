"""``survey``: count ballots of a list, keep rounds of asking and their results."""

import argparse
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument, survey_print, survey_read, survey_rounds
from friendly_desktop.cli.output import Output, table
from friendly_desktop.cli.survey_values import figures, form_named, label, question_table, round_values
from friendly_desktop.formats import points, short_date
from friendly_desktop.i18n import N_, _

if TYPE_CHECKING:
    from friendly_desktop.services.surveys import SurveysService

_STATES = {"open": N_("đang khảo sát"), "closed": N_("đã đóng")}
_SHOWN = 20


def add_commands(groups: Any) -> None:
    """Add the commands of ``survey``."""
    commands = groups.add_parser("survey", help=_("khảo sát lấy ý kiến")).add_subparsers(
        metavar="COMMAND", required=True
    )
    counting = commands.add_parser("tally", help=_("tính điểm trung bình của một danh sách phiếu"))
    counting.add_argument("form", metavar="FORM", help=_("mẫu phiếu: citizen, village, hoặc một tệp YAML"))
    counting.add_argument(
        "--ballots",
        metavar="FILE.csv|FILE.xlsx",
        type=path_argument,
        required=True,
        help=_("danh sách phiếu, cột ballot, q1, q2..."),
    )
    counting.add_argument("--complete", action="store_true", help=_("chỉ tính phiếu trả lời đủ các câu"))
    counting.add_argument("--sheet", metavar="NAME", help=_("trang của tệp Excel"))
    counting.set_defaults(run=_tally)
    survey_print.add_command(commands)
    survey_read.add_commands(commands)
    commands.add_parser("forms", help=_("các mẫu phiếu")).set_defaults(run=_forms)
    adding = commands.add_parser("add", help=_("thêm mẫu phiếu của đơn vị từ một tệp YAML"))
    adding.add_argument("file", metavar="FILE.yaml", type=path_argument, help=_("tệp mẫu phiếu"))
    adding.set_defaults(run=_add)
    export = commands.add_parser("export", help=_("ghi một mẫu phiếu ra tệp YAML"))
    export.add_argument("form", metavar="FORM", help=_("mã mẫu phiếu"))
    export.add_argument(
        "--out", metavar="FILE.yaml", type=path_argument, required=True, help=_("tệp mẫu phiếu")
    )
    export.set_defaults(run=_export)
    listing = commands.add_parser("list", help=_("các đợt khảo sát"))
    listing.add_argument("year", metavar="YEAR", type=int, nargs="?", help=_("năm"))
    listing.set_defaults(run=_list)
    survey_rounds.add_rounds(commands)
    for name, run, told in (
        ("close", _close, _("đóng một đợt khảo sát")),
        ("reopen", _reopen, _("mở lại một đợt khảo sát để nhập thêm phiếu")),
    ):
        command = commands.add_parser(name, help=told)
        command.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
        command.set_defaults(run=run)
    returned = commands.add_parser("returned", help=_("ghi số phiếu thu về đã đếm"))
    returned.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
    returned.add_argument("number", metavar="N", type=int, help=_("số phiếu thu về"))
    returned.set_defaults(run=_returned)
    result = commands.add_parser("result", help=_("kết quả của một đợt khảo sát"))
    result.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
    result.add_argument(
        "--out", metavar="FILE.pdf|FILE.xlsx", type=path_argument, help=_("ghi kết quả ra tệp này")
    )
    result.set_defaults(run=_result)
    ballots = commands.add_parser(
        "ballots", help=_("mọi phiếu của một đợt thành danh sách Excel, không có nhóm")
    )
    ballots.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
    ballots.add_argument("--out", metavar="FILE.xlsx", type=path_argument, required=True, help=_("tệp Excel"))
    ballots.set_defaults(run=_ballots)


def _tally(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.domain.surveys.tally import arithmetic
    from friendly_desktop.services.surveys.files import tally_file

    form = form_named(context, arguments.form)
    if arguments.complete:
        form = replace(form, complete=True)
    counted = tally_file(form, arguments.ballots, arguments.sheet, context.job)
    for remark in counted.remarks:
        sys.stderr.write(f"{remark}\n")
    sentence = arithmetic(form, counted.tally)
    data = {
        "form": form.id,
        **figures(counted.tally),
        "invalid": [label(one.label) for one in counted.invalid],
        "max_points": form.max_points,
        "arithmetic": sentence,
        "why_invalid": [
            {"ballot": label(one.label), "row": one.row, "message": one.why} for one in counted.invalid
        ],
    }
    lines = [sentence, "", question_table(form, counted.tally)]
    if counted.invalid:
        lines += ["", _("Phiếu không hợp lệ:")]
        lines += [f"  {one.label}: {one.why}" for one in counted.invalid[:_SHOWN]]
        if len(counted.invalid) > _SHOWN:
            lines.append(_("Và {n} phiếu nữa.").format(n=len(counted.invalid) - _SHOWN))
    return Output(data, "\n".join(lines))


def _forms(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    from friendly_desktop.services.surveys.forms import shipped

    known = context.services().surveys.forms() if context.folder.exists() else shipped()
    data = [
        {
            "id": one.id,
            "title": one.called,
            "questions": len(one.questions),
            "max_points": one.max_points,
            "own": one.own,
            "source": one.source,
        }
        for one in known
    ]
    rows = [[one.id, one.called, str(len(one.questions)), points(one.max_points)] for one in known]
    return Output(data, table(rows, [_("Mã"), _("Mẫu phiếu"), _("Số câu"), _("Điểm tối đa")], right=(2, 3)))


def _add(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.services.surveys import forms

    forms.form_named(str(arguments.file))  # what is no form must not leave a new, empty office behind
    made = context.services(create=True).surveys.add_form(arguments.file)
    data = {"id": made.id, "title": made.called, "questions": len(made.questions), "version": made.version}
    return Output(data, _("Đã thêm mẫu phiếu {id}: {title}.").format(id=made.id, title=made.called))


def _export(context: CommandContext, arguments: argparse.Namespace) -> Output:
    context.services().surveys.write_form(arguments.form, arguments.out)
    return Output({"file": arguments.out}, _("Đã ghi mẫu phiếu: {file}").format(file=arguments.out))


def _list(context: CommandContext, arguments: argparse.Namespace) -> Output:
    surveys = context.services().surveys
    counts = surveys.counts(arguments.year)
    found = surveys.find(arguments.year)
    data = [
        {
            **round_values(one),
            "entered": counts[one.id].entered if one.id in counts else 0,
            "valid": counts[one.id].valid if one.id in counts else 0,
        }
        for one in found
    ]
    if not found:
        return Output(data, _("Chưa có đợt khảo sát nào."))
    rows = [
        [
            str(one.id),
            one.title,
            short_date(one.first_day),
            str(one.issued),
            str(counts[one.id].entered if one.id in counts else 0),
            _(_STATES[one.state.value]),
        ]
        for one in found
    ]
    headings = [_("Số"), _("Đợt khảo sát"), _("Từ ngày"), _("Phát ra"), _("Đã nhập"), _("Trạng thái")]
    return Output(data, table(rows, headings, right=(0, 3, 4)))


def _returned(context: CommandContext, arguments: argparse.Namespace) -> Output:
    made = context.services().surveys.returned(arguments.id, arguments.number)
    return Output(round_values(made), _("Đã ghi {n} phiếu thu về.").format(n=made.returned))


def _close(context: CommandContext, arguments: argparse.Namespace) -> Output:
    made = context.services().surveys.close(arguments.id)
    return Output(round_values(made), _("Đã đóng đợt {id}: {title}.").format(id=made.id, title=made.title))


def _reopen(context: CommandContext, arguments: argparse.Namespace) -> Output:
    made = context.services().surveys.reopen(arguments.id)
    return Output(round_values(made), _("Đã mở lại đợt {id}: {title}.").format(id=made.id, title=made.title))


def _result(context: CommandContext, arguments: argparse.Namespace) -> Output:
    surveys = context.services().surveys
    survey = surveys.get(arguments.id)
    made = surveys.tally(survey.id)
    sentence = surveys.arithmetic(survey.id)
    check = surveys.check(survey.id)
    cautions = surveys.cautions(survey.id)
    data: dict[str, object] = {
        **round_values(survey),
        **figures(made),
        "invalid": list(made.invalid),
        "max_points": survey.form.max_points,
        "arithmetic": sentence,
        "groups": _groups(surveys, survey.id),
        "check": {
            "seed": surveys.check_sample(survey.id).seed,
            "ballots": check.sheets,
            "boxes": check.boxes,
            "differed": check.differed,
            "open": check.open,
        },
        "suspicions": [
            {"kind": one.kind, "ballots": list(one.numbers), "message": one.sentence}
            for one in surveys.suspicions(survey.id)
        ],
        "cautions": list(cautions),
    }
    lines = [survey.title, sentence, "", question_table(survey.form, made)]
    if cautions:
        lines += ["", *cautions]
    if arguments.out is not None:
        data |= {"file": arguments.out, "pages": surveys.write_result(survey.id, arguments.out)}
        lines += ["", _("Đã ghi kết quả: {file}").format(file=arguments.out)]
    return Output(data, "\n".join(lines))


def _ballots(context: CommandContext, arguments: argparse.Namespace) -> Output:
    count = context.services().surveys.write_ballots(arguments.id, arguments.out)
    told = _("Đã ghi {n} phiếu: {file}").format(n=count, file=arguments.out)
    return Output({"file": arguments.out, "ballots": count}, told)


def _groups(surveys: "SurveysService", survey_id: int) -> list[dict[str, object]]:
    return [
        {
            "group": one.group,
            "hidden": one.hidden,
            "valid": None if one.tally is None else one.valid,
            "average": None if one.tally is None else one.tally.average,
        }
        for one in surveys.by_group(survey_id)
    ]
