"""The rules a whole criteria set must keep: ids, sums at every level, rules of leaves, levels, vetoes."""

import calendar
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from friendly_desktop.domain.criteria import (
    CriteriaSet,
    Node,
    Scorer,
    Scoring,
    ScoringKind,
    VetoEffect,
)
from friendly_desktop.domain.criteria.source import Findings
from friendly_desktop.formats import points as points_text
from friendly_desktop.i18n import N_, _

_OUTSIDE_MAXIMUM = frozenset({ScoringKind.BONUS, ScoringKind.DEDUCTION})
_NEEDS_POINTS = frozenset(ScoringKind) - {ScoringKind.NONE, ScoringKind.CHECK, ScoringKind.DEDUCTION}
#: Which parts of a rule belong to which kind; a part given for another kind is a mistake.
_PARTS = {
    "options": {ScoringKind.CHOICE},
    "bands": {ScoringKind.BANDS},
    "unit_points": {ScoringKind.COUNT, ScoringKind.RATIO},
    "floor": {ScoringKind.DEDUCTION},
}

_KIND_NAMES = {
    ScoringKind.NONE: N_("không chấm"),
    ScoringKind.CHECK: N_("đã làm, chưa làm"),
    ScoringKind.YES_NO: N_("có hoặc không"),
    ScoringKind.CHOICE: N_("chọn phương án"),
    ScoringKind.BANDS: N_("theo dải số liệu"),
    ScoringKind.RATIO: N_("theo tỷ lệ"),
    ScoringKind.COUNT: N_("theo số lượng"),
    ScoringKind.FREE: N_("tự do theo bước"),
    ScoringKind.DEDUCTION: N_("điểm trừ"),
    ScoringKind.BONUS: N_("điểm thưởng"),
    ScoringKind.IMPORTED: N_("số liệu nhập"),
    ScoringKind.SURVEY: N_("trung bình phiếu"),
}


def check_set(
    criteria_set: CriteriaSet,
    places: Mapping[str, str],
    findings: Findings,
    broken: Collection[str] = (),
) -> None:
    """Note every rule the set breaks.

    Args:
        criteria_set: a set whose fields are each well-formed.
        places: where each node stands in its file, for people.
        findings: takes the problems.
        broken: ids of nodes of which something could not be read ("" for the set's own fields); what
            would follow from a missing value is not told as a second problem.
    """
    checks = _Checks(criteria_set, places, findings, frozenset(broken))
    checks.check_ids()
    checks.check_sums()
    for node in criteria_set.walk():
        if node.id not in broken:
            checks.check_rule(node)
    if findings.problems:
        return
    checks.check_levels()
    checks.check_vetoes_and_steps()
    if criteria_set.valid_from and criteria_set.valid_to and criteria_set.valid_from > criteria_set.valid_to:
        checks.refuse_part(
            "valid_to", _("Ngày hết hiệu lực («valid_to») đứng trước ngày có hiệu lực («valid_from»).")
        )


def place_of(key: str) -> str:
    """The name in ``places`` of a part of the set that is not a node."""
    return f"«{key}»"


@dataclass(frozen=True, slots=True)
class _Checks:
    criteria_set: CriteriaSet
    places: Mapping[str, str]
    findings: Findings
    broken: frozenset[str]

    def _refuse(self, node: Node, message: str) -> None:
        self.findings.add(self.places.get(node.id, node.id), message)

    def refuse_part(self, key: str, message: str) -> None:
        """Note a problem of a part of the set that is not a node."""
        self.findings.add(self.places.get(place_of(key), key), message)

    def check_ids(self) -> None:
        """Every id stands under the path of its parent."""

        def visit(nodes: Iterable[Node], parent: str) -> None:
            for node in nodes:
                head, dot, last = node.id.rpartition(".")
                if node.id and parent and not (dot and last and head == parent):
                    message = _("Mục «{id}» nằm trong mục «{parent}» nên mã phải có dạng «{parent}.…».")
                    self._refuse(node, message.format(id=node.id, parent=parent))
                visit(node.children, node.id)

        visit(self.criteria_set.nodes, "")

    def check_sums(self) -> None:
        """The points of every group are those of its children; those of the set are its top nodes'."""
        whole = self.criteria_set
        for node in whole.walk():
            if node.children and not self.broken.intersection(
                (node.id, *(child.id for child in node.children))
            ):
                self._check_group(node)
        if self.broken.intersection(("", *(node.id for node in whole.nodes))):
            return
        if whole.max_points is None:
            if any(node.max_points is not None for node in whole.walk()):
                message = _("Các mục có điểm nhưng bộ tiêu chí thiếu tổng điểm; hãy ghi «max_points».")
                self.refuse_part("max_points", message)
            return
        total = sum((node.max_points or Decimal(0) for node in whole.nodes if not _outside(node)), Decimal(0))
        if total != whole.max_points:
            message = _("Tổng điểm chuẩn ghi là {written}, nhưng các mục cao nhất cộng lại được {added}.")
            self.refuse_part(
                "max_points", message.format(written=points_text(whole.max_points), added=points_text(total))
            )

    def _check_group(self, group: Node) -> None:
        counted = [child for child in group.children if not _outside(child)]
        with_points = [child for child in counted if child.max_points is not None]
        if not with_points and group.max_points is None:
            return
        if group.max_points and len(with_points) < len(counted):
            for child in counted:
                if child.max_points is None:
                    message = _("Mục này chưa có điểm chuẩn, trong khi mục cha «{parent}» có {points} điểm.")
                    self._refuse(child, message.format(parent=group.id, points=points_text(group.max_points)))
            return
        total = sum((child.max_points or Decimal(0) for child in with_points), Decimal(0))
        if group.max_points is None:
            message = _("Nhóm này thiếu điểm chuẩn; các mục con cộng lại được {added}, hãy ghi số đó.")
            self._refuse(group, message.format(added=points_text(total)))
        elif total != group.max_points:
            message = _("Điểm chuẩn ghi là {written}, nhưng các mục con cộng lại được {added}.")
            self._refuse(
                group, message.format(written=points_text(group.max_points), added=points_text(total))
            )

    def check_rule(self, node: Node) -> None:
        """The rule of a leaf has what its kind needs, and nothing else."""
        rule = node.scoring
        if not node.is_leaf:
            return
        if (node.scorer is Scorer.SURVEY) != (rule.kind is ScoringKind.SURVEY):
            self._refuse(
                node,
                _("Mục do phiếu khảo sát chấm phải có cách chấm «trung bình phiếu» (survey), và ngược lại."),
            )
        if rule.kind in _NEEDS_POINTS and not node.max_points:
            message = _("Cách chấm «{kind}» cần điểm chuẩn lớn hơn 0.").format(kind=_kind_name(rule.kind))
            self._refuse(node, message)
            return
        if rule.kind not in _NEEDS_POINTS and node.max_points:
            message = _("Cách chấm «{kind}» không dùng điểm chuẩn; hãy bỏ điểm hoặc đổi cách chấm.")
            self._refuse(node, message.format(kind=_kind_name(rule.kind)))
        given = {
            "options": rule.options,
            "bands": rule.bands,
            "unit_points": rule.unit_points,
            "floor": rule.floor,
        }
        for part, value in given.items():
            if value not in (None, ()) and rule.kind not in _PARTS[part]:
                message = _("«{part}» không dùng được với cách chấm «{kind}».")
                self._refuse(node, message.format(part=part, kind=_kind_name(rule.kind)))
        self._check_numbers(node, rule)

    def _check_numbers(self, node: Node, rule: Scoring) -> None:
        maximum = node.max_points or Decimal(0)
        if rule.step is not None:
            if rule.step <= 0:
                self._refuse(node, _("Bước chấm phải lớn hơn 0."))
            elif rule.kind not in (ScoringKind.CHOICE, ScoringKind.BANDS) and maximum % rule.step:
                message = _(
                    "Điểm chuẩn {points} không chia hết cho bước chấm {step}; hãy ghi bước chấm nhỏ hơn."
                )
                self._refuse(node, message.format(points=points_text(maximum), step=points_text(rule.step)))
        if rule.kind is ScoringKind.DEDUCTION and (rule.floor is None or rule.floor >= 0):
            self._refuse(node, _("Điểm trừ cần mức thấp nhất («floor») là số âm, ví dụ -5."))
        if rule.kind is ScoringKind.COUNT and (rule.unit_points is None or rule.unit_points <= 0):
            self._refuse(
                node, _("Cách chấm theo số lượng cần điểm cho mỗi đơn vị («unit_points») lớn hơn 0.")
            )
        if rule.kind is ScoringKind.RATIO and rule.unit_points is not None and rule.unit_points <= 0:
            self._refuse(node, _("Điểm cho mỗi phần trăm («unit_points») phải lớn hơn 0."))
        if rule.kind is ScoringKind.CHOICE:
            self._check_answers(node, [option.points for option in rule.options])
            if len({option.id for option in rule.options}) < len(rule.options):
                self._refuse(node, _("Hai phương án có cùng mã; mỗi phương án phải có mã riêng."))
        if rule.kind is ScoringKind.BANDS:
            self._check_answers(node, [band.points for band in rule.bands])
            bounds = [band.at_least for band in rule.bands]
            if any(later <= earlier for earlier, later in pairwise(bounds)):
                self._refuse(node, _("Các dải điểm phải xếp theo mốc tăng dần."))

    def _check_answers(self, node: Node, answers: list[Decimal]) -> None:
        maximum = node.max_points or Decimal(0)
        if not answers:
            self._refuse(node, _("Cách chấm này cần ít nhất một mức điểm («options» hoặc «bands»)."))
        elif min(answers) < 0:
            self._refuse(node, _("Mức điểm không được âm."))
        elif max(answers) != maximum:
            message = _("Mức điểm cao nhất là {best}, nhưng điểm chuẩn ghi là {points}.")
            self._refuse(node, message.format(best=points_text(max(answers)), points=points_text(maximum)))

    def check_levels(self) -> None:
        """Levels rise strictly, stay within reach, and their minima name nodes of the set."""
        whole = self.criteria_set
        levels = whole.levels
        self._check_twins([level.id for level in levels], "levels")
        for earlier, later in pairwise(levels):
            if later.at_least <= earlier.at_least:
                message = _("Mức «{title}» bắt đầu từ {bound}, phải cao hơn mức đứng trước ({before}).")
                self.refuse_part(
                    "levels",
                    message.format(
                        title=later.title,
                        bound=points_text(later.at_least),
                        before=points_text(earlier.at_least),
                    ),
                )
        for level in levels:
            if whole.max_points is not None and level.at_least > whole.max_points:
                message = _("Mức «{title}» bắt đầu từ {bound}, cao hơn tổng điểm chuẩn {total}.")
                self.refuse_part(
                    "levels",
                    message.format(
                        title=level.title,
                        bound=points_text(level.at_least),
                        total=points_text(whole.max_points),
                    ),
                )
            for node_id, bound in level.minima.items():
                node = whole.by_id.get(node_id)
                if node is None:
                    message = _("Mức «{title}» đòi điểm tối thiểu của mục «{id}», nhưng không có mục này.")
                    self.refuse_part("levels", message.format(title=level.title, id=node_id))
                elif node.max_points is not None and bound > node.max_points:
                    message = _("Mức «{title}» đòi mục «{id}» đạt {bound}, cao hơn điểm chuẩn {points}.")
                    self.refuse_part(
                        "levels",
                        message.format(
                            title=level.title,
                            id=node_id,
                            bound=points_text(bound),
                            points=points_text(node.max_points),
                        ),
                    )

    def check_vetoes_and_steps(self) -> None:
        """Vetoes have a level to fall to; steps are days of the calendar."""
        whole = self.criteria_set
        self._check_twins([veto.id for veto in whole.vetoes], "vetoes")
        self._check_twins([step.id for step in whole.steps], "steps")
        taking = any(VetoEffect.NOT_CONSIDERED in veto.effects for veto in whole.vetoes)
        if taking and whole.levels and all(level.passing for level in whole.levels):
            message = _(
                "Có điều kiện loại nhưng không có mức «không đạt»; hãy thêm một mức không đạt chuẩn (passing: false; trong biểu Excel: cột «Đạt chuẩn» ghi Không)."
            )
            self.refuse_part("levels", message)
        for step in whole.steps:
            # The 29th of February would be missing in most years.
            if step.day > calendar.monthrange(2001, step.month)[1]:
                message = _("Bước «{title}»: tháng {month} không có ngày {day}.")
                self.refuse_part("steps", message.format(title=step.title, month=step.month, day=step.day))

    def _check_twins(self, ids: list[str], key: str) -> None:
        for twin in sorted({one for one in ids if ids.count(one) > 1}):
            self.refuse_part(key, _("Mã «{id}» bị dùng hai lần trong «{key}».").format(id=twin, key=key))


def _outside(node: Node) -> bool:
    """Whether a node's points stand outside the maximum: a bonus, a deduction, or a group of only those."""
    if node.is_leaf:
        return node.scoring.kind in _OUTSIDE_MAXIMUM
    return all(_outside(child) for child in node.children)


def _kind_name(kind: ScoringKind) -> str:
    """What people call a kind, with its name in the file format."""
    return f"{_(_KIND_NAMES[kind])}, {kind.value}"
