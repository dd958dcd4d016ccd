"""Commands on scores: ``evaluate`` is pure arithmetic; ``set``, ``accept``, ``veto`` and ``show`` work on a year."""

import argparse
import difflib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from friendly_desktop import formats
from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.criteria import service_of
from friendly_desktop.cli.output import EXIT_DONE, EXIT_FINDINGS, Output, table
from friendly_desktop.domain.assessment import Evaluation, YearView
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.letters.proof import proofs_of
from friendly_desktop.domain.proof.decisions import ProposedLeaf
from friendly_desktop.domain.record_proof import record_proofs_of
from friendly_desktop.domain.scoring import evaluate
from friendly_desktop.domain.snapshot_proof import plain_leaf
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _
from friendly_desktop.paths import is_file

_LARGEST_INPUT = 5_000_000
_ANSWERS = {"yes": True, "no": False, "unknown": None}
_PARTS = ("scores", "vetoes", "surveys", "not_applicable")


def add_commands(groups: Any) -> None:
    """Add the group to the command line."""
    score = groups.add_parser("score", help=_("điểm: tính thử, ghi điểm, xem điểm một năm"))
    commands = score.add_subparsers(metavar="COMMAND", required=True)
    command = commands.add_parser("evaluate", help=_("tính điểm từ một tệp, không cần dữ liệu của đơn vị"))
    command.add_argument("--set", required=True, metavar="SET", help=_("mã bộ tiêu chí"))
    command.add_argument(
        "--input", required=True, metavar="FILE", type=path_argument, help=_("tệp JSON có các điểm")
    )
    command.set_defaults(run=_evaluate)
    command = commands.add_parser("set", help=_("ghi điểm một mục của năm"))
    command.add_argument("year", metavar="YEAR", type=int, help=_("năm đánh giá"))
    command.add_argument("node", metavar="NODE", help=_("mã mục, như B.1.2.1"))
    command.add_argument("points", metavar="POINTS", type=_points_argument, help=_("số điểm, như 1 hoặc 0,5"))
    command.add_argument("--note", metavar="T", help=_("lý do chấm điểm"))
    command.set_defaults(run=_set)
    command = commands.add_parser("veto", help=_("trả lời một điều kiện loại của năm"))
    command.add_argument("year", metavar="YEAR", type=int, help=_("năm đánh giá"))
    command.add_argument("veto", metavar="VETO", help=_("mã điều kiện, như v1"))
    command.add_argument("answer", choices=tuple(_ANSWERS), help=_("có, không, hoặc chưa rõ"))
    command.add_argument("--note", metavar="T", default="", help=_("ghi chú"))
    command.set_defaults(run=_veto)
    command = commands.add_parser(
        "accept", help=_("chấp nhận đề nghị từ số liệu cho một mục, hoặc chấm khác")
    )
    command.add_argument("year", metavar="YEAR", type=int, help=_("năm đánh giá"))
    command.add_argument("node", metavar="NODE", help=_("mã mục, như B.1.2.1"))
    command.add_argument("--by", metavar="NAME", default="", help=_("người quyết định"))
    command.add_argument("--points", metavar="P", type=_points_argument, help=_("số điểm khác với đề nghị"))
    command.add_argument("--reason", metavar="T", help=_("lý do chấm khác"))
    command.set_defaults(run=_accept)
    command = commands.add_parser("show", help=_("điểm của năm, từng mục"))
    command.add_argument("year", metavar="YEAR", type=int, help=_("năm đánh giá"))
    command.set_defaults(run=_show)


def _accept(context: CommandContext, arguments: argparse.Namespace) -> Output:
    """Take what the records propose, or, with points and a reason, decide otherwise."""
    services = context.services()
    year, node = arguments.year, arguments.node
    if arguments.points is None and arguments.reason is None:
        leaf = services.proposals.accept(year, node, arguments.by)
    else:
        leaf = services.proposals.override(
            year,
            node,
            arguments.points,
            arguments.reason or "",
            arguments.by,
            done=arguments.points is None or arguments.points.strip() not in ("0", ""),
        )
    maximum = services.assessment.criteria_of(year).by_id[node].max_points
    told = "\n".join([*(one.sentence for one in leaf.proposal.results), leaf.proposal.sentence])
    if leaf.points is None:
        state = _("đã thực hiện") if leaf.done else _("chưa thực hiện")
        text = _("Mục {node}: {state}.").format(node=node, state=state)
    else:
        text = _("Mục {node}: {points} trên {maximum} điểm.").format(
            node=node, points=formats.points(leaf.points), maximum=formats.points(maximum)
        )
    data = {"node": node, "points": leaf.points, "max_points": maximum, "proposal": plain_leaf(leaf)}
    return Output(data, f"{told}\n{text}")


def _set(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services().assessment
    view = service.set_points(arguments.year, arguments.node, arguments.points, arguments.note)
    node = service.criteria_of(arguments.year).by_id[arguments.node]
    points = view.rows[node.id].entry.points
    text = _("Mục {node}: {points} trên {maximum} điểm. Tổng điểm của năm: {total}.").format(
        node=node.id,
        points=formats.points(points, _("chưa chấm")),
        maximum=formats.points(node.max_points),
        total=formats.points(view.evaluation.total),
    )
    return Output({"node": node.id, "points": points, "max_points": node.max_points}, text)


def _points_argument(text: str) -> str:
    """Points as typed; an empty one, as from an unset variable, would take the score back."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("điểm để trống"))
    return text


def _veto(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services().assessment
    holds = _ANSWERS[arguments.answer]
    view = service.set_veto(arguments.year, arguments.veto, holds, arguments.note)
    criteria_set = service.criteria_of(arguments.year)
    text = evaluation_text(criteria_set, view.evaluation)
    return Output({"veto": arguments.veto, "holds": holds, "vetoed": view.evaluation.vetoed}, text)


def _show(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services().assessment
    view = service.view(arguments.year)
    criteria_set = service.criteria_of(arguments.year)
    proposals = context.services().proposals.proposals(arguments.year)
    entries = [
        {
            "node": leaf.id,
            "points": view.rows[leaf.id].entry.points,
            "max_points": leaf.max_points,
            "status": view.rows[leaf.id].entry.status,
            "reason": view.rows[leaf.id].entry.reason,
            "note": view.rows[leaf.id].entry.note,
            "evidence": view.rows[leaf.id].evidence_count,
            "letters": view.rows[leaf.id].letters,
            "records": view.rows[leaf.id].records,
            "postings": view.rows[leaf.id].postings,
            "activities": view.rows[leaf.id].activities,
            "last_points": view.rows[leaf.id].last_points,
        }
        for leaf in criteria_set.leaves
        if leaf.id in view.rows
    ]
    rows = [
        [
            leaf.id,
            _shortened(leaf.text),
            formats.points(view.rows[leaf.id].entry.points, "–"),
            formats.points(leaf.max_points),
            str(view.rows[leaf.id].evidence_count),
            str(view.rows[leaf.id].letters),
            str(view.rows[leaf.id].records + view.rows[leaf.id].postings + view.rows[leaf.id].activities),
        ]
        for leaf in criteria_set.leaves
        if leaf.id in view.rows
    ]
    headings = [_("Mã"), _("Nội dung"), _("Điểm"), _("Điểm chuẩn"), _("Tài liệu"), _("Thư"), _("Việc")]
    text = (
        table(rows, headings, right=(2, 3, 4, 5, 6)) + "\n\n" + evaluation_text(criteria_set, view.evaluation)
    )
    text += _proposals_text(proposals)
    data = {
        "year": view.year,
        "set": view.set_id,
        "version": view.set_version,
        "state": view.state,
        **evaluation_data(criteria_set, view.evaluation),
        "letters": letters_data(criteria_set, view),
        "records": records_data(criteria_set, view),
        "proposals": [plain_leaf(one) for one in proposals],
        "entries": entries,
    }
    return Output(data, text)


def _evaluate(context: CommandContext, arguments: argparse.Namespace) -> Output:
    criteria_set = service_of(context).get(arguments.set)
    given = _read_input(arguments.input)
    done = evaluate(
        criteria_set,
        given.points("scores"),
        given.vetoes(),
        given.points("surveys"),
        given.not_applicable(),
    )
    code = EXIT_FINDINGS if done.problems else EXIT_DONE
    return Output(evaluation_data(criteria_set, done), evaluation_text(criteria_set, done), code)


def _proposals_text(proposals: Sequence[ProposedLeaf]) -> str:
    """What waits for a decision or moved since it was taken; "" for nothing."""
    told = [
        f"  - {one.node}: {one.moved or one.proposal.sentence}"
        for one in proposals
        if one.waiting or one.moved
    ]
    return "\n\n" + _("Đề nghị từ số liệu, chờ quyết định:") + "\n" + "\n".join(told) if told else ""


def letters_data(criteria_set: CriteriaSet, view: YearView) -> list[dict[str, Any]]:
    """The letters of a year by line of the set: those that count, and those that are not signed."""
    return [
        {
            "node": proof.node,
            "counted": proof.counted,
            "waiting": proof.waiting,
            "kinds": {one.kind.value: one.counted for one in proof.tallies},
        }
        for proof in proofs_of(criteria_set, view.letters)
    ]


def records_data(criteria_set: CriteriaSet, view: YearView) -> list[dict[str, Any]]:
    """The sessions, settled cases, dialogues and visits of a year by line of the set."""
    return [
        {
            "node": proof.node,
            "counted": proof.counted,
            "kinds": {
                one.kind.value: {
                    "counted": one.counted,
                    "late": one.late,
                    "waiting": one.waiting,
                    "months": list(one.months),
                }
                for one in proof.tallies
            },
        }
        for proof in record_proofs_of(criteria_set, view.records)
    ]


def evaluation_data(criteria_set: CriteriaSet, done: Evaluation) -> dict[str, Any]:
    """The sums of a year, in the words that scripts read."""
    return {
        "total": done.total if criteria_set.scored else None,
        "self_points": done.self_points if criteria_set.scored else None,
        "survey_points": done.survey_points if criteria_set.scored else None,
        "max_points": done.max_points,
        "level": done.level.id if done.level else None,
        "level_title": done.level.title if done.level else None,
        "vetoed": done.vetoed,
        "sections": {
            node.id: done.sums.get(node.id, Decimal(0))
            for node in criteria_set.sections
            if criteria_set.scored
        },
        "problems": [{"node": problem.node, "message": problem.message} for problem in done.problems],
    }


def evaluation_text(criteria_set: CriteriaSet, done: Evaluation) -> str:
    """The sums of a year for people."""
    if criteria_set.scored:
        lines = [_sums_table(criteria_set, done), ""]
    else:
        lines = [_("Bộ tiêu chí này chưa có thang điểm nên không có tổng điểm.")]
    if done.level:
        lines.append(_("Mức độ: {level}").format(level=done.level.title))
    if done.vetoed:
        lines.append(_("Có điều kiện loại: đơn vị không được xét công nhận, dù đạt bao nhiêu điểm."))
    if done.next_level and done.to_next is not None:
        lines.append(
            _("Còn thiếu {points} điểm để đạt «{level}».").format(
                points=formats.points(done.to_next), level=done.next_level.title
            )
        )
    if done.unanswered_vetoes:
        lines.append(
            _("Chưa trả lời điều kiện loại: {vetoes}.").format(vetoes=", ".join(done.unanswered_vetoes))
        )
    if done.problems:
        lines.append(_("Điểm không được tính:"))
        lines.extend(f"  - {problem.node}: {problem.message}" for problem in done.problems)
    return "\n".join(lines)


def _sums_table(criteria_set: CriteriaSet, done: Evaluation) -> str:
    rows = [
        [
            node.id,
            _shortened(node.text),
            formats.points(done.sums.get(node.id, Decimal(0))),
            formats.points(node.max_points),
        ]
        for node in criteria_set.sections
    ]
    rows.append(["", _("Phiếu khảo sát"), formats.points(done.survey_points), ""])
    rows.append(["", _("Tổng điểm"), formats.points(done.total), formats.points(done.max_points)])
    return table(rows, [_("Mã"), _("Tiêu chí"), _("Điểm"), _("Điểm chuẩn")], right=(2, 3))


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rstrip() + "…"


def _read_input(path: Path) -> "_Input":
    if path.exists() and not is_file(path):  # a pipe or a device may never end
        raise _wrong_input(path, _("Tệp không mở được."))
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST_INPUT + 1)
    except FileNotFoundError as error:
        raise AppError(
            "file_missing",
            _("Không tìm thấy tệp"),
            _("Không có tệp {file}.").format(file=path),
            _("Hãy kiểm tra lại tên và thư mục."),
        ) from error
    except OSError as error:
        raise _wrong_input(path, _("Tệp không mở được.")) from error
    if len(content) > _LARGEST_INPUT:
        raise _wrong_input(path, _("Tệp lớn hơn 5 MB nên không phải là tệp điểm."))
    try:
        found = json.loads(
            content.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_once,
        )
        json.dumps(found, ensure_ascii=False, default=str).encode()  # half a character can be written nowhere
    except UnicodeError as error:
        raise _wrong_input(path, _("Tệp không phải là văn bản mã UTF-8.")) from error
    except json.JSONDecodeError as error:
        message = _("Sai cú pháp JSON ở dòng {line}, cột {column}.")
        raise _wrong_input(path, message.format(line=error.lineno, column=error.colno)) from error
    except RecursionError as error:
        raise _wrong_input(path, _("Dữ liệu lồng nhau quá sâu.")) from error
    except _RefusedValueError as error:
        raise _wrong_input(path, str(error)) from error
    if not isinstance(found, dict):
        raise _wrong_input(path, _("Tệp phải là một đối tượng JSON có «scores», «vetoes», «surveys»."))
    for name in found:
        if name not in _PARTS:
            near = difflib.get_close_matches(name, _PARTS, n=1)
            message = (
                _("Không có phần nào tên «{name}». Có phải là «{near}»?").format(name=name, near=near[0])
                if near
                else _("Không có phần nào tên «{name}».").format(name=name)
            )
            raise _wrong_input(path, message)
    return _Input(path, found)


class _RefusedValueError(ValueError):
    """A value that JSON readers take and a score cannot be."""


def _refuse_constant(word: str) -> Decimal:
    raise _RefusedValueError(_("«{word}» không phải là số.").format(word=word))


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        "".join(names).encode()
        twin = next(name for name in names if names.count(name) > 1)
        raise _RefusedValueError(_("«{name}» được ghi hai lần.").format(name=twin))
    return found


@dataclass(frozen=True, slots=True)
class _Input:
    """The parts of an input file, each read the way its values must be."""

    path: Path
    parts: dict[str, Any]

    def points(self, part: str) -> dict[str, Decimal | str]:
        """Scores by node; what is neither text nor number becomes text that the rules then refuse."""
        return {
            node_id: value if isinstance(value, str | Decimal) else json.dumps(value, default=str)
            for node_id, value in self._object(part).items()
            if value is not None
        }

    def vetoes(self) -> dict[str, bool | None]:
        """The answers by veto; null is unanswered."""
        found = self._object("vetoes")
        for veto_id, answer in found.items():
            if answer is not None and not isinstance(answer, bool):
                message = _("Câu trả lời của điều kiện loại «{veto}» phải là true, false hoặc null.")
                raise _wrong_input(self.path, message.format(veto=veto_id))
        return found

    def not_applicable(self) -> list[str]:
        """The leaves for which the commune has no task."""
        found = self.parts.get("not_applicable") or []
        if not isinstance(found, list) or not all(isinstance(node_id, str) for node_id in found):
            raise _wrong_input(self.path, _("«not_applicable» phải là danh sách mã mục."))
        return found

    def _object(self, part: str) -> dict[str, Any]:
        found = self.parts.get(part)
        if found is None:
            return {}
        if not isinstance(found, dict):
            message = _("«{part}» phải là một đối tượng gồm các cặp mã và giá trị.")
            raise _wrong_input(self.path, message.format(part=part))
        return found


def _wrong_input(path: Path, message: str) -> AppError:
    return AppError(
        "score_input_wrong",
        _("Không đọc được tệp điểm {name}").format(name=path.name),
        message,
        _("Tệp phải có dạng như {example}.").format(
            example='{"scores": {"B.1.1.1": "1"}, "vetoes": {"v1": false}, "surveys": {"A.1": "8.35"}}'
        ),
    )
