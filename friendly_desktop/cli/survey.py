"""``survey``: count ballots of a list, keep rounds of asking and their results."""

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument, survey_print
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output, table
from friendly_desktop.domain.surveys import Ballot, BallotState, Survey, SurveyForm, SurveyTally
from friendly_desktop.errors import AppError
from friendly_desktop.formats import points, short_date
from friendly_desktop.i18n import N_, _

if TYPE_CHECKING:
    from friendly_desktop.domain.survey_lists import ListedBallot
    from friendly_desktop.services.surveys import SurveysService

_STATES = {"open": N_("đang nhập"), "closed": N_("đã kết thúc")}
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
    counting.add_argument("--sheet", metavar="NAME", help=_("trang của tệp Excel"))
    counting.set_defaults(run=_tally)
    survey_print.add_command(commands)
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
    _add_opening(commands)
    _add_entry(commands)
    for name, run, told in (
        ("close", _close, _("kết thúc một đợt khảo sát")),
        ("reopen", _reopen, _("mở lại một đợt khảo sát để nhập thêm phiếu")),
    ):
        command = commands.add_parser(name, help=told)
        command.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
        command.set_defaults(run=run)
    returned = commands.add_parser("returned", help=_("ghi số phiếu thu về đã đếm"))
    returned.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
    returned.add_argument("number", metavar="N", type=int, help=_("số phiếu thu về"))
    returned.set_defaults(run=_returned)
    check = commands.add_parser("check", help=_("phiếu phải nhập lần hai và các ô hai lần nhập khác nhau"))
    check.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
    check.set_defaults(run=_check)
    settle = commands.add_parser("settle", help=_("chọn câu trả lời đúng cho một ô hai lần nhập khác nhau"))
    settle.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
    settle.add_argument("number", metavar="NUMBER", type=int, help=_("số in trên phiếu"))
    settle.add_argument(
        "question", metavar="QUESTION", help=_("mã câu hỏi như q1; state là phiếu hợp lệ hay không")
    )
    settle.add_argument(
        "answer", metavar="ANSWER", help=_("câu trả lời trên giấy; với state: valid hoặc invalid")
    )
    settle.set_defaults(run=_settle)
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


def _add_opening(commands: Any) -> None:
    opening = commands.add_parser("open", help=_("mở một đợt khảo sát"))
    opening.add_argument(
        "form", metavar="FORM", help=_("mẫu phiếu: citizen, village, mẫu của đơn vị, hoặc một tệp YAML")
    )
    opening.add_argument("--year", metavar="Y", type=int, help=_("năm; không ghi thì là năm nay"))
    opening.add_argument("--title", metavar="T", default="", help=_("tên đợt khảo sát"))
    opening.add_argument("--first-day", metavar="DATE", help=_("ngày đầu; không ghi thì là hôm nay"))
    opening.add_argument("--last-day", metavar="DATE", help=_("ngày cuối; không ghi thì là ngày đầu"))
    opening.add_argument("--issued", metavar="N", type=int, default=100, help=_("số phiếu phát ra"))
    opening.add_argument(
        "--group", metavar="NAME", action="append", help=_("một nhóm người trả lời; ghi nhiều lần được")
    )
    opening.add_argument(
        "--second", metavar="PERCENT", type=int, default=10, help=_("tỷ lệ phiếu nhập lần hai")
    )
    opening.set_defaults(run=_open)


def _add_entry(commands: Any) -> None:
    entry = commands.add_parser("enter", help=_("nhập một phiếu"))
    entry.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
    entry.add_argument("number", metavar="NUMBER", type=int, help=_("số in trên phiếu"))
    entry.add_argument(
        "answers",
        metavar="ANSWER",
        nargs="*",
        help=_("câu trả lời của từng câu: good, Tốt, T hoặc 1; - là bỏ trống"),
    )
    entry.add_argument("--invalid", metavar="WHY", default="", help=_("phiếu không hợp lệ, vì sao"))
    entry.add_argument("--group", metavar="NAME", default="", help=_("nhóm của người trả lời"))
    entry.add_argument("--second", action="store_true", help=_("nhập lần hai để đối chiếu"))
    entry.add_argument("--replace", action="store_true", help=_("thay phiếu đã nhập"))
    entry.set_defaults(run=_enter)
    take = commands.add_parser("import", help=_("nhập phiếu từ một danh sách"))
    take.add_argument("id", metavar="ID", type=int, help=_("số của đợt khảo sát"))
    take.add_argument("table", metavar="FILE.csv|FILE.xlsx", type=path_argument, help=_("danh sách phiếu"))
    take.add_argument("--sheet", metavar="NAME", help=_("trang của tệp Excel"))
    take.add_argument(
        "--first",
        metavar="N",
        type=int,
        default=1,
        help=_("số của phiếu ở dòng đầu, khi danh sách không ghi số phiếu"),
    )
    take.add_argument("--dry-run", action="store_true", help=_("chỉ xem thử, chưa nhập"))
    take.add_argument("--replace", action="store_true", help=_("thay phiếu đã nhập có câu trả lời khác"))
    take.set_defaults(run=_import)


def _tally(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.domain.survey_tally import arithmetic
    from friendly_desktop.services.surveys.files import tally_file

    form = _form(context, arguments.form)
    counted = tally_file(form, arguments.ballots, arguments.sheet, context.job)
    for remark in counted.remarks:
        sys.stderr.write(f"{remark}\n")
    sentence = arithmetic(form, counted.tally)
    data = {
        "form": form.id,
        **_figures(counted.tally),
        "invalid": [_label(one.label) for one in counted.invalid],
        "max_points": form.max_points,
        "arithmetic": sentence,
        "why_invalid": [
            {"ballot": _label(one.label), "row": one.row, "message": one.why} for one in counted.invalid
        ],
    }
    lines = [sentence, "", _question_table(form, counted.tally)]
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
    from friendly_desktop.services.surveys.forms import form_named

    form_named(str(arguments.file))  # what is no form must not leave a new, empty office behind
    made = context.services(create=True).surveys.add_form(arguments.file)
    data = {"id": made.id, "title": made.called, "questions": len(made.questions), "version": made.version}
    return Output(data, _("Đã thêm mẫu phiếu {id}: {title}.").format(id=made.id, title=made.called))


def _export(context: CommandContext, arguments: argparse.Namespace) -> Output:
    context.services().surveys.write_form(arguments.form, arguments.out)
    return Output({"file": arguments.out}, _("Đã ghi mẫu phiếu: {file}").format(file=arguments.out))


def _check(context: CommandContext, arguments: argparse.Namespace) -> Output:
    surveys = context.services().surveys
    sample = surveys.check_sample(arguments.id)
    found = surveys.differences(arguments.id)
    made = surveys.check(arguments.id)
    data = {
        "seed": sample.seed,
        "share": sample.share,
        "ballots": list(sample.numbers),
        "left": list(sample.left),
        "boxes": made.boxes,
        "differed": made.differed,
        "differences": [
            {
                "ballot": one.number,
                "question": one.question or "state",
                "first": one.first,
                "second": one.second,
            }
            for one in found
        ],
    }
    lines = [
        _("Nhập lần hai {n} phiếu, rút bằng mã «{seed}»; còn {left} phiếu.").format(
            n=len(sample.numbers), seed=sample.seed, left=len(sample.left)
        ),
        *(
            _("Phiếu {number}, {question}: lần đầu «{first}», lần hai «{second}»").format(
                number=one.number, question=one.question or "state", first=one.first, second=one.second
            )
            for one in found
        ),
    ]
    return Output(data, "\n".join(lines), EXIT_FINDINGS if found else EXIT_DONE)


def _settle(context: CommandContext, arguments: argparse.Namespace) -> Output:
    surveys = context.services().surveys
    question = "" if arguments.question == "state" else arguments.question
    answer = arguments.answer
    if question:
        answer = _answer(surveys.get(arguments.id).form, answer, question)
    surveys.settle(arguments.id, arguments.number, question, answer)
    left = len(surveys.differences(arguments.id))
    return Output({"left": left}, _("Đã chọn; còn {n} ô khác nhau.").format(n=left))


def _answer(form: SurveyForm, text: str, question: str) -> str:
    """The id of an answer as typed.

    Raises:
        AppError: the form has no such answer.
    """
    from friendly_desktop.domain.survey_lists import answer_of

    try:
        return answer_of(form, text)
    except ValueError as error:
        raise AppError(
            "ballot_invalid",
            _("Phiếu chưa đúng"),
            _("Câu {n} {told}.").format(n=question.removeprefix("q"), told=error),
            _("Câu trả lời là một trong: {choices}.").format(
                choices=", ".join(one.id for one in form.choices)
            ),
        ) from error


def _list(context: CommandContext, arguments: argparse.Namespace) -> Output:
    surveys = context.services().surveys
    counts = surveys.counts(arguments.year)
    found = surveys.find(arguments.year)
    data = [
        {
            **_round(one),
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


def _open(context: CommandContext, arguments: argparse.Namespace) -> Output:
    # What would be refused must not leave a new, empty office behind.
    form = _form(context, arguments.form)
    services = context.services(create=True)
    today = services.clock.today()
    made = services.surveys.open(
        arguments.year or today.year,
        form,
        arguments.title,
        first_day=_day(arguments.first_day, today),
        last_day=_day(arguments.last_day, today),
        issued=arguments.issued,
        groups=tuple(arguments.group) if arguments.group else None,
        second_share=arguments.second,
    )
    told = _("Đã mở đợt {id}: {title}, phiếu số 1 đến {issued}.")
    return Output(_round(made), told.format(id=made.id, title=made.title, issued=made.issued))


def _enter(context: CommandContext, arguments: argparse.Namespace) -> Output:
    surveys = context.services().surveys
    form = surveys.get(arguments.id).form
    given = arguments.answers or ([""] * len(form.questions) if arguments.invalid else [])
    answers = [_answer(form, text, str(place)) for place, text in enumerate(given, 1)]
    made = surveys.enter(
        arguments.id,
        Ballot(
            number=arguments.number,
            answers=tuple(answers),
            state=BallotState.INVALID if arguments.invalid else BallotState.VALID,
            why=arguments.invalid,
            hand=2 if arguments.second else 1,
            group=arguments.group,
        ),
        replace=arguments.replace,
    )
    data = {
        "ballot": made.number,
        "hand": made.hand,
        "answers": list(made.answers),
        "state": made.state,
        "why": made.why,
    }
    return Output(data, _("Đã nhập phiếu số {number}.").format(number=made.number))


def _import(context: CommandContext, arguments: argparse.Namespace) -> Output:
    from friendly_desktop.domain.survey_lists import Standing

    surveys = context.services().surveys
    listed = surveys.read_list(
        arguments.id, arguments.table, arguments.sheet, context.job, first=arguments.first
    )
    for remark in listed.remarks:
        sys.stderr.write(f"{remark}\n")
    new, changed = listed.of(Standing.NEW), listed.of(Standing.CHANGED)
    left = [*listed.of(Standing.PROBLEM), *(() if arguments.replace else changed)]
    if not arguments.dry_run:
        surveys.take_list(arguments.id, listed, replace_changed=arguments.replace)
    data = {
        "dry_run": arguments.dry_run,
        "added": len(new),
        "replaced": len(changed) if arguments.replace else 0,
        "same": len(listed.of(Standing.SAME)),
        "skipped": [{"row": one.row, "ballot": _label(one.label), "message": _left_why(one)} for one in left],
    }
    told = _("Xem thử: thêm {added}, thay {replaced}, đã có sẵn {same}, bỏ qua {skipped} phiếu.")
    if not arguments.dry_run:
        told = _("Đã nhập: thêm {added}, thay {replaced}, đã có sẵn {same}, bỏ qua {skipped} phiếu.")
    lines = [
        told.format(added=len(new), replaced=data["replaced"], same=data["same"], skipped=len(left)),
        *(
            _("Dòng {row}, phiếu {ballot}: {why}").format(row=one.row, ballot=one.label, why=_left_why(one))
            for one in left[:_SHOWN]
        ),
    ]
    return Output(data, "\n".join(lines), EXIT_FINDINGS if left else EXIT_DONE)


def _returned(context: CommandContext, arguments: argparse.Namespace) -> Output:
    made = context.services().surveys.returned(arguments.id, arguments.number)
    return Output(_round(made), _("Đã ghi {n} phiếu thu về.").format(n=made.returned))


def _close(context: CommandContext, arguments: argparse.Namespace) -> Output:
    made = context.services().surveys.close(arguments.id)
    return Output(_round(made), _("Đã kết thúc đợt {id}: {title}.").format(id=made.id, title=made.title))


def _reopen(context: CommandContext, arguments: argparse.Namespace) -> Output:
    made = context.services().surveys.reopen(arguments.id)
    return Output(_round(made), _("Đã mở lại đợt {id}: {title}.").format(id=made.id, title=made.title))


def _result(context: CommandContext, arguments: argparse.Namespace) -> Output:
    surveys = context.services().surveys
    survey = surveys.get(arguments.id)
    made = surveys.tally(survey.id)
    sentence = surveys.arithmetic(survey.id)
    check = surveys.check(survey.id)
    cautions = surveys.cautions(survey.id)
    data: dict[str, object] = {
        **_round(survey),
        **_figures(made),
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
    lines = [survey.title, sentence, "", _question_table(survey.form, made)]
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


def _form(context: CommandContext, name: str) -> SurveyForm:
    """A form by name or file, without records where it needs none.

    Raises:
        AppError: there is none.
    """
    from friendly_desktop.services.surveys.forms import form_named

    if context.folder.exists():
        surveys = context.services().surveys
        own = next((one for one in surveys.forms() if one.id == name), None)
        if own is not None:
            return own
    return form_named(name)


def _figures(made: SurveyTally) -> dict[str, object]:
    return {
        "ballots": made.ballots,
        "valid": made.valid,
        "points": made.points,
        "average": made.average,
        "questions": [
            {"id": one.id, "average": one.average, "counts": dict(one.counts), "blank": one.blank}
            for one in made.questions
        ],
    }


def _round(survey: Survey) -> dict[str, object]:
    return {
        "id": survey.id,
        "year": survey.year,
        "form": survey.form.id,
        "title": survey.title,
        "first_day": survey.first_day,
        "last_day": survey.last_day,
        "issued": survey.issued,
        "returned": survey.returned,
        "state": survey.state,
        "closed_on": survey.closed_on,
    }


def _question_table(form: SurveyForm, made: SurveyTally) -> str:
    rows = [
        [
            _("Câu {n}").format(n=place),
            *(str(count) for _choice, count in one.counts),
            str(one.blank),
            points(one.average, "-"),
        ]
        for place, one in enumerate(made.questions, 1)
    ]
    headings = ["", *(one.text for one in form.choices), _("Bỏ trống"), _("Điểm")]
    return table(rows, headings, right=tuple(range(1, len(headings))))


def _label(text: str) -> int | str:
    return int(text) if text.isdecimal() else text


def _left_why(one: "ListedBallot") -> str:
    return one.problem or _("đã nhập với câu trả lời khác; dùng --replace để thay")


def _day(text: str | None, today: date) -> date | None:
    from friendly_desktop.domain.letter_days import read_day
    from friendly_desktop.domain.text import nfc

    if not text:
        return None
    try:
        return read_day(nfc(text), today)
    except ValueError as error:
        raise AppError("date_wrong", _("Ngày chưa đúng"), str(error)) from error
