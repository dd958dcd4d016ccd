"""Builds a criteria set from what a file says, in the format documented beside the shipped sets."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from friendly_desktop.domain.criteria import (
    Band,
    Correction,
    CriteriaSet,
    LegalBasis,
    Level,
    Measure,
    Node,
    NotApplicable,
    Option,
    Problem,
    Scorer,
    Scoring,
    ScoringKind,
    Step,
    Veto,
    VetoEffect,
)
from friendly_desktop.domain.criteria.measures import (
    ACTIVITY_KINDS,
    GAUGE_KINDS,
    GAUGE_UNITS,
    LETTER_KINDS,
    NAMED_GAUGES,
    RECORD_KINDS,
    Gauge,
    source_of,
)
from friendly_desktop.domain.criteria.rules import check_set, place_of
from friendly_desktop.domain.criteria.source import FILE_ID, Fields, Findings, Table
from friendly_desktop.i18n import N_, _

FORMAT = 1
DEEPEST = 20
OPERATORS = frozenset({">=", ">", "=", "<=", "<"})
UNITS = frozenset({"percent", "times", "days", "models", "persons"})
PERIODS = frozenset({"week", "month", "quarter", "year"})

_VERSION = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6}){0,3}")
_NODE_ID = re.compile(r"[A-Za-z0-9]{1,12}(?:\.[A-Za-z0-9]{1,12})*")
_SMALL_ID = re.compile(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)*")
_KIND_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")

_SET_ID_ADVICE = N_("Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, như hai-duong-2024.")
_VERSION_ADVICE = N_("Hãy ghi số phiên bản như 1 hoặc 2.1.")
_NODE_ID_ADVICE = N_("Mã mục gồm chữ cái không dấu và chữ số, cách nhau bằng dấu chấm, như B.1.2.")
_SMALL_ID_ADVICE = N_("Chỉ dùng chữ cái không dấu, chữ số và dấu gạch nối.")

_STEPS = {
    ScoringKind.FREE: Decimal("0.25"),
    ScoringKind.BONUS: Decimal("0.25"),
    ScoringKind.DEDUCTION: Decimal("0.25"),
    ScoringKind.SURVEY: Decimal("0.01"),
    ScoringKind.IMPORTED: Decimal("0.01"),
    ScoringKind.RATIO: Decimal("0.01"),
}

PartT = TypeVar("PartT")


@dataclass(frozen=True, slots=True)
class Built:
    """A set read from a file; ``criteria_set`` is None when the file has problems."""

    criteria_set: CriteriaSet | None
    problems: tuple[Problem, ...]


def default_scoring(scorer: Scorer, *, leaf: bool, has_points: bool) -> Scoring:
    """The rule of a node for which the file names none."""
    if not leaf:
        return Scoring()
    if scorer is Scorer.SURVEY:
        kind = ScoringKind.SURVEY
    elif scorer is Scorer.IMPORTED and has_points:
        kind = ScoringKind.IMPORTED
    else:
        kind = ScoringKind.FREE if has_points else ScoringKind.CHECK
    return Scoring(kind, step=_STEPS.get(kind))


def build(root: Table) -> Built:
    """Read a whole set.

    Args:
        root: the top table of the file.

    Returns:
        The set, or every problem found.
    """
    findings = Findings()
    builder = _Builder(findings)
    top = Fields(root, findings)
    if not builder.knows_format(top):
        return Built(None, tuple(findings.problems))
    criteria_set = builder.whole_set(top)
    check_set(criteria_set, builder.places, findings, builder.broken)
    return Built(None if findings.problems else criteria_set, tuple(findings.problems))


class _Builder:
    """Turns tables into the frozen values; remembers where each node stands in the file."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.places: dict[str, str] = {}
        self.broken: set[str] = set()  # nodes and parts of which something could not be read
        self._ids: set[str] = set()  # folded: evidence lies in folders by id, and Windows folds names

    def knows_format(self, top: Fields) -> bool:
        """Whether this program understands the file's format; notes the problem otherwise."""
        found = top.line("format", required=True)
        if not re.fullmatch(r"[0-9]{1,6}", found) or int(found) < 1:
            if found:
                top.refuse(
                    _("«format» phải là số 1, không phải «{value}».").format(value=found[:60]), "format"
                )
            return False
        if int(found) > FORMAT:
            message = _(
                "Tệp viết theo định dạng {found}, chương trình này chỉ biết đến định dạng {known}; "
                "hãy dùng phiên bản mới hơn của chương trình."
            )
            top.refuse(message.format(found=int(found), known=FORMAT), "format")
            return False
        return True

    def whole_set(self, top: Fields) -> CriteriaSet:
        """The set with everything in it."""
        verified = top.table("verified")
        by = on = ""
        if verified:
            person = Fields(verified, self._findings)
            by, on = person.line("by"), person.day("on")
            person.finish()
        built = CriteriaSet(
            id=top.matching("id", FILE_ID, _(_SET_ID_ADVICE), required=True)[:64],
            version=top.matching("version", _VERSION, _(_VERSION_ADVICE), required=True),
            title=top.text("title", required=True),
            short_title=top.line("short_title", required=True),
            nodes=tuple(self._node(table, None, 1) for table in top.tables("nodes")),
            max_points=top.decimal("max_points"),
            levels=self._each(top, "levels", self._level),
            vetoes=self._each(top, "vetoes", self._veto),
            steps=self._each(top, "steps", self._step),
            legal_basis=self._each(top, "legal_basis", self._legal_basis),
            province=top.line("province"),
            valid_from=top.day("valid_from"),
            valid_to=top.day("valid_to"),
            replaces=top.text("replaces"),
            source=top.text("source"),
            note=top.text("note"),
            verified_by=by,
            verified_on=on,
            corrections=self._each(top, "corrections", self._correction),
            table_title=top.text("table_title"),
            table_notes=top.lines("table_notes"),
        )
        if not built.nodes:
            top.refuse(_("Bộ tiêu chí chưa có mục nào; hãy ghi các tiêu chí vào «nodes»."), "nodes")
        for key in ("max_points", "levels", "vetoes", "steps", "valid_to"):
            self.places[place_of(key)] = top.place(key)
        top.finish()
        if top.broken:
            self.broken.add("")
        return built

    def _each(self, owner: Fields, key: str, make: Callable[[Fields], PartT]) -> tuple[PartT, ...]:
        made = []
        for table in owner.tables(key):
            fields = Fields(table, self._findings, owner.about)
            made.append(make(fields))
            fields.finish()
            owner.broken = owner.broken or fields.broken
        return tuple(made)

    def _node(self, table: Table, parent: Node | None, depth: int) -> Node:
        fields = Fields(table, self._findings)
        node_id = fields.matching("id", _NODE_ID, _(_NODE_ID_ADVICE), required=True)[:80]
        if node_id:
            fields.about = _(", mục {id}").format(id=node_id)
            if node_id.casefold() in self._ids:
                message = _("Mã mục «{id}» bị dùng hai lần; mỗi mục phải có mã riêng.")
                fields.refuse(message.format(id=node_id), "id")
            self._ids.add(node_id.casefold())
            self.places.setdefault(node_id, fields.where)
        inherited = parent.scorer if parent else Scorer.SELF
        stub = Node(id=node_id, label="", text="", scorer=fields.member("scorer", Scorer, inherited))
        tables = tuple(fields.tables("children"))
        if tables and depth >= DEEPEST:
            fields.refuse(_("Các mục lồng nhau sâu quá {most} cấp.").format(most=DEEPEST))
            tables = ()
        max_points = fields.decimal("points")
        if max_points is not None and max_points < 0:
            fields.refuse(_("Điểm chuẩn không được âm."), "points")
        node = Node(
            id=node_id,
            label=fields.line("label"),
            text=fields.text("text", required=True),
            max_points=max_points,
            scoring=self._scoring(fields, stub.scorer, leaf=not tables, has_points=max_points is not None),
            scorer=stub.scorer,
            lead=fields.line("lead"),
            cooperating=tuple(" ".join(name.split()) for name in fields.lines("cooperating")),
            time=fields.line("time"),
            product=fields.text("product"),
            measures=self._each(fields, "measures", self._measure),
            guidance=fields.text("guidance"),
            survey_form=fields.matching("survey_form", _SMALL_ID, _(_SMALL_ID_ADVICE)),
            letter_kinds=fields.lines("letter_kinds"),
            record_kinds=fields.lines("record_kinds"),
            posting_kinds=fields.lines("posting_kinds"),
            activity_kinds=fields.lines("activity_kinds"),
            printed=fields.truth("printed", default=True),
            children=tuple(self._node(child, stub, depth + 1) for child in tables),
        )
        for kind in node.letter_kinds:
            fields.known_word("letter_kinds", kind, LETTER_KINDS)
        for kind in node.record_kinds:
            fields.known_word("record_kinds", kind, RECORD_KINDS)
        for kind in node.posting_kinds:
            if not _KIND_ID.fullmatch(kind):
                fields.refuse(_(_SMALL_ID_ADVICE), "posting_kinds")
        for kind in node.activity_kinds:
            fields.known_word("activity_kinds", kind, ACTIVITY_KINDS)
        fields.finish()
        if fields.broken:
            self.broken.add(node_id)
        return node

    def _scoring(self, owner: Fields, scorer: Scorer, *, leaf: bool, has_points: bool) -> Scoring:
        table = owner.table("scoring")
        usual = default_scoring(scorer, leaf=leaf, has_points=has_points)
        if table is None:
            return usual
        if not leaf:
            owner.refuse(
                _("Nhóm tiêu chí không có cách chấm riêng; hãy ghi «scoring» ở các mục con."), "scoring"
            )
        fields = Fields(table, self._findings, owner.about)
        kind = fields.member("kind", ScoringKind, usual.kind)
        step = fields.decimal("step")
        scoring = Scoring(
            kind=kind,
            step=_STEPS.get(kind) if step is None else step,
            options=self._each(fields, "options", self._option),
            bands=self._each(fields, "bands", self._band),
            unit_points=fields.decimal("unit_points"),
            floor=fields.decimal("floor"),
            not_applicable=fields.member("not_applicable", NotApplicable, NotApplicable.FORBIDDEN),
        )
        fields.finish()
        owner.broken = owner.broken or fields.broken
        return scoring

    def _option(self, fields: Fields) -> Option:
        return Option(
            id=fields.matching("id", _SMALL_ID, _(_SMALL_ID_ADVICE), required=True),
            text=fields.line("text", required=True),
            points=fields.decimal("points", required=True) or Decimal(0),
        )

    def _band(self, fields: Fields) -> Band:
        return Band(
            at_least=fields.decimal("at_least", required=True) or Decimal(0),
            points=fields.decimal("points", required=True) or Decimal(0),
        )

    def _measure(self, fields: Fields) -> Measure:
        measure = Measure(
            operator=fields.line("operator", required=True),
            value=fields.decimal("value", required=True) or Decimal(0),
            unit=fields.line("unit", required=True),
            per=fields.line("per"),
            of=fields.line("of"),
            by=fields.line("by"),
            own=fields.truth("own", default=False),
        )
        self._check_source(fields, measure)
        for key, word, known in (
            ("operator", measure.operator, OPERATORS),
            ("unit", measure.unit, UNITS),
            ("per", measure.per, PERIODS),
        ):
            if word:
                fields.known_word(key, word, known)
        return measure

    def _check_source(self, fields: Fields, measure: Measure) -> None:
        """What measures is known, and measures in that unit."""
        if not measure.by:
            return
        source = source_of(measure.by)
        if source is None:
            fields.known_word("by", measure.by.partition(":")[0], [gauge.value for gauge in Gauge])
            return
        kinds = GAUGE_KINDS[source.gauge]
        if source.kind and kinds is not None:
            fields.known_word("by", source.kind, kinds)
        elif (source.kind and not _KIND_ID.fullmatch(source.kind)) or measure.by.endswith(":"):
            fields.refuse(_(_SMALL_ID_ADVICE), "by")
        if source.gauge in NAMED_GAUGES and not source.kind:
            message = _("«{by}» phải ghi kèm mã số liệu, như indicator:on_time hoặc figure:models.")
            fields.refuse(message.format(by=measure.by[:60]), "by")
        if measure.unit in UNITS and measure.unit not in GAUGE_UNITS[source.gauge]:
            message = _("«{by}» không đo được bằng «{unit}»; hãy dùng một trong: {known}.")
            known = ", ".join(sorted(GAUGE_UNITS[source.gauge]))
            fields.refuse(message.format(by=measure.by[:60], unit=measure.unit, known=known), "unit")

    def _level(self, fields: Fields) -> Level:
        level_id = fields.matching("id", _SMALL_ID, _(_SMALL_ID_ADVICE), required=True)
        minima: dict[str, Decimal] = {}
        table = fields.table("minima")
        if table:
            bounds = Fields(table, self._findings, fields.about)
            for node_id in bounds.free_names():
                minima[node_id] = bounds.decimal(node_id, required=True) or Decimal(0)
        return Level(
            id=level_id,
            title=fields.line("title", required=True),
            at_least=fields.decimal("at_least", required=True) or Decimal(0),
            passing=fields.truth("passing", default=True),
            minima=minima,
        )

    def _veto(self, fields: Fields) -> Veto:
        effects = fields.members("effects", VetoEffect)
        if not fields.lines("effects"):
            fields.refuse(_("Điều kiện loại phải ghi hệ quả ở «effects», ví dụ not_considered."), "effects")
        return Veto(
            id=fields.matching("id", _SMALL_ID, _(_SMALL_ID_ADVICE), required=True),
            text=fields.text("text", required=True),
            effects=effects,
        )

    def _step(self, fields: Fields) -> Step:
        fields.line("month", required=True)
        return Step(
            id=fields.matching("id", _SMALL_ID, _(_SMALL_ID_ADVICE), required=True),
            title=fields.line("title", required=True),
            text=fields.text("text"),
            actor=fields.line("actor"),
            month=fields.whole("month", 1, 12, 1),
            day=fields.whole("day", 0, 31, 0),
            year_offset=fields.whole("year_offset", -1, 5, 0),
        )

    def _legal_basis(self, fields: Fields) -> LegalBasis:
        return LegalBasis(
            title=fields.text("title", required=True),
            number=fields.line("number"),
            issued=fields.line("issued"),
            body=fields.line("body"),
        )

    def _correction(self, fields: Fields) -> Correction:
        return Correction(
            node=fields.line("node"),
            found=fields.text("found"),
            corrected=fields.text("corrected"),
            why=fields.text("why"),
        )
