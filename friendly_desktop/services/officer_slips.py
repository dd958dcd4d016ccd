"""One sheet for each officer, from the answers of a year, the open cases and what was promised."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from friendly_desktop.clock import Clock
from friendly_desktop.domain.assessment import LeafRow
from friendly_desktop.domain.cases.words import KIND_TITLES
from friendly_desktop.domain.criteria import CriteriaSet
from friendly_desktop.domain.officer_slip import OfficerSlip, SlipCase, SlipLeaf, SlipPromise
from friendly_desktop.domain.risk import OwnerShare, RiskReport, is_done
from friendly_desktop.domain.text import fold, name_sort_key
from friendly_desktop.errors import AppError
from friendly_desktop.i18n import _, in_vietnamese
from friendly_desktop.services.assessment import AssessmentService
from friendly_desktop.services.cases.service import CasesService
from friendly_desktop.services.deadlines import DeadlineRulesService
from friendly_desktop.services.meetings import MeetingsService
from friendly_desktop.services.office import OfficeService
from friendly_desktop.services.risk import RiskService
from friendly_desktop.services.written_files import Written, write_file

#: Open cases that are looked at; an office has some dozens.
_MOST_CASES = 5000


class OfficerSlipsService:
    """Puts together what is whose; changes nothing."""

    def __init__(  # noqa: PLR0917 - what each officer does comes from several registers
        self,
        clock: Clock,
        office: OfficeService,
        assessment: AssessmentService,
        risk: RiskService,
        cases: CasesService,
        meetings: MeetingsService,
        rules: DeadlineRulesService,
    ) -> None:
        """Read from these."""
        self._clock = clock
        self._office = office
        self._assessment = assessment
        self._risk = risk
        self._cases = cases
        self._meetings = meetings
        self._rules = rules

    def slips(self, year: int) -> tuple[OfficerSlip, ...]:
        """A slip for everybody who has anything, by name; units without an officer after them.

        Raises:
            AppError: the year was not opened.
        """
        criteria, view = self._assessment.criteria_of(year), self._assessment.view(year)
        report = self._risk.report_of(criteria, view)
        units = {one.id: one.name for one in self._office.units()}
        found: dict[str, OfficerSlip] = {}
        known: dict[str, str] = {}  # the folded name of an officer, to his key
        for person in self._office.people():
            role = ", ".join(filter(None, (person.position, units.get(person.unit_id or 0, ""))))
            found[f"p{person.id}"] = _empty(f"p{person.id}", person.name, role)
            known.setdefault(fold(person.name), f"p{person.id}")
        for owner in report.owners:
            if owner.officer_id is not None:
                key = f"p{owner.officer_id}"
            elif owner.unit_id is not None and owner.unit_id in units:
                key = f"u{owner.unit_id}"
                found[key] = _empty(key, units[owner.unit_id], _("Đơn vị"))
            else:
                continue
            if key in found:
                found[key] = _with_leaves(found[key], owner, criteria, view.rows, report)
        self._add_cases(found, known)
        self._add_promises(found, known)
        slips = [one for one in found.values() if one.leaves or one.cases or one.promises]
        return tuple(sorted(slips, key=lambda one: (one.key[0] == "u", name_sort_key(one.name))))

    def pdf(self, year: int, keys: Collection[str] = ()) -> bytes:
        """The slips of a year as pages, one each; of everybody or of those with these keys.

        Raises:
            AppError: the year was not opened, or nobody has anything to do.
        """
        from friendly_desktop.services.documents.officer_slip import slip_pdf

        chosen = [one for one in self.slips(year) if not keys or one.key in keys]
        if not chosen:
            raise AppError(
                "no_slips",
                _("Chưa có phiếu việc nào"),
                _("Năm {year} chưa giao mục, đơn hay việc đã hứa nào cho ai.").format(year=year),
                _("Hãy giao người phụ trách tại từng mục ở trang Tiêu chí."),
            )
        with in_vietnamese():
            return slip_pdf(self._office.office(), chosen, year, self._clock.today())

    def write(self, year: int, target: Path, keys: Collection[str] = ()) -> Written:
        """Write the slips to a ``.pdf`` file, whole or not at all, and read it back.

        Raises:
            AppError: as ``pdf``, or the place cannot be written.
        """
        from friendly_desktop.storage.pdfium import page_count

        content = self.pdf(year, keys)
        return write_file(target, content, page_count(content))

    def _add_cases(self, found: dict[str, OfficerSlip], known: dict[str, str]) -> None:
        tasks = {rule.id: rule.title for rule in self._rules.rules()}
        theirs: dict[str, list[SlipCase]] = {}
        names: dict[str, str] = {}
        for line in self._cases.tasks(_MOST_CASES):
            if line.officer:
                key = _key_of(line.officer, known)
                names[key] = line.officer
                task = tasks.get(line.due_rule, "")
                theirs.setdefault(key, []).append(
                    SlipCase(line.id, line.code, _(KIND_TITLES[line.kind]), task, line.due)
                )
        for key, cases in theirs.items():
            slip = found.get(key) or _empty(key, names[key], "")
            found[key] = replace(slip, cases=tuple(cases))

    def _add_promises(self, found: dict[str, OfficerSlip], known: dict[str, str]) -> None:
        theirs: dict[str, list[SlipPromise]] = {}
        names: dict[str, str] = {}
        for one in self._meetings.promises(open_only=True):
            if one.officer:
                key = _key_of(one.officer, known)
                names[key] = one.officer
                words = one.promised or one.asked
                theirs.setdefault(key, []).append(SlipPromise(one.meeting_id, words, one.until))
        for key, promises in theirs.items():
            slip = found.get(key) or _empty(key, names[key], "")
            found[key] = replace(slip, promises=tuple(promises))


def _key_of(name: str, known: dict[str, str]) -> str:
    folded = fold(name)
    return known.get(folded, f"n{folded}")


def _empty(key: str, name: str, role: str) -> OfficerSlip:
    nothing = Decimal(0)
    return OfficerSlip(key, name, role, (), (), (), nothing, nothing, nothing)


def _with_leaves(
    slip: OfficerSlip,
    owner: OwnerShare,
    criteria: CriteriaSet,
    rows: Mapping[str, LeafRow],
    report: RiskReport,
) -> OfficerSlip:
    leaves = [_leaf(criteria, node, rows[node], report) for node in owner.leaves]
    return replace(
        slip, leaves=tuple(leaves), claimed=owner.claimed, backed=owner.backed, at_risk=owner.at_risk
    )


def _leaf(criteria: CriteriaSet, node_id: str, row: LeafRow, report: RiskReport) -> SlipLeaf:
    node, entry = criteria.by_id[node_id], row.entry
    return SlipLeaf(
        node_id,
        criteria.references[node_id],
        node.text,
        node.max_points,
        entry.points,
        entry.status,
        entry.due,
        row.evidence_count + row.letters + row.records + row.postings + row.activities,
        is_done(row),
        report.by_node.get(node_id),
        report.upcoming.get(node_id),
    )
