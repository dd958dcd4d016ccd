"""``year``: open a year, see how it stands, freeze it."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from friendly_desktop.cli import CommandContext
from friendly_desktop.cli.criteria import service_of
from friendly_desktop.cli.output import Output, table
from friendly_desktop.cli.score import letters_data, records_data
from friendly_desktop.domain.assessment import Gap, YearState, YearView
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.letters.proof import proving_kinds
from friendly_desktop.domain.proof.decisions import DecisionKind, ProposedLeaf
from friendly_desktop.domain.record_proof import proving_record_kinds, record_title
from friendly_desktop.domain.risk import RiskReport
from friendly_desktop.errors import AppError
from friendly_desktop.formats import points, short_date
from friendly_desktop.i18n import _


def add_commands(groups: Any) -> None:
    """Add ``year open``, ``year status``, ``year freeze`` and ``year reopen``."""
    commands = groups.add_parser("year", help=_("bản tự đánh giá của một năm")).add_subparsers(
        metavar="COMMAND", required=True
    )
    opening = commands.add_parser("open", help=_("mở năm với một bộ tiêu chí"))
    opening.add_argument("year", metavar="YEAR", type=int, help=_("năm đánh giá"))
    opening.add_argument("--set", required=True, dest="set_id", metavar="SET", help=_("mã bộ tiêu chí"))
    opening.add_argument("--version", help=_("phiên bản; không ghi thì lấy bản mới nhất"))
    opening.add_argument(
        "--carry-over", action="store_true", help=_("lấy lại phân công và hạn của năm trước")
    )
    opening.set_defaults(run=_open)
    status = commands.add_parser("status", help=_("tình hình của năm"))
    status.add_argument(
        "year", metavar="YEAR", type=int, nargs="?", help=_("năm đánh giá; không ghi thì lấy năm mới nhất")
    )
    status.set_defaults(run=_status)
    for name, told, run in (
        ("freeze", _("chốt số liệu để nộp"), _freeze),
        ("reopen", _("mở lại năm đã chốt"), _reopen),
    ):
        command = commands.add_parser(name, help=told)
        command.add_argument("year", metavar="YEAR", type=int, help=_("năm đánh giá"))
        command.set_defaults(run=run)


def _open(context: CommandContext, arguments: argparse.Namespace) -> Output:
    if not context.folder.exists():
        # What would be refused must not leave a new, empty office behind.
        from friendly_desktop.services.assessment import check_year

        check_year(arguments.year)
        service_of(context).get(arguments.set_id, arguments.version)
    service = context.services(create=True).assessment
    view = service.open_year(
        arguments.year, arguments.set_id, arguments.version, carry_over=arguments.carry_over
    )
    return _answer(context, view)


def _status(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services().assessment
    year = arguments.year
    if year is None:
        years = service.years()
        if not years:
            raise AppError(
                "no_year",
                _("Chưa mở năm nào"),
                _("Chưa có bản tự đánh giá nào."),
                _("Hãy mở một năm bằng lệnh year open."),
            )
        year = years[0].year
    return _answer(context, service.view(year))


def _freeze(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services().assessment
    service.freeze(arguments.year)
    return _answer(context, service.view(arguments.year))


def _reopen(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service = context.services().assessment
    return _answer(context, service.reopen(arguments.year))


def gap_data(gap: Gap) -> dict[str, object]:
    """A finding as JSON."""
    return {"kind": gap.kind, "node": gap.node, "message": gap.message, "points": gap.points}


def _proposal_counts(leaves: Sequence[ProposedLeaf]) -> dict[str, int]:
    """How many leaves have a rule, wait for a decision, were decided, moved since, or have a day to miss."""
    decided = [one.decision.kind for one in leaves if one.decision is not None]
    return {
        "rules": len(leaves),
        "waiting": sum(one.waiting for one in leaves),
        "accepted": decided.count(DecisionKind.ACCEPTED),
        "overridden": decided.count(DecisionKind.OVERRIDDEN),
        "moved": sum(bool(one.moved) for one in leaves),
        "missed": sum(one.proposal.lost for one in leaves),
        "at_risk": sum(one.proposal.risk_date is not None and not one.proposal.lost for one in leaves),
    }


def _answer(context: CommandContext, view: YearView) -> Output:
    services = context.services()
    criteria_set = services.assessment.criteria_of(view.year)
    proposals = services.proposals.proposals(view.year)
    counts = _proposal_counts(proposals)
    risk = services.risk.report_of(criteria_set, view, proposals)
    evaluation = view.evaluation
    data = {
        "year": view.year,
        "set": view.set_id,
        "version": view.set_version,
        "state": view.state,
        "total": evaluation.total if criteria_set.scored else None,
        "level": evaluation.level.id if evaluation.level else None,
        "level_title": evaluation.level.title if evaluation.level else None,
        "vetoed": evaluation.vetoed,
        "unbacked": view.unbacked,
        "letters": letters_data(criteria_set, view),
        "records": records_data(criteria_set, view),
        "postings": sum(row.postings for row in view.rows.values()),
        "activities": sum(row.activities for row in view.rows.values()),
        "proposals": counts,
        "risk": _risk_data(risk),
        "gaps": [gap_data(gap) for gap in view.gaps],
    }
    return Output(data, _text(view, criteria_set, counts, risk))


def _risk_data(report: RiskReport) -> dict[str, object]:
    """What may still be lost: sums, and each line with its points, why, and the last day to save it."""
    return {
        "claimed": report.claimed,
        "backed": report.backed,
        "at_risk": report.claimed_at_risk,
        "unclaimed": report.at_risk - report.claimed_at_risk,
        "lines": [
            {
                "node": one.node,
                "points": one.points,
                "claimed": one.claimed,
                "why": one.why,
                "lost_on": one.lost_on,
                "lost": one.lost,
            }
            for one in report.lines
        ],
    }


def _text(view: YearView, criteria_set: CriteriaSet, counts: Mapping[str, int], risk: RiskReport) -> str:
    evaluation = view.evaluation
    state = (
        _("đã chốt ngày {date}").format(date=short_date(view.frozen_on))
        if view.state is YearState.FROZEN
        else _("đang thực hiện")
    )
    lines = [
        [_("Năm"), str(view.year)],
        [_("Bộ tiêu chí"), f"{criteria_set.short_title} ({view.set_id}, {view.set_version})"],
        [_("Tình trạng"), state],
    ]
    if criteria_set.scored:
        lines += [
            [_("Tổng điểm"), f"{points(evaluation.total)} / {points(evaluation.max_points)}"],
            [_("Mức độ"), evaluation.level.title if evaluation.level else "-"],
            [_("Điểm chưa có minh chứng"), points(view.unbacked)],
            [_("Điểm có nguy cơ mất"), points(risk.claimed_at_risk)],
        ]
    counted = [one for kind, one in view.letters.items() if kind in proving_kinds(criteria_set)]
    if counted:
        told = _("{n} thư đã ký, {waiting} thư chưa ký").format(
            n=sum(one.counted for one in counted), waiting=sum(one.waiting for one in counted)
        )
        lines.append([_("Thư là minh chứng"), told])
    proving = [one for kind, one in view.records.items() if kind in proving_record_kinds(criteria_set)]
    lines += [[record_title(one.kind), str(one.counted)] for one in proving if one.counted]
    if counts["rules"]:
        told = _(
            "{n} mục có quy tắc; {waiting} đề nghị chờ quyết định, {moved} quyết định cần xem lại"
        ).format(n=counts["rules"], waiting=counts["waiting"], moved=counts["moved"])
        lines.append([_("Minh chứng theo quy tắc"), told])
    text = table(lines)
    if view.gaps:
        found = "\n".join(f"  - {gap.message}" for gap in view.gaps)
        text += "\n\n" + _("Còn {n} điều cần xem lại trước khi gửi:").format(n=len(view.gaps)) + "\n" + found
    return text
