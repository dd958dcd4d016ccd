"""Commands on criteria sets: ``criteria list|show|check|import|template``."""

import argparse
import textwrap
from typing import TYPE_CHECKING, Any

from friendly_desktop import formats
from friendly_desktop.cli import CommandContext, path_argument
from friendly_desktop.cli.output import EXIT_FINDINGS, Output, table
from friendly_desktop.domain.criteria import CriteriaSet, Node, Problem, Scorer
from friendly_desktop.domain.criteria.plain import measure_to_plain, scoring_to_plain
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from friendly_desktop.services.criteria import CriteriaService, ImportResult

_WIDTH = 100
_MOST_TOLD = 10


def add_commands(groups: Any) -> None:
    """Add the group to the command line."""
    criteria = groups.add_parser("criteria", help=_("các bộ tiêu chí: xem, kiểm tra, nhập, xuất biểu Excel"))
    commands = criteria.add_subparsers(metavar="COMMAND", required=True)
    command = commands.add_parser("list", help=_("các bộ tiêu chí hiện có"))
    command.set_defaults(run=_list)
    command = commands.add_parser("show", help=_("xem một bộ tiêu chí"))
    command.add_argument("set", metavar="SET", help=_("mã bộ tiêu chí"))
    command.add_argument("--version", help=_("phiên bản; không ghi thì lấy bản mới nhất"))
    command.set_defaults(run=_show)
    command = commands.add_parser("check", help=_("kiểm tra một tệp bộ tiêu chí (YAML, TOML hoặc XLSX)"))
    command.add_argument("file", metavar="FILE", type=path_argument, help=_("tệp bộ tiêu chí"))
    command.set_defaults(run=_check)
    command = commands.add_parser("import", help=_("nhập một tệp bộ tiêu chí thành bộ hoặc phiên bản mới"))
    command.add_argument("file", metavar="FILE", type=path_argument, help=_("tệp bộ tiêu chí"))
    command.add_argument("--dry-run", action="store_true", help=_("chỉ xem trước, không ghi gì"))
    command.set_defaults(run=_import)
    command = commands.add_parser("template", help=_("xuất biểu Excel để điền bộ tiêu chí"))
    command.add_argument("file", metavar="FILE.xlsx", type=path_argument, help=_("tệp Excel sẽ ghi"))
    command.add_argument("--from", dest="source", metavar="SET", help=_("điền sẵn theo bộ tiêu chí này"))
    command.set_defaults(run=_template)


def service_of(context: CommandContext) -> "CriteriaService":
    """The sets of the office where there is one, otherwise the shipped ones."""
    if context.folder.exists():
        return context.services().criteria
    from friendly_desktop.services.criteria import CriteriaService

    return CriteriaService()


def _list(context: CommandContext, _arguments: argparse.Namespace) -> Output:
    sets = service_of(context).sets()
    data = [
        {
            "id": one.id,
            "version": one.version,
            "title": one.title,
            "scored": one.scored,
            "max_points": one.max_points,
            "leaves": len(one.leaves),
            "source": one.source,
            "verified": bool(one.verified_by),
        }
        for one in sets
    ]
    rows = [
        [
            one.id,
            one.version,
            one.short_title,
            formats.points(one.max_points, _("chưa có")),
            str(len(one.leaves)),
            _("đã đối chiếu") if one.verified_by else _("chưa đối chiếu"),
        ]
        for one in sets
    ]
    headings = [_("Mã"), _("Bản"), _("Tên"), _("Tổng điểm"), _("Số mục"), _("Đối chiếu văn bản")]
    return Output(data, table(rows, headings, right=(3, 4)))


def _show(context: CommandContext, arguments: argparse.Namespace) -> Output:
    found = service_of(context).get(arguments.set, arguments.version)
    return Output(_set_data(found), _set_text(found))


def _set_data(whole: CriteriaSet) -> dict[str, Any]:
    return {
        "id": whole.id,
        "version": whole.version,
        "title": whole.title,
        "short_title": whole.short_title,
        "province": whole.province,
        "valid_from": whole.valid_from,
        "valid_to": whole.valid_to,
        "replaces": whole.replaces,
        "source": whole.source,
        "note": whole.note,
        "scored": whole.scored,
        "max_points": whole.max_points,
        "leaves": len(whole.leaves),
        "verified": bool(whole.verified_by),
        "verified_by": whole.verified_by,
        "verified_on": whole.verified_on,
        "legal_basis": [
            {"title": one.title, "number": one.number, "issued": one.issued, "body": one.body}
            for one in whole.legal_basis
        ],
        "levels": [
            {
                "id": level.id,
                "title": level.title,
                "at_least": level.at_least,
                "passing": level.passing,
                "minima": dict(level.minima),
            }
            for level in whole.levels
        ],
        "vetoes": [
            {"id": veto.id, "text": veto.text, "effects": [effect.value for effect in veto.effects]}
            for veto in whole.vetoes
        ],
        "steps": [
            {
                "id": step.id,
                "title": step.title,
                "text": step.text,
                "actor": step.actor,
                "month": step.month,
                "day": step.day or None,
                "year_offset": step.year_offset,
            }
            for step in whole.steps
        ],
        "table_title": whole.table_title,
        "table_notes": list(whole.table_notes),
        "corrections": [
            {"node": one.node, "found": one.found, "corrected": one.corrected, "why": one.why}
            for one in whole.corrections
        ],
        "nodes": [_node_data(node) for node in whole.nodes],
    }


def _node_data(node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "label": node.label,
        "text": node.text,
        "max_points": node.max_points,
        "scoring": scoring_to_plain(node.scoring),
        "scorer": node.scorer.value,
        "lead": node.lead,
        "cooperating": list(node.cooperating),
        "time": node.time,
        "product": node.product,
        "measures": [measure_to_plain(measure) for measure in node.measures],
        "guidance": node.guidance,
        "survey_form": node.survey_form,
        "letter_kinds": list(node.letter_kinds),
        "record_kinds": list(node.record_kinds),
        "posting_kinds": list(node.posting_kinds),
        "activity_kinds": list(node.activity_kinds),
        "printed": node.printed,
        "children": [_node_data(child) for child in node.children],
    }


def _set_text(whole: CriteriaSet) -> str:
    facts = [
        [_("Mã, phiên bản"), f"{whole.id}, {whole.version}"],
        [_("Tổng điểm"), formats.points(whole.max_points, _("chưa có thang điểm"))],
        [_("Số mục phải chấm"), str(len(whole.leaves))],
        [_("Đối chiếu văn bản"), whole.verified_by or _("chưa có người đối chiếu")],
    ]
    parts = [_wrapped(whole.title), table(facts)]
    if whole.note:
        parts.append(_wrapped(whole.note))
    parts.append("\n".join(_node_lines(whole)))
    if whole.levels:
        rows = [
            [level.title, _("từ {points} điểm").format(points=formats.points(level.at_least))]
            for level in whole.levels
        ]
        parts.append(_("Mức độ:") + "\n" + table(rows))
    if whole.vetoes:
        lines = [_wrapped(veto.text, f"  {veto.id}  ") for veto in whole.vetoes]
        parts.append(_("Điều kiện loại:") + "\n" + "\n".join(lines))
    if whole.steps:
        lines = [_wrapped(f"{step.title}. {step.text}", "  ") for step in whole.steps]
        parts.append(_("Các bước trong năm:") + "\n" + "\n".join(lines))
    return "\n\n".join(parts)


def _node_lines(whole: CriteriaSet) -> list[str]:
    column = max(len(node.id) for node in whole.walk()) + 2
    lines = []
    for node in whole.walk():
        start = node.id.ljust(column)
        points = formats.points(node.max_points).rjust(6) if whole.scored else ""
        if node.scorer is Scorer.SURVEY and node.is_leaf:
            points += _(" (phiếu)")
        text = textwrap.wrap(f"{node.label} {node.text}".strip(), _WIDTH - column)
        lines.append(f"{start}{text[0].ljust(_WIDTH - column)}{points}".rstrip())
        lines.extend(" " * column + more for more in text[1:])
    return lines


def _wrapped(text: str, start: str = "") -> str:
    paragraphs = [
        textwrap.fill(line, _WIDTH, initial_indent=start, subsequent_indent=" " * len(start))
        for line in text.splitlines()
    ]
    return "\n".join(paragraphs)


def _check(context: CommandContext, arguments: argparse.Namespace) -> Output:
    problems = service_of(context).check_file(arguments.file)
    data = {"ok": not problems, "problems": _problem_data(problems)}
    if not problems:
        return Output(data, _("Tệp đúng, có thể nhập."))
    return Output(data, _problem_text(problems), EXIT_FINDINGS)


def _problem_data(problems: tuple[Problem, ...]) -> list[dict[str, str]]:
    return [{"where": problem.where, "message": problem.message} for problem in problems]


def _problem_text(problems: tuple[Problem, ...]) -> str:
    count = len(problems)
    heading = ngettext("Tệp có {n} lỗi:", "Tệp có {n} lỗi:", count).format(n=count)
    lines = [_wrapped(f"{problem.where}: {problem.message}", "  - ") for problem in problems]
    return "\n".join([heading, *lines])


def _import(context: CommandContext, arguments: argparse.Namespace) -> Output:
    # Neither a dry run nor a refused file may create a data folder.
    result = service_of(context).import_file(arguments.file, dry_run=True)
    if not (arguments.dry_run or result.problems):
        result = context.services(create=True).criteria.import_file(arguments.file)
    if result.problems and not arguments.dry_run:
        told = "\n  ".join(f"{one.where}: {one.message}" for one in result.problems[:_MOST_TOLD])
        raise AppError(
            "criteria_file_wrong",
            _("Tệp bộ tiêu chí có lỗi, chưa nhập gì"),
            told,
            _("Hãy sửa các chỗ này rồi nhập lại; lệnh criteria check liệt kê đủ mọi lỗi."),
        )
    data: dict[str, Any] = {
        "id": result.id,
        "version": result.version,
        "added": list(result.added),
        "changed": list(result.changed),
        "removed": list(result.removed),
    }
    if result.problems:
        data["problems"] = _problem_data(result.problems)
        return Output(data, _problem_text(result.problems), EXIT_FINDINGS)
    return Output(data, _import_text(result, dry_run=arguments.dry_run))


def _import_text(result: "ImportResult", *, dry_run: bool) -> str:
    names = {"id": result.id, "version": result.version, "previous": result.previous}
    if result.unchanged:
        return _("Nội dung giống hệt bộ {id} phiên bản {version} đã có; không phải làm gì.").format(**names)
    if result.previous and dry_run:
        heading = _("Sẽ nhập bộ {id} phiên bản {version}, so với phiên bản {previous}:").format(**names)
    elif result.previous:
        heading = _("Đã nhập bộ {id} phiên bản {version}, so với phiên bản {previous}:").format(**names)
    elif dry_run:
        heading = _("Sẽ nhập bộ mới {id} phiên bản {version}:").format(**names)
    else:
        heading = _("Đã nhập bộ mới {id} phiên bản {version}:").format(**names)
    rows = [
        [_("  thêm"), str(len(result.added)), _shortened(result.added)],
        [_("  đổi"), str(len(result.changed)), _shortened(result.changed)],
        [_("  bỏ"), str(len(result.removed)), _shortened(result.removed)],
    ]
    return heading + "\n" + table(rows, right=(1,))


def _shortened(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:_MOST_TOLD]) + (", …" if len(ids) > _MOST_TOLD else "")


def _template(context: CommandContext, arguments: argparse.Namespace) -> Output:
    service_of(context).write_template(arguments.file, arguments.source)
    return Output({"file": str(arguments.file)}, _("Đã xuất biểu Excel: {file}").format(file=arguments.file))
