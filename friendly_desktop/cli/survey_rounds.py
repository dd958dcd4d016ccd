"""``survey open``, ``enter``, ``import``, ``check``, ``settle``: a round and its ballots, for scripts."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output
from friendly_desktop.cli.survey_values import answer_id, day_of, form_named, label, round_values
from friendly_desktop.domain.surveys import Ballot, BallotState
from friendly_desktop.i18n import _

if TYPE_CHECKING:
    from friendly_desktop.domain.surveys.lists import ListedBallot

_SHOWN = 20


def add_rounds(commands: Any) -> None:
    """Add the commands of a round to those of ``survey``."""
    _add_opening(commands)
    _add_entry(commands)
    _add_check(commands)


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
    opening.add_argument("--complete", action="store_true", help=_("chỉ tính phiếu trả lời đủ các câu"))
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


def _add_check(commands: Any) -> None:
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


def _open(context: CommandContext, arguments: argparse.Namespace) -> Output:
    # What would be refused must not leave a new, empty office behind.
    form = form_named(context, arguments.form)
    services = context.services(create=True)
    today = services.clock.today()
    made = services.surveys.open(
        arguments.year or today.year,
        form,
        arguments.title,
        first_day=day_of(arguments.first_day, today),
        last_day=day_of(arguments.last_day, today),
        issued=arguments.issued,
        groups=tuple(arguments.group) if arguments.group else None,
        complete=True if arguments.complete else None,
        second_share=arguments.second,
    )
    told = _("Đã mở đợt {id}: {title}, phiếu số 1 đến {issued}.")
    return Output(round_values(made), told.format(id=made.id, title=made.title, issued=made.issued))


def _enter(context: CommandContext, arguments: argparse.Namespace) -> Output:
    surveys = context.services().surveys
    form = surveys.get(arguments.id).form
    given = arguments.answers or ([""] * len(form.questions) if arguments.invalid else [])
    answers = [answer_id(form, text, str(place)) for place, text in enumerate(given, 1)]
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
    from friendly_desktop.domain.surveys.lists import Standing

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
        "skipped": [{"row": one.row, "ballot": label(one.label), "message": _left_why(one)} for one in left],
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


def _left_why(one: "ListedBallot") -> str:
    return one.problem or _("đã nhập với câu trả lời khác; dùng --replace để thay")


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
        answer = answer_id(surveys.get(arguments.id).form, answer, question)
    surveys.settle(arguments.id, arguments.number, question, answer)
    left = len(surveys.differences(arguments.id))
    return Output({"left": left}, _("Đã chọn; còn {n} ô khác nhau.").format(n=left))
